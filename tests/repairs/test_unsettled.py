"""A command that did not come true is told until that counts no more."""

from dataclasses import replace
from datetime import UTC, datetime

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD, LOCAL
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import CannotConnect, NotConfirmed
from custom_components.rack_power.equipment.model import (
    EquipmentId,
    Order,
    Part,
    PartId,
    Point,
    Quality,
    Reading,
    Report,
    Setting,
    Value,
)
from custom_components.rack_power.equipment.variables import BATTERY_DATE
from custom_components.rack_power.fleet import FLEET

from ..conftest import SteppedClock, Tick
from ..fake import (
    CURRENT,
    OUTLET,
    RESTART_OUTLET,
    STATUS,
    UNIT_ID,
    Acts,
    House,
    Pends,
    report_of,
)
from ..test_commands import switch
from .conftest import Repairs, reload

SWITCH = "_outlet_1_outlet.status"
OTHER = PartId("outlet", "2")
OTHER_STATUS = Point(OTHER, STATUS.variable)


class Learns(Pends):
    """A driver that cannot see what it switches off, but all else."""

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Tell of what is switched off later."""
        if value is False:
            return await super().write(equipment, point, value)
        return await Acts.write(self, equipment, point, value)


async def fail(
    hass: HomeAssistant,
    fakes: House,
    driver: Pends,
    clock: SteppedClock,
    rank: int = LOCAL,
) -> MockConfigEntry:
    """Switch an outlet off, which does not come true."""
    entry = await fakes.add(driver, rank=rank)
    await switch(hass, "turn_off", SWITCH)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    clock.freezer.tick(1)
    return entry


@pytest.mark.parametrize("loaded_anew", [False, True])
async def test_the_unit_shows_it_later(
    hass: HomeAssistant,
    fakes: House,
    repairs: Repairs,
    clock: SteppedClock,
    tick: Tick,
    loaded_anew: bool,
) -> None:
    """Then it has come true, however late."""
    driver = Learns()
    entry = await fail(hass, fakes, driver, clock)
    if loaded_anew:
        await reload(hass, entry)
    driver.reports = [report_of(on=True)]
    await tick(30)
    assert await repairs.told() == ["unsettled_off"]
    driver.reports = [report_of(on=False)]
    await tick(30)
    assert await repairs.told() == []


async def test_another_connection_shows_it(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """It is the unit that counts, by whatever way."""
    await fail(hass, fakes, Learns(), clock, CLOUD)
    await fakes.add(Acts(reports=[report_of(on=False)]))
    assert await repairs.told() == []


@pytest.mark.parametrize("quality", [Quality.STALE, Quality.GOOD])
async def test_what_was_seen_before_shows_nothing(
    hass: HomeAssistant,
    fakes: House,
    repairs: Repairs,
    clock: SteppedClock,
    tick: Tick,
    quality: Quality,
) -> None:
    """Neither does what is old by now."""
    driver = Learns()
    await fail(hass, fakes, driver, clock)
    report = report_of(on=False)
    at = datetime(2020, 1, 1, tzinfo=UTC)
    if quality is Quality.STALE:
        clock.freezer.tick(60)
        at = datetime.now(UTC)
    driver.reports = [
        replace(
            report, readings={**report.readings, STATUS: Reading(False, at, quality)}
        )
    ]
    await tick(30)
    assert await repairs.told() == ["unsettled_off"]


async def test_a_newer_command_is_confirmed(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """Nobody wishes for the old one any more."""
    await fail(hass, fakes, Learns(), clock)
    await switch(hass, "turn_on", SWITCH)
    assert await repairs.told() == []


async def test_a_newer_command_is_confirmed_late(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """Not when it is sent."""
    driver = Pends()
    await fail(hass, fakes, driver, clock)
    await switch(hass, "turn_on", SWITCH)
    assert await repairs.told() == ["unsettled_off"]
    driver.outside.settle(UNIT_ID, STATUS, None)
    assert await repairs.told() == []


async def test_a_newer_command_fails(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """Then that is told, also if the owner ignored what was told of the first."""
    driver = Pends()
    await fail(hass, fakes, driver, clock)
    await repairs.ignore(await repairs.issue())
    await switch(hass, "turn_off", SWITCH)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert (await repairs.issue())["ignored"] is False


async def test_the_outlet_is_restarted(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """That decides about its power, too."""
    await fail(hass, fakes, Learns(), clock)
    await hass.data[FLEET].units[UNIT_ID].commands.run(RESTART_OUTLET)
    assert await repairs.told() == []


async def test_another_outlet_is_switched(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """That says nothing of this one, nor does a restart that is refused."""
    driver = Learns()
    await fail(hass, fakes, driver, clock)
    driver.outside.publish(
        [
            Report(
                equipment=UNIT_ID,
                group="more",
                parts={OTHER: Part(id=OTHER, device=True, number="2")},
                readings={OTHER_STATUS: Reading(False, datetime.now(UTC))},
                settings={OTHER_STATUS: Setting(cuts_load_at=False)},
                orders=frozenset({Order(OTHER, RESTART_OUTLET.command)}),
            )
        ]
    )
    commands = hass.data[FLEET].units[UNIT_ID].commands
    await commands.run(Order(OTHER, RESTART_OUTLET.command))
    driver.refuses = CannotConnect()
    with pytest.raises(CannotConnect):
        await commands.run(RESTART_OUTLET)
    assert await repairs.told() == ["unsettled_off"]


async def test_the_owner_has_seen_to_it(
    hass: HomeAssistant, fakes: House, repairs: Repairs, clock: SteppedClock
) -> None:
    """It is said what was wished; nothing is sent."""
    driver = Pends()
    await fail(hass, fakes, driver, clock)
    form = await repairs.open(await repairs.issue())
    other = await repairs.open(await repairs.issue())
    assert form["description_placeholders"] == {"unit": "Box", "part": "One"}
    end = await repairs.submit(form)
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    end = await repairs.submit(other)
    assert (end["type"], end["reason"]) == ("abort", "over")
    assert driver.done == [False]


@pytest.mark.parametrize("removed", [False, True])
async def test_the_connection_goes(
    hass: HomeAssistant,
    fakes: House,
    repairs: Repairs,
    clock: SteppedClock,
    removed: bool,
) -> None:
    """And with it what it was to do."""
    entry = await fail(hass, fakes, Pends(), clock)
    if removed:
        await hass.config_entries.async_remove(entry.entry_id)
    else:
        await hass.config_entries.async_set_disabled_by(
            entry.entry_id, ConfigEntryDisabler.USER
        )
    assert await repairs.told() == []


async def test_what_nobody_remembers(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """No value proves that it has come true; the owner says so."""
    driver = Pends()
    await fakes.add(driver)
    driver.outside.settle(UNIT_ID, CURRENT, NotConfirmed())
    await tick(30)
    end = await repairs.submit(await repairs.open(await repairs.issue("unsettled")))
    assert end["type"] == "create_entry"


async def test_a_date_that_is_shown_later(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """Values of every kind are known again."""
    point = Point(OUTLET, BATTERY_DATE)
    day = datetime(2026, 1, 2, tzinfo=UTC).date()

    def told(value: Value) -> Report:
        report = report_of()
        known = {**report.readings, point: Reading(value, datetime.now(UTC))}
        return replace(report, readings=known)

    driver = Pends(reports=[told(None)])
    await fakes.add(driver)
    hass.data[FLEET].units[UNIT_ID].wishes.pend(point, day, "any")
    driver.outside.settle(UNIT_ID, point, NotConfirmed())
    assert await repairs.told() == ["unsettled"]
    driver.reports = [told(None)]
    await tick(30)
    assert await repairs.told() == ["unsettled"]
    driver.reports = []
    await tick(30)
    driver.reports = [told(day)]
    await tick(30)
    driver.outside.publish([told(day)])
    assert await repairs.told() == []
