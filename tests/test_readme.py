"""What the README and the documents say is true."""

from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol
import yaml

from custom_components.rack_power import connections
from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import PduSimulator

from .test_rule_actions import call
from .test_translations import EN, SERVICES

ROOT = Path(__file__).parent.parent
DOCS = {path.stem: path.read_text() for path in sorted((ROOT / "docs").glob("*.md"))}
README = (ROOT / "README.md").read_text()
ACTIONS = DOCS["actions"]
PAGES = {
    "synaccess_pdu": "synaccess-pdu",
    "synaccess_cloud": "synaccess-cloud",
    "powersentrix_portal": "powersentrix",
    "powersentrix_ups": "powersentrix",
    "powersentrix_push": "powersentrix",
    "apc_smartconnect": "apc-smartconnect",
    "apc_snmp": "apc-snmp",
}
"""The page of each connection."""
EXAMPLES = [
    example
    for block in re.findall(r"```yaml\n(.*?)```", ACTIONS, re.DOTALL)
    if isinstance((example := yaml.safe_load(block)).get("action"), str)
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["action"])
@pytest.mark.usefixtures("entry")
async def test_the_examples_are_calls(
    hass: HomeAssistant, example: dict[str, Any]
) -> None:
    """Each is taken by the action; only its ids are made up."""
    domain, action = example["action"].split(".")
    service = hass.services.async_services_for_domain(domain)[action]
    assert service.schema is not None
    service.schema({**example["data"], **example.get("target", {})})
    known = SERVICES[action]["fields"]
    assert example["data"].keys() <= known.keys()
    if action != "set_outlet":
        with pytest.raises(vol.Invalid):
            service.schema({**example["data"], "nonsense": 1})


async def test_the_answer_is_what_is_answered(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The example is the second event of the demo's PDU."""
    (shown,) = (
        example["events"]
        for block in re.findall(r"```yaml\n(.*?)```", ACTIONS, re.DOTALL)
        if "events" in (example := yaml.safe_load(block))
    )
    unit = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert unit is not None
    answer = await call(hass, "list_pdu_events", unit.id, triggered_only=True)
    assert answer["events"] == shown


def test_every_action_has_an_example() -> None:
    """A heading and a call for each; the README names them all."""
    assert {one["action"].removeprefix("rack_power.") for one in EXAMPLES} == set(
        SERVICES
    )
    assert set(re.findall(r"^## .*", ACTIONS, re.MULTILINE))
    for text in (ACTIONS, README):
        assert set(re.findall(r"`rack_power\.(\w+)`", text)) == set(SERVICES)


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_every_connection_is_told_in_whole(page: str) -> None:
    """How it is set up, what it brings, how old that is, its limits, how it ends."""
    assert PAGES.keys() == connections.CONNECTIONS.keys()
    headings = set(re.findall(r"^## (.*)", DOCS[page], re.MULTILINE))
    assert {
        "What you get",
        "What it cannot do",
        "Troubleshooting",
        "Remove",
    } <= headings
    assert "how old" in DOCS[page].casefold()
    assert f"docs/{page}.md" in README


MESSAGES = [
    (page, row.split("|")[1].strip())
    for page, text in DOCS.items()
    if "| message |" in text
    for row in text[text.index("| message |") :].split("\n\n")[0].splitlines()[2:]
]


@pytest.mark.parametrize(("page", "message"), MESSAGES)
def test_the_messages_are_those_that_are_shown(page: str, message: str) -> None:
    """The tables of troubles begin with the words on the screen."""
    shown = [
        *EN["config"]["error"].values(),
        *(one["message"] for one in EN["exceptions"].values()),
    ]
    words = [re.escape(piece) for piece in message.split("...")]
    pattern = re.compile(r"\{\w+\}|.+?".join(words))
    assert any(pattern.match(one) for one in shown), page


def test_every_repair_is_explained() -> None:
    """By the words of its title."""
    text = DOCS["troubleshooting"]
    for key, issue in EN["issues"].items():
        title = re.sub(r"^\{\w+\}: ", "", issue["title"])
        assert title in text, key


def test_the_names_of_fields_are_those_of_the_form() -> None:
    """What is to be filled in is called the same here and there."""
    step = EN["config"]["step"]["synaccess_pdu"]
    for name in (
        *step["data"].values(),
        *EN["options"]["step"]["connection"]["data"].values(),
    ):
        assert name in DOCS["synaccess-pdu"], name


ENTITIES = [
    ("switch", "_outlet_1-2001607_outlet.status", True),
    ("button", "_outlet_1-2001607_restart", True),
    ("sensor", "_outlet_1-2001607_outlet.current", True),
    ("text", "_outlet_1-2001607_outlet.name", False),
    ("select", "_outlet_1-2001607_outlet.poweron", False),
    ("number", "_outlet_1-2001607_outlet.delay.reboot", False),
    ("switch", "_outlet_group_1_outlet.group.status", True),
    ("button", "_outlet_group_1_restart", True),
    ("text", "_outlet_group_1_outlet.group.name", False),
    ("sensor", "_inlet_I1-1502530_input.current", True),
    ("sensor", "_inlet_I1-1502530_input.voltage", True),
    ("sensor", "_inlet_I1-1502530_input.frequency", True),
    ("sensor", "_inlet_I1-1502530_input.realpower", True),
    ("sensor", "_inlet_I1-1502530_input.energy", True),
    ("binary_sensor", "_bank_2001607_bank.breaker.tripped", True),
    ("sensor", "_bank_2001607_bank.current", True),
    ("sensor", "_bank_2001607_bank.energy", True),
    ("sensor", "_bank_2001607_bank.frequency", False),
    ("sensor", "_probe_2_ambient.temperature", True),
    ("sensor", "_probe_2_ambient.humidity", True),
    ("switch", "_rule_1_rule.enabled", True),
    ("binary_sensor", "_rule_1_rule.triggered", True),
    ("binary_sensor", "_unit_0_driver.connected", True),
    ("sensor", "_unit_0_driver.contact", False),
    ("sensor", "_unit_0_driver.path", False),
    ("button", "_unit_0_controller.restart", False),
]


@pytest.mark.usefixtures("entry")
async def test_what_is_enabled_by_default(hass: HomeAssistant) -> None:
    """As the table of entities says."""
    enabled = {
        (one.domain, one.unique_id.removeprefix("synaccess_1502530")): one.disabled_by
        is None
        for one in er.async_get(hass).entities.values()
        if one.platform == DOMAIN
    }
    for domain, ending, wanted in ENTITIES:
        assert enabled[domain, ending] is wanted, ending


async def test_nothing_is_configured_in_yaml(
    hass: HomeAssistant, custom_integrations: None
) -> None:
    """Whoever tries is told so."""
    assert await async_setup_component(hass, DOMAIN, {DOMAIN: {}})
    issues = ir.async_get(hass)
    assert issues.async_get_issue("homeassistant", f"config_entry_only_{DOMAIN}")


def test_every_document_is_there() -> None:
    """What the README and the documents link to exists."""
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), (document.name, target)


def test_every_way_of_the_menu_leads_to_its_page() -> None:
    """In the order of the menu, under the words of the menu."""
    ways = EN["config"]["step"]["user"]["menu_options"]
    first = README[README.index("## Your first unit") :].split("\n## ")[0]
    told = re.findall(r"^\| (.+?) \| .*\(docs/(.+?)\.md\) \|$", first, re.MULTILINE)
    assert told == [(words, PAGES[step]) for step, words in ways.items()]


def test_what_stays_after_removing_is_told() -> None:
    """What belongs to units outlives the entries, so it has to be said."""
    end = README[README.index("## Remove") :].split("\n## ")[0]
    assert "Protected outlets and preferences" in end
    assert f"`.storage/{DOMAIN}`" in end


def test_buttons_are_called_as_they_are() -> None:
    """An entry that needs attention has the button Reconfigure, not another one."""
    for text in (README, *DOCS.values(), *map(str, EN["issues"].values())):
        assert not re.search(r"re-?authenticat", text.casefold())
