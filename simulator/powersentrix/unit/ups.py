"""One UPS: its state and everything that moves it."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from ...clock import Clock, Timer
from ..knobs import UnitKnobs
from .journal import MAINS_BACK, MAINS_LOST, TEST_BEGUN, TEST_ENDED, Journal
from .life import Life
from .physics import Physics
from .state import UpsState
from .switching import Switching
from .views import Views

_LOOK = 1.0  # seconds between two looks at batteries that are being emptied


class Ups:
    """A UPS without its network."""

    def __init__(
        self,
        make: Callable[[], UpsState],
        clock: Clock,
        knobs: UnitKnobs,
        seed: int = 1,
    ) -> None:
        """Bring to life what `make` makes."""
        self._make = make
        self.state = state = make()
        self.clock = clock
        self.knobs = knobs
        self.journal = Journal(clock, knobs)
        self.physics = Physics(state, clock, knobs)
        self.switching = Switching(state, clock, self.journal, self.physics.settle)
        self.life = Life(state, clock, knobs, self.journal, self._tell_network)
        self.views = Views(self, seed)
        self.cable = True
        """Whether the network cable is in."""
        self.on_network: list[Callable[[], None]] = []
        """Told when it may have come to or gone from the network."""
        self.remote_server: Callable[[], dict[str, Any]] = dict
        """Where it pushes to, as its settings tell."""
        self._looking: Timer | None = None

    def reset(self) -> None:
        """Be as at the beginning, on the network and silent about all that was."""
        self.stop()
        fresh = self._make()
        for item in fields(fresh):
            setattr(self.state, item.name, getattr(fresh, item.name))
        self.switching.reset()
        self.journal.reset()
        self.physics.reset()
        self.life.begin()
        self.set_cable(plugged=True)

    @property
    def online(self) -> bool:
        """Whether it can be reached and can reach others."""
        return self.life.running and self.cable

    def set_mains(self, *, on: bool, supply: int | None = None) -> None:
        """Let the mains fail or return, at all supplies or at one."""
        before = self.physics.mains
        self.physics.settle()
        for number, each in enumerate(self.state.supplies):
            if supply in (None, number):
                each.mains = on
        if before is not self.physics.mains and self.life.powered:
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
        self.life.reboot()

    def changed(self) -> None:
        """Take in that the state was changed from outside."""
        self.physics.settle()
        self._follow()

    def stop(self) -> None:
        """Take all own timers off the clock."""
        self.switching.stop()
        self.life.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _follow(self) -> None:
        """Watch the batteries while they are emptied; start again with the mains."""
        if not self.life.powered:
            if self.physics.mains:
                self.life.power_on()
            return
        if self.physics.on_battery and self._looking is None:
            self._looking = self.clock.call_later(_LOOK, self._look)

    def _look(self) -> None:
        self._looking = None
        self.physics.settle()
        if self.physics.exhausted:
            self.switching.stop()
            self.life.give_up()
        self._follow()

    def _tell_network(self) -> None:
        for listener in self.on_network:
            listener()
