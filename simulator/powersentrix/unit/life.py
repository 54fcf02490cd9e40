"""Power on, boot, empty batteries: when a UPS is there at all."""

from collections.abc import Callable

from ...clock import Clock, Timer
from ..knobs import UnitKnobs
from .journal import CUT_OFF, Journal
from .state import UpsState

BOOT_TIME = 20.0
"""Seconds from power to the first answer."""
_COM_UPTIME, _MAIN_UPTIME = 225180.0, 439860.0  # seconds, as the documentation's


class Life:
    """The two sides of a UPS, that of the network and that of the power."""

    def __init__(
        self,
        state: UpsState,
        clock: Clock,
        knobs: UnitKnobs,
        journal: Journal,
        changed: Callable[[], None],
    ) -> None:
        """Be there; `changed` is told when that changes."""
        self.on_boot: list[Callable[[], None]] = []
        self._state = state
        self._clock = clock
        self._knobs = knobs
        self._journal = journal
        self._changed = changed
        self._booting: Timer | None = None
        self.begin()

    def begin(self) -> None:
        """Be powered, and have been for days."""
        self.stop()
        self.powered = True
        self._com_since = self._clock.now - _COM_UPTIME
        self._main_since = self._clock.now - _MAIN_UPTIME
        self._wanted: list[int] | None = None
        """Ports that were on when the batteries were empty."""

    @property
    def running(self) -> bool:
        """Whether it has power and has booted."""
        return self.powered and self._booting is None

    @property
    def com_uptime(self) -> float:
        """Seconds since the network side has started."""
        return self._clock.now - self._com_since

    @property
    def main_uptime(self) -> float:
        """Seconds since the power side has started."""
        return self._clock.now - self._main_since

    def power_on(self) -> None:
        """Start both sides."""
        self.powered = True
        self._main_since = self._clock.now
        self._boot()

    def reboot(self) -> None:
        """Restart the network side; the ports and the power side stay as they are."""
        if self.powered:
            self._boot()

    def give_up(self) -> None:
        """Switch everything off and fall silent: the batteries are empty."""
        self._journal.write(CUT_OFF, "Battery under-voltage protection")
        if self._wanted is None:
            self._wanted = [port.id for port in self._state.ports if port.on]
        for port in self._state.ports:
            port.on = False
        self._state.forced = False
        self.powered = False
        self.stop()
        self._changed()

    def stop(self) -> None:
        """Boot no more."""
        if self._booting is not None:
            self._booting.cancel()
            self._booting = None

    def _boot(self) -> None:
        self.stop()
        self._booting = self._clock.call_later(BOOT_TIME, self._booted)
        self._changed()

    def _booted(self) -> None:
        self._booting = None
        self._com_since = self._clock.now
        self._journal.restart()
        wanted, self._wanted = self._wanted or [], None
        if self._knobs.after_boot == "restore":
            for port in self._state.ports:
                port.on = port.on or port.id in wanted
        self._changed()
        for listener in self.on_boot:
            listener()
