"""Outlet groups: what they are told to do, and when they do it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from ...clock import Clock, Timer

NEVER = -1
NO_LIMIT = 32767


class Order(IntEnum):
    """What a group can be told (6 of the specification)."""

    ON = 1
    OFF = 2
    REBOOT = 3
    ON_DELAYED = 4
    OFF_DELAYED = 5
    REBOOT_DELAYED = 6
    CANCEL = 7
    REBOOT_ON_MAINS = 9
    REBOOT_ON_MAINS_DELAYED = 10


@dataclass(slots=True)
class GroupConfig:
    """What can be set of a group; seconds, switches as the wire has them."""

    on_delay: int = 0
    off_delay: int = 90
    reboot_duration: int = 8
    minimum_runtime: int = 0
    skip_off_delay: int = 1
    restart: int = 1
    shed_on_battery: int = 1
    shed_on_runtime: int = 1
    shed_on_overload: int = 1
    shed_time: int = NO_LIMIT
    shed_runtime: int = 0


@dataclass(slots=True)
class OutletGroup:
    """One group. `share` is the part of the unit's load that hangs on it."""

    number: int
    name: str
    main: bool
    share: float
    clock: Clock
    changed: Callable[[OutletGroup], None] = field(repr=False)
    mains: Callable[[], bool] = field(repr=False)
    config: GroupConfig = field(default_factory=GroupConfig)
    on_order: list[Callable[[OutletGroup, Order], None]] = field(default_factory=list)
    """Told of every order, before it is obeyed."""
    on: bool = True
    pending: str = ""
    """`on`, `off` or `mains`: what it waits for."""
    rebooting: bool = False
    shed: bool = False
    """Whether it was switched off to save the battery."""
    timer: Timer | None = None

    def obey(self, order: Order) -> None:
        """Do what it is told, now or later."""
        config = self.config
        for listener in self.on_order:
            listener(self, order)
        match order:
            case Order.ON:
                self._now(on=True)
            case Order.OFF:
                self._now(on=False)
            case Order.ON_DELAYED:
                self._wait("on", config.on_delay, lambda: self._now(on=True))
            case Order.OFF_DELAYED:
                self._wait("off", config.off_delay, lambda: self._now(on=False))
            case Order.REBOOT | Order.REBOOT_ON_MAINS:
                self._reboot(wait_for_mains=order is Order.REBOOT_ON_MAINS)
            case Order.REBOOT_DELAYED | Order.REBOOT_ON_MAINS_DELAYED:
                waits = order is Order.REBOOT_ON_MAINS_DELAYED
                self._wait(
                    "off", config.off_delay, lambda: self._reboot(wait_for_mains=waits)
                )
            case Order.CANCEL:
                self._forget()
                self.changed(self)

    def mains_returned(self) -> None:
        """Go on with what waited for it, or was shed."""
        if self.pending == "mains" or (self.shed and self.config.restart == 1):
            self.shed = False
            self._wait("on", self.config.on_delay, lambda: self._now(on=True))

    def sheds(self, seconds: float, runtime: float, *, overloaded: bool) -> bool:
        """Tell whether it is to be shed.

        That depends on the seconds on battery, 0 is none, and those that are left.
        """
        config = self.config
        late = config.shed_on_battery == 2 and seconds >= config.shed_time
        short = config.shed_on_runtime == 2 and runtime <= config.shed_runtime
        too_much = config.shed_on_overload == 2 and overloaded and not self.main
        return too_much or (seconds > 0 and (late or short))

    def shed_load(self) -> None:
        """Switch off to save the battery."""
        if self.on and not self.pending:
            self.shed = True
            if self.config.skip_off_delay == 1:
                self._now(on=False)
            else:
                self._wait("off", self.config.off_delay, lambda: self._now(on=False))

    def stop(self) -> None:
        """Take its timer off the clock."""
        self._forget()

    def _forget(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        self.timer = None
        self.pending, self.rebooting = "", False

    def _now(self, *, on: bool) -> None:
        self._forget()
        self.on = on
        if on:
            self.shed = False
        self.changed(self)

    def _wait(self, pending: str, seconds: float, act: Callable[[], None]) -> None:
        """Act later, though never at once, so that it can be seen to be pending."""
        self._forget()
        self.pending = pending
        self.timer = self.clock.call_later(max(seconds, 1), act)
        self.changed(self)

    def _reboot(self, *, wait_for_mains: bool) -> None:
        self._now(on=False)
        self.rebooting = True
        if wait_for_mains and not self.mains():
            self.pending = "mains"
            self.changed(self)
            return
        self.pending = "on"
        self.timer = self.clock.call_later(
            self.config.reboot_duration + self.config.on_delay,
            lambda: self._now(on=True),
        )
        self.changed(self)
