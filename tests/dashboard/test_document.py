"""What docs/dashboard.md shows of a dashboard is as the action makes it."""

from collections.abc import Iterator
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.template import Template, is_template_string
import pytest
import yaml

from custom_components.rack_power.const import DOMAIN
from tests.conftest import MakeCard
from tests.snmp import add_card
from tests.test_readme import DOCS
from tests.test_translations import EN

from .looking import Node, cards, entity_ids, made, nodes

DOCUMENT = DOCS["dashboard"]
BLOCKS = [
    yaml.safe_load(block)
    for block in re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
]


@pytest.fixture
def shown() -> Node:
    """The dashboard of the document; it is the only block."""
    (block,) = BLOCKS
    assert isinstance(block, dict)
    return block


def shapes(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Return every key, and a word of the frontend's, with the place where it stands.

    A place is named by what is above it, and by the kind of the card it is in.
    """
    if isinstance(node, list):
        for one in node:
            yield from shapes(one, at)
    elif isinstance(node, dict):
        kind = node.get("type", "")
        for key, value in node.items():
            place = f"{at}/{kind}" if kind else at
            said = value if key in ("type", "action") else ""
            yield place, f"{key}={said}" if said else key
            yield from shapes(value, key if key != "cards" else "card")


@pytest.mark.usefixtures("units")
async def test_it_is_made_of_what_the_action_uses(
    hass: HomeAssistant, shown: Node
) -> None:
    """Each card, option and action there is one that the action answers with."""
    answer = await made(hass)
    assert set(shapes(shown)) <= set(shapes(answer))
    assert {one["type"] for one in nodes(shown) if "type" in one} > {"tile", "grid"}


@pytest.mark.usefixtures("custom_integrations")
async def test_its_entities_are_called_so(
    hass: HomeAssistant, shown: Node, make_card: MakeCard
) -> None:
    """They are those of the simulated UPS by SNMP, on cards of the same kind."""
    card = await make_card()
    await add_card(hass, card, write_community=card.write_community)
    answer = await made(hass)
    for kind in ("tile", "history-graph"):
        found = set(entity_ids(cards(answer, kind)))
        assert set(entity_ids(cards(shown, kind))) <= found
    titles = {view["title"]: view["path"] for view in answer["views"]}
    assert {view["title"]: view["path"] for view in shown["views"]}.items() <= (
        titles.items()
    )
    led = [one["navigation_path"] for one in nodes(shown) if "navigation_path" in one]
    assert led == [shown["views"][1]["path"]]


def test_it_asks_in_the_words_of_the_action(shown: Node) -> None:
    """The question is the one of the translations."""
    (question,) = (
        one["confirmation"]["text"] for one in nodes(shown) if "confirmation" in one
    )
    assert question == EN["common"]["dashboard_switch"].format(name="Outlet Group 1")


@pytest.mark.usefixtures("units")
async def test_every_template_is_one(hass: HomeAssistant, shown: Node) -> None:
    """What is a template, there or in the answer, can be rendered as the frontend does.

    Nothing else may look like one.
    """
    for dashboard in (shown, await made(hass)):
        for node in nodes(dashboard):
            for key, value in node.items():
                if isinstance(value, str) and is_template_string(value):
                    assert (node["type"], key) == ("markdown", "content")
                    Template(value, hass).async_render(strict=True)


@pytest.mark.usefixtures("units")
async def test_the_action_is_written_so(hass: HomeAssistant) -> None:
    """The words in the text are a call."""
    action, data = re.findall(r"`(action: \S+)`, `(data: .*?)`", DOCUMENT)[0]
    call = yaml.safe_load(f"{action}\n{data}")
    domain, name = call["action"].split(".")
    assert domain == DOMAIN
    assert await hass.services.async_call(
        domain, name, call["data"], blocking=True, return_response=True
    ) == await made(hass)
