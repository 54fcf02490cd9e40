"""One UPS: its state and everything that moves it."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta

from ...clock import Clock, Timer
from . import happenings
from .physics import Physics
from .state import UpsState
from .status import ONLINE, conditions_of, mode_of

_LOOK = 1.0  # seconds between two looks at a battery that is being emptied
_GLANCE = 60.0  # seconds between two looks while it is filled, or cools down
_CALIBRATED = 0.25
"""Charge at which a calibration ends."""
TEST = 8.0
"""Seconds of a self-test."""
INSTALLATION = 300.0
"""Seconds of an installation of firmware."""
_BATTERY_LIFE = timedelta(days=4 * 365)


class Ups:
    """A UPS without its cloud."""

    def __init__(self, make: Callable[[], UpsState], clock: Clock) -> None:
        """Bring to life what `make` makes."""
        self._make = make
        self.state = make()
        self.clock = clock
        self.physics = Physics(self.state, clock)
        self.on_event: list[Callable[[str], None]] = []
        """Told the key of what happens, at its time."""
        self.on_change: list[Callable[[], None]] = []
        """Told when mode, conditions or the network have changed."""
        self._looking: Timer | None = None
        self._ending: list[Timer] = []
        self._begin()

    def _begin(self) -> None:
        self.cable = True
        """Whether it has a way to its cloud."""
        self.powered = True
        """Whether it has power for itself."""
        self.mode = mode_of(self.state, self.physics)
        self.conditions: Sequence[str] = conditions_of(self.state, self.physics)

    def reset(self) -> None:
        """Be as at the beginning, and silent about all that was."""
        self.stop()
        fresh = self._make()
        for item in fields(fresh):
            setattr(self.state, item.name, getattr(fresh, item.name))
        self.physics.reset()
        self._begin()

    @property
    def online(self) -> bool:
        """Whether it reports to its cloud."""
        return self.cable and self.powered

    def stop(self) -> None:
        """Take all own timers off the clock."""
        for timer in (self._looking, *self._ending):
            if timer is not None:
                timer.cancel()
        self._looking = None
        self._ending.clear()

    def changed(self) -> None:
        """Let the state that was changed from outside have its effect."""
        self.physics.settle()
        if self.powered:
            self._end_what_cannot_last()
            self._tell()
        self._watch()

    def set_mains(self, *, on: bool) -> None:
        """Let the mains fail or return."""
        self.physics.settle()
        self.state.mains = on
        if not on and self.state.self_test_result == "InProgress":
            self.state.self_test_result = "Aborted"
        if on and not self.powered:
            self.powered = self.state.output = True
            self._tell_network()
        self.changed()

    def set_output(self, *, on: bool) -> None:
        """Switch the output."""
        self.physics.settle()
        self.state.output = on
        self.changed()

    def set_bypass(self, by: str) -> None:
        """Go into bypass by `ups` or `user`, or leave it by an empty word."""
        if by not in ("", "ups", "user"):
            raise ValueError(f"{by}: ups, user or nothing")
        self.physics.settle()
        self.state.bypass = by
        self.changed()

    def set_cable(self, *, plugged: bool) -> None:
        """Pull or plug the network cable."""
        self.cable = plugged
        self._tell_network()

    def calibrate(self) -> None:
        """Run on battery on purpose until little is left."""
        self.physics.settle()
        self.state.calibrating = self.state.mains
        self.changed()

    def self_test(self, *, passes: bool = True) -> None:
        """Test the battery; the result follows after some seconds."""
        if self.mode != ONLINE or self.state.refusal:
            self.state.self_test_result = "Refused"
        else:
            self.state.self_test_result = "InProgress"
            self._later(TEST, lambda: self._tested(passes=passes))
        self._tell_network()

    def install(self) -> None:
        """Install the firmware that is on offer."""
        if self.state.pending_firmware is not None and not self.state.installing:
            self.state.installing = True
            self._later(INSTALLATION, self._installed)
            self.changed()

    def replace_battery(self) -> None:
        """Put a new battery in."""
        today = self.clock.time.date()
        self.state.battery, self.state.battery_age = True, ""
        self.state.charge = 1.0
        self.state.installed, self.state.replace_by = today, today + _BATTERY_LIFE
        self._emit("batt_replaced")
        self.changed()

    def _tested(self, *, passes: bool) -> None:
        if self.state.self_test_result != "InProgress":
            return
        self.state.self_test_result = "Passed" if passes else "Failed"
        if not passes:
            self.state.battery_age = "needed"
        self._tell_network()
        self.changed()

    def _installed(self) -> None:
        self.state.installing = False
        if self.state.pending_firmware is not None:
            self.state.firmware = self.state.pending_firmware
            self.state.pending_firmware = None
        self.changed()

    def _end_what_cannot_last(self) -> None:
        """End a calibration in time, and give up when nothing is left."""
        state = self.state
        if state.calibrating and (not state.mains or state.charge <= _CALIBRATED):
            state.calibrating = False
        if self.physics.on_battery and not self.physics.carries:
            state.output = False

    def _tell(self) -> None:
        """Tell what has changed; without any power, these are the last words."""
        state = self.state
        mode = mode_of(state, self.physics)
        conditions = conditions_of(state, self.physics)
        keys = [
            *happenings.of_modes(self.mode, mode),
            *happenings.of_conditions(self.conditions, conditions),
        ]
        changed = (mode, conditions) != (self.mode, self.conditions)
        self.mode, self.conditions = mode, conditions
        for key in keys:
            self._emit(key)
        if changed:
            self._tell_network()
        if not state.mains and not state.output and state.charge <= 0:
            self.powered = False
            self._tell_network()

    def _watch(self) -> None:
        """Look again soon, where time alone changes something."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if self.physics.on_battery:
            self._looking = self.clock.call_later(_LOOK, self.changed)
        elif self.physics.moving:
            self._looking = self.clock.call_later(_GLANCE, self.changed)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        self._ending = [timer for timer in self._ending if timer.when > self.clock.now]
        self._ending.append(self.clock.call_later(seconds, act))

    def _emit(self, key: str) -> None:
        for listener in self.on_event:
            listener(key)

    def _tell_network(self) -> None:
        for listener in self.on_change:
            listener()
