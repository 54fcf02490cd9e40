"""A battery that is due: told once for every unit, noted by the unit."""

from datetime import date, datetime, timedelta
from time import perf_counter

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest

from custom_components.rack_power.battery_care import BatteryWatch
from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.errors import Rejected
from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
    Point,
    Quality,
    Reading,
    Report,
    Setting,
    Value,
)
from custom_components.rack_power.equipment.variables import (
    BATTERY_DATE,
    BATTERY_DATE_REPLACE,
    BATTERY_REPLACE,
    OUTPUT_VOLTAGE,
)
from simulator.snmp import SnmpSimulator

from ..conftest import SteppedClock, Tick
from ..fake import ABOUT, UNIT_ID, Acts, House, Reads
from ..house import state
from ..snmp import add_card
from .conftest import Repairs, reload

FLAG = Point(UNIT, BATTERY_REPLACE)
DUE = Point(UNIT, BATTERY_DATE_REPLACE)
SINCE = Point(UNIT, BATTERY_DATE)
DAY = timedelta(days=1)
REPLACE_BY = "1.3.6.1.4.1.318.1.1.1.2.2.21.0"
LAST_REPLACED = "1.3.6.1.4.1.318.1.1.1.2.1.3.0"
SLOW = 310
"""Seconds in which a card is asked for everything but what lasts."""
LONGEST_CALLBACK = 0.010


def today() -> date:
    """Return the day in the house."""
    return dt_util.now().date()


def told_of(
    values: dict[Point, Value],
    *,
    writable: bool = False,
    quality: Quality = Quality.GOOD,
) -> Report:
    """Return what a unit tells of its battery."""
    at = dt_util.utcnow()
    return Report(
        equipment=UNIT_ID,
        group="battery",
        about=ABOUT,
        readings={
            point: Reading(value, at, quality) for point, value in values.items()
        },
        settings={SINCE: Setting()} if writable else {},
    )


async def test_the_flag(
    fakes: House, repairs: Repairs, tick: Tick, hass: HomeAssistant
) -> None:
    """A unit that says so is believed, for as long as it says so."""
    driver = Reads(reports=[told_of({FLAG: False})])
    await fakes.add(driver)
    assert await repairs.told() == []
    driver.reports = [told_of({FLAG: True})]
    await tick(30)
    issue = await repairs.issue()
    assert issue["translation_key"] == "battery_replace_told"
    assert issue["severity"] == "error"
    assert issue["is_fixable"] is False
    assert issue["translation_placeholders"]["unit"] == "Box"
    driver.reports = [told_of({FLAG: False})]
    await tick(30)
    assert await repairs.told() == []


@pytest.mark.parametrize(("days", "due"), [(-400, True), (0, True), (1, False)])
async def test_the_date(
    fakes: House, repairs: Repairs, days: int, *, due: bool
) -> None:
    """It is due from the day on that the unit names."""
    day = today() + days * DAY
    await fakes.add(Reads(reports=[told_of({FLAG: False, DUE: day})]))
    if not due:
        assert await repairs.told() == []
        return
    issue = await repairs.issue()
    assert issue["translation_key"] == "battery_due_told"
    assert issue["severity"] == "warning"
    assert issue["translation_placeholders"] == {"unit": "Box", "date": str(day)}


async def test_a_date_that_is_reached(
    fakes: House, repairs: Repairs, tick: Tick, clock: SteppedClock
) -> None:
    """It is noticed at midnight in the house, whatever the unit tells meanwhile."""
    await fakes.add(Reads(reports=[told_of({DUE: today() + DAY})]))
    midnight = datetime.combine(
        today() + DAY, datetime.min.time(), dt_util.get_default_time_zone()
    )
    await tick((midnight - clock.now()).total_seconds() - 60)
    assert await repairs.told() == []
    await tick(90)
    assert await repairs.told() == ["battery_due_told"]


@pytest.mark.parametrize("quality", [Quality.GOOD, Quality.UNAVAILABLE])
async def test_what_is_not_known(
    fakes: House, repairs: Repairs, tick: Tick, quality: Quality
) -> None:
    """It changes nothing: neither is a battery due, nor is it not due any more."""
    driver = Reads(reports=[told_of({FLAG: None, DUE: None})])
    await fakes.add(driver)
    assert await repairs.told() == []
    future = today() + 900 * DAY
    driver.reports = [told_of({FLAG: True, DUE: future})]
    await tick(30)
    assert await repairs.told() == ["battery_replace_told"]
    value = None if quality is Quality.GOOD else False
    driver.reports = [
        told_of({FLAG: value}, quality=quality),
        Report(
            equipment=UNIT_ID,
            group="dates",
            readings={DUE: Reading(future, dt_util.utcnow())},
        ),
    ]
    await tick(30)
    assert await repairs.told() == ["battery_replace_told"]


async def test_a_unit_that_falls_silent(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """What it said last goes on to hold."""
    driver = Reads(reports=[told_of({FLAG: True, DUE: today() + DAY})])
    await fakes.add(driver)
    driver.fails = Rejected()
    for _ in range(8):
        await tick(30)
    assert state(repairs.hass, "binary_sensor", "battery.replace") == "unavailable"
    assert await repairs.told() == ["battery_replace_told"]


async def test_two_ways_to_a_unit(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """There is one issue, it is told once, and outlives either of them."""
    changes = []

    @callback
    def changed(event: Event[ir.EventIssueRegistryUpdatedData]) -> None:
        if event.data["issue_id"].startswith("battery_"):
            changes.append(event.data["action"])

    hass.bus.async_listen(ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, changed)
    near, far = Reads(), Reads()
    near.reports = far.reports = [told_of({FLAG: True})]
    first = await fakes.add(far, rank=CLOUD)
    second = await fakes.add(near)
    for _ in range(3):
        await tick(30)
    assert await repairs.told() == ["battery_replace_told"]
    assert changes == ["create"]
    await hass.config_entries.async_remove(second.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await repairs.told() == ["battery_replace_told"]
    await hass.config_entries.async_remove(first.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await repairs.told() == []


async def test_the_owner_of_two_is_removed(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """The other one tells it then."""
    first = await fakes.add(Reads(reports=[told_of({FLAG: True})]))
    await fakes.add(Reads(reports=[told_of({FLAG: True})]), rank=CLOUD)
    await hass.config_entries.async_remove(first.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await repairs.told() == ["battery_replace_told"]


async def test_noting_the_day(fakes: House, repairs: Repairs, tick: Tick) -> None:
    """The unit keeps it; what it says of its battery then counts again."""
    known: dict[Point, Value] = {FLAG: False, DUE: today() - DAY, SINCE: None}
    driver = Acts(reports=[told_of(known, writable=True)])
    await fakes.add(driver)
    issue = await repairs.issue()
    assert issue["translation_key"] == "battery_due"
    form = await repairs.open(issue)
    assert form["data_schema"][0]["default"] == str(today())
    assert form["description_placeholders"]["date"] == str(today() - DAY)
    day = today() - 3 * DAY
    end = await repairs.submit(form, date=str(day))
    assert end["type"] == "create_entry"
    assert driver.done == [day]
    driver.reports = [told_of({**known, DUE: today() + 900 * DAY}, writable=True)]
    await tick(30)
    assert await repairs.told() == []


async def test_a_day_that_is_refused(fakes: House, repairs: Repairs) -> None:
    """The form says why and keeps what was filled in; the issue stays."""
    known: dict[Point, Value] = {FLAG: True, SINCE: None}
    driver = Acts(reports=[told_of(known, writable=True)])
    await fakes.add(driver)
    driver.refuses = Rejected(answer="no such day")
    form = await repairs.open(await repairs.issue())
    day = str(today() - 9 * DAY)
    form = await repairs.submit(form, date=day)
    assert form["type"] == "form"
    assert form["errors"] == {"base": "not_mended"}
    assert "no such day" in form["description_placeholders"]["problem"]
    assert form["data_schema"][0]["default"] == day
    assert await repairs.told() == ["battery_replace"]
    driver.refuses = None
    end = await repairs.submit(form, date=day)
    assert end["type"] == "create_entry"


async def test_a_unit_that_is_gone_meanwhile(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """The form says so."""
    known: dict[Point, Value] = {FLAG: True, SINCE: None}
    entry = await fakes.add(Acts(reports=[told_of(known, writable=True)]))
    form = await repairs.open(await repairs.issue())
    await hass.config_entries.async_unload(entry.entry_id)
    form = await repairs.submit(form, date=str(today()))
    assert form["errors"] == {"base": "not_mended"}
    assert form["description_placeholders"]["problem"]
    assert form["description_placeholders"]["unit"] == "Box"


async def test_a_card(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs, tick: Tick
) -> None:
    """The day goes to the card, which shows it."""
    card.override(REPLACE_BY, "01/31/2024")
    entry = await add_card(hass, card, write_community=card.write_community)
    issue = await repairs.issue("battery_due")
    assert issue["translation_placeholders"]["date"] == "2024-01-31"
    end = await repairs.submit(await repairs.open(issue), date="2026-11-20")
    assert end["type"] == "create_entry"
    assert card.value(LAST_REPLACED) == "11/20/2026"
    assert state(hass, "date", "_unit_0_battery.date") == "2026-11-20"
    card.override(REPLACE_BY, "11/20/2030")
    await tick(SLOW)
    await reload(hass, entry)
    assert await repairs.told() == ["public_write"]


async def test_a_card_that_refuses(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs
) -> None:
    """Somebody is logged in to it, so that it takes nothing from us."""
    card.ups.wear_battery()
    await add_card(hass, card, write_community=card.write_community)
    card.knobs.access = "write"
    card.knobs.logged_in = True
    form = await repairs.open(await repairs.issue("battery_replace"))
    form = await repairs.submit(form, date="2026-11-20")
    assert form["errors"] == {"base": "not_mended"}
    assert form["description_placeholders"]["problem"]
    assert card.value(LAST_REPLACED) != "11/20/2026"
    assert await repairs.told() == ["battery_replace", "public_write"]


async def test_a_card_that_may_only_be_read(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs
) -> None:
    """It is told; the owner notes the day at the card."""
    card.ups.wear_battery()
    await add_card(hass, card)
    issue = await repairs.issue()
    assert issue["translation_key"] == "battery_replace_told"
    assert issue["is_fixable"] is False


async def test_an_issue_that_is_ignored(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It stays so over polls and a reload."""
    entry = await fakes.add(Reads(reports=[told_of({FLAG: True})]))
    await repairs.ignore(await repairs.issue())
    await tick(30)
    await reload(hass, entry)
    assert (await repairs.issue())["ignored"] is True


async def test_a_large_unit(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """Watching a unit of 500 points keeps nobody waiting."""
    points: dict[Point, Value] = {
        Point(PartId("outlet", str(number)), OUTPUT_VOLTAGE): 230.0
        for number in range(498)
    }
    driver = Reads(reports=[told_of({**points, FLAG: True, DUE: today()})])
    entry = await fakes.add(driver)
    (unit,) = entry.runtime_data.coordinator.units
    fleet = entry.runtime_data.fleet

    def seconds() -> float:
        began = perf_counter()
        watch = BatteryWatch(hass, fleet, entry.entry_id, unit)
        watch.look()
        took = perf_counter() - began
        watch.stop()
        return took

    assert min(seconds() for _ in range(5)) < LONGEST_CALLBACK
