"""Switching by toggles: the only safe way to a state that is wanted (2.4).

The wire knows no "on" and no "off". So: look, toggle at most once, look again, with
looks that began after the toggle had ended. What has perhaps been executed is looked
for, never sent again; a second toggle is sent only after the unit has shown twice,
some time apart and after all that may still be under way, that the first had no effect.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from ...equipment.driver import Clock, Outcome
from ...equipment.errors import DriverError, InvalidAuth, NotConfirmed

MOST_TOGGLES: Final = 2
"""By one wish, whatever happens."""
_APART: Final = 2.0
"""Seconds between two looks that count as two."""
_SLACK: Final = 0.05
"""Seconds by which a clock may wake us early."""


class TurnedAway(InvalidAuth):
    """A one-shot met a token that is over: not executed, and not repeated."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to look after a toggle has ended, and how late it may still take effect.

    All in seconds since its end.
    """

    looks: tuple[float, ...]
    settle: float


LOCAL: Final = Schedule((0.5, 1, 2, 3, 5, 8), 5)
"""A UPS most likely serves requests in their order."""
PORTAL: Final = Schedule((2, 4, 6, 10, 15, 20, 30), 20)
"""The portal may still be calling the UPS after it has given us up."""


class Way(Protocol):
    """How one path looks at a port and toggles it."""

    @property
    def schedule(self) -> Schedule:
        """When to look."""

    @property
    def pends(self) -> bool:
        """Whether what cannot be seen now will be seen by a later report."""

    async def fresh(self) -> bool:
        """Return the state now, by a read of this moment; raise if it is not known."""

    async def toggle(self) -> None:
        """Send one toggle; what is raised says that it certainly was not executed."""

    async def look(self) -> bool | None:
        """Return the state after the toggle; None: this look tells nothing."""


class _Verdict(Enum):
    """What became of a toggle."""

    CONFIRMED = auto()
    WITHOUT_EFFECT = auto()
    UNSEEN = auto()


async def switch(way: Way, want: bool, clock: Clock) -> Outcome:
    """Bring a port into a state.

    PENDING: sent, and this path will see later whether it was executed. NotConfirmed:
    sent, or perhaps sent, without the effect. All else: nothing was executed.
    """
    sent, turned_away = 0, False
    while sent < MOST_TOGGLES:
        try:
            if await way.fresh() is want:
                return Outcome.CONFIRMED
            await way.toggle()
        except TurnedAway:
            if turned_away:
                raise _after(sent, InvalidAuth()) from None
            turned_away = True
            continue
        except DriverError as err:
            raise _after(sent, err) from None
        sent += 1
        verdict = await _confirm(way, want, clock)
        if verdict is _Verdict.CONFIRMED:
            return Outcome.CONFIRMED
        if verdict is _Verdict.UNSEEN:
            if way.pends:
                return Outcome.PENDING
            raise NotConfirmed("state_unknown")
    raise NotConfirmed


def _after(sent: int, err: DriverError) -> DriverError:
    """Return what an error means once something has been sent."""
    return NotConfirmed("state_unknown") if sent else err


async def _confirm(way: Way, want: bool, clock: Clock) -> _Verdict:
    """Look until the wanted state shows, or it is certain that it will not."""
    ended = clock.monotonic()
    without: list[float] = []
    for seconds in way.schedule.looks:
        await clock.sleep(max(0.0, ended + seconds - clock.monotonic()))
        began = clock.monotonic() - ended
        try:
            state = await way.look()
        except DriverError:
            continue
        if state is want:
            return _Verdict.CONFIRMED
        if state is not None:
            without.append(began)
        if _is_certain(without, way.schedule.settle):
            return _Verdict.WITHOUT_EFFECT
    return _Verdict.UNSEEN


def _is_certain(without: list[float], settle: float) -> bool:
    """Tell whether the looks that showed the old state prove that it stays."""
    if not without:
        return False
    first, last = without[0], without[-1]
    return last - first >= _APART - _SLACK and last >= settle - _SLACK
