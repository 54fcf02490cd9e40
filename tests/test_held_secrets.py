"""Secrets in forms: held through errors, kept by what is stored, replaced by rivals."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.rack_power.connections.held import MASK
from simulator.powersentrix import PowerSentrixSimulator
from simulator.smartconnect import SmartConnectSimulator
from simulator.snmp import SnmpSimulator
from simulator.synaccess import Effect, Fault, PduSimulator

from . import smartconnect, snmp
from .conftest import MakeCloud, pdu_entry
from .powersentrix import PORTAL, UPS, Ways, fields
from .smartconnect import account_entry
from .test_config_flow import fill_in, start

NOWHERE = "http://127.0.0.1:1"
WRITER = "community-for-writing"


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


def shown(form: ConfigFlowResult) -> dict[str, Any]:
    """Return what stands in the fields of a form, those of the section too."""
    assert form["type"] is FlowResultType.FORM
    assert form["data_schema"] is not None
    return dict(contents(form["data_schema"].schema))


def contents(schema: Any) -> list[tuple[str, Any]]:
    """Return the fields of a schema with what stands in them."""
    found: list[tuple[str, Any]] = []
    for marker, one in schema.items():
        if isinstance(one, section):
            found += contents(one.schema.schema)
            continue
        value = (marker.description or {}).get("suggested_value")
        if value is None and marker.default is not vol.UNDEFINED:
            value = marker.default()
        found.append((str(marker), value))
    return found


def required(form: ConfigFlowResult) -> set[str]:
    """Return the fields that must be filled in."""
    assert form["data_schema"] is not None
    schema = form["data_schema"].schema
    return {str(one) for one in schema if isinstance(one, vol.Required)}


def is_open(form: ConfigFlowResult) -> bool:
    """Tell whether the section of rare fields is open."""
    assert form["data_schema"] is not None
    (found,) = (
        one for one in form["data_schema"].schema.values() if isinstance(one, section)
    )
    return not found.options["collapsed"]


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Add an entry and set it up."""
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def changed(
    hass: HomeAssistant, entry: MockConfigEntry, **filled_in: Any
) -> ConfigFlowResult:
    """Reconfigure an entry, which works."""
    result = await fill_in(hass, await entry.start_reconfigure_flow(hass), **filled_in)
    assert result["type"] is FlowResultType.ABORT, result["errors"]
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def test_what_was_typed_is_held_through_an_error(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """Only the mistake is put right; the secret itself never comes back."""
    form = await start(hass)
    assert shown(form)["token"] is None
    result = await fill_in(hass, form, url=NOWHERE, token=pdu.token)
    assert result["errors"] == {"base": "cannot_connect"}
    assert shown(result)["token"] == MASK
    assert pdu.token not in str(result)
    result = await fill_in(hass, result, url=pdu.url, token=MASK)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["token"] == pdu.token


@pytest.mark.parametrize("left", [MASK, "", None])
async def test_a_secret_that_must_be_given_is_given_once(
    hass: HomeAssistant, site: PowerSentrixSimulator, left: str | None
) -> None:
    """Its field may be left at its mask, empty, or out; also where others are empty."""
    right = fields(site, PORTAL)
    form = await start(hass, PORTAL)
    assert "password" in required(form)
    result = await fill_in(hass, form, **right | {"email": ""})
    assert result["errors"] == {"email": "field_empty"}
    assert "password" not in required(result)
    again = right | {"password": left}
    if left is None:
        del again["password"]
    result = await fill_in(hass, result, **again)
    if result.get("step_id") == "preference":
        result = await fill_in(hass, result, current_scale="10mA")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["password"] == site.portal.password


@pytest.mark.parametrize(
    "typed", [f"{MASK}wrong", f"wrong{MASK}", f"{MASK[2:]}wrong", "wrong"]
)
async def test_who_types_beside_the_mask_means_what_was_typed(
    hass: HomeAssistant, pdu: PduSimulator, typed: str
) -> None:
    """The mask is neither sent nor stored."""
    entry = await set_up(hass, pdu_entry(pdu))
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, form, url=pdu.url, token=typed)
    assert result["errors"] == {"base": "invalid_auth"}
    result = await fill_in(hass, result, url=pdu.url, token=MASK + pdu.token)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["token"] == pdu.token


@pytest.mark.parametrize("kind", [UPS, PORTAL])
async def test_what_is_stored_stays(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, kind: str
) -> None:
    """Though no connection works without it, it need not be typed again."""
    right = fields(site, kind)
    secret = "api_key" if kind == UPS else "password"
    entry = await ways.add(site, kind)
    if kind == PORTAL:
        hass.config_entries.async_update_entry(
            entry, unique_id=f"{PORTAL}:{site.portal.email}"
        )
    form = await entry.start_reconfigure_flow(hass)
    assert shown(form)[secret] == MASK
    assert secret not in required(form)
    del right[secret]
    result = await fill_in(hass, form, **right)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data[secret] == fields(site, kind)[secret]


async def test_an_address_that_is_emptied_is_asked_for(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """Only secrets stay by being left empty."""
    entry = await set_up(hass, pdu_entry(pdu))
    result = await fill_in(hass, await entry.start_reconfigure_flow(hass), url="")
    assert result["errors"] == {"url": "field_empty"}


@pytest.mark.parametrize("typed", ["community", "write_community", "trap_community"])
async def test_every_community_stands_for_itself(
    hass: HomeAssistant, card: SnmpSimulator, typed: str
) -> None:
    """Typing one does not take the others away."""
    stored = {
        "community": card.community,
        "write_community": card.write_community,
        "trap_community": "traps",
    }
    entry = await snmp.add_card(hass, card, **stored)
    given = {typed: "new" if typed == "trap_community" else stored[typed]}
    kept = snmp.fields(card)
    del kept["community"]
    await changed(hass, entry, **snmp.form(kept | given))
    assert {key: entry.data[key] for key in stored} == stored | given


async def test_who_may_not_write_needs_no_community_for_it(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """It is forgotten, and comes back only by being typed."""
    entry = await snmp.add_card(hass, card, write_community=WRITER)
    await changed(hass, entry, **snmp.form(snmp.fields(card, writes=False)))
    assert "write_community" not in entry.data
    assert entry.data["writes"] is False
    await changed(hass, entry, **snmp.form(snmp.fields(card, writes=True)))
    assert "write_community" not in entry.data


async def test_a_space_takes_the_community_of_traps_away(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """Nothing else says that none is wanted any more."""
    entry = await snmp.add_card(hass, card, trap_community="traps")
    await changed(hass, entry, **snmp.form(snmp.fields(card, trap_community=" ")))
    assert "trap_community" not in entry.data


async def test_a_token_takes_the_place_of_a_password(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """And the other way round, also after a mistake."""
    entry = await set_up(hass, pdu_entry(pdu))
    by_user = {"username": pdu.username, "password": pdu.password}
    await changed(hass, entry, url=pdu.url, token=MASK, **by_user)
    assert "token" not in entry.data
    assert entry.data["password"] == pdu.password
    form = await entry.start_reconfigure_flow(hass)
    left = {"url": pdu.url, "username": pdu.username, "password": MASK}
    result = await fill_in(hass, form, **left, token="wrong")
    assert result["errors"] == {"base": "invalid_auth"}
    assert shown(result)["username"] is shown(result)["password"] is None
    result = await fill_in(hass, result, url=pdu.url, token=pdu.token)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["token"] == pdu.token
    assert not {"username", "password"} & entry.data.keys()


async def test_a_user_name_without_its_password_is_told(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """The token that is stored does not pass for what was meant."""
    entry = await set_up(hass, pdu_entry(pdu))
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, form, url=pdu.url, token=MASK, username=pdu.username)
    assert result["errors"] == {"base": "credentials_missing"}
    assert shown(result)["username"] == pdu.username
    assert shown(result)["token"] is None


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"password": True}, {"password"}),
        ({"session": True}, {"password", "session"}),
        ({"password": True, "session": True}, {"password", "session"}),
        ({}, {"password", "session"}),
    ],
)
async def test_a_password_alone_ends_a_browser_session(
    hass: HomeAssistant,
    cloud: SmartConnectSimulator,
    given: dict[str, bool],
    stored: set[str],
) -> None:
    """The session may be over; what is not given otherwise stays."""
    ((name, value),) = cloud.browser_session().items()
    session = f"{name}={value}"
    entry = await set_up(hass, account_entry(cloud, session=session))
    advanced = {"url": cloud.url} | ({"session": session} if "session" in given else {})
    password = {"password": cloud.password} if "password" in given else {}
    await changed(hass, entry, email=cloud.email, **password, advanced=advanced)
    assert {"password", "session"} & entry.data.keys() == stored


async def test_the_session_is_held_in_the_open_section(
    hass: HomeAssistant, make_cloud: MakeCloud
) -> None:
    """After an error what is rare is seen if anything was typed there."""
    cloud = await make_cloud(sign_in="mfa")
    form = await start(hass, smartconnect.KIND)
    assert not is_open(form)
    result = await fill_in(hass, form, **smartconnect.fields(cloud, session="nonsense"))
    assert result["errors"] == {"base": "invalid_session"}
    assert is_open(result)
    assert shown(result)["session"] == MASK
    assert shown(result)["url"] == cloud.url


async def test_the_section_is_folded_while_nothing_is_rare(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """In Reconfigure and after an error; open where something is."""
    entry = await set_up(hass, pdu_entry(pdu))
    form = await entry.start_reconfigure_flow(hass)
    assert not is_open(form)
    wrong = {"url": pdu.url, "username": "a", "password": "b"}
    result = await fill_in(hass, form, **wrong, advanced={"basic": True})
    assert result["errors"] == {"base": "invalid_auth"}
    assert is_open(result)
    assert shown(result)["basic"] is True
    pdu.state.conf["webApiPasswordEnabled"] = True
    right = {"username": pdu.username, "password": pdu.password}
    result = await fill_in(hass, result, url=pdu.url, **right, advanced={"basic": True})
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert is_open(await entry.start_reconfigure_flow(hass))


async def test_signing_in_again_keeps_what_is_not_typed(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """Of two passphrases one was changed at the card: that one is typed."""
    entry = await snmp.add_card(hass, card, "3", auth_key="no longer the right one")
    (flow,) = entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    typed = snmp.user_fields(card.user)
    del typed["priv_key"]
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"version": "3", **typed}
    )
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["priv_key"] == card.user.priv_key


async def test_a_form_that_is_opened_anew_holds_nothing(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """What was typed lives as long as its flow."""
    pdu.faults.add(Fault(Effect.STATUS, status=500, times=None))
    form = await start(hass)
    await fill_in(hass, form, url=pdu.url, token=pdu.token)
    assert shown(await start(hass))["token"] is None


async def test_a_flow_may_begin_filled_in(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """What is stored stays then, too."""
    entry = await set_up(hass, pdu_entry(pdu))
    result = await hass.config_entries.flow.async_init(
        entry.domain,
        context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        data={"url": pdu.url, "verify_ssl": True},
    )
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["token"] == pdu.token
