"""What a driver of a test lives in: a time that is stepped, a memory, open ears."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import aiohttp

from custom_components.rack_power.drivers.http import HttpContext
from custom_components.rack_power.drivers.powersentrix.mapping.outlets import part_id
from custom_components.rack_power.equipment.driver import Json, Outcome
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import (
    EquipmentId,
    Point,
    Quality,
    Record,
    Report,
    Value,
)
from custom_components.rack_power.equipment.picture import Picture
from custom_components.rack_power.equipment.variables import (
    OUTLET_NAME,
    OUTLET_STATUS,
)
from simulator.clock import Clock

from ..outside import Notes, SteppedClock, at_once, session_with


@dataclass(slots=True)
class Surroundings:
    """What drivers tell, and what they are given."""

    simulated: Clock
    notes: Notes = field(default_factory=Notes)
    published: list[Report] = field(default_factory=list)
    told: list[tuple[EquipmentId, Record, bool]] = field(default_factory=list)
    settled: list[tuple[EquipmentId, Point, DriverError | None]] = field(
        default_factory=list
    )
    chosen: dict[str, Json] = field(default_factory=dict)
    wakes: list[float] = field(default_factory=list)
    troubles: dict[str, DriverError] = field(default_factory=dict)
    """What a person should mend at present."""
    pictures: dict[EquipmentId, Picture] = field(default_factory=dict)
    on_publish: list[Callable[[], object]] = field(default_factory=list)
    """What happens, once each, as soon as a command has told what it saw."""
    requests: list[str] = field(default_factory=list)
    """What was sent, in order: paths with their queries."""
    clock: SteppedClock = field(init=False)
    _sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Follow the simulated time."""
        self.clock = SteppedClock(self.simulated, began=1000.0)

    def context(self, *, verify_ssl: bool = True) -> HttpContext:
        """Return a context whose sessions are as those that Home Assistant gives."""

        def new_session(
            traces: Sequence[aiohttp.TraceConfig],
        ) -> aiohttp.ClientSession:
            session = session_with([*traces, self._recorder()], verify_ssl=verify_ssl)
            self._sessions.append(session)
            return session

        def release_session(session: aiohttp.ClientSession) -> Awaitable[None]:
            return session.close()

        return HttpContext(
            clock=self.clock,
            memory=self.notes,
            publish=self._publish,
            tell=self._hear,
            settle=lambda *ended: self.settled.append(ended),
            preference=lambda _, key: self.chosen.get(key),
            forget=lambda *_: None,
            trouble=self._trouble,
            wake=self.wakes.append,
            in_thread=at_once,
            new_session=new_session,
            release_session=release_session,
        )

    def _recorder(self) -> aiohttp.TraceConfig:
        """Note what is sent, in order."""

        async def note(
            _: aiohttp.ClientSession,
            __: SimpleNamespace,
            started: aiohttp.TraceRequestStartParams,
        ) -> None:
            self.requests.append(started.url.path_qs)

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(note)
        return trace

    def absorb(self, reports: Sequence[Report]) -> None:
        """Take reports as a unit does."""
        for report in reports:
            self.published.append(report)
            self.pictures.setdefault(report.equipment, Picture()).absorb(report)

    def _publish(self, reports: Sequence[Report]) -> None:
        self.absorb(reports)
        if self.on_publish:
            self.on_publish.pop(0)()

    def _hear(
        self, equipment: EquipmentId, records: Sequence[Record], live: bool
    ) -> None:
        self.told += [(equipment, record, live) for record in records]

    def _trouble(self, about: str, error: DriverError | None) -> None:
        if error is None:
            self.troubles.pop(about, None)
        else:
            self.troubles[about] = error

    def texts(self) -> list[str]:
        """Return the texts of what was told of the log."""
        return [record.text for _, record, _ in self.told]

    async def close(self) -> None:
        """Leave no session open."""
        for session in self._sessions:
            await session.close()


def status_of(index: int) -> Point:
    """Return the point that is the state of an output."""
    return Point(part_id(index), OUTLET_STATUS)


def label_of(index: int) -> Point:
    """Return the point that is the label of an output."""
    return Point(part_id(index), OUTLET_NAME)


def value_of(picture: Picture, point: Point) -> Value:
    """Return the value of a point, which must be there."""
    reading = picture.reading(point)
    assert reading is not None
    return reading.value


def quality_of(picture: Picture, point: Point) -> Quality:
    """Return the quality of a point, which must be there."""
    reading = picture.reading(point)
    assert reading is not None
    return reading.quality


CONFIRMED, PENDING = Outcome.CONFIRMED, Outcome.PENDING
