"""A battery that the owner has replaced: what the unit tells of the old one is over."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.battery_care import answered
from custom_components.rack_power.equipment.errors import NotConfirmed
from custom_components.rack_power.equipment.model import Point, Value
from custom_components.rack_power.equipment.variables import OUTLET_STATUS
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import PduSimulator

from ..conftest import Tick
from ..fake import Acts, House
from .conftest import Repairs, reload
from .swapping import OTHER, SwappedPdu
from .test_battery import DAY, DUE, FLAG, SINCE, today, told_of

TWO_WEEKS = timedelta(days=14)


async def answer(repairs: Repairs) -> None:
    """Say that the battery was replaced three days ago."""
    form = await repairs.open(await repairs.issue())
    end = await repairs.submit(form, date=str(today() - 3 * DAY))
    assert end["type"] == "create_entry"
    assert await repairs.told() == []


@pytest.mark.parametrize("loaded_anew", [False, True])
async def test_a_date_that_the_unit_leaves_as_it_is(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick, loaded_anew: bool
) -> None:
    """It is of the old battery, and is not told again; another one is."""
    due = today() - DAY
    driver = Acts(reports=[told_of({DUE: due, SINCE: None}, writable=True)])
    entry = await fakes.add(driver)
    await answer(repairs)
    if loaded_anew:
        await reload(hass, entry)
    for _ in range(2):
        await tick(DAY.total_seconds())
    assert await repairs.told() == []
    driver.reports = [told_of({DUE: due + DAY, SINCE: None}, writable=True)]
    await tick(30)
    assert await repairs.told() == ["battery_due"]


async def test_a_date_that_the_unit_works_out_anew(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It is told when it has come, though it was known when the owner answered."""
    report = told_of({FLAG: True, DUE: today() + DAY, SINCE: None}, writable=True)
    await fakes.add(Acts(reports=[report]))
    await answer(repairs)
    await tick(DAY.total_seconds())
    assert await repairs.told() == ["battery_due"]


async def test_a_unit_that_goes_on_calling_it_bad(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It may not have tested the new one yet; if it still says so later, it counts."""
    report = told_of({FLAG: True, SINCE: None}, writable=True)
    await fakes.add(Acts(reports=[report]))
    await answer(repairs)
    await tick(DAY.total_seconds())
    assert await repairs.told() == []
    await tick(TWO_WEEKS.total_seconds())
    assert await repairs.told() == ["battery_replace"]


async def test_a_new_battery_that_goes_bad(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """The unit had called it good, so it is told at once."""
    bad, good = (
        told_of({FLAG: flag, SINCE: None}, writable=True) for flag in (True, False)
    )
    driver = Acts(reports=[bad])
    await fakes.add(driver)
    await answer(repairs)
    for report in (good, bad):
        driver.reports = [report]
        await tick(30)
    assert await repairs.told() == ["battery_replace"]


async def test_a_flag_that_is_told_later_than_the_date(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """After a start a unit may tell one first: what it leaves out it denies not."""
    known: dict[Point, Value] = {FLAG: True, DUE: today(), SINCE: None}
    driver = Acts(reports=[told_of(known, writable=True)])
    entry = await fakes.add(driver)
    await answer(repairs)
    driver.reports = [told_of({**known, FLAG: None}, writable=True)]
    await reload(hass, entry)
    driver.reports = [told_of(known, writable=True)]
    await tick(30)
    assert await repairs.told() == []


async def test_a_due_date_that_is_ignored_hides_no_bad_battery(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """They are two issues, of which the worse one is told."""
    driver = Acts(reports=[told_of({FLAG: False, DUE: today()})])
    await fakes.add(driver)
    await repairs.ignore(await repairs.issue("battery_due_told"))
    driver.reports = [told_of({FLAG: True, DUE: today()})]
    await tick(30)
    issue = await repairs.issue()
    assert issue["translation_key"] == "battery_replace_told"
    assert issue["ignored"] is False


async def test_two_windows(fakes: House, repairs: Repairs) -> None:
    """What was answered in one is not written again by the other."""
    report = told_of({FLAG: True, SINCE: None}, writable=True)
    driver = Acts(reports=[report])
    await fakes.add(driver)
    other = await repairs.open(await repairs.issue())
    await answer(repairs)
    end = await repairs.submit(other, date=str(today()))
    assert (end["type"], end["reason"]) == ("abort", "over")
    assert len(driver.done) == 1


async def test_an_open_form_whose_battery_got_worse(
    fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """What was filled in counts all the same."""
    known: dict[Point, Value] = {FLAG: False, DUE: today(), SINCE: None}
    driver = Acts(reports=[told_of(known, writable=True)])
    await fakes.add(driver)
    form = await repairs.open(await repairs.issue("battery_due"))
    driver.reports = [told_of({**known, FLAG: True}, writable=True)]
    await tick(30)
    end = await repairs.submit(form, date=str(today()))
    assert end["type"] == "create_entry"
    assert await repairs.told() == []


async def test_a_unit_that_is_replaced(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator, repairs: Repairs
) -> None:
    """The new one has a battery of its own, and was told nothing yet."""
    unit = SwappedPdu(hass, pdu)
    entry = await unit.add()
    fleet = hass.data[FLEET]
    (old,) = fleet.units.values()
    answered(hass, fleet, old)
    point = next(
        one
        for one in old.points()
        if one.variable == OUTLET_STATUS and (told := old.reading(one)) and told.value
    )
    entry.runtime_data.coordinator.settle(old.id, point, NotConfirmed())
    unit.back(OTHER, on=True)
    await reload(hass, entry)
    assert await repairs.told() == ["another_unit", "unsettled_off"]
    end = await repairs.mend(await repairs.issue("another_unit"), "adopt")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert fleet.preferences.choice(next(iter(fleet.units)), "battery_answered") is None
