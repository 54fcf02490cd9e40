"""The codes of events and actions, with how many parameters each cannot do without."""

EVENT_CODES: dict[int, int] = {
    12: 2,  # autoping timeout: host, failed pings
    13: 2,  # inlet line current max: line, A, s
    14: 2,
    15: 2,  # inlet current max, min: inlet, A, s
    16: 2,
    17: 2,  # inlet voltage max, min
    18: 2,
    19: 2,  # inlet frequency max, min
    20: 2,
    21: 2,  # inlet power factor min
    22: 2,  # inlet energy max
    23: 2,  # inlet active power max, min
    24: 2,
    25: 2,  # inlet apparent power max, min
    26: 2,
    29: 2,  # inlet phase imbalance
    30: 1,  # bank breaker trip
    31: 2,  # bank current max, min
    32: 2,
    33: 2,  # bank voltage max, min
    34: 2,
    35: 2,  # bank frequency max, min
    36: 2,
    37: 2,  # bank power factor min
    38: 2,  # bank energy max
    39: 2,  # bank active power max, min
    40: 2,
    41: 2,  # bank apparent power max, min
    42: 2,
    45: 2,  # outlet current max, min
    46: 2,
    49: 2,  # temperature max, min
    50: 2,
    51: 2,  # humidity max, min
    52: 2,
    53: 1,  # daily at HH:MM
    54: 1,  # every so many seconds
    55: 0,  # ATS to secondary, to primary
    56: 0,
    57: 0,  # secondary source lost, restored
    58: 0,
    59: 1,  # power recovery of a bank
    60: 3,  # monthly: day, hour, minute
    61: 3,  # weekly: day, hour, minute
    62: 2,  # digital input high, low: port, input, s
    63: 2,
    64: 2,  # user switch: port, ON or OFF
    65: 2,  # sensor connection: port, Connect or Disconnect
}

ACTION_CODES: dict[int, int] = {
    11: 2,  # switch outlet: outlet, ON or OFF
    12: 1,  # reboot outlet
    15: 1,  # e-mail
    16: 2,  # switch group: group, ON or OFF
    17: 1,  # reboot group
    18: 2,  # SNMPv2 trap: host, community
    19: 1,  # SNMPv3 trap: host
    20: 1,  # HTTP POST: URL, statistics
    22: 2,  # switch relay: name, ON or OFF
    23: 1,  # reboot relay: name
    24: 3,  # other PDU, outlet off, on: address, outlet, token
    25: 3,
    26: 3,  # other PDU, group off, on
    27: 3,
    28: 3,  # other PDU, reboot outlet, group
    29: 3,
    30: 0,  # switch network interface
    31: 0,  # reset energy
    32: 3,  # hub relay: port, relay, state
}
