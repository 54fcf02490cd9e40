"""A UPS with what a network card knows of it.

The UPS itself may be the one that a cloud shows, too: what happens to it happens once.
"""

from collections.abc import Callable

from ...clock import Clock, Timer
from ...smartconnect.unit.ups import TEST, Ups
from .groups import OutletGroup
from .modules import Module
from .outlets import Outlets
from .output import Output
from .surroundings import Contact, Pack, Probe

NO_TRANSFER, BROWNOUT, BLACKOUT, SELF_TEST = 1, 3, 4, 9
_OK, _FAILED, _INVALID, _RUNNING = 1, 2, 3, 4
_TEST_RESULTS = {
    "Passed": _OK,
    "Failed": _FAILED,
    "InProgress": _RUNNING,
    "Refused": _INVALID,
    "Aborted": _INVALID,
}
CALIBRATED, CALIBRATING, REFUSED, ABORTED = 1, 3, 4, 5
_LOOK = 1.0  # seconds
_FULL = 0.995
"""Charge that a calibration needs."""


class PowerUnit:
    """One UPS: its electronics, its groups, its packs, and its surroundings."""

    def __init__(self, base: Ups) -> None:
        """Know the UPS."""
        self.base = base
        self.clock: Clock = base.clock
        self.outlets = Outlets(base)
        self.output = Output(base, self.outlets, self.looked)
        self.packs: list[Pack] = []
        self.probes: list[Probe] = []
        self.contacts: list[Contact] = []
        self.older_probes = False
        """Whether what measures the environment is of the first generation."""
        self.modules: list[Module] = []
        self.on_change: list[Callable[[], None]] = []
        """Told when anything may be different."""
        self.link = True
        """Whether the card can talk to the UPS."""
        self.extra_flags: set[int] = set()
        """Flags that are set whatever is so."""
        self.software_bypass = False
        self.emergency_off = False
        self.muted = self.beeping = False
        self.cause = NO_TRANSFER
        self.calibration_result = CALIBRATED
        self.tested = self.calibrated = base.clock.time.date()
        self.battery_since: float | None = None
        """When it went on battery."""
        self.times_on_battery = 0
        self._looking: Timer | None = None
        self._was_mains = base.state.mains
        self._was_calibrating = base.state.calibrating
        base.on_change.append(self.looked)

    def stop(self) -> None:
        """Take all own timers off the clock, and leave the UPS alone."""
        if self.looked in self.base.on_change:
            self.base.on_change.remove(self.looked)
        self.outlets.stop()
        self.output.stop()
        if self._looking is not None:
            self._looking.cancel()

    # what is so

    @property
    def testing(self) -> bool:
        """Whether a self-test runs."""
        return self.base.state.self_test_result == "InProgress"

    @property
    def test_result(self) -> int:
        """As the wire has it."""
        return _TEST_RESULTS.get(self.base.state.self_test_result, _INVALID)

    @property
    def on_battery(self) -> bool:
        """Whether the battery carries the load."""
        return self.base.physics.on_battery

    @property
    def seconds_on_battery(self) -> float:
        """How long it has been on battery."""
        if self.battery_since is None:
            return 0.0
        return self.clock.now - self.battery_since

    @property
    def groups(self) -> list[OutletGroup]:
        """The outlet groups."""
        return self.outlets.groups

    def switched(self, group: OutletGroup) -> None:
        """A group has switched, or waits for something."""
        self.outlets.switched(group)
        self.looked()

    # what can be done to it

    def set_mains(self, *, on: bool, cause: int = BLACKOUT) -> None:
        """Let the mains fail or return."""
        if not on and self.base.state.mains:
            self.cause = cause
        self.base.set_mains(on=on)
        self.looked()

    def set_voltage(self, volts: float) -> None:
        """Let the mains have another voltage: outside of the limits it is no mains."""
        state = self.base.state
        state.mains_voltage = volts
        usable = state.low_transfer <= volts <= state.high_transfer
        if usable != state.mains:
            self.set_mains(on=usable, cause=BROWNOUT if volts else BLACKOUT)
        self.base.changed()
        self.looked()

    def set_load(self, watts: float) -> None:
        """Hang something on the output."""
        self.base.physics.settle()
        self.base.state.watts = watts
        self.base.changed()
        self.looked()

    def overload(self, *, on: bool = True) -> None:
        """Hang too much on the output, or no more."""
        rated = self.base.state.rated_watts
        self.set_load(1.15 * rated if on else 0.155 * rated)

    def self_test(self, *, passes: bool = True) -> None:
        """Test the battery."""
        self.base.self_test(passes=passes)
        if self.testing:
            self.cause = SELF_TEST
            self.tested = self.clock.time.date()
            self.output.later(TEST + 0.001, self.looked)
        self.looked()

    def calibrate(self) -> None:
        """Run on battery until little is left; needs a full one."""
        if self.base.state.charge < _FULL or not self.base.state.mains:
            self.calibration_result = REFUSED
        else:
            self.calibration_result = CALIBRATING
            self.cause = SELF_TEST
            self.base.calibrate()
        self.looked()

    def cancel_calibration(self) -> None:
        """Be on line again."""
        if self.base.state.calibrating:
            self.base.state.calibrating = False
            self.calibration_result = ABORTED
            self._was_calibrating = False
            self.base.changed()
        self.looked()

    def wear_battery(self) -> None:
        """Let the battery be at its end."""
        self.base.state.battery_age = "needed"
        self.base.changed()
        self.looked()

    def replace_battery(self) -> None:
        """Put a new battery in."""
        self.base.replace_battery()
        self.looked()

    def set_bypass(self, by: str) -> None:
        """Go into bypass by `ups` or `user`, or leave it by an empty word."""
        self.software_bypass = False
        self.base.set_bypass(by)
        self.looked()

    def switch_bypass(self, *, on: bool) -> None:
        """Go into bypass because the card was told so."""
        self.base.set_bypass("user" if on else "")
        self.software_bypass = on
        self.looked()

    def set_output(self, *, on: bool) -> None:
        """Switch the output at once; whatever was to follow is forgotten."""
        self.output.switch(on=on)

    def lose_link(self, *, lost: bool = True) -> None:
        """Let the card talk to the UPS no more, or again."""
        self.link = not lost
        self.looked()

    def raise_flag(self, number: int, *, on: bool = True) -> None:
        """Set one of the flags of the state string, whatever is so."""
        if on:
            self.extra_flags.add(number)
        else:
            self.extra_flags.discard(number)
        self.looked()

    # what follows

    def looked(self) -> None:
        """Let what is so now have its effect, and tell it."""
        state = self.base.state
        if self._was_calibrating and not state.calibrating:
            done = state.mains
            self.calibration_result = CALIBRATED if done else ABORTED
            self.calibrated = self.clock.time.date()
        self._was_calibrating = state.calibrating
        if state.mains and not self._was_mains:
            self.output.mains_returned()
            self.outlets.mains_returned()
        self._was_mains = state.mains
        self._count_time()
        without_mains = self.on_battery and not state.mains
        self.outlets.shed(self.seconds_on_battery if without_mains else 0)
        self._look_again()
        for listener in list(self.on_change):
            listener()

    def _look_again(self) -> None:
        """Look every second while the battery is being emptied."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if self.on_battery:
            self._looking = self.clock.call_later(_LOOK, self._glance)

    def _glance(self) -> None:
        self.base.physics.settle()
        self.looked()

    def _count_time(self) -> None:
        away = self.on_battery or self.testing
        if away and self.battery_since is None:
            self.battery_since = self.clock.now
            self.times_on_battery += 1
        elif not away:
            self.battery_since = None
