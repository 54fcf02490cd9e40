"""The three tables of outlet groups."""

from collections.abc import Callable

from ..agent.objects import Object, Told, integer, text
from ..oids import UPS
from ..unit.groups import Order, OutletGroup
from ..unit.readings import Readings, written
from ..wire.ber import Kind, Raw
from .commands import Commands
from .settings import Setting, between, checked, choice, rounded

_STATUS, _CONFIG, _CONTROL = (f"{UPS}12.{n}.2.1." for n in (1, 2, 3))
_DELAY = between(0, -1, 32767)
_CONFIGURED: dict[int, tuple[str, Setting]] = {
    3: ("on_delay", _DELAY),
    4: ("off_delay", _DELAY),
    5: ("reboot_duration", between(8, 4, 300)),
    6: ("minimum_runtime", between(0, 0, 32767)),
    8: ("skip_off_delay", choice(1, 2)),
    9: ("restart", choice(1, 2)),
    10: ("shed_on_battery", choice(1, 2)),
    11: ("shed_on_runtime", choice(1, 2)),
    12: ("shed_on_overload", choice(1, 2)),
    13: ("shed_time", between(32767, 0, 32767)),
    14: ("shed_runtime", between(0, 0, 32767)),
}


def groups(see: Readings, commands: Commands) -> dict[str, Object]:
    """Make the tables; without groups there are none."""
    known = see.unit.groups
    if not known:
        return {}
    made = {f"{UPS}12.{table}.1.0": integer(lambda: len(known)) for table in (1, 2, 3)}
    for group in known:
        columns = {
            _STATUS: _status(see, group),
            _CONFIG: _config(see, group),
            _CONTROL: _control(see, group, commands),
        }
        made |= {
            f"{table}{column}.{group.number}": each
            for table, row in columns.items()
            for column, each in row.items()
        }
    return made


def _name(see: Readings, group: OutletGroup) -> Callable[[], Told]:
    return lambda: see.name(group.name)


def _type(group: OutletGroup) -> Object:
    return integer(lambda: 2 if group.main else 1)


def _status(see: Readings, group: OutletGroup) -> dict[int, Object]:
    return {
        1: integer(lambda: group.number),
        2: text(_name(see, group)),
        3: integer(lambda: 1 if group.on else 2),
        4: integer(lambda: 1 if group.pending else 2),
        5: _type(group),
        6: text(lambda: written(_flags(group), see.knobs.group_flags)),
        7: integer(lambda: 0 if see.knobs.extra_columns else None),
    }


def _flags(group: OutletGroup) -> set[int]:
    """Tell the flags of the full state (6)."""
    flags = {1 if group.on else 2}
    follows = {
        3: group.rebooting,
        8: group.shed and group.pending == "off",
        9: group.pending == "on",
        10: group.pending == "off",
        11: group.pending == "mains",
    }
    return flags | {number for number, is_so in follows.items() if is_so}


def _config(see: Readings, group: OutletGroup) -> dict[int, Object]:
    def rename(raw: Raw) -> None:
        if isinstance(raw, bytes):
            group.name = raw.decode("latin-1")

    naming = Setting(Kind.OCTETS, "", length=32)
    made = {
        column: _setting(group, column, name, setting)
        for column, (name, setting) in _CONFIGURED.items()
    }
    return made | {
        1: integer(lambda: group.number),
        2: Object(Kind.OCTETS, _name(see, group), rename, checked(naming)),
        7: _type(group),
    }


def _setting(group: OutletGroup, column: int, name: str, setting: Setting) -> Object:
    """The main group cannot be shed for an overload: -1."""
    if group.main and column == 12:
        return integer(lambda: -1)

    def write(raw: Raw) -> None:
        if isinstance(raw, int):
            setattr(group.config, name, rounded(setting, raw))

    return Object(
        Kind.INTEGER, lambda: getattr(group.config, name), write, checked(setting)
    )


def _control(
    see: Readings, group: OutletGroup, commands: Commands
) -> dict[int, Object]:
    def act(order: Order) -> Callable[[], None]:
        return lambda: group.obey(order)

    command = commands.command(
        {order.value: act(order) for order in Order},
        read=lambda: 1 if group.on else 2,
    )
    return {
        1: integer(lambda: group.number),
        2: text(_name(see, group)),
        3: command,
        4: _type(group),
    }
