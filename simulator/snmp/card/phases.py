"""The tables of phases."""

from collections.abc import Callable

from ..agent.objects import Object, Told, constant, gauge, integer, text
from ..oids import UPS
from ..unit.readings import Readings, tenths
from ..wire.ber import Kind
from .commands import Commands

_INPUT, _OUTPUT = f"{UPS}9.2.", f"{UPS}9.3."
_SHARES = (0.30, 0.34, 0.36)
"""How the load spreads over the phases."""
_ABSENT = -1


def phases(see: Readings, commands: Commands) -> dict[str, Object]:
    """Make mains, bypass and output, with three phases each."""
    made = {
        f"{UPS}9.1.1.0": commands.command({2: lambda: None}),
        f"{_INPUT}1.0": constant(Kind.INTEGER, 2),
        f"{_OUTPUT}1.0": constant(Kind.INTEGER, 1),
        f"{_OUTPUT}2.1.1.1": constant(Kind.INTEGER, 1),
        f"{_OUTPUT}2.1.2.1": constant(Kind.INTEGER, 3),
        f"{_OUTPUT}2.1.3.1": constant(Kind.INTEGER, 4),
        f"{_OUTPUT}2.1.4.1": integer(lambda: tenths(see.output_hertz)),
    }
    for table, (kind, name) in enumerate(((2, "Main Input"), (3, "Bypass")), start=1):
        made |= _input(see, table, kind, name)
    for number in (1, 2, 3):
        made |= _rows(see, f"{_OUTPUT}3.1.", 1, number, _output_phase(see, number))
    return made


def _input(see: Readings, table: int, kind: int, name: str) -> dict[str, Object]:
    told: dict[int, Object] = {
        1: constant(Kind.INTEGER, table),
        2: constant(Kind.INTEGER, 3),
        3: constant(Kind.INTEGER, 4),
        4: integer(lambda: tenths(see.input_hertz)),
        5: constant(Kind.INTEGER, kind),
        6: text(lambda: see.name(name)),
    }
    made = {f"{_INPUT}2.1.{column}.{table}": each for column, each in told.items()}
    for number in (1, 2, 3):
        columns = _input_phase(see, table, number)
        made |= _rows(see, f"{_INPUT}3.1.", table, number, columns)
    return made


def _rows(
    see: Readings, table: str, first: int, number: int, columns: dict[int, Object]
) -> dict[str, Object]:
    """Put a row in twice: of both ways to count, the knob chooses one."""
    made: dict[str, Object] = {}
    for row, arity in ((f"{first}.1.{number}", "three"), (f"{first}.{number}", "two")):
        for column, each in columns.items():
            made[f"{table}{column}.{row}"] = _shown(see, arity, each)
    return made


def _shown(see: Readings, arity: str, told: Object) -> Object:
    return Object(
        told.kind, lambda: told.read() if see.knobs.phase_index == arity else None
    )


def _whole(read: Callable[[], float]) -> Object:
    return integer(lambda: round(read()))


def _absent() -> Object:
    return constant(Kind.INTEGER, _ABSENT)


def _input_phase(see: Readings, table: int, number: int) -> dict[int, Object]:
    """The bypass carries nothing; this family does not measure power there."""

    def amperes() -> Told:
        if table > 1:
            return _ABSENT
        volts = see.input_volts
        drawn = see.unit.base.physics.drawn * _SHARES[number - 1]
        return tenths(drawn / volts) if volts else 0

    return {
        1: constant(Kind.INTEGER, table),
        2: constant(Kind.INTEGER, number),
        3: _whole(lambda: see.input_volts + number - 2 if see.input_volts else 0),
        4: _whole(lambda: see.input_highest + number - 2),
        5: _whole(lambda: max(see.input_lowest + number - 2, 0)),
        6: integer(amperes),
        7: _absent(),
        8: _absent(),
        9: _absent(),
        10: _absent(),
        11: _absent(),
        12: _absent(),
        13: _absent(),
        14: _absent(),
    }


def _output_phase(see: Readings, number: int) -> dict[int, Object]:
    share = _SHARES[number - 1]

    def part(read: Callable[[], float], factor: float = 1) -> Object:
        return _whole(lambda: read() * share * factor)

    def amperes() -> int:
        volts = see.output_volts
        return tenths(see.volt_amperes * share / volts) if volts else 0

    known = {
        1: constant(Kind.INTEGER, 1),
        2: constant(Kind.INTEGER, number),
        3: _whole(lambda: see.output_volts),
        4: integer(amperes),
        7: part(lambda: see.volt_amperes),
        10: part(lambda: see.load, 3),
        13: part(lambda: see.watts),
        16: part(lambda: see.load, 3),
        19: integer(lambda: 86),
        20: part(lambda: see.volt_amperes / 1000),
        23: gauge(lambda: round(see.kilowatt_hours * 100 * share)),
    }
    return {column: known.get(column) or _absent() for column in range(1, 24)}
