"""The output: how it is switched off, and when it comes on again."""

from collections.abc import Callable
from dataclasses import dataclass

from ...clock import Timer
from ...smartconnect.unit.ups import Ups
from .outlets import Outlets

_SHORTEST = 0.001
"""Seconds of a delay that is none."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Delays in seconds, read when they are needed: they are settings."""

    shutoff: Callable[[], float]
    sleep: Callable[[], float]
    reboot: Callable[[], float]
    returning: Callable[[], float]


def _fixed(seconds: float) -> Callable[[], float]:
    return lambda: seconds


class Output:
    """Switches the output now and later; only one thing is ever to come."""

    def __init__(
        self, base: Ups, outlets: Outlets, changed: Callable[[], None]
    ) -> None:
        """Know the UPS and what hangs on it; `changed` is called after each step."""
        self.timing = Timing(_fixed(20), _fixed(360), _fixed(8), _fixed(0))
        self.sleeping = ""
        """`timer` or `mains`: what it waits for."""
        self.rebooting = self.graceful = False
        self._base = base
        self._outlets = outlets
        self._changed = changed
        self._ending: Timer | None = None

    def stop(self) -> None:
        """Take its timer off the clock."""
        if self._ending is not None:
            self._ending.cancel()

    def switch(self, *, on: bool) -> None:
        """Switch at once; whatever was to follow is forgotten."""
        self._forget()
        self._switch(on=on)

    def off_gracefully(self) -> None:
        """Let hosts shut down, then switch off."""
        self._gracefully(lambda: self._switch(on=False))

    def reboot(self, *, graceful: bool = False) -> None:
        """Switch off, and on again."""
        if graceful:
            self._gracefully(self._reboot)
        else:
            self._reboot()

    def sleep(self, *, graceful: bool = False) -> None:
        """Switch off for a time."""
        if graceful:
            self._gracefully(self._sleep)
        else:
            self._sleep()

    def save_battery(self) -> None:
        """Switch off until the mains returns."""
        self._forget()
        self.sleeping = "mains"
        self._switch(on=False)

    def turn_on(self, *, delayed: bool = False) -> None:
        """Switch on, at once or after the return delay."""
        self._forget()
        if delayed:
            self._on_later(self.timing.returning())
        else:
            self._switch(on=True)

    def mains_returned(self) -> None:
        """Go on with what waited for the mains."""
        if self.sleeping == "mains":
            self._on_later(self.timing.returning())

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Act later, instead of what was to come."""
        self.stop()
        self._ending = self._base.clock.call_later(max(seconds, _SHORTEST), act)

    def _on_later(self, seconds: float) -> None:
        self.later(seconds, lambda: self._switch(on=True))

    def _switch(self, *, on: bool) -> None:
        self.graceful = False
        if on:
            self.sleeping, self.rebooting = "", False
        self._base.set_output(on=on)
        self._outlets.follow(on=on)
        self._changed()

    def _gracefully(self, act: Callable[[], None]) -> None:
        self._forget()
        self.graceful = True
        self.later(self.timing.shutoff(), act)
        self._changed()

    def _reboot(self) -> None:
        self._forget()
        self.rebooting = True
        self._switch(on=False)
        self._on_later(self.timing.reboot())

    def _sleep(self) -> None:
        self._forget()
        self.sleeping = "timer"
        self._switch(on=False)
        self._on_later(self.timing.sleep())

    def _forget(self) -> None:
        self.stop()
        self._ending = None
        self.sleeping, self.rebooting, self.graceful = "", False, False
