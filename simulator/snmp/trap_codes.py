"""Traps: which are told of what, and what they carry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from .oids import APC, INTEGRATED_MONITOR, UPS

TEXT: Final = f"{APC}.2.3.3.0"
_INTEGER: Final = f"{APC}.2.3.1.0"


class Pair(NamedTuple):
    """The traps of the beginning and of the end of something; 0: none."""

    begins: int
    ends: int = 0


OF_FLAGS: Final[Mapping[int, Pair]] = MappingProxyType(
    {
        3: Pair(7, 11),
        5: Pair(17, 36),
        7: Pair(6, 34),
        8: Pair(31, 35),
        9: Pair(2, 33),
        10: Pair(28, 37),
        11: Pair(4, 38),
        12: Pair(22, 23),
        13: Pair(21, 23),
        14: Pair(20, 23),
        15: Pair(24, 824),
        16: Pair(25, 637),
        17: Pair(13, 14),
        18: Pair(13, 14),
        20: Pair(15),
        21: Pair(26, 27),
        22: Pair(39),
        24: Pair(49, 50),
        25: Pair(51, 52),
        26: Pair(53, 54),
        53: Pair(771, 772),
    }
)
"""Of the flags of the state string; 2 and 19 have rules of their own."""

ON_BATTERY: Final = Pair(5, 9)
OUTPUT: Final = Pair(30, 12)
LINK: Final = Pair(8, 1)
SELF_TEST: Final = Pair(10, 3)
"""Passed, failed."""
GROUP: Final = Pair(298, 299)
GROUP_COMMAND: Final = 732
CONTACT: Final = Pair(18, 19)
HIGH_TEMPERATURE: Final = Pair(163, 164)
LOW_TEMPERATURE: Final = Pair(165, 166)
HIGH_HUMIDITY: Final = Pair(167, 168)
LOW_HUMIDITY: Final = Pair(169, 170)
OF_LIMITS: Final = (LOW_TEMPERATURE, HIGH_TEMPERATURE, LOW_HUMIDITY, HIGH_HUMIDITY)
"""Of the probes that newer cards have."""
OF_OLDER_LIMITS: Final = (Pair(59, 60), Pair(59, 60), Pair(57, 58), Pair(57, 58))
"""Of the first probe of older cards, which tell in the text which limit it is."""
PROBE: Final = Pair(172, 171)
"""Connected, disconnected."""
RESTART: Final = 29

TEXTS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "UPS: Lost the local network management interface-to-UPS communication.",
        2: "UPS: The load exceeds 100% of rated capacity.",
        3: "UPS: Failed a self-test.",
        4: "UPS: The battery power is too low to support the load.",
        5: "UPS: On battery power in response to an input power problem.",
        6: "UPS: Compensating for a low input voltage.",
        7: "UPS: The battery power is low.",
        8: "UPS: Restored the local network management interface-to-UPS communication.",
        9: "UPS: No longer on battery power.",
        10: "UPS: Passed a self-test.",
        11: "UPS: The battery power is no longer low.",
        12: "UPS: The output power is turned off.",
        13: "UPS: The graceful shutdown period has ended; sleeping.",
        14: "UPS: Woke up.",
        15: "UPS: A reboot has started.",
        17: "UPS: A battery needs to be replaced.",
        18: "Environment: An input contact is in a fault state.",
        19: "Environment: An input contact is no longer in a fault state.",
        20: "UPS: On bypass in response to an internal hardware fault.",
        21: "UPS: On bypass in response to the UPS front-panel or a software command.",
        22: "UPS: On bypass in response to the bypass switch.",
        23: "UPS: No longer on bypass.",
        28: "UPS: Started a runtime calibration.",
        29: "System: Network interface restarting.",
        30: "UPS: The output power is turned on.",
        31: "UPS: Compensating for a high input voltage.",
        33: "UPS: The load no longer exceeds 100% of rated capacity.",
        34: "UPS: No longer compensating for a low input voltage.",
        35: "UPS: No longer compensating for a high input voltage.",
        36: "UPS: A battery no longer needs to be replaced.",
        37: "UPS: Completed or stopped a runtime calibration.",
        38: "UPS: The battery power is no longer too low to support the load.",
        39: "UPS: Started a graceful shutdown.",
        636: "System: Test Trap.",
    }
)
"""What newer cards write, in our words."""

_PROBE_VARBINDS: Final = tuple(
    f"{INTEGRATED_MONITOR}3.2.1.{column}" for column in (4, 5, 1, 2)
)
EXTRA: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {
        18: (_INTEGER,),
        19: (_INTEGER,),
        57: (_INTEGER,),
        59: (_INTEGER,),
        163: _PROBE_VARBINDS,
        164: _PROBE_VARBINDS[2:],
        165: _PROBE_VARBINDS,
        166: _PROBE_VARBINDS[2:],
        167: (f"{INTEGRATED_MONITOR}3.2.1.6", *_PROBE_VARBINDS[2:]),
        168: _PROBE_VARBINDS[2:],
        169: (f"{INTEGRATED_MONITOR}3.2.1.6", *_PROBE_VARBINDS[2:]),
        170: _PROBE_VARBINDS[2:],
        298: (f"{UPS}12.3.2.1.1",),
        299: (f"{UPS}12.3.2.1.1",),
        732: (f"{UPS}12.3.2.1.1",),
        734: (f"{APC}.2.3.10.0", _INTEGER),
        735: (f"{APC}.2.3.10.0", _INTEGER),
        736: (f"{APC}.2.3.10.0", _INTEGER),
        737: (f"{APC}.2.3.10.0", _INTEGER),
    }
)
"""What comes before the text: scalars end in 0, columns get the row's number."""
