"""What all blueprints have in common, and that they can be found."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from homeassistant.components.automation.config import (
    AUTOMATION_BLUEPRINT_SCHEMA,
)
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util.yaml import load_yaml_dict
import pytest

from tests.conftest import MakeCard
from tests.snmp import add_card

from .conftest import BLUEPRINTS, NAMES

ROOT = Path(__file__).parents[2]
FOLDER = "blueprints/automation/rack_power"
REPOSITORY = "https://github.com/rack-power/rack-power/blob/main"


def loaded(name: str) -> Blueprint:
    """Return a blueprint, checked as Home Assistant checks it."""
    path = BLUEPRINTS / "automation" / "rack_power" / f"{name}.yaml"
    return Blueprint(
        load_yaml_dict(path),
        expected_domain="automation",
        path=path.name,
        schema=AUTOMATION_BLUEPRINT_SCHEMA,
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_is_whole(hass: HomeAssistant, name: str) -> None:
    """It can be loaded here, comes from where it says, and every input is used."""
    made = loaded(name)
    assert made.validate() is None
    about = made.metadata
    assert about["source_url"] == f"{REPOSITORY}/{FOLDER}/{name}.yaml"
    for key, one in made.inputs.items():
        assert one["name"], key
        assert one["selector"], key
    used = (ROOT / FOLDER / f"{name}.yaml").read_text()
    for key in made.inputs:
        assert f"!input {key}\n" in used, key


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_chosen(name: str) -> None:
    """Only what this integration has, but for a host and for helpers."""
    for key, one in loaded(name).inputs.items():
        entity: Any = one["selector"].get("entity")
        if entity is None or key in {"host", "memory"}:
            continue
        assert entity["filter"]
        assert {each["integration"] for each in entity["filter"]} == {"rack_power"}


POWERED = [name for name in NAMES if name != "breaker_limit"]


@pytest.mark.parametrize("name", POWERED)
@pytest.mark.usefixtures("entry")
async def test_the_chooser_of_a_ups(
    hass: HomeAssistant, make_card: MakeCard, name: str
) -> None:
    """Has one entity for each UPS, and nothing of a PDU that has many flags, too."""
    await add_card(hass, await make_card())
    selector: Any = loaded(name).inputs["power"]["selector"]
    (wanted,) = selector["entity"]["filter"]
    offered = [
        one.original_name
        for one in er.async_get(hass).entities.values()
        if one.platform == wanted["integration"]
        and [one.domain] == wanted["domain"]
        and [one.original_device_class] == wanted["device_class"]
    ]
    assert offered == ["On battery"]


def test_each_can_be_imported_from_the_page() -> None:
    """One link each, and each leads to a file."""
    page = (ROOT / "docs" / "blueprints.md").read_text()
    links = [
        part.split(")")[0]
        for part in page.split("(")
        if part.startswith("https://my.home-assistant.io/redirect/blueprint_import/")
    ]
    led = [parse_qs(urlsplit(one).query)["blueprint_url"][0] for one in links]
    assert sorted(led) == [f"{REPOSITORY}/{FOLDER}/{name}.yaml" for name in NAMES]
    assert "docs/blueprints.md" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_each_input_is_explained_under_its_name(name: str) -> None:
    """The page calls the inputs what the form calls them."""
    page = (ROOT / "docs" / "blueprints.md").read_text()
    for one in loaded(name).inputs.values():
        assert f"*{one['name']}*" in page, one["name"]
