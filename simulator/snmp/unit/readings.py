"""What the card measures and shows, as the wire has it."""

from datetime import date

from ..knobs import CardKnobs
from .flags import flags_of
from .power_unit import PowerUnit

(ON_LINE, ON_BATTERY, BOOST, TIMED_SLEEP, SOFTWARE_BYPASS, OFF, REBOOTING) = (
    2, 3, 4, 5, 6, 7, 8,
)  # fmt: skip
SWITCHED_BYPASS, HARDWARE_BYPASS, SLEEPING, TRIM = 9, 10, 11, 12
_BOOST, _TRIM = 0.92, 1.08
"""Parts of the nominal voltage from which it is corrected."""
_CORRECTION = 0.12
_FORMATS = {
    "mm/dd/yyyy": "%m/%d/%Y",
    "mm/dd/yy": "%m/%d/%y",
    "yyyy-mm-dd": "%Y-%m-%d",
    "mm-dd-yyyy": "%m-%d-%Y",
    "junk": "soon",
}


def tenths(value: float) -> int:
    """Tell a measurement in tenths."""
    return round(value * 10)


class Readings:
    """Numbers in units; who writes them on the wire scales them."""

    unit: PowerUnit
    knobs: CardKnobs

    def __init__(self, unit: PowerUnit, knobs: CardKnobs, nominal: float = 230) -> None:
        """`nominal` is the volts of the output, in the middle of all limits."""
        self.unit = unit
        self.knobs = knobs
        self.nominal = nominal
        self.battery_factor = 1.0
        """Volts of this unit's battery, for each of a 24 V one's."""
        self.current_factor = 1.0
        self.input_range = (nominal - 2, nominal + 3)
        """Lowest and highest voltage of the last minute."""

    @property
    def boosts(self) -> bool:
        """Whether a low voltage is raised."""
        state = self.unit.base.state
        return self._is_online and state.mains_voltage < _BOOST * self.nominal

    @property
    def trims(self) -> bool:
        """Whether a high voltage is lowered."""
        state = self.unit.base.state
        return self._is_online and state.mains_voltage > _TRIM * self.nominal

    @property
    def _is_online(self) -> bool:
        state = self.unit.base.state
        return state.mains and state.output and not self.unit.on_battery

    @property
    def status(self) -> int:
        """Output status (3.2)."""
        unit, state = self.unit, self.unit.base.state
        if not state.output:
            return self._status_off()
        if state.bypass:
            if unit.software_bypass:
                return SOFTWARE_BYPASS
            return HARDWARE_BYPASS if state.bypass == "ups" else SWITCHED_BYPASS
        if unit.on_battery:
            return ON_BATTERY
        if unit.testing:
            return int(self.knobs.self_test_status)
        return BOOST if self.boosts else TRIM if self.trims else ON_LINE

    def _status_off(self) -> int:
        unit = self.unit
        if unit.output.rebooting:
            return REBOOTING
        return {"timer": TIMED_SLEEP, "mains": SLEEPING}.get(unit.output.sleeping, OFF)

    @property
    def low(self) -> bool:
        """Whether the battery is low."""
        physics = self.unit.base.physics
        return physics.runtime <= self.unit.base.state.low_runtime

    @property
    def battery_status(self) -> int:
        """2 normal, 3 low, 4 fault, 5 none."""
        if not self.unit.base.state.battery:
            return 5
        return 3 if self.low else 2

    @property
    def charge(self) -> float:
        """Percent."""
        return 100 * self.unit.base.state.charge

    @property
    def runtime(self) -> int:
        """Hundredths of seconds."""
        return min(int(self.unit.base.physics.runtime), 359_940) // 60 * 6000

    @property
    def runtime_exact(self) -> float:
        """Seconds."""
        return self.unit.base.physics.runtime

    @property
    def temperature(self) -> float:
        """Degrees of the battery."""
        return self.unit.base.physics.temperature

    @property
    def battery_volts(self) -> float:
        """Volts of the battery."""
        return self.unit.base.physics.battery_voltage * self.battery_factor

    @property
    def battery_amperes(self) -> float:
        """Amperes out of the battery; into it they are negative."""
        volts = self.battery_volts
        if not volts:
            return 0.0
        if self.unit.on_battery:
            return self.unit.base.physics.watts / 0.88 / volts
        return -2.0 if self.unit.base.physics.charging else 0.0

    @property
    def input_volts(self) -> float:
        """Volts of the mains."""
        state = self.unit.base.state
        if state.mains:
            return state.mains_voltage
        outside = not state.low_transfer <= state.mains_voltage <= state.high_transfer
        return state.mains_voltage if outside else 0.0

    @property
    def input_lowest(self) -> float:
        """The lowest of the last minute."""
        return min(self.input_range[0], self.input_volts)

    @property
    def input_highest(self) -> float:
        """The highest of the last minute."""
        return max(self.input_range[1], self.input_volts)

    @property
    def input_hertz(self) -> float:
        """Frequency of the mains."""
        return self.unit.base.state.frequency if self.input_volts else 0.0

    @property
    def output_volts(self) -> float:
        """Volts of the output."""
        if not self.unit.base.physics.carries:
            return 0.0
        if self.unit.on_battery or self.unit.testing:
            return self.nominal
        volts = self.unit.base.state.mains_voltage
        if self.boosts:
            return volts * (1 + _CORRECTION)
        return volts * (1 - _CORRECTION) if self.trims else volts

    @property
    def output_hertz(self) -> float:
        """Frequency of the output."""
        return self.unit.base.state.frequency if self.output_volts else 0.0

    @property
    def watts(self) -> float:
        """What the output gives."""
        return self.unit.base.physics.watts

    @property
    def volt_amperes(self) -> float:
        """The same in VA."""
        return self.unit.base.physics.apparent

    @property
    def load(self) -> float:
        """Percent of what the unit can give."""
        return 100 * self.watts / self.unit.base.state.rated_watts

    @property
    def amperes(self) -> float:
        """What flows out."""
        volts = self.output_volts
        return self.volt_amperes / volts * self.current_factor if volts else 0.0

    @property
    def kilowatt_hours(self) -> float:
        """What has gone out."""
        return self.unit.base.physics.energy / 1000

    @property
    def efficiency(self) -> int:
        """Tenths of a percent, or why there is none, below 0."""
        if self.knobs.efficiency != "normal":
            return int(self.knobs.efficiency)
        if self.unit.on_battery:
            return -4
        if not self.watts:
            return -3
        return tenths(self.unit.base.physics.efficiency)

    @property
    def flags(self) -> frozenset[int]:
        """Which flags of the state string are set."""
        return flags_of(self)

    @property
    def flag_string(self) -> str | None:
        """The state string (4)."""
        match self.knobs.state_flags:
            case "unknown":
                return "UNKNOWN"
            case "not_supported":
                return "NOT SUPPORTED"
            case "empty":
                return ""
            case "absent":
                return None
        length = 31 if self.knobs.state_flags == "short" else 64
        return written(self.flags, length)

    @property
    def alarm_level(self) -> int:
        """1 none, 2 informational, 3 warning, 4 critical."""
        flags = self.flags
        if flags & {3, 9, 10, 11, 14, 33, 50, 53} - {10} or not self.unit.link:
            return 4
        if flags & {2, 5, 25, 26, 27, 12, 13, 54}:
            return 3
        return 2 if flags & {7, 8, 10, 29, 60} else 1

    def day(self, told: date) -> str:
        """Write a date."""
        return told.strftime(_FORMATS[self.knobs.dates])

    def redated(self, text: str) -> str:
        """Write a date, which is stored as mm/dd/yyyy, as the knob says."""
        if len(text) != 10 or self.knobs.dates == "mm/dd/yyyy":
            return text
        try:
            month, day, year = map(int, text.split("/"))
            return self.day(date(year, month, day))
        except ValueError:
            return text

    def name(self, text: str) -> str:
        """Write a name as the knob says."""
        match self.knobs.naming:
            case "latin1":
                return f"{text} \xdc\xdf\xe9"
            case "nuls":
                return f"{text}  \x00\x00"
        return text


def written(flags: frozenset[int] | set[int], length: int, first: int = 1) -> str:
    """Write a flag string."""
    return "".join("01"[n in flags] for n in range(first, first + length))
