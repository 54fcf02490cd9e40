"""The 48 event codes of a SynLink PDU (SynLink events API).

Bounds are ours where the vendor gives none: wide enough for every model, narrow enough
to catch a slip. 27, 28, 43, 44, 47, 48 and everything below 12 and above 65 are not
assigned; the vendor's draft of 2020 used other meanings, which must never be used.
"""

from collections.abc import Mapping
from typing import Final

from .codes import EventCode, Param, ParamType, Requirement, RuleKind

_INLET = Param(key="target", also=("inlet",), type=ParamType.INLET, wildcard=True)
_LINE = Param(key="target", also=("line",), type=ParamType.LINE, wildcard=True)
_BANK = Param(key="target", also=("bank",), type=ParamType.BANK, wildcard=True)
_OUTLET = Param(key="target", also=("outlet",), type=ParamType.OUTLET, wildcard=True)
_SENSOR = Param(key="target", also=("sensor",), type=ParamType.SENSOR)
_HOST = Param(key="target", also=("host",), type=ParamType.HOST)
_PORT = Param(key="target", also=("port",), type=ParamType.PORT, options=("A", "B"))
_SECONDS = Param(  # ticks of one second for which the condition must hold
    key="seconds",
    type=ParamType.INTEGER,
    unit="s",
    minimum=0,
    maximum=86_400,
    default="5",
)
_INPUT = Param(key="input", type=ParamType.INTEGER, minimum=1, maximum=6)
_HOUR = Param(key="hour", type=ParamType.INTEGER, unit="h", minimum=0, maximum=23)
_MINUTE = Param(key="minute", type=ParamType.INTEGER, unit="min", minimum=0, maximum=59)


def _threshold(
    unit: str, maximum: float, minimum: float = 0, *, exclusive: bool = False
) -> Param:
    """Describe the value that a reading is compared with; equality does nothing."""
    return Param(
        key="threshold",
        type=ParamType.NUMBER,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        exclusive_minimum=exclusive,
    )


_FAILURES = Param(
    key="threshold",
    also=("failures",),
    type=ParamType.INTEGER,
    unit="count",
    minimum=1,
    maximum=10_000,
)
_AMPERES = _threshold("A", 200)
_VOLTS = _threshold("V", 600)
_HERTZ = _threshold("Hz", 70, 40)
_RATIO = _threshold("ratio", 1)  # not per cent, as the draft had it
_KWH = _threshold("kWh", 1e9, exclusive=True)
_WATTS = _threshold("W", 200_000)
_VOLT_AMPERES = _threshold("VA", 200_000)
_IMBALANCE = _threshold("%", 100, 1)
_CELSIUS = _threshold("°C", 125, -40)
_HUMIDITY = _threshold("%", 100)

_SINGLE = (Requirement.SINGLE_PHASE,)
_THREE = (Requirement.THREE_PHASE,)
_METERED = (Requirement.OUTLET_METERING,)
_CLIMATE = (Requirement.TEMP_HUM_SENSOR,)
_ATS = (Requirement.ATS,)
_HUB = (Requirement.DIO_HUB,)

_ROWS: Final = (
    EventCode(
        12,
        "autoping_timeout",
        "Host stopped answering pings",
        "AutoPing Timeout",
        (_HOST, _FAILURES),
    ),
    EventCode(
        13,
        "inlet_line_current_max",
        "Inlet line current above",
        "Inlet Line Max Current Threshold",
        (_LINE, _AMPERES, _SECONDS),
        _THREE,
        note="How a line is written is not documented; its id is sent.",
    ),
    EventCode(
        14,
        "inlet_line_current_min",
        "Inlet line current below",
        "Inlet Line Min Current Threshold",
        (_LINE, _AMPERES, _SECONDS),
        _THREE,
        note="How a line is written is not documented; its id is sent.",
    ),
    EventCode(
        15,
        "inlet_current_max",
        "Inlet current above",
        "Inlet Max Current Threshold",
        (_INLET, _AMPERES, _SECONDS),
        _SINGLE,
    ),
    EventCode(
        16,
        "inlet_current_min",
        "Inlet current below",
        "Inlet Min Current Threshold",
        (_INLET, _AMPERES, _SECONDS),
        _SINGLE,
    ),
    EventCode(
        17,
        "inlet_voltage_max",
        "Inlet voltage above",
        "Inlet Max Voltage Threshold",
        (_INLET, _VOLTS, _SECONDS),
        _SINGLE,
    ),
    EventCode(
        18,
        "inlet_voltage_min",
        "Inlet voltage below",
        "Inlet Min Voltage Threshold",
        (_INLET, _VOLTS, _SECONDS),
        _SINGLE,
    ),
    EventCode(
        19,
        "inlet_frequency_max",
        "Inlet frequency above",
        "Inlet Max Line Frequency Threshold",
        (_INLET, _HERTZ, _SECONDS),
        _SINGLE,
    ),
    EventCode(
        20,
        "inlet_frequency_min",
        "Inlet frequency below",
        "Inlet Max Line Frequency Threshold",
        (_INLET, _HERTZ, _SECONDS),
        _SINGLE,
        note="The vendor prints the name of 19; all other pairs are max, then min.",
    ),
    EventCode(
        21,
        "inlet_power_factor_min",
        "Inlet power factor below",
        "Inlet Min Power Factor",
        (_INLET, _RATIO, _SECONDS),
    ),
    EventCode(
        22,
        "inlet_energy_max",
        "Inlet energy above",
        "Inlet Active Energy Accumulation Max",
        (_INLET, _KWH),
    ),
    EventCode(
        23,
        "inlet_active_power_max",
        "Inlet active power above",
        "Inlet Max Active Power Threshold",
        (_INLET, _WATTS, _SECONDS),
    ),
    EventCode(
        24,
        "inlet_active_power_min",
        "Inlet active power below",
        "Inlet Min Active Power Threshold",
        (_INLET, _WATTS, _SECONDS),
    ),
    EventCode(
        25,
        "inlet_apparent_power_max",
        "Inlet apparent power above",
        "Inlet Max Apparent Power Threshold",
        (_INLET, _VOLT_AMPERES, _SECONDS),
    ),
    EventCode(
        26,
        "inlet_apparent_power_min",
        "Inlet apparent power below",
        "Inlet Min Apparent Power Threshold",
        (_INLET, _VOLT_AMPERES, _SECONDS),
    ),
    EventCode(
        29,
        "inlet_phase_imbalance",
        "Inlet phases out of balance",
        "Inlet 3 Phase Imbalance",
        (_INLET, _IMBALANCE, _SECONDS),
        _THREE,
    ),
    EventCode(
        30,
        "bank_breaker_trip",
        "Bank circuit breaker tripped",
        "Bank Circuit Breaker Trip",
        (_BANK,),
        (Requirement.CIRCUIT_BREAKER,),
    ),
    EventCode(
        31,
        "bank_current_max",
        "Bank current above",
        "Bank Max Current Threshold",
        (_BANK, _AMPERES, _SECONDS),
    ),
    EventCode(
        32,
        "bank_current_min",
        "Bank current below",
        "Bank Min Current Threshold",
        (_BANK, _AMPERES, _SECONDS),
    ),
    EventCode(
        33,
        "bank_voltage_max",
        "Bank voltage above",
        "Bank Max Voltage Threshold",
        (_BANK, _VOLTS, _SECONDS),
    ),
    EventCode(
        34,
        "bank_voltage_min",
        "Bank voltage below",
        "Bank Min Voltage Threshold",
        (_BANK, _VOLTS, _SECONDS),
    ),
    EventCode(
        35,
        "bank_frequency_max",
        "Bank frequency above",
        "Bank Max Line Frequency Threshold",
        (_BANK, _HERTZ, _SECONDS),
    ),
    EventCode(
        36,
        "bank_frequency_min",
        "Bank frequency below",
        "Bank Min Line Frequency Threshold",
        (_BANK, _HERTZ, _SECONDS),
    ),
    EventCode(
        37,
        "bank_power_factor_min",
        "Bank power factor below",
        "Bank Min Power Factor",
        (_BANK, _RATIO, _SECONDS),
        note="The vendor leaves the description out; a ratio as in 21.",
    ),
    EventCode(
        38,
        "bank_energy_max",
        "Bank energy above",
        "Bank Active Energy Accumulation Max",
        (_BANK, _KWH),
        note="The vendor leaves the description out; kWh as in 22.",
    ),
    EventCode(
        39,
        "bank_active_power_max",
        "Bank active power above",
        "Bank Max Active Power Threshold",
        (_BANK, _WATTS, _SECONDS),
    ),
    EventCode(
        40,
        "bank_active_power_min",
        "Bank active power below",
        "Bank Min Active Power Threshold",
        (_BANK, _WATTS, _SECONDS),
    ),
    EventCode(
        41,
        "bank_apparent_power_max",
        "Bank apparent power above",
        "Bank Max Apparent Power Threshold",
        (_BANK, _VOLT_AMPERES, _SECONDS),
    ),
    EventCode(
        42,
        "bank_apparent_power_min",
        "Bank apparent power below",
        "Bank Min Apparent Power Threshold",
        (_BANK, _VOLT_AMPERES, _SECONDS),
    ),
    EventCode(
        45,
        "outlet_current_max",
        "Outlet current above",
        "Outlet Max Current Threshold",
        (_OUTLET, _AMPERES, _SECONDS),
        _METERED,
    ),
    EventCode(
        46,
        "outlet_current_min",
        "Outlet current below",
        "Outlet Min Current Threshold",
        (_OUTLET, _AMPERES, _SECONDS),
        _METERED,
    ),
    EventCode(
        49,
        "temperature_max",
        "Temperature above",
        "Temperature Max Threshold",
        (_SENSOR, _CELSIUS, _SECONDS),
        _CLIMATE,
    ),
    EventCode(
        50,
        "temperature_min",
        "Temperature below",
        "Temperature Min Threshold",
        (_SENSOR, _CELSIUS, _SECONDS),
        _CLIMATE,
    ),
    EventCode(
        51,
        "humidity_max",
        "Humidity above",
        "Humidity Max Threshold",
        (_SENSOR, _HUMIDITY, _SECONDS),
        _CLIMATE,
    ),
    EventCode(
        52,
        "humidity_min",
        "Humidity below",
        "Humidity Min Threshold",
        (_SENSOR, _HUMIDITY, _SECONDS),
        _CLIMATE,
    ),
    EventCode(
        53,
        "schedule_daily",
        "Every day at",
        "Scheduled Daily Time",
        (Param(key="time", type=ParamType.TIME),),
        kind=RuleKind.SCHEDULE,
    ),
    EventCode(
        54,
        "schedule_interval",
        "Every so many seconds",
        "Scheduled Time Interval",
        (
            Param(
                key="interval",
                type=ParamType.INTEGER,
                unit="s",
                minimum=1,
                maximum=31_536_000,
            ),
        ),
        kind=RuleKind.SCHEDULE,
        note="The vendor lists no parameter; the interval is sent as the first one.",
    ),
    EventCode(
        55,
        "ats_to_secondary",
        "Transfer switch went to the secondary source",
        "ATS Switched to Secondary",
        (),
        _ATS,
    ),
    EventCode(
        56,
        "ats_to_primary",
        "Transfer switch went to the primary source",
        "ATS Switched to Primary",
        (),
        _ATS,
    ),
    EventCode(
        57,
        "ats_secondary_lost",
        "Secondary source lost",
        "Secondary Power Source Lost",
        (),
        _ATS,
    ),
    EventCode(
        58,
        "ats_secondary_restored",
        "Secondary source restored",
        "Secondary Power Source Restored",
        (),
        _ATS,
    ),
    EventCode(
        59,
        "power_recovery",
        "Power came back",
        "System Power Recovery Event",
        (_BANK,),
    ),
    EventCode(
        60,
        "schedule_monthly",
        "Every month on",
        "Monthly Scheduled Event",
        (
            Param(key="day", type=ParamType.INTEGER, minimum=1, maximum=28),
            _HOUR,
            _MINUTE,
        ),
        kind=RuleKind.SCHEDULE,
    ),
    EventCode(
        61,
        "schedule_weekly",
        "Every week on",
        "Weekly Scheduled Event",
        (
            Param(key="day", type=ParamType.INTEGER, minimum=0, maximum=6),
            _HOUR,
            _MINUTE,
        ),
        kind=RuleKind.SCHEDULE,
        note="The vendor does not tell which day is 0; it is taken for Sunday.",
    ),
    EventCode(
        62,
        "digital_input_high",
        "Digital input high",
        "Digital Input State High",
        (_PORT, _INPUT, _SECONDS),
        _HUB,
    ),
    EventCode(
        63,
        "digital_input_low",
        "Digital input low",
        "Digital Input State Low",
        (_PORT, _INPUT, _SECONDS),
        _HUB,
    ),
    EventCode(
        64,
        "user_switch",
        "User switch of the hub turned",
        "User Switch Triggered",
        (_PORT, Param(key="state", type=ParamType.CHOICE, options=("ON", "OFF"))),
        _HUB,
    ),
    EventCode(
        65,
        "sensor_connection",
        "Sensor plugged in or pulled out",
        "Sensor Connected/Disconnected",
        (
            _PORT,
            Param(
                key="state",
                also=("change",),
                type=ParamType.CHOICE,
                options=("Connect", "Disconnect"),
            ),
        ),
        note="The vendor's row is cut off; how the two states are written is likely, "
        "not certain.",
    ),
)

EVENT_CODES: Final[Mapping[int, EventCode]] = {row.code: row for row in _ROWS}
EVENT_KEYS: Final[Mapping[str, EventCode]] = {row.key: row for row in _ROWS}
INTERVAL: Final = 54
"""The code whose only parameter is an assumption."""
