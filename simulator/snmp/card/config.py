"""What can be set, and what may be set."""

from collections.abc import Callable, Mapping

from ..agent.objects import Object, RefusedError, constant, integer, text
from ..oids import UPS
from ..unit.output import Timing
from ..unit.power_unit import PowerUnit
from ..unit.readings import Readings
from ..wire.ber import Kind, Raw
from ..wire.pdu import Status
from . import setting_codes as codes
from .settings import Setting, Settings

_ALLOWED = f"{UPS}5.2.16.1."


def allowed_sets(see: Readings, known: Mapping[str, Setting]) -> dict[str, Object]:
    """Make the table that tells what settings may be."""
    rows = [(oid, each.told) for oid, each in known.items() if each.told]
    rows.append((f"{UPS}5.2.12.0", codes.NOT_CONFIGURABLE))
    made: dict[str, Object] = {}
    for number, (oid, told) in enumerate(rows, start=1):
        made |= _allowed(see, number, oid, told)
    return made


def _allowed(see: Readings, number: int, oid: str, told: str) -> dict[str, Object]:
    def shown() -> bool:
        return see.knobs.allowed_sets

    return {
        f"{_ALLOWED}1.{number}": integer(lambda: number if shown() else None),
        f"{_ALLOWED}2.{number}": Object(Kind.OID, lambda: oid if shown() else None),
        f"{_ALLOWED}3.{number}": text(lambda: told if shown() else None),
    }


def devices() -> dict[str, Object]:
    """Make what is not written of the table of devices."""
    return {
        f"{UPS}5.1.1.0": constant(Kind.INTEGER, 1),
        f"{UPS}5.1.2.1.1.1": constant(Kind.INTEGER, 1),
        f"{UPS}5.2.13.1.1.1": constant(Kind.INTEGER, 1),
        f"{UPS}5.2.13.1.2.1": constant(Kind.INTEGER, 2),
    }


def replacement_date(see: Readings) -> dict[str, Object]:
    """Make the date that the owner writes after putting a battery in."""
    state = see.unit.base.state
    told: list[str] = []

    def read() -> str:
        return told[-1] if told else see.day(state.installed)

    def write(raw: Raw) -> None:
        if isinstance(raw, bytes):
            told.append(raw.decode("latin-1"))

    def check(raw: Raw) -> None:
        if not isinstance(raw, bytes) or len(raw) not in (8, 10):
            raise RefusedError(Status.WRONG_LENGTH)

    return {codes.REPLACED: Object(Kind.OCTETS, read, write, check)}


def connect(settings: Settings, unit: PowerUnit) -> None:
    """Let settings have their effect on the unit."""
    state = unit.base.state

    def high_limit(volts: int) -> None:
        state.high_transfer = volts
        unit.set_voltage(state.mains_voltage)

    def low_limit(volts: int) -> None:
        state.low_transfer = volts
        unit.set_voltage(state.mains_voltage)

    def low_runtime(ticks: int) -> None:
        state.low_runtime = ticks / 100
        unit.base.changed()

    settings.on_write |= {
        codes.HIGH_TRANSFER: high_limit,
        codes.LOW_TRANSFER: low_limit,
        codes.LOW_RUNTIME: low_runtime,
    }
    unit.output.timing = Timing(
        _seconds(settings, codes.SHUTOFF_DELAY, 20),
        _seconds(settings, codes.SLEEP_TIME, 360),
        _seconds(settings, codes.REBOOT_DURATION, 8),
        _seconds(settings, codes.RETURN_DELAY, 0),
    )


def _seconds(settings: Settings, oid: str, otherwise: float) -> Callable[[], float]:
    """Read a delay when it is needed."""
    if oid not in settings.known:
        return lambda: otherwise
    return lambda: settings.number(oid) / 100
