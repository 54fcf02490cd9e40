"""A connection that does what it is told, for what no simulated unit ever does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power import connections
from custom_components.rack_power.connections import Data
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.derive import Derive
from custom_components.rack_power.equipment.driver import (
    Context,
    Driver,
    Outcome,
    Post,
    Reply,
    Round,
)
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import (
    UNIT,
    Equipment,
    EquipmentId,
    Order,
    Part,
    PartId,
    Point,
    Reading,
    Record,
    Report,
    Setting,
    Severity,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.preference import Preference
from custom_components.rack_power.equipment.variables import (
    OUTLET_CURRENT,
    OUTLET_STATUS,
    RESTART,
)

UNIT_ID = EquipmentId("acme_4711")
OUTLET = PartId("outlet", "1")
STATUS = Point(OUTLET, OUTLET_STATUS)
CURRENT = Point(OUTLET, OUTLET_CURRENT)
RESTART_OUTLET = Order(OUTLET, RESTART)
ABOUT = Equipment(id=UNIT_ID, maker="Acme", serial="4711", name="Box", model="M1")
KIND = "synaccess_pdu"
"""The kind whose row is replaced: it has its texts."""


_OK = {"responseMessage": "OK"}


def report_of(**values: Value) -> Report:
    """Return a whole report of one outlet: ``on``, ``amps`` and its label."""
    at = datetime.now(UTC)
    label = values.get("label", "One")
    return Report(
        equipment=UNIT_ID,
        group="outlets",
        about=ABOUT,
        parts={
            OUTLET: Part(
                id=OUTLET,
                device=True,
                number="1",
                label=None if label is None else str(label),
            )
        },
        readings={
            STATUS: Reading(values.get("on", True), at),
            CURRENT: Reading(values.get("amps", 1.5), at),
        },
        settings={STATUS: Setting(cuts_load_at=False)},
        orders=frozenset({RESTART_OUTLET}),
    )


def point_report(variable: Variable, value: Value, setting: Setting) -> Report:
    """Return a report of one writable point of the unit as a whole."""
    point = Point(UNIT, variable)
    return Report(
        equipment=UNIT_ID,
        group="unit",
        about=ABOUT,
        readings={point: Reading(value, datetime.now(UTC))},
        settings={point: setting},
    )


@dataclass(kw_only=True)
class Reads:
    """A driver that only reads. ``fails`` is raised by the next reads."""

    reports: list[Report] = field(default_factory=lambda: [report_of()])
    next_in: float = 30
    fails: Exception | None = None
    unreachable: Exception | None = None
    """Raised by connecting."""
    context: Context | None = None
    found: Sequence[Equipment] = (ABOUT,)
    closed: bool = False
    reads: int = 0

    async def connect(self) -> Sequence[Equipment]:
        """Tell which units are there."""
        if self.unreachable is not None:
            raise self.unreachable
        return self.found

    async def read(self) -> Round:
        """Return what was prepared."""
        self.reads += 1
        if self.fails is not None:
            raise self.fails
        return Round(tuple(self.reports), self.next_in)

    async def close(self) -> None:
        """Note that nothing may be called any more."""
        self.closed = True

    @property
    def outside(self) -> Context:
        """What the house gave to the driver."""
        assert self.context is not None
        return self.context


@dataclass(kw_only=True)
class Acts(Reads):
    """A driver that switches and restarts as well. ``refuses`` is raised instead."""

    refuses: DriverError | None = None
    done: list[object] = field(default_factory=list)

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Note what was wished, and do it."""
        assert not self.closed
        assert equipment == UNIT_ID
        if self.refuses is not None:
            raise self.refuses
        self.done.append(value)
        known = next(one for one in self.reports if point in one.readings)
        news = replace(
            known,
            readings={**known.readings, point: Reading(value, datetime.now(UTC))},
        )
        self.reports = [news if one is known else one for one in self.reports]
        self.outside.publish([news])
        return Outcome.CONFIRMED

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Note what was ordered."""
        assert not self.closed
        assert equipment == UNIT_ID
        if self.refuses is not None:
            raise self.refuses
        self.done.append(order)
        return Outcome.CONFIRMED


@dataclass(kw_only=True)
class Logs(Reads):
    """A driver that tells its unit's log."""

    record_kinds: Sequence[str] = ("output_on", "output_off", "other")

    def line(self, key: str, text: str, *, live: bool = True, age: float = 0) -> None:
        """Tell a line of some seconds ago."""
        record = Record(
            key=key,
            time=datetime.now(UTC) - timedelta(seconds=age),
            kind="output_on" if text.endswith("ON") else "other",
            severity=Severity.INFORMATIONAL,
            text=text,
            code="I/E01",
        )
        self.outside.tell(UNIT_ID, [record], live)


@dataclass(kw_only=True)
class LooksUp(Logs):
    """A driver that can look up its unit's log as well."""

    earlier: Sequence[Record] | DriverError = ()

    async def records(
        self, equipment: EquipmentId, since: datetime | None, limit: int
    ) -> Sequence[Record]:
        """Return what was prepared."""
        assert equipment == UNIT_ID
        assert since is None or since.tzinfo is not None
        if isinstance(self.earlier, DriverError):
            raise self.earlier
        return self.earlier[-limit:]


@dataclass(kw_only=True)
class Pends(Acts):
    """A driver that cannot see at once what it did."""

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Note what was wished; it is not seen yet."""
        assert (equipment, point) == (UNIT_ID, STATUS)
        self.done.append(value)
        return Outcome.PENDING


@dataclass(kw_only=True)
class Listens(Reads):
    """A driver that is called by its unit."""

    secret: str = "sesame"
    posts: list[Post] = field(default_factory=list)
    reply: Reply | None = field(default_factory=lambda: Reply(200, _OK))

    def post(self, post: Post) -> Reply | None:
        """Note the post."""
        self.posts.append(post)
        return self.reply


class House:
    """Connections of which each leads to a fake driver."""

    def __init__(self, hass: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
        """Put rows with fake drivers into the table of connections."""
        self.hass = hass
        self._patch = patch
        self._drivers: dict[str, Reads] = {}

    async def add(
        self,
        driver: Reads,
        *,
        rank: int = connections.LOCAL,
        one_unit: bool = False,
        derive: Derive | None = None,
        preferences: tuple[Preference, ...] = (),
        **options: object,
    ) -> MockConfigEntry:
        """Add an entry whose driver is this one, and set it up."""
        key = f"{KIND}{len(self._drivers) or ''}"
        self._drivers[key] = driver
        row = replace(
            connections.CONNECTIONS[KIND],
            key=key,
            rank=rank,
            one_unit=one_unit,
            tidy=dict,
            make=self._maker(driver),
            derive=derive,
            preferences=preferences,
            hands_over=frozenset({"cookie"}),
            cautions={},
        )
        self._patch.setitem(connections.CONNECTIONS, key, row)
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Box",
            unique_id=f"{key}:{UNIT_ID}",
            data={"connection": key},
            options=options,
        )
        entry.add_to_hass(self.hass)
        await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        return entry

    @staticmethod
    def _maker(
        driver: Reads,
    ) -> Callable[[HomeAssistant, Data, Data, Context], Driver]:
        def make(_: HomeAssistant, __: Data, ___: Data, context: Context) -> Driver:
            driver.context = context
            driver.closed = False
            return driver

        return make
