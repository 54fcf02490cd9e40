"""Nothing on a dashboard is switched, restarted or run by one careless tap."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from simulator.snmp import SnmpSimulator
from tests.fake import OUTLET, UNIT_ID, Acts, House
from tests.house import entity_id
from tests.snmp import add_card

from .looking import Node, cards, headings, made, nodes, tiles_of

ACTING = ("switch.", "button.")
HARMLESS = {"more-info", "navigate", "none"}
ACTIONS = (
    "tap_action",
    "hold_action",
    "double_tap_action",
    "icon_tap_action",
    "icon_hold_action",
    "icon_double_tap_action",
)


@pytest.mark.usefixtures("custom_integrations")
async def test_groups_of_a_smart_ups_have_their_restart(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """It has many buttons that restart a group; only the plain one is enabled."""
    await add_card(hass, card, write_community=card.write_community)
    buttons = {button["entity"] for button in cards(await made(hass), "button")}
    for number in (1, 2):
        assert f"button.rackups_outlet_group_{number}_restart" in buttons


def acts(action: Any) -> bool:
    """Tell whether an action does something."""
    return action["action"] not in HARMLESS


@pytest.mark.usefixtures("units")
async def test_every_action_asks(hass: HomeAssistant) -> None:
    """With a question that has words in it."""
    actions = [
        node[key] for node in nodes(await made(hass)) for key in ACTIONS if key in node
    ]
    asking = [action for action in actions if acts(action)]
    assert len(asking) > 20
    for action in asking:
        assert len(action["confirmation"]["text"]) > 10
        assert "{" not in action["confirmation"]["text"]


@pytest.mark.usefixtures("units")
async def test_no_card_acts_unasked(hass: HomeAssistant) -> None:
    """What the frontend does by itself at a tap is replaced, whatever the card."""
    enabled_everything(hass)
    answer = await made(hass)
    for tile in cards(answer, "tile"):
        assert {one["type"] for one in tile.get("features", ())} <= {"bar-gauge"}
        if tile["entity"].startswith(ACTING):
            assert "icon_tap_action" in tile, tile
    for button in cards(answer, "button"):
        assert "tap_action" in button
    for listed in cards(answer, "entities"):
        for row in listed.get("entities", ()):
            assert telling(row), row
    for heading in cards(answer, "heading"):
        for badge in heading.get("badges", ()):
            assert not badge["entity"].startswith(ACTING)


def telling(row: Node) -> bool:
    """Tell whether a row of a list has nothing to switch, set or press."""
    domain = row["entity"].partition(".")[0]
    return domain in ("sensor", "binary_sensor") or row.get("type") == "simple-entity"


def enabled_everything(hass: HomeAssistant) -> None:
    """Enable what is disabled; the dashboard goes by the registry."""
    registry = er.async_get(hass)
    for entry in list(registry.entities.values()):
        if entry.platform == DOMAIN and entry.disabled:
            registry.async_update_entity(entry.entity_id, disabled_by=None)


@pytest.mark.usefixtures("units")
async def test_commands_of_a_unit(hass: HomeAssistant) -> None:
    """Those that can be run from there are tiles that press after a question."""
    answer = await made(hass)
    assert "Commands" in headings(answer)
    test = entity_id(hass, "button", "_unit_0_test.battery.start")
    (tile,) = tiles_of(answer, test)
    for key in ("tap_action", "icon_tap_action"):
        assert tile[key]["perform_action"] == "button.press"
        assert tile[key]["target"] == {"entity_id": test}
        assert tile[key]["confirmation"]["text"]


async def test_a_protected_outlet(hass: HomeAssistant, fakes: House) -> None:
    """Says so before it is switched or restarted; another one asks plainly."""
    await fakes.add(Acts())
    plain = await questions(hass)
    hass.data[FLEET].preferences.protect(UNIT_ID, {OUTLET})
    protected = await questions(hass)
    assert len(plain) == len(protected) == 2
    for question in (*plain, *protected):
        assert "One" in question
    assert not [question for question in plain if "protected" in question]
    assert all("protected" in question for question in protected)


async def questions(hass: HomeAssistant) -> list[str]:
    """Return what is asked before the switch and the restart of the outlet."""
    answer = await made(hass)
    (tile,) = tiles_of(answer, entity_id(hass, "switch", "_outlet.status"))
    (button,) = cards(answer, "button")[1:]
    assert button["entity"] == entity_id(hass, "button", "_restart")
    assert tile["icon_tap_action"]["action"] == "toggle"
    assert button["tap_action"]["perform_action"] == "button.press"
    return [
        tile["icon_tap_action"]["confirmation"]["text"],
        button["tap_action"]["confirmation"]["text"],
    ]
