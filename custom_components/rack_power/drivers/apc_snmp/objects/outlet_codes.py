"""Outlet groups: U.12, three tables with the same index (6)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ....equipment.model import Danger, Meaning, Variable
from ....equipment.variables import GROUP_NAME, GROUP_STATUS
from ..client import Ber
from ..oid import ups
from .declare import CONFIG, NEVER, OFF_ON, ON_OFF, flag, row, seconds
from .row import Bounds, Object, Pace, Table

SWITCHED: Final = 1
"""The type of a group that feeds nothing but its own outlets."""
MAIN: Final = 2
"""The type of the group that feeds all others."""
MAIN_STATUS: Final = replace(GROUP_STATUS, everyday=False)
"""Turning it off drops everything: its switch is not shown unasked, its state is."""
PENDING: Final = flag("outlet.group.pending", Meaning.RUNNING, everyday=False)
"""A command waits for its delay, for the mains or for the battery; the details say."""

_STATUS: Final = "12.1.2.1"
_CONFIG: Final = "12.2.2.1"
_CONTROL: Final = "12.3.2.1"
_DELAY: Final = {"words": NEVER, "bounds": Bounds(-1, 32_767, 1)}

FULL_STATE: Final = 6
OUTLET_TYPE: Final = 5
NAME: Final = 2
COMMAND_PENDING: Final = 4
GROUPS: Final = Table(
    name="outlet_groups",
    entry=ups(_STATUS),
    size=ups("12.1.1"),
    columns=(
        row(
            f"{_STATUS}.3",
            GROUP_STATUS,
            codes={1: True, 2: False, 3: None},
            pace=Pace.FAST,
        ),
        row(f"{_STATUS}.4", PENDING, codes=ON_OFF, pace=Pace.FAST),
    ),
    plain={NAME: Pace.CONFIG, OUTLET_TYPE: Pace.ONCE, FULL_STATE: Pace.FAST},
)


def _set(number: int, variable: Variable, **rules: object) -> Object:
    return row(
        f"{_CONFIG}.{number}", variable, pace=Pace.CONFIG, writable=True, **rules
    )


def _switch(
    number: int, name: str, codes: Mapping[int, bool], **rules: object
) -> Object:
    return _set(
        number,
        flag(name, category=CONFIG),
        codes=codes,
        unsupported=frozenset({-1}),
        **rules,
    )


def _limit(number: int, name: str) -> Object:
    return _set(
        number,
        seconds(name, category=CONFIG),
        unknown=frozenset({32_767}),
        bounds=Bounds(0, 32_766, 1),
        danger=Danger.LOAD,
    )


_SHEDS: Final = {"danger": Danger.LOAD, "harmless": False}
_RETURNS: Final = {"danger": Danger.LOAD, "harmless": True}


GROUP_SETTINGS: Final = Table(
    name="outlet_group_settings",
    entry=ups(_CONFIG),
    size=ups("12.2.1"),
    columns=(
        row(
            f"{_CONFIG}.2",
            replace(GROUP_NAME, private=True),
            Ber.OCTETS,
            pace=Pace.CONFIG,
            writable=True,
            bounds=Bounds(max_length=32),
        ),
        _set(3, seconds("outlet.group.delay.start", category=CONFIG), **_DELAY),
        _set(4, seconds("outlet.group.delay.shutdown", category=CONFIG), **_DELAY),
        _set(
            5,
            seconds("outlet.group.delay.reboot", category=CONFIG),
            bounds=Bounds(0, 32_767, 1),
        ),
        _set(
            6,
            seconds("outlet.group.runtime.restart", category=CONFIG),
            bounds=Bounds(0, 32_767, 1),
        ),
        _switch(8, "outlet.group.shed.skip.delay", ON_OFF),
        _switch(9, "outlet.group.shed.restart", ON_OFF, **_RETURNS),
        _switch(10, "outlet.group.shed.time.enabled", OFF_ON, **_SHEDS),
        _switch(11, "outlet.group.shed.runtime.enabled", OFF_ON, **_SHEDS),
        _switch(12, "outlet.group.shed.overload", OFF_ON, **_SHEDS),
        _limit(13, "outlet.group.shed.time"),
        _limit(14, "outlet.group.shed.runtime"),
    ),
)
COMMAND: Final = 3
CONTROL: Final = ups(f"{_CONTROL}.{COMMAND}")
"""The column that takes commands; reading it tells nothing."""
CONTROLS: Final = Table(
    name="outlet_group_controls",
    entry=ups(_CONTROL),
    size=ups("12.3.1"),
    plain={COMMAND: Pace.ONCE},
)
COMMANDS: Final[Mapping[str, int]] = {
    "on": 1,
    "off": 2,
    "restart": 3,
    "on_delayed": 4,
    "off_delayed": 5,
    "restart_delayed": 6,
    "cancel": 7,
    "restart_with_mains": 9,
    "restart_with_mains_delayed": 10,
}
