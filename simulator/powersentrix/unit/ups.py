"""One UPS: its state and everything that moves it."""

from collections.abc import Callable
from typing import Any

from ...clock import Clock, Timer
from ..knobs import UnitKnobs
from .journal import (
    CUT_OFF,
    MAINS_BACK,
    MAINS_LOST,
    TEST_BEGUN,
    TEST_ENDED,
    Journal,
)
from .physics import Physics
from .state import UpsState
from .switching import Switching
from .views import Views

BOOT_TIME = 20.0
"""Seconds from power to the first answer."""
_LOOK = 1.0  # seconds between two looks at batteries that are being emptied
_COM_UPTIME, _MAIN_UPTIME = 225180.0, 439860.0  # seconds, as the documentation's


class Ups:
    """A UPS without its network."""

    def __init__(
        self, state: UpsState, clock: Clock, knobs: UnitKnobs, seed: int = 1
    ) -> None:
        """Bring a state to life."""
        self.state = state
        self.clock = clock
        self.knobs = knobs
        self.journal = Journal(clock, knobs)
        self.physics = Physics(state, clock, knobs)
        self.switching = Switching(state, clock, self.journal, self.physics.settle)
        self.views = Views(self, seed)
        self.cable = True
        """Whether the network cable is in."""
        self.on_boot: list[Callable[[], None]] = []
        self.on_network: list[Callable[[], None]] = []
        """Told when it may have come to or gone from the network."""
        self.remote_server: Callable[[], dict[str, Any]] = dict
        """Where it pushes to, as its settings tell."""
        self._powered = True
        self._booting: Timer | None = None
        self._looking: Timer | None = None
        self._com_since = clock.now - _COM_UPTIME
        self._main_since = clock.now - _MAIN_UPTIME
        self._wanted: list[int] = []

    @property
    def online(self) -> bool:
        """Whether it can be reached and can reach others."""
        return self._powered and self._booting is None and self.cable

    @property
    def com_uptime(self) -> float:
        """Seconds since the network side has started."""
        return self.clock.now - self._com_since

    @property
    def main_uptime(self) -> float:
        """Seconds since the power side has started."""
        return self.clock.now - self._main_since

    def set_mains(self, *, on: bool, supply: int | None = None) -> None:
        """Let the mains fail or return, at all supplies or at one."""
        before = self.physics.mains
        self.physics.settle()
        for number, each in enumerate(self.state.supplies):
            if supply in (None, number):
                each.mains = on
        if before is not self.physics.mains and self._powered:
            if before:
                self.journal.write(MAINS_LOST, "Mains power failure")
            else:
                self.journal.write(MAINS_BACK, "Mains power restored")
        self._follow()

    def force_battery(self, *, on: bool) -> None:
        """Begin or end a test: the load on the batteries though there is mains."""
        if self.state.forced is on:
            return
        self.physics.settle()
        self.state.forced = on
        if on:
            self.journal.write(TEST_BEGUN, "Battery test started")
        else:
            self.journal.write(TEST_ENDED, "Battery test finished")
        self._follow()

    def set_input(self, number: int, *, high: bool) -> None:
        """Change the level of IN1 or IN2, which may switch a port (4.4)."""
        if self.state.inputs[number] is high:
            return
        self.state.inputs[number] = high
        event = 2 * number - (1 if high else 0)
        for action in self.state.extra_actions:
            if action["event"] == event:
                port = self.state.port(action["baseStatus"])
                on = bool(action["action"])
                self.switching.foreign_set(port, on=on, by="extra action")

    def set_cable(self, *, plugged: bool) -> None:
        """Pull or plug the network cable."""
        self.cable = plugged
        self._tell_network()

    def reboot(self, firmware: str | None = None) -> None:
        """Restart the network side: the ports and the power side stay as they are."""
        if firmware is not None:
            self.state.com_firmware = firmware
        self._boot()

    def changed(self) -> None:
        """Take in that the state was changed from outside."""
        self.physics.settle()
        self._follow()

    def stop(self) -> None:
        """Take all own timers off the clock."""
        self.switching.stop()
        for timer in (self._booting, self._looking):
            if timer is not None:
                timer.cancel()
        self._looking = None

    def _follow(self) -> None:
        """Watch the batteries while they are emptied; start again with the mains."""
        if not self._powered:
            if self.physics.mains:
                self._powered = True
                self._main_since = self.clock.now
                self._boot()
            return
        if self.physics.on_battery and self._looking is None:
            self._looking = self.clock.call_later(_LOOK, self._look)

    def _look(self) -> None:
        self._looking = None
        self.physics.settle()
        if self.physics.exhausted:
            self._give_up()
        self._follow()

    def _give_up(self) -> None:
        """Switch everything off and fall silent: the batteries are empty."""
        self.journal.write(CUT_OFF, "Battery under-voltage protection")
        self.switching.stop()
        self._wanted = [port.id for port in self.state.ports if port.on]
        for port in self.state.ports:
            port.on = False
        self.state.forced = False
        self._powered = False
        if self._booting is not None:
            self._booting.cancel()
            self._booting = None
        self._tell_network()

    def _boot(self) -> None:
        if self._booting is not None:
            self._booting.cancel()
        self._booting = self.clock.call_later(BOOT_TIME, self._booted)
        self._tell_network()

    def _booted(self) -> None:
        self._booting = None
        self._com_since = self.clock.now
        self.journal.restart()
        if self.knobs.after_boot == "restore":
            for port in self.state.ports:
                port.on = port.on or port.id in self._wanted
        self._wanted = []
        self._tell_network()
        for listener in self.on_boot:
            listener()

    def _tell_network(self) -> None:
        for listener in self.on_network:
            listener()
