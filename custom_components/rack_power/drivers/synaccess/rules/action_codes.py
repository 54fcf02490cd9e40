"""The 19 known action codes of a SynLink PDU (vendor's cloud reference).

13, 14 and 21 are not assigned. More rows than these are likely after 32: they are
shown as they are, and created only when forced.
"""

from collections.abc import Mapping
from typing import Final

from .codes import ActionCode, Param, ParamType, Requirement

_OUTLET = Param(key="target", also=("outlet",), type=ParamType.OUTLET)
_GROUP = Param(key="target", also=("group",), type=ParamType.GROUP)
_RELAY = Param(key="target", also=("relay",), type=ParamType.RELAY)
_HOST = Param(key="target", also=("host",), type=ParamType.HOST)
_STATE = Param(key="state", type=ParamType.CHOICE, options=("ON", "OFF"))
_THEIR_OUTLET = Param(key="outlet", type=ParamType.TEXT)  # id or index over there
_THEIR_GROUP = Param(key="group", type=ParamType.TEXT)
_TOKEN = Param(key="token", type=ParamType.TEXT, secret=True)
_THEIR_OUTLETS = (_HOST, _THEIR_OUTLET, _TOKEN)
_THEIR_GROUPS = (_HOST, _THEIR_GROUP, _TOKEN)

_SWITCHING = (Requirement.OUTLET_SWITCHING,)
_GROUPS = (Requirement.GROUP,)
_RELAYS = (Requirement.RELAY_OUTPUTS,)

_ROWS: Final = (
    ActionCode(
        11,
        "switch_outlet",
        "Switch an outlet",
        "Switch Outlet",
        (_OUTLET, _STATE),
        _SWITCHING,
    ),
    ActionCode(
        12,
        "reboot_outlet",
        "Restart an outlet",
        "Reboot Outlet",
        (_OUTLET,),
        _SWITCHING,
    ),
    ActionCode(
        15,
        "email",
        "Send an e-mail",
        "Email Recipient",
        (Param(key="target", also=("email",), type=ParamType.EMAIL),),
        (Requirement.SMTP,),
    ),
    ActionCode(
        16,
        "switch_group",
        "Switch an outlet group",
        "Switch Outlet Group",
        (_GROUP, _STATE),
        _GROUPS,
    ),
    ActionCode(
        17,
        "reboot_group",
        "Restart an outlet group",
        "Powercycle Outlet Group",
        (_GROUP,),
        _GROUPS,
    ),
    ActionCode(
        18,
        "snmpv2_trap",
        "Send an SNMPv2c trap",
        "SNMPv2 Trap Notification",
        (_HOST, Param(key="community", type=ParamType.TEXT, secret=True)),
    ),
    ActionCode(
        19,
        "snmpv3_trap",
        "Send an SNMPv3 trap",
        "SNMPv3 Trap Notification",
        (_HOST,),
    ),
    ActionCode(
        20,
        "http_post",
        "Post to a web address",
        "HTTP Post Request",
        (
            # a secret, as the addresses of webhooks carry their key
            Param(key="target", also=("url",), type=ParamType.URL, secret=True),
            Param(
                key="statistics",
                type=ParamType.CHOICE,
                default="none",
                options=("none", "inlets", "sensors", "outlets", "circuits"),
            ),
        ),
    ),
    ActionCode(
        22,
        "switch_relay",
        "Switch a relay output",
        "Switch Output Relay",
        (_RELAY, _STATE),
        _RELAYS,
    ),
    ActionCode(
        23,
        "reboot_relay",
        "Restart a relay output",
        "Reboot Output Relay",
        (_RELAY,),
        _RELAYS,
    ),
    ActionCode(
        24,
        "other_pdu_outlet_off",
        "Switch off an outlet of another PDU",
        "Switch Off Other PDU Outlet",
        _THEIR_OUTLETS,
    ),
    ActionCode(
        25,
        "other_pdu_outlet_on",
        "Switch on an outlet of another PDU",
        "Switch On Other PDU Outlet",
        _THEIR_OUTLETS,
    ),
    ActionCode(
        26,
        "other_pdu_group_off",
        "Switch off an outlet group of another PDU",
        "Switch Off Other PDU Outlet Group",
        _THEIR_GROUPS,
    ),
    ActionCode(
        27,
        "other_pdu_group_on",
        "Switch on an outlet group of another PDU",
        "Switch On Other PDU Outlet Group",
        _THEIR_GROUPS,
    ),
    ActionCode(
        28,
        "other_pdu_outlet_reboot",
        "Restart an outlet of another PDU",
        "Reboot Other PDU Outlet",
        _THEIR_OUTLETS,
    ),
    ActionCode(
        29,
        "other_pdu_group_reboot",
        "Restart an outlet group of another PDU",
        "Reboot Other PDU Outlet Group",
        _THEIR_GROUPS,
    ),
    ActionCode(
        30,
        "switch_nic",
        "Change to the other network interface",
        "Switch Secondary Network Interface",
        (),
        (Requirement.SECONDARY_NIC,),
    ),
    ActionCode(
        31,
        "reset_energy",
        "Reset the energy meter",
        "Reset kWh Meter",
        (),
        (Requirement.ENERGY_METERING,),
    ),
    ActionCode(
        32,
        "hub_relay_switch",
        "Switch a relay of the hub",
        "Smart IO Hub Relay Switch",
        (
            Param(
                key="target", also=("port",), type=ParamType.PORT, options=("A", "B")
            ),
            Param(key="relay", type=ParamType.INTEGER, minimum=1, maximum=6),
            Param(
                key="state",
                type=ParamType.CHOICE,
                options=("OPEN", "CLOSED", "ON", "OFF"),
            ),
        ),
        (Requirement.DIO_HUB,),
        note="The vendor's row is cut off; how the state is written is not certain.",
    ),
)

ACTION_CODES: Final[Mapping[int, ActionCode]] = {row.code: row for row in _ROWS}
ACTION_KEYS: Final[Mapping[str, ActionCode]] = {row.key: row for row in _ROWS}
