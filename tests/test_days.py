"""Dates and times of day: shown, set, and shown only where they cannot be set."""

from datetime import date, time

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.rack_power.equipment.errors import Rejected
from custom_components.rack_power.equipment.model import (
    Category,
    Kind,
    Setting,
    Value,
    Variable,
)

from .fake import Acts, House, point_report
from .house import entity_id, state

DAY = Variable(name="some.day", kind=Kind.DATE, category=Category.CONFIG)
HOUR = Variable(name="some.hour", kind=Kind.TIME, category=Category.CONFIG)
CASES = [
    (DAY, "date", date(2024, 2, 29), date(2028, 6, 1)),
    (HOUR, "time", time(7, 30), time(23, 59)),
]


async def set_to(hass: HomeAssistant, domain: str, name: str, value: Value) -> None:
    """Set a date or a time of day as a person does."""
    await hass.services.async_call(
        domain,
        "set_value",
        {"entity_id": entity_id(hass, domain, name), domain: value},
        blocking=True,
    )


@pytest.mark.parametrize(("variable", "domain", "before", "after"), CASES)
async def test_it_is_set(
    hass: HomeAssistant,
    fakes: House,
    variable: Variable,
    domain: str,
    before: Value,
    after: Value,
) -> None:
    """What the unit keeps is shown, and changes once it has confirmed."""
    driver = Acts(reports=[point_report(variable, before, Setting())])
    await fakes.add(driver)
    shown = state(hass, domain, variable.name)
    assert shown == ("2024-02-29" if domain == "date" else "07:30:00")
    await set_to(hass, domain, variable.name, after)
    assert driver.done == [after]
    shown = state(hass, domain, variable.name)
    assert shown == ("2028-06-01" if domain == "date" else "23:59:00")
    driver.refuses = Rejected(None, answer="no")
    with pytest.raises(HomeAssistantError, match="no"):
        await set_to(hass, domain, variable.name, before)


@pytest.mark.parametrize(("variable", "domain", "before", "after"), CASES)
async def test_it_is_unknown(
    hass: HomeAssistant,
    fakes: House,
    variable: Variable,
    domain: str,
    before: Value,
    after: Value,
) -> None:
    """What is none is not invented."""
    driver = Acts(reports=[point_report(variable, None, Setting())])
    await fakes.add(driver)
    assert state(hass, domain, variable.name) == STATE_UNKNOWN
    driver.outside.publish([point_report(variable, "nonsense", Setting())])
    assert state(hass, domain, variable.name) == STATE_UNKNOWN
