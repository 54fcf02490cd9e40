"""What must not be overlooked is told in colour, and only while it is so."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
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
from tests.house import entity_id

from .looking import Node, cards, device_id, made

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
    assert overview["sections"][0]["cards"][0] == card  # above all else
    text = str(Template(card["content"], hass).async_render(strict=True)).strip()
    # Hidden by itself for being empty, it would not learn that it has something to say.
    assert "show_empty" not in card
    assert all(holds(hass, one) for one in card["visibility"]) is bool(text)
    return text


def holds(hass: HomeAssistant, condition: Node) -> bool:
    """Judge a condition of a view as the frontend does."""
    match condition:
        case {"condition": "or", "conditions": inner}:
            return any(holds(hass, one) for one in inner)
        case {"condition": "and", "conditions": inner}:
            return all(holds(hass, one) for one in inner)
        case {"condition": "state", "entity": entity, "state": wanted}:
            return has_state(hass, entity) in wanted
        case {"condition": "state", "entity": entity, "state_not": unwanted}:
            return has_state(hass, entity) not in unwanted
    raise AssertionError(condition)


def has_state(hass: HomeAssistant, entity: str) -> str | None:
    """Return the state of an entity, if it has one."""
    state = hass.states.get(entity)
    return None if state is None else state.state


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


async def test_a_unit_whose_connection_is_not_loaded(
    hass: HomeAssistant, fakes: House
) -> None:
    """Is not reached either, though its entity cannot say so."""
    entry = await fakes.add(Reads(reports=[report((UNIT, UPS_ONBATTERY, True, None))]))
    card = card_of((await made(hass))["views"][0])
    await hass.config_entries.async_unload(entry.entry_id)
    rendered = Template(card["content"], hass).async_render(strict=True)
    assert rendered.strip() == alert(YELLOW, "Box is not reached")


async def test_a_failure_is_told_once(hass: HomeAssistant, fakes: House) -> None:
    """On battery says that there is no mains, and neither is listed besides."""
    readings = (
        (UNIT, UPS_ONBATTERY, True, "outage"),
        (UNIT, INPUT_MAINS, False, None),
    )
    await fakes.add(Reads(reports=[report(*readings)]))
    assert await told(hass) == alert(RED, "Box runs on battery: Power failure")
    assert not cards(await made(hass), "entity-filter")


@pytest.mark.parametrize("on_battery", [False, None])
async def test_without_mains_and_not_on_battery(
    hass: HomeAssistant, fakes: House, on_battery: bool | None
) -> None:
    """As a UPS that waits for the mains with its output off: that is told, too."""
    readings = (
        (UNIT, UPS_ONBATTERY, on_battery, None),
        (UNIT, INPUT_MAINS, False, None),
    )
    await fakes.add(Reads(reports=[report(*readings)]))
    assert await told(hass) == alert(RED, "Box has no mains")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("A *bold* _one_ ~here~", r"A \*bold\* \_one\_ \~here\~"),
        ("![x](http://a/b) `c` | d\\", r"!\[x\](http://a/b) \`c\` \| d\\"),
        ("{{ 1 + 1 }} {% if %}", "{{ 1 + 1 }} {% if %}"),
        ("Rack\n\n<script>", "Rack &lt;script&gt;"),
        ("'Top' \"UPS\" 🔋", "&#39;Top&#39; &#34;UPS&#34; 🔋"),
    ],
)
async def test_a_name_that_looks_like_markup(
    hass: HomeAssistant, fakes: House, name: str, written: str
) -> None:
    """Is told as it is written, and does not break the alarm."""
    await fakes.add(Reads(reports=[report((UNIT, UPS_ONBATTERY, True, None))]))
    rename(hass, name)
    assert await told(hass) == alert(RED, f"{written} runs on battery")


async def test_the_name_is_followed(hass: HomeAssistant, fakes: House) -> None:
    """An alarm that was made before tells what the unit is called now."""
    await fakes.add(Reads(reports=[report((UNIT, UPS_ONBATTERY, True, None))]))
    card = card_of((await made(hass))["views"][0])
    rename(hass, "Attic")
    rendered = Template(card["content"], hass).async_render(strict=True)
    assert "Attic runs on battery" in rendered


async def test_what_is_gone_alarms_of_nothing(
    hass: HomeAssistant, fakes: House
) -> None:
    """Entities that were removed leave an empty card, which is hidden."""
    flags = (UPS_ONBATTERY, INPUT_MAINS, BATTERY_LOW, UPS_OVERLOAD)
    entry = await fakes.add(
        Reads(reports=[report(*((UNIT, flag, True, None) for flag in flags))])
    )
    card = card_of((await made(hass))["views"][0])
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert Template(card["content"], hass).async_render(strict=True) == ""


async def test_an_entity_without_a_device(hass: HomeAssistant, fakes: House) -> None:
    """Another one of that id breaks no other alarm."""
    entry = await fakes.add(
        Reads(reports=[report((UNIT, UPS_ONBATTERY, True, None))]),
    )
    card = card_of((await made(hass))["views"][0])
    one = entity_id(hass, "binary_sensor", "_ups.onbattery")
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    hass.states.async_set(one, "on")
    rendered = Template(card["content"], hass).async_render(strict=True)
    assert rendered.strip() == alert(RED, " runs on battery")


def rename(hass: HomeAssistant, name: str) -> None:
    """Call the unit as its owner does."""
    dr.async_get(hass).async_update_device(device_id(hass, UNIT_ID), name_by_user=name)
