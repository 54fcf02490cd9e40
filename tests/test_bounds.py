"""What can be set, within which bounds, and values that no state can hold."""

from typing import Any

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.rack_power.equipment.model import (
    Kind,
    Quantity,
    Setting,
    Unit,
    Value,
    Variable,
)

from .fake import Acts, House, point_report
from .house import entity_id, full_state

AMPS = Variable(
    name="test.limit",
    kind=Kind.MEASURE,
    quantity=Quantity.CURRENT,
    unit=Unit.AMPERE,
)
COUNT = Variable(name="test.count", kind=Kind.MEASURE)
LABEL = Variable(name="test.label", kind=Kind.TEXT)
MODE = Variable(name="test.mode", kind=Kind.CHOICE, options=("slow", "fast", "wild"))

GOOD: dict[str, Value] = {"number": 7, "text": "A", "select": "slow"}

type Case = tuple[str, Variable, Value, Setting, dict[str, object]]

CASES: list[Case] = [
    (
        "number",
        AMPS,
        5.5,
        Setting(minimum=1, maximum=16, step=0.5),
        {"min": 1, "max": 16, "step": 0.5, "device_class": "current"},
    ),
    ("number", COUNT, 5000, Setting(), {"min": -1e9, "max": 1e9}),
    ("text", LABEL, "A", Setting(max_length=20), {"max": 20}),
    ("text", LABEL, "", Setting(), {"max": 255}),
    ("select", MODE, "slow", Setting(), {"options": ["slow", "fast", "wild"]}),
    (
        "select",
        MODE,
        "slow",
        Setting(options=("slow", "fast")),
        {"options": ["slow", "fast"]},
    ),
]


@pytest.mark.parametrize(("domain", "variable", "value", "setting", "told"), CASES)
async def test_bounds_are_the_units(
    hass: HomeAssistant,
    fakes: House,
    domain: str,
    variable: Variable,
    value: Value,
    setting: Setting,
    told: dict[str, object],
) -> None:
    """Where the unit names none, nothing that it might take is refused."""
    await fakes.add(Acts(reports=[point_report(variable, value, setting)]))
    shown = full_state(hass, domain, f"_unit_0_{variable.name}")
    assert shown.state == str(value)
    assert told.items() <= shown.attributes.items()


@pytest.mark.parametrize(
    ("domain", "variable", "value"),
    [
        ("number", COUNT, None),
        ("number", COUNT, "many"),
        ("text", LABEL, None),
        ("text", LABEL, "x" * 300),
        ("text", LABEL, "x" * 21),
        ("select", MODE, "sleeping"),
        ("select", MODE, None),
    ],
)
async def test_what_a_state_cannot_hold_is_unknown(
    hass: HomeAssistant, fakes: House, domain: str, variable: Variable, value: Value
) -> None:
    """It hurts nobody else: what comes in the same report is shown."""
    setting = Setting(max_length=20, options=("slow", "fast"))
    good = GOOD[domain]
    driver = Acts(reports=[point_report(variable, good, setting)])
    await fakes.add(driver)
    driver.outside.publish([point_report(variable, value, setting)])
    ending = f"_unit_0_{variable.name}"
    assert full_state(hass, domain, ending).state == STATE_UNKNOWN
    driver.outside.publish([point_report(variable, good, setting)])
    assert full_state(hass, domain, ending).state == str(good)


@pytest.mark.parametrize(
    ("domain", "variable", "action", "fields"),
    [
        ("number", AMPS, "set_value", {"value": 17}),
        ("text", LABEL, "set_value", {"value": "x" * 21}),
        ("select", MODE, "select_option", {"option": "wild"}),
    ],
)
async def test_what_is_out_of_bounds_is_not_sent(
    hass: HomeAssistant,
    fakes: House,
    domain: str,
    variable: Variable,
    action: str,
    fields: dict[str, Any],
) -> None:
    """Neither too much, nor too long, nor what this unit does not allow."""
    setting = Setting(maximum=16, max_length=20, options=("slow", "fast"))
    driver = Acts(reports=[point_report(variable, GOOD[domain], setting)])
    await fakes.add(driver)
    target = entity_id(hass, domain, f"_unit_0_{variable.name}")
    with pytest.raises((ServiceValidationError, ValueError)):
        await hass.services.async_call(
            domain, action, {"entity_id": target, **fields}, blocking=True
        )
    assert not driver.done
