"""The settings that a Smart-UPS of the second generation has, and what they may be."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..oids import CARD, SYSTEM, UPS
from ..wire.ber import Kind
from .settings import Setting, between, choice, number, seconds, words

_CONFIG: Final = f"{UPS}5.2."
NOT_CONFIGURABLE: Final = "Not Configurable"

NAME: Final = f"{UPS}1.1.2.0"
REPLACED: Final = f"{UPS}2.1.3.0"
RATED_VOLTAGE: Final = f"{_CONFIG}1.0"
HIGH_TRANSFER: Final = f"{_CONFIG}2.0"
LOW_TRANSFER: Final = f"{_CONFIG}3.0"
ALARM: Final = f"{_CONFIG}4.0"
LOW_RUNTIME: Final = f"{_CONFIG}8.0"
RETURN_DELAY: Final = f"{_CONFIG}9.0"
SHUTOFF_DELAY: Final = f"{_CONFIG}10.0"
SLEEP_TIME: Final = f"{_CONFIG}11.0"
REBOOT_DURATION: Final = f"{_CONFIG}61.0"
MULTICAST: Final = f"{UPS}10.1.5.0"

_HIGH = tuple(range(241, 265, 3))
_LOW = tuple(range(196, 217, 3))


def _listed(values: tuple[int, ...], unit: str) -> str:
    return f"{', '.join(f'{each:03d}' for each in values)} {unit}"


OWNERS: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        NAME: words("RackUPS", 8),
        f"{SYSTEM}4.0": words("Operations"),
        f"{SYSTEM}5.0": words("ups-rack-1"),
        f"{SYSTEM}6.0": words("Server room"),
        f"{CARD}1.6.1.0": words("01/02/2025", 10),
        f"{CARD}1.6.2.0": words("03:04:05", 8),
        f"{CARD}1.2.1.2.1": Setting(Kind.ADDRESS, "0.0.0.0"),  # noqa: S104 - no receiver
        f"{CARD}1.2.1.3.1": words("public", 32),
        f"{CARD}1.2.1.5.1": choice(2, 2),
    }
)
"""What every card lets its owner write."""

SECOND_GENERATION: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        RATED_VOLTAGE: number(230, 220, 230, 240, told="220, 230, 240 volts"),
        HIGH_TRANSFER: number(253, *_HIGH, told=_listed(_HIGH, "volts"), rounding="up"),
        LOW_TRANSFER: number(208, *_LOW, told=_listed(_LOW, "volts"), rounding="down"),
        ALARM: choice(1, 4),
        f"{_CONFIG}5.0": seconds(30, 0, 30, told="00, 30 seconds"),
        f"{_CONFIG}6.0": number(0, 0, 15, 50, 90, told="00, 15, 50, 90 percent"),
        f"{_CONFIG}7.0": choice(4, 4),
        LOW_RUNTIME: seconds(
            120, 120, 300, 420, 600, told="02, 05, 07, 10 minutes", rounding="up"
        ),
        RETURN_DELAY: seconds(0, 0, 60, 180, 300, told="000, 060, 180, 300 seconds"),
        SHUTOFF_DELAY: seconds(
            20, 20, 180, 300, 600, told="020, 180, 300, 600 seconds"
        ),
        SLEEP_TIME: Setting(
            Kind.TICKS, 36_000, minimum=0, maximum=129_240_000, step=36_000
        ),
        f"{_CONFIG}25.0": between(1, 0, 10),
        f"{_CONFIG}26.0": choice(2, 3),
        f"{_CONFIG}27.0": between(2, 0, 60),
        f"{_CONFIG}29.0": seconds(0),
        f"{_CONFIG}30.0": seconds(120),
        f"{_CONFIG}45.0": choice(1, 2),
        f"{_CONFIG}46.0": choice(1, 7),
        f"{_CONFIG}47.0": choice(1, 2),
        f"{_CONFIG}50.0": between(30, -1, 360),
        f"{_CONFIG}51.0": between(14, -1, 365),
        f"{_CONFIG}60.0": between(2, 1, 20),
        REBOOT_DURATION: seconds(8),
        f"{_CONFIG}62.0": choice(1, 2),
        f"{_CONFIG}63.0": choice(1, 2),
        f"{_CONFIG}64.0": choice(1, 2),
        f"{_CONFIG}65.0": choice(1, 2),
        f"{_CONFIG}66.0": seconds(0),
        f"{_CONFIG}67.0": seconds(0),
        f"{_CONFIG}74.0": choice(1, 2),
        f"{_CONFIG}75.0": between(10, 0, 100),
        f"{_CONFIG}76.0": choice(1, 2),
        f"{_CONFIG}77.0": between(0, 0, 100),
        f"{UPS}7.2.1.0": choice(2, 12),
        f"{UPS}7.2.8.0": words("09:00", 8),
        f"{UPS}7.2.9.0": choice(1, 7),
    }
)

SYNC: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        f"{UPS}10.1.1.0": between(1, 1, 65_534),
        f"{UPS}10.1.2.0": choice(2, 2),
        f"{UPS}10.1.3.0": between(120, 0, 3600),
        f"{UPS}10.1.4.0": between(10, 0, 100),
        MULTICAST: Setting(Kind.ADDRESS, "224.0.0.100"),
    }
)

DEVICES: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        f"{UPS}5.1.2.1.2.1": words("File server", 32),
        f"{UPS}5.1.2.1.3.1": between(400, 0, 10_000),
        f"{UPS}5.1.2.1.4.1": choice(1, 2),
    }
)
"""What the owner has noted to hang on the UPS."""

THREE_PHASE: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        f"{_CONFIG}1.0": number(400, 380, 400, 415, told="380, 400, 415 volts"),
        ALARM: choice(1, 4),
        f"{_CONFIG}20.0": choice(2, 3),
        f"{_CONFIG}21.0": between(0, 0, 2),
        f"{_CONFIG}22.0": between(-1, -1, 40),
        f"{_CONFIG}23.0": between(-1, -1, 600),
        f"{_CONFIG}24.0": choice(2, 4),
        f"{_CONFIG}31.0": choice(3, 5),
        f"{_CONFIG}32.0": choice(4, 6),
        LOW_RUNTIME: seconds(120, told="02, 05, 07, 10 minutes"),
        RETURN_DELAY: seconds(0),
        SHUTOFF_DELAY: seconds(20),
        f"{UPS}7.2.1.0": choice(2, 12),
    }
)
"""What a Symmetra can set; -1 is never."""

FIRST_GENERATION: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        oid: SECOND_GENERATION[oid]
        for oid in (
            RATED_VOLTAGE, HIGH_TRANSFER, LOW_TRANSFER, ALARM, f"{_CONFIG}5.0",
            f"{_CONFIG}6.0", f"{_CONFIG}7.0", LOW_RUNTIME, RETURN_DELAY,
            SHUTOFF_DELAY, SLEEP_TIME, f"{UPS}7.2.1.0",
        )
    }
)  # fmt: skip
"""What cards of the first generation can set."""
