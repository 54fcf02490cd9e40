"""A UPS as the cloud knows it: by its last report, until the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from ...clock import Clock
from ..knobs import CloudKnobs
from ..unit.state import UpsState
from ..unit.ups import Ups

COMM_EST, COMM_LOST = "comm_est", "comm_lost"
type Note = Callable[[Record, datetime, str], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a UPS told at a time, before anybody puts it into words."""

    at: float
    state: UpsState
    mode: str
    conditions: tuple[str, ...]
    on_battery: bool
    carries: bool
    charging: bool
    mains_voltage: float
    output_voltage: float
    watts: float
    apparent: float
    drawn: float
    efficiency: float
    energy: float
    runtime: float
    temperature: float
    battery_voltage: float


def _report(ups: Ups, noise: Callable[[float], float]) -> Report:
    state, physics = ups.state, ups.physics
    mains = state.mains_voltage + noise(0.4) if state.mains else 0.0
    output = 0.0
    if physics.carries:
        output = 230.0 + noise(0.1) if physics.on_battery else mains
    return Report(
        at=ups.clock.now,
        state=replace(state, conditions=list(state.conditions)),
        mode=ups.mode,
        conditions=tuple(ups.conditions),
        on_battery=physics.on_battery,
        carries=physics.carries,
        charging=physics.charging,
        mains_voltage=mains,
        output_voltage=output,
        watts=physics.watts,
        apparent=physics.apparent,
        drawn=physics.drawn,
        efficiency=physics.efficiency,
        energy=physics.energy,
        runtime=physics.runtime,
        temperature=physics.temperature + noise(0.05),
        battery_voltage=physics.battery_voltage,
    )


class Record:
    """One UPS of the account."""

    def __init__(
        self, ups: Ups, clock: Clock, knobs: CloudKnobs, note: Note, seed: int
    ) -> None:
        """Listen to a UPS; `note` is told what happened and when."""
        self.ups = ups
        self.listed = True
        """Whether it belongs to the account."""
        self._clock = clock
        self._knobs = knobs
        self._note = note
        self._random = Random(seed)
        self._seed = seed
        self.reset()
        ups.on_event.append(self._take_event)
        ups.on_change.append(self._follow)

    def reset(self) -> None:
        """Be as at the beginning."""
        self.listed = True
        self._random.seed(self._seed)
        self._unsent: list[tuple[datetime, str]] = []
        self._online = self.ups.online
        self._last = self._take()

    @property
    def id(self) -> str:
        """The id that the cloud has given it."""
        return self.ups.state.device_id

    @property
    def link(self) -> str:
        """The key of how the connection to the UPS stands."""
        return COMM_EST if self._online else COMM_LOST

    @property
    def report(self) -> Report:
        """The last report; frozen while the UPS is away."""
        due = self._last.at + self._knobs.report_seconds
        if self._online and (self._clock.now >= due):
            self.ups.changed()
        if self._online and (self._clock.now >= due):
            self._last = self._take()
        return self._last

    def _take(self) -> Report:
        self.ups.physics.settle()
        return _report(self.ups, self._noise)

    def _noise(self, width: float) -> float:
        return self._random.uniform(-width, width) * self._knobs.noise

    def _take_event(self, key: str) -> None:
        """Take what happens; a UPS that is away tells it when it is back."""
        if self._online:
            self._note(self, self._clock.time, key)
        else:
            self._unsent.append((self._clock.time, key))

    def _follow(self) -> None:
        """Take the report that comes with a change, or notice that none comes."""
        if self.ups.online:
            self._last = self._take()
        if self.ups.online is self._online:
            return
        self._online = self.ups.online
        if not self._online:
            self._note(self, self._clock.time, COMM_LOST)
            return
        self._note(self, self._clock.time, COMM_EST)
        for time, key in self._unsent:
            self._note(self, time, key)
        self._unsent.clear()
