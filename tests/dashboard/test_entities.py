"""What is on a dashboard is there, wanted, and called what its owner calls it."""

from pathlib import Path
import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.rack_power import dashboard
from custom_components.rack_power.const import DOMAIN
from tests.fake import Acts, House
from tests.house import entity_id
from tests.test_architecture import VENDOR_WORDS, VENDORS

from .looking import cards, entity_ids, made

CORE_CARDS = {
    "button",
    "entities",
    "entity-filter",
    "grid",
    "heading",
    "history-graph",
    "logbook",
    "markdown",
    "tile",
}


@pytest.mark.usefixtures("units")
async def test_every_entity_is_there(hass: HomeAssistant) -> None:
    """It is ours, enabled, not hidden, and has a state."""
    registry = er.async_get(hass)
    found = set(entity_ids(await made(hass)))
    assert len(found) > 100
    for one in found:
        entry = registry.async_get(one)
        assert entry is not None, one
        assert entry.platform == DOMAIN
        assert not entry.disabled, one
        assert not entry.hidden, one
        assert hass.states.get(one) is not None, one


@pytest.mark.usefixtures("units")
async def test_nothing_of_everyday_interest_is_missing(hass: HomeAssistant) -> None:
    """Whatever is enabled and neither diagnosis nor configuration has its place.

    But for second readings of outlets, what the only bank repeats of the only inlet,
    and the rules that the unit keeps by itself.
    """
    answer = await made(hass)
    alarms = "".join(card["content"] for card in cards(answer, "markdown"))
    found = {*entity_ids(answer), *re.findall(r"is_state\('([^']+)'", alarms)}
    missing = {
        entry.unique_id
        for entry in er.async_get(hass).entities.values()
        if entry.platform == DOMAIN
        and not entry.disabled
        and entry.entity_category is None
        and entry.entity_id not in found
    }
    elsewhere = ("_outlet_", "_rule_", "_bank_")
    assert not [one for one in missing if not any(part in one for part in elsewhere)]


@pytest.mark.parametrize(
    ("domain", "ending"),
    [
        ("switch", "_outlet_1_outlet.status"),
        ("sensor", "_outlet_1_outlet.current"),
        ("button", "_outlet_1_restart"),
        ("binary_sensor", "_unit_0_driver.connected"),
    ],
)
async def test_what_its_owner_did_with_it(
    hass: HomeAssistant, fakes: House, domain: str, ending: str
) -> None:
    """Renamed, it is found; hidden or disabled, it is left out."""
    await fakes.add(Acts())
    registry = er.async_get(hass)
    one = entity_id(hass, domain, ending)
    assert one in entity_ids(await made(hass))

    renamed = f"{domain}.my_own_name"
    registry.async_update_entity(one, new_entity_id=renamed)
    found = entity_ids(await made(hass))
    assert renamed in found
    assert one not in found

    registry.async_update_entity(renamed, hidden_by=er.RegistryEntryHider.USER)
    assert renamed not in entity_ids(await made(hass))
    registry.async_update_entity(renamed, hidden_by=None)
    registry.async_update_entity(renamed, disabled_by=er.RegistryEntryDisabler.USER)
    assert renamed not in entity_ids(await made(hass))


@pytest.mark.usefixtures("units")
async def test_only_cards_of_core(hass: HomeAssistant) -> None:
    """Nothing has to be installed beside."""
    answer = await made(hass)
    for view in answer["views"]:
        assert view["type"] == "sections"
        for section in view["sections"]:
            kinds = {card["type"] for card in (section, *section["cards"])}
            assert kinds <= CORE_CARDS
    assert cards(answer, "entities")


def test_no_maker_is_known() -> None:
    """What is chosen follows from the language alone."""
    for path in Path(dashboard.__file__).parent.glob("*.py"):
        text = path.read_text().lower()
        words = (*VENDORS, *VENDOR_WORDS, "apc_", "smart-ups")
        assert not [word for word in words if word in text], path.name
