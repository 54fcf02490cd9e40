"""What the UPS and its card can be told to do: U.5.2, U.6, U.7, U.9, U.22, 318.2.2.

Never offered: the firmware update (U.6.2.9), and what resets the card's network.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from ....equipment.model import Category, Command, Danger
from ....equipment.variables import CONTROLLER_RESTART, RESTART
from ..oid import Oid, apc, ups
from .outlet_codes import COMMANDS


class Sign(Enum):
    """What shows that a command was carried out."""

    NOTHING = auto()
    """Nothing can be seen of it; only the card's answer tells."""
    TESTING = auto()
    CALIBRATING = auto()
    NOT_CALIBRATING = auto()
    ON_BATTERY = auto()
    CUT = auto()
    """The output is off, or about to be."""
    FED = auto()
    BYPASSED = auto()
    NOT_BYPASSED = auto()
    CARD_RESTARTED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One number that an object takes as a command.

    ``together``: it is meant for all members of the synchronized group. ``lacking``
    is what the object tells where there is no such command. ``delayed``: it may show
    only after a delay of the unit's.
    """

    oid: Oid
    code: int
    command: Command
    sign: Sign = Sign.NOTHING
    together: bool = False
    lacking: int | None = None
    delayed: bool = False


def _plain(name: str, *, everyday: bool = False) -> Command:
    return Command(name=name, everyday=everyday)


def _cutting(name: str, *, restarts: bool = False) -> Command:
    """Declare what cuts the load, or may: by design, or if the battery is weak."""
    return Command(name=name, endangers=Danger.LOAD, everyday=False, restarts=restarts)


def _resetting(name: str, danger: Danger = Danger.NOTHING) -> Command:
    return Command(
        name=name, endangers=danger, category=Category.CONFIG, everyday=False
    )


LOAD_ON_DELAY: Final = _plain("load.on.delay")
CALIBRATE: Final = _cutting("calibrate.start")
"""It runs until less than a quarter of the charge is left."""

_SAVE: Final[Oid] = (*ups("6.1.1"), 0)
_OFF: Final[Oid] = (*ups("6.2.1"), 0)
_REBOOT: Final[Oid] = (*ups("6.2.2"), 0)
_SLEEP: Final[Oid] = (*ups("6.2.3"), 0)
_FAILURE: Final[Oid] = (*ups("6.2.4"), 0)
_PANEL: Final[Oid] = (*ups("6.2.5"), 0)
_ON: Final[Oid] = (*ups("6.2.6"), 0)
_BYPASS: Final[Oid] = (*ups("6.2.7"), 0)
_CYCLE: Final[Oid] = (*ups("6.2.8"), 0)
_TEST: Final[Oid] = (*ups("7.2.2"), 0)
_CALIBRATE: Final[Oid] = (*ups("7.2.5"), 0)
BEEPER: Final[Oid] = (*ups("5.2.4"), 0)
FACTORY: Final[Oid] = (*ups("5.2.12"), 0)


def _do(
    oid: Oid,
    code: int,
    command: Command,
    sign: Sign = Sign.NOTHING,
    *,
    delayed: bool = False,
) -> Instruction:
    return Instruction(oid=oid, code=code, command=command, sign=sign, delayed=delayed)


def _off(
    oid: Oid, code: int, name: str, *, restarts: bool = False, delayed: bool = False
) -> Instruction:
    command = _cutting(name, restarts=restarts)
    return _do(oid, code, command, Sign.CUT, delayed=delayed)


def _sync(one: Instruction) -> Instruction:
    return replace(one, together=True)


def _reset(tail: str, code: int, name: str, lacking: int | None) -> Instruction:
    return Instruction(
        oid=(*ups(tail), 0), code=code, command=_resetting(name), lacking=lacking
    )


INSTRUCTIONS: Final[tuple[Instruction, ...]] = (
    _do(_TEST, 2, _plain("test.battery.start", everyday=True), Sign.TESTING),
    _do(_CALIBRATE, 2, CALIBRATE, Sign.CALIBRATING),
    _do(_CALIBRATE, 3, _plain("calibrate.stop"), Sign.NOT_CALIBRATING),
    _do(BEEPER, 4, _plain("beeper.mute", everyday=True)),
    _do(_PANEL, 2, _plain("test.panel.start", everyday=True)),
    _do(_PANEL, 4, _plain("test.panel.start.continuous")),
    _do(_PANEL, 5, _plain("test.panel.stop")),
    _do(_FAILURE, 2, _cutting("test.failure.start"), Sign.ON_BATTERY),
    _off(_SAVE, 2, "shutdown.return", delayed=True),
    _off(_OFF, 2, "load.off"),
    _off(_OFF, 3, "shutdown.stayoff", delayed=True),
    _off(_REBOOT, 2, "shutdown.reboot", restarts=True),
    _off(_REBOOT, 3, "shutdown.reboot.graceful", restarts=True, delayed=True),
    _off(_SLEEP, 2, "shutdown.sleep"),
    _off(_SLEEP, 3, "shutdown.sleep.graceful", delayed=True),
    _do(_ON, 2, _plain("load.on"), Sign.FED),
    _do(_ON, 4, LOAD_ON_DELAY),
    _do(_BYPASS, 2, _cutting("bypass.start"), Sign.BYPASSED),
    _do(_BYPASS, 3, _cutting("bypass.stop"), Sign.NOT_BYPASSED),
    _off(_CYCLE, 2, "load.cycle", restarts=True),
    _off(_CYCLE, 3, "load.cycle.delay", restarts=True, delayed=True),
    _do(FACTORY, 2, _resetting("settings.reset", Danger.SETTINGS)),
    _sync(_off(_OFF, 4, "sync.load.off", delayed=True)),
    _sync(_off(_OFF, 5, "sync.load.off.delay", delayed=True)),
    _sync(_off(_OFF, 6, "sync.shutdown.stayoff", delayed=True)),
    _sync(_off(_REBOOT, 4, "sync.shutdown.reboot", restarts=True, delayed=True)),
    _sync(
        _off(_REBOOT, 5, "sync.shutdown.reboot.graceful", restarts=True, delayed=True)
    ),
    _sync(_off(_SLEEP, 4, "sync.shutdown.sleep", delayed=True)),
    _sync(_off(_SLEEP, 5, "sync.shutdown.sleep.graceful", delayed=True)),
    _sync(_do(_PANEL, 3, _plain("sync.test.panel.start"))),
    _sync(_do(_ON, 3, _plain("sync.load.on"), Sign.FED)),
    _reset("9.1.1", 2, "reset.input.minmax", None),
    _reset("22.1.1", 3, "reset.battery.statistics", 1),
    _reset("22.2.1", 3, "reset.ups.statistics", 1),
    _reset("22.3.1", 3, "reset.efficiency.statistics", 1),
    _do((*apc("2.2.1"), 0), 1, CONTROLLER_RESTART, Sign.CARD_RESTARTED),
)
"""What the unit can be told."""

OBJECTS: Final[tuple[Oid, ...]] = tuple(
    sorted({one.oid for one in INSTRUCTIONS} - {BEEPER})
)
"""The objects that take commands; reading one tells little but that it is there."""

GROUP_CANCEL: Final = _plain("load.cancel")
"""Give up what an outlet group waits for."""
GROUP_OFF_DELAY: Final = _cutting("load.off.delay")
GROUP_RESTART_DELAY: Final = _cutting("restart.delay", restarts=True)
GROUP_RESTART_MAINS: Final = _cutting("restart.mains", restarts=True)
GROUP_RESTART_MAINS_DELAY: Final = _cutting("restart.mains.delay", restarts=True)
MAIN_RESTART: Final = replace(RESTART, everyday=False)
"""Of the group that feeds all others."""
GROUP_COMMANDS: Final[dict[Command, int]] = {
    RESTART: COMMANDS["restart"],
    LOAD_ON_DELAY: COMMANDS["on_delayed"],
    GROUP_OFF_DELAY: COMMANDS["off_delayed"],
    GROUP_RESTART_DELAY: COMMANDS["restart_delayed"],
    GROUP_CANCEL: COMMANDS["cancel"],
    GROUP_RESTART_MAINS: COMMANDS["restart_with_mains"],
    GROUP_RESTART_MAINS_DELAY: COMMANDS["restart_with_mains_delayed"],
}
"""What an outlet group can be told besides being switched."""
