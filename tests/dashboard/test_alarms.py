"""What must not be overlooked is told in colour, and only while it is so."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers.template import Template
import pytest

from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import (
    UNIT,
    Part,
    PartId,
    Point,
    Reading,
    Report,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    BANK_BREAKER,
    BATTERY_LOW,
    INPUT_MAINS,
    UPS_ONBATTERY,
    UPS_OVERLOAD,
)
from tests.conftest import Tick
from tests.fake import ABOUT, UNIT_ID, House, Reads

from .looking import Node, cards, made

RED, YELLOW = "error", "warning"
BANK = PartId("bank", "b")


def report(*readings: tuple[PartId, Variable, Value, str | None]) -> Report:
    """Return a report of some flags, with their reasons."""
    at = datetime.now(UTC)
    return Report(
        equipment=UNIT_ID,
        group="unit",
        about=ABOUT,
        parts={BANK: Part(id=BANK, label="Bank <1>")},
        readings={
            Point(part, variable): Reading(
                value, at, details={"reason": reason} if reason else {}
            )
            for part, variable, value, reason in readings
        },
    )


def card_of(view: Node) -> Node:
    """Return the one card of alarms that a page has."""
    (card,) = cards(view, "markdown")
    return card


async def told(hass: HomeAssistant) -> str:
    """Render what the first page alarms of, which is the same on the unit's page."""
    overview, page = (await made(hass))["views"]
    card = card_of(overview)
    assert card == card_of(page)
    assert card["show_empty"] is False
    assert overview["sections"][0]["cards"][0] == card  # above all else
    return str(Template(card["content"], hass).async_render()).strip()


def alert(colour: str, text: str) -> str:
    """Return an alert as the frontend draws it."""
    return f'<ha-alert alert-type="{colour}">{text}</ha-alert>'


@pytest.mark.parametrize(
    ("part", "variable", "value", "reason", "shown"),
    [
        (UNIT, UPS_ONBATTERY, True, None, alert(RED, "Box runs on battery")),
        (
            UNIT,
            UPS_ONBATTERY,
            True,
            "outage",
            alert(RED, "Box runs on battery: Power failure"),
        ),
        (
            UNIT,
            UPS_ONBATTERY,
            True,
            "self_test",
            alert(YELLOW, "Box runs on battery: Self-test"),
        ),
        (UNIT, UPS_ONBATTERY, False, None, ""),
        (UNIT, INPUT_MAINS, False, None, alert(RED, "Box has no mains")),
        (UNIT, INPUT_MAINS, True, None, ""),
        (UNIT, BATTERY_LOW, True, None, alert(RED, "The battery of Box is low")),
        (UNIT, UPS_OVERLOAD, True, None, alert(RED, "Box is overloaded")),
        (
            BANK,
            BANK_BREAKER,
            True,
            None,
            alert(RED, "Box Bank &lt;1&gt; breaker has tripped"),
        ),
        (BANK, BANK_BREAKER, False, None, ""),
    ],
)
async def test_each_alarm(
    hass: HomeAssistant,
    fakes: House,
    part: PartId,
    variable: Variable,
    value: Value,
    reason: str | None,
    shown: str,
) -> None:
    """In the colour of its weight; a test of the battery is no alarm of the worst."""
    await fakes.add(Reads(reports=[report((part, variable, value, reason))]))
    assert await told(hass) == shown


async def test_a_unit_that_is_not_reached(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Is told by name, and forgets what it alarmed of before."""
    driver = Reads(reports=[report((UNIT, UPS_ONBATTERY, True, None))])
    await fakes.add(driver)
    driver.fails = CannotConnect()
    for _ in range(5):
        await tick(60)
    assert await told(hass) == alert(YELLOW, "Box is not reached")


async def test_a_failure_is_told_once(hass: HomeAssistant, fakes: House) -> None:
    """On battery says that there is no mains, and neither is listed besides."""
    readings = (
        (UNIT, UPS_ONBATTERY, True, "outage"),
        (UNIT, INPUT_MAINS, False, None),
    )
    await fakes.add(Reads(reports=[report(*readings)]))
    assert await told(hass) == alert(RED, "Box runs on battery: Power failure")
    assert not cards(await made(hass), "entity-filter")
