"""The event engine: one tick a second, actions once on the rising edge."""

from collections.abc import Callable

from ..clock import Clock, Timer
from .conditions import ENTERING, Finding, look, ticks_needed
from .schedules import SCHEDULES, interval, is_due, local_time
from .state import PduState, Record

TICK = 1.0  # seconds

type Run = Callable[[Record, float], None]


class Engine:
    """Watches the events of a unit."""

    def __init__(
        self, state: PduState, clock: Clock, settle: Callable[[], None], run: Run
    ) -> None:
        """Tick by the clock; `settle` brings the values up to now, `run` acts."""
        self._state = state
        self._clock = clock
        self._settle = settle
        self._run = run
        self._entered: dict[int, bool] = {}
        self._due: dict[int, float] = {}
        self._timer: Timer = clock.call_later(TICK, self._tick)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.cancel()

    def forget(self, ident: int) -> None:
        """Look at an event with fresh eyes, as it is new or changed."""
        self._entered.pop(ident, None)
        self._due.pop(ident, None)

    def restart(self) -> None:
        """Look at everything with fresh eyes, as after a restart of the controller."""
        self._entered.clear()
        self._due.clear()
        for event in self._state.events:
            _quiet(event)

    def _tick(self) -> None:
        self._timer = self._clock.call_later(TICK, self._tick)
        self._settle()
        for event in list(self._state.events):
            if not event["enabled"]:
                self.forget(event["id"])
                _quiet(event)
            elif int(event["code"]) in SCHEDULES:
                self._follow_schedule(event)
            else:
                self._watch(event)

    def _follow_schedule(self, event: Record) -> None:
        if int(event["code"]) == 54:
            due = self._interval_is_over(event)
        else:
            timezone = self._state.conf.get("timezone")
            due = is_due(event, local_time(self._clock.time, timezone))
        if due:
            self._run(event, 0.0)

    def _interval_is_over(self, event: Record) -> bool:
        seconds = interval(event)
        if seconds is None:
            return False
        begun = self._clock.now - TICK
        due = self._due.setdefault(event["id"], begun + seconds)
        if self._clock.now < due:
            return False
        self._due[event["id"]] = due + seconds
        return True

    def _watch(self, event: Record) -> None:
        finding = self._look(event)
        if not finding.holds:
            _quiet(event)
            return
        event["numTicksBeyond"] += 1
        if event["triggered"] or event["numTicksBeyond"] < ticks_needed(event):
            return
        event["triggered"] = True
        self._run(event, finding.value)

    def _look(self, event: Record) -> Finding:
        finding = look(self._state, event)
        if int(event["code"]) not in ENTERING:
            return finding
        ident = event["id"]
        was = self._entered.get(ident)
        if was is None:
            self._entered[ident] = finding.holds
        going_on = bool(event["triggered"]) and finding.holds
        entered = was is False and finding.holds
        self._entered[ident] = finding.holds
        return Finding(going_on or entered, finding.value)


def _quiet(event: Record) -> None:
    event["numTicksBeyond"] = 0
    event["triggered"] = False
