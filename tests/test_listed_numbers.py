"""Numbers of which the unit names all that they may be; points that move."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.model import (
    Category,
    Kind,
    Quantity,
    Report,
    Setting,
    Unit,
    Value,
    Variable,
)

from .fake import Acts, House, Reads, point_report
from .house import entity_id, full_state, state

DELAY = Variable(
    name="test.delay",
    kind=Kind.MEASURE,
    quantity=Quantity.DURATION,
    unit=Unit.SECOND,
    category=Category.CONFIG,
)
WORD = Variable(name="test.word", kind=Kind.TEXT)
ENDING = "_unit_0_test.delay"
LISTED = Setting(minimum=0, maximum=300, numbers=(0, 60.5, 300))
FREE = Setting(minimum=0, maximum=300)


def shown_on(hass: HomeAssistant, variable: Variable) -> set[str]:
    """Return the platforms on which a variable of the unit has an entity."""
    return {
        entry.domain
        for entry in er.async_get(hass).entities.values()
        if entry.unique_id.endswith(f"_unit_0_{variable.name}")
    }


def only_read(variable: Variable, value: Value) -> Report:
    """Return a report of a path that can set nothing."""
    return replace(point_report(variable, value, Setting()), settings={})


async def test_a_choice_among_numbers(hass: HomeAssistant, fakes: House) -> None:
    """Each with its unit, and nothing else can be chosen."""
    driver = Acts(reports=[point_report(DELAY, 0, LISTED)])
    await fakes.add(driver)
    assert shown_on(hass, DELAY) == {"select"}
    shown = full_state(hass, "select", ENDING)
    assert shown.state == "0 s"
    assert shown.attributes["options"] == ["0 s", "60.5 s", "300 s"]
    target = {"entity_id": shown.entity_id}
    await hass.services.async_call(
        "select", "select_option", {**target, "option": "60.5 s"}, blocking=True
    )
    assert driver.done == [60.5]
    assert state(hass, "select", ENDING) == "60.5 s"
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            "select", "select_option", {**target, "option": "61 s"}, blocking=True
        )
    assert driver.done == [60.5]


async def test_what_is_not_listed_is_shown_all_the_same(
    hass: HomeAssistant, fakes: House
) -> None:
    """The unit may be set to what its own list lacks; an unknown one is unknown."""
    driver = Acts(reports=[point_report(DELAY, 90, LISTED)])
    await fakes.add(driver)
    shown = full_state(hass, "select", ENDING)
    assert shown.state == "90 s"
    assert shown.attributes["options"] == ["0 s", "60.5 s", "90 s", "300 s"]
    driver.outside.publish([point_report(DELAY, None, LISTED)])
    shown = full_state(hass, "select", ENDING)
    assert shown.state == "unknown"
    assert shown.attributes["options"] == ["0 s", "60.5 s", "300 s"]


async def test_without_a_list_it_is_a_number(hass: HomeAssistant, fakes: House) -> None:
    """Within the bounds anything can be wished."""
    await fakes.add(Acts(reports=[point_report(DELAY, 90, FREE)]))
    assert shown_on(hass, DELAY) == {"number"}


async def test_a_list_that_is_told_later(hass: HomeAssistant, fakes: House) -> None:
    """The number gives way to the choice when the entry is loaded again."""
    driver = Acts(reports=[point_report(DELAY, 60.5, FREE)])
    entry = await fakes.add(driver)
    driver.reports = [point_report(DELAY, 60.5, LISTED)]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert shown_on(hass, DELAY) == {"select"}
    assert state(hass, "select", ENDING) == "60.5 s"


async def test_a_list_that_is_not_told_for_once(
    hass: HomeAssistant, fakes: House
) -> None:
    """The choice stays, with its name and its place; a second time it does not."""
    driver = Acts(reports=[point_report(DELAY, 60.5, LISTED)])
    entry = await fakes.add(driver)
    before = entity_id(hass, "select", ENDING)
    driver.reports = [point_report(DELAY, 60.5, FREE)]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert shown_on(hass, DELAY) == {"select"}
    assert entity_id(hass, "select", ENDING) == before
    driver.outside.publish([point_report(DELAY, 60.5, FREE)])
    await hass.async_block_till_done()
    assert shown_on(hass, DELAY) == {"number"}
    assert state(hass, "number", ENDING) == "60.5"


async def test_what_can_be_set_by_another_path_is_one_entity(
    hass: HomeAssistant, fakes: House
) -> None:
    """The sensor goes when a path that can set it comes, at once."""
    await fakes.add(Reads(reports=[only_read(WORD, "A")]), rank=CLOUD)
    assert shown_on(hass, WORD) == {"sensor"}
    await fakes.add(Acts(reports=[point_report(WORD, "A", Setting())]))
    assert shown_on(hass, WORD) == {"text"}
    assert state(hass, "text", "_unit_0_test.word") == "A"
