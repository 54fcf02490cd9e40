"""The battery as a whole."""

from ..agent.objects import Object, gauge, integer, text, ticks
from ..oids import UPS
from ..unit.readings import Readings, tenths, written


def battery(see: Readings) -> dict[str, Object]:
    """Make what every UPS tells of its battery."""
    unit, knobs = see.unit, see.knobs

    def temperature() -> int:
        absent = {"255": 255, "2550": 255, "-1": 0}
        return absent.get(knobs.temperature, round(see.temperature))

    return {
        f"{UPS}2.1.1.0": integer(lambda: see.battery_status),
        f"{UPS}2.1.2.0": ticks(lambda: int(unit.seconds_on_battery * 100)),
        f"{UPS}2.2.1.0": gauge(lambda: round(see.charge)),
        f"{UPS}2.2.2.0": gauge(temperature),
        f"{UPS}2.2.3.0": ticks(lambda: see.runtime),
        f"{UPS}2.2.4.0": integer(lambda: 2 if 5 in see.flags else 1),
        f"{UPS}2.2.7.0": integer(lambda: round(24 * see.battery_factor)),
        f"{UPS}2.2.8.0": integer(lambda: round(see.battery_volts)),
    }


def battery_of_second_generation(see: Readings) -> dict[str, Object]:
    """Make what newer ones tell besides."""
    state = see.unit.base.state
    return {
        f"{UPS}2.2.5.0": integer(lambda: len([p for p in see.unit.packs if p.present])),
        f"{UPS}2.2.6.0": integer(lambda: len([p for p in see.unit.packs if p.status])),
        f"{UPS}2.2.9.0": integer(
            lambda: (
                -1 if see.knobs.battery_current == "-1" else round(see.battery_amperes)
            )
        ),
        f"{UPS}2.2.19.0": text(lambda: state.cartridge),
        f"{UPS}2.2.20.0": text(lambda: ""),
        f"{UPS}2.2.21.0": text(lambda: see.day(state.replace_by)),
    }


def battery_in_tenths(see: Readings) -> dict[str, Object]:
    """Make the objects of high precision."""
    knobs = see.knobs

    def on(kind: str = "") -> bool:
        return knobs.precision == "high" or (knobs.precision == "mixed" and not kind)

    def temperature() -> int:
        told = {"255": 255, "2550": 2550, "-1": 0}
        return told.get(knobs.temperature, tenths(see.temperature))

    def current() -> int:
        return -1 if knobs.battery_current == "-1" else tenths(see.battery_amperes)

    def health() -> str:
        worn = see.unit.base.state.battery_age
        return written({2} if worn else {0}, 16, first=0)

    return {
        f"{UPS}2.3.1.0": gauge(lambda: tenths(see.charge) if on() else None),
        f"{UPS}2.3.2.0": gauge(lambda: temperature() if on() else None),
        f"{UPS}2.3.3.0": integer(
            lambda: tenths(24 * see.battery_factor) if on("voltage") else None
        ),
        f"{UPS}2.3.4.0": integer(
            lambda: tenths(see.battery_volts) if on("voltage") else None
        ),
        f"{UPS}2.3.5.0": integer(lambda: current() if on() else None),
        f"{UPS}2.3.11.0": text(lambda: health() if on() else None),
        f"{UPS}2.3.13.0": integer(
            lambda: (
                tenths(see.temperature)
                if on() and knobs.temperature == "normal"
                else None
            )
        ),
    }
