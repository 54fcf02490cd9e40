"""Adding a card by each version of SNMP, every error and its cure."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.rack_power.connections import CONNECTIONS
from custom_components.rack_power.fleet import FLEET
from simulator.snmp import SnmpSimulator, User

from .conftest import MakeCard
from .house import state
from .snmp import CHARGE, KIND, add_card, fields, form, user_fields
from .test_config_flow import fill_in, start
from .test_translations import EN

WRONG = "nobody-guesses"


class Now:
    """Time as it is: silence takes its time, and the library counts it."""

    def __init__(self) -> None:
        """Move nothing."""
        self.simulated: list[object] = []

    def now(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC)


@pytest.fixture
def clock() -> Now:
    """Let time go on."""
    return Now()


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


async def add(hass: HomeAssistant, filled_in: dict[str, Any]) -> ConfigFlowResult:
    """Fill in the form."""
    return await fill_in(hass, await start(hass, KIND), **form(filled_in))


@pytest.mark.parametrize("version", ["1", "2c", "3"])
async def test_a_card_is_added(
    hass: HomeAssistant, card: SnmpSimulator, version: str
) -> None:
    """By any version; the UPS behind it is what the entry is about."""
    result = await add(hass, fields(card, version))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    entry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    assert entry.unique_id == f"{KIND}:apc_{card.ups.base.state.serial.lower()}"
    assert state(hass, "sensor", CHARGE) == "100"


async def test_a_card_that_knows_version_1_alone(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """The form says so; with that version it goes on."""
    card.knobs.turn(v2c=False)
    result = await add(hass, fields(card, "2c"))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": "snmp_version_1"}
    assert EN["config"]["error"]["snmp_version_1"]
    result = await fill_in(hass, result, **form(fields(card, "1")))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize(
    ("version", "wrong", "error"),
    [
        ("2c", {"community": WRONG}, "snmp_silent"),
        ("2c", {"community": " "}, "community_missing"),
        ("2c", {"port": 9}, "snmp_silent"),
        ("2c", {"write_community": WRONG}, "write_community_silent"),
        ("1", {"write_community": WRONG}, "write_community_silent"),
        ("3", {"auth_key": WRONG}, "invalid_auth"),
        ("3", {"username": WRONG}, "invalid_auth"),
        ("3", {"username": " "}, "user_missing"),
        ("3", {"auth_key": "short"}, "snmp_key_short"),
        ("3", {"auth_protocol": "none"}, "snmp_privacy_alone"),
        ("2c", {"host": " "}, "host_missing"),
    ],
)
async def test_what_may_be_wrong(
    hass: HomeAssistant,
    card: SnmpSimulator,
    version: str,
    wrong: dict[str, Any],
    error: str,
) -> None:
    """The form comes back and says what; once it is put right, it goes on."""
    right = fields(card, version)
    result = await add(hass, right | wrong)
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    assert EN["config"]["error"][error]
    right["write_community"] = card.write_community
    result = await fill_in(hass, result, **form(right))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not card.counters.requests["set"]


@pytest.mark.parametrize(
    "typed",
    [
        "http://{host}",
        "https://{host}:8443/NMC/home.htm",
        "{host}/NMC",
        "{host}:80",
        " http://device:apc@{host}/ ",
    ],
)
async def test_the_address_of_the_web_page_will_do(
    hass: HomeAssistant, card: SnmpSimulator, typed: str
) -> None:
    """Only the host of it is taken."""
    result = await add(hass, fields(card, host=typed.format(host=card.host)))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["data"]["host"] == card.host


@pytest.mark.parametrize("host", ["::1", "fe80::1%eth0", "http://[", "ups.local"])
async def test_other_hosts_are_left_alone(hass: HomeAssistant, host: str) -> None:
    """Colons do not make an address of the web."""
    assert CONNECTIONS[KIND].tidy({"host": host, "community": "x"})["host"] == host


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ("auth_key", "Authentication passphrase", "snmp_key_short"),
        ("priv_key", "Encryption passphrase", "snmp_key_short"),
        ("priv_key", "Encryption passphrase", "snmp_key_ascii"),
    ],
)
async def test_which_passphrase_is_wrong_is_told(
    hass: HomeAssistant, card: SnmpSimulator, wrong: str, field: str, error: str
) -> None:
    """By the name that its field has in the form."""
    word = "short" if error == "snmp_key_short" else "pässphrase"
    result = await add(hass, fields(card, "3", **{wrong: word}))
    assert result["errors"] == {"base": error}
    assert result["description_placeholders"] == {"field": field}


@pytest.mark.parametrize(
    ("model", "error"),
    [("pdu", "not_a_ups"), ("ats", "not_a_ups"), ("mge", "mge_card")],
)
async def test_what_is_no_ups(
    hass: HomeAssistant, make_card: MakeCard, model: str, error: str
) -> None:
    """It is refused, by its name."""
    card = await make_card(model)
    result = await add(hass, fields(card))
    assert result["errors"] == {"base": error}


async def test_a_second_time(hass: HomeAssistant, card: SnmpSimulator) -> None:
    """The same UPS is not added twice, and nothing of it is changed."""
    entry = await add_card(hass, card)
    result = await add(hass, fields(card) | {"host": "localhost"})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["host"] == "127.0.0.1"


async def test_two_cards_with_the_same_user(
    hass: HomeAssistant, make_card: MakeCard
) -> None:
    """The same name and other keys: each is read with its own, at the same time."""
    users = [
        User("reader", "SHA1", f"authentication {one}", "AES128", f"privacy of {one}")
        for one in ("the first", "the second")
    ]
    one = await add_card(hass, await make_card(user=users[0]), "3")
    two = await add_card(hass, await make_card("three_phase", user=users[1]), "3")
    both = [entry.runtime_data.coordinator for entry in (one, two)]
    for _ in range(5):
        await asyncio.gather(*(each.driver.read() for each in both))
    assert one.state is two.state is ConfigEntryState.LOADED
    assert len(hass.data[FLEET].units) == 2
    assert all(unit.up for unit in hass.data[FLEET].units.values())


async def test_the_keys_are_changed_at_the_card(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """The owner is asked for the new ones, and the entry goes on with them."""
    entry = await add_card(hass, card, "3", auth_key=WRONG)
    assert entry.state.value == ConfigEntryState.SETUP_ERROR.value
    (flow,) = hass.config_entries.flow.async_progress()
    right = {"version": "3", **user_fields(card.user)}
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], right)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert entry.data["port"] == card.port


async def test_reconfigure(hass: HomeAssistant, card: SnmpSimulator) -> None:
    """Another version; what is not asked for by it is forgotten."""
    entry = await add_card(hass, card)
    result = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, result, **form(fields(card, "3")))
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert "community" not in entry.data
