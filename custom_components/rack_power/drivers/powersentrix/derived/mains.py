"""Whether a power supply has mains.

Nothing documents what it measures without. Rule A: its voltage is gone. Rule B, in case
the charger's node then shows the battery: it has come close to the battery's voltage
and was not while there was mains. Rule B needs an hour with mains to compare with;
without it, closeness tells nothing and mains is unknown.

A unit that was once seen without mains while its battery was alive does not show the
battery there, so closeness means nothing with it, and rule A is enough.
"""

from datetime import datetime
from statistics import median
from typing import Final

from ....equipment.driver import Json
from . import remembered
from .remembered import Table
from .thresholds import Thresholds

_CLOSE: Final = 0.20  # volts between supply and battery
_APART: Final = 0.50
_ALIVE: Final = 2.0
"""With so much more voltage at the battery, the node does not show the battery."""
_STEP: Final = 300  # seconds
_SAMPLES: Final = 12
"""An hour in steps. More would be written to disk more often and tell no more."""

type Verdict = tuple[Table, bool | None]


def judge(
    memory: Table,
    main: float | None,
    battery: float | None,
    at: datetime,
    limits: Thresholds,
    *,
    forced: bool,
) -> Verdict:
    """Conclude from one power supply's voltages.

    ``forced``: it runs from its battery on purpose, so nothing is learnt.
    """
    memory = _aged(memory, at)
    if main is None:
        return memory, None
    if main < limits.mains_absent_below:
        return _gone(memory, main, battery, at, forced=forced), False
    memory = _without(memory, "gone")
    if memory.get("below") is True:
        if main <= limits.mains_present_above:
            return memory, False
        memory = _without(memory, "below", "mains")
    if memory.get("independent") is True:
        return {**memory, "mains": True}, True
    return _compared(memory, main, battery, at, forced=forced)


def _gone(
    memory: Table, main: float, battery: float | None, at: datetime, *, forced: bool
) -> Table:
    """Apply rule A, and learn that the node does not show the battery."""
    memory = {**_without(memory, "close"), "mains": False, "below": True}
    if forced or battery is None or battery - main < _ALIVE:
        return memory
    if memory.get("independent") is True:
        return memory
    gone, enough = remembered.count(memory.get("gone"), at)
    if enough:
        return {**_without(memory, "gone", "history", "sampled"), "independent": True}
    return {**memory, "gone": gone}


def _compared(
    memory: Table, main: float, battery: float | None, at: datetime, *, forced: bool
) -> Verdict:
    """Apply rule B."""
    if battery is None:
        return memory, None
    present = memory.get("mains")
    apart = round(main - battery, 3)
    if apart >= _APART or (apart > _CLOSE and present is True):
        memory = {**_without(memory, "close"), "mains": True}
        return (memory if forced else _sampled(memory, apart, at)), True
    if apart > _CLOSE or present is not True:
        return _without(memory, "close"), False if present is False else None
    close, enough = remembered.count(memory.get("close"), at)
    if not enough:
        return {**memory, "close": close}, True
    memory = _without(memory, "close", "mains")
    history = remembered.numbers(memory.get("history"))
    if len(history) < _SAMPLES or median(history) < _APART:
        return memory, None
    return {**memory, "mains": False}, False


def _sampled(memory: Table, apart: float, at: datetime) -> Table:
    """Note how far supply and battery are apart with mains, once in a step."""
    step = _step(at)
    if memory.get("sampled") == step:
        return memory
    history = [*remembered.numbers(memory.get("history")), apart][-_SAMPLES:]
    return {**memory, "history": history, "sampled": step}


def _aged(memory: Table, at: datetime) -> Table:
    """Forget what was so before an hour in which nothing was heard."""
    step = _step(at)
    seen = remembered.number(memory.get("seen"))
    if seen is not None and step - seen > _SAMPLES:
        learnt = {"independent": True} if memory.get("independent") is True else {}
        return {**_without(memory, *_STATE), **learnt, "seen": step}
    return {**memory, "seen": step if seen is None else max(step, seen)}


_STATE: Final = ("mains", "below", "gone", "close", "history", "sampled", "independent")


def _step(at: datetime) -> int:
    return int(at.timestamp() // _STEP)


def _without(memory: Table, *keys: str) -> dict[str, Json]:
    return {key: value for key, value in memory.items() if key not in keys}
