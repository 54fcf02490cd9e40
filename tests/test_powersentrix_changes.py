"""A UPS that is set up: new credentials, new addresses, preferences of its units."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite, Tick
from .house import state
from .powersentrix import (
    COMPANY,
    OUTLET,
    PORTAL,
    PUSH,
    SECRET,
    UPS,
    Ways,
    fields,
    unit_of,
)
from .test_config_flow import fill_in, start

CURRENT = "_outlet_0_outlet.current"


async def added(
    hass: HomeAssistant, site: PowerSentrixSimulator, kind: str
) -> ConfigEntry:
    """Add a connection as its owner does."""
    result = await fill_in(hass, await start(hass, kind), **fields(site, kind))
    while result["type"] is FlowResultType.FORM:
        result = await fill_in(hass, result)
    await hass.async_block_till_done(wait_background_tasks=True)
    return result["result"]


async def changed(hass: HomeAssistant, entry: ConfigEntry) -> ConfigFlowResult:
    """Open the form that changes a connection."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )


async def ended(hass: HomeAssistant, result: ConfigFlowResult, reason: str) -> None:
    """Expect that a flow ended so, and let its consequences come."""
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == reason
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


async def test_a_key_that_was_changed_is_asked_for(
    hass: HomeAssistant, site: PowerSentrixSimulator, tick: Tick
) -> None:
    """The UPS refuses the old one: the owner signs in again, with a good one."""
    entry = await added(hass, site, UPS)
    site.ups.state.keys = {"new": True}
    await tick(31)
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": "bad"}
    )
    assert result["errors"] == {"base": "invalid_auth"}
    await ended(hass, await fill_in(hass, result, api_key="new"), "reauth_successful")
    assert entry.data["api_key"] == "new"
    assert entry.data["url"] == site.ups.url
    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, "switch", OUTLET) == STATE_ON


async def test_a_password_that_was_changed_is_asked_for(
    hass: HomeAssistant, site: PowerSentrixSimulator, tick: Tick
) -> None:
    """The account is proposed as it was; another account is refused."""
    entry = await added(hass, site, PORTAL)
    site.play("password_changed")
    await tick(61)
    (flow,) = hass.config_entries.flow.async_progress()
    right = {"email": site.portal.email, "password": site.portal.password}
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], right | {"password": "bad"}
    )
    assert result["errors"] == {"base": "invalid_auth"}
    await ended(hass, await fill_in(hass, result, **right), "reauth_successful")
    assert entry.data["password"] == site.portal.password
    assert entry.data["url"] == site.portal.url
    assert entry.state is ConfigEntryState.LOADED


async def test_a_ups_at_another_address(
    hass: HomeAssistant, make_site: MakeSite
) -> None:
    """Its key stays if the field is left empty; another UPS is refused."""
    site = await make_site(2)
    entry = await added(hass, site, UPS)
    other = {"url": site.upses[1].url, "verify_ssl": False}
    form = await changed(hass, entry)
    form = await fill_in(hass, form, api_key="", **other | {"url": "127.0.0.1:1"})
    assert form["errors"] == {"base": "cannot_connect"}
    await ended(hass, await fill_in(hass, form, **other, api_key=""), "another_unit")
    assert entry.data["url"] == site.ups.url
    address = site.ups.url.removeprefix("http://")
    form = await changed(hass, entry)
    result = await fill_in(hass, form, url=address, verify_ssl=True, api_key="")
    await ended(hass, result, "reconfigure_successful")
    assert entry.data["url"] == address
    assert entry.data["api_key"] == site.ups.api_key
    assert entry.data["verify_ssl"] is True
    assert state(hass, "switch", OUTLET) == STATE_ON


async def test_a_portal_at_another_address(
    hass: HomeAssistant, site: PowerSentrixSimulator
) -> None:
    """Its password stays if the field is left empty."""
    entry = await added(hass, site, PORTAL)
    form = await changed(hass, entry)
    url = f"{site.portal.url}/api/v1"
    result = await fill_in(hass, form, url=url, email=site.portal.email, password="")
    await ended(hass, result, "reconfigure_successful")
    assert entry.data["url"] == url
    assert entry.data["password"] == site.portal.password
    assert entry.state is ConfigEntryState.LOADED


async def test_another_company(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """The address stays and is shown again; the old company is turned away."""
    entry = await ways.add(site, PUSH)
    other = await added(hass, site, PUSH)
    form = await changed(hass, entry)
    result = await fill_in(hass, form, company_id=COMPANY)
    await ended(hass, result, "already_configured")
    assert await hass.config_entries.async_remove(other.entry_id)
    form = await changed(hass, entry)
    result = await fill_in(hass, form, company_id="another")
    assert result["step_id"] == "address"
    assert result["description_placeholders"] is not None
    assert result["description_placeholders"]["url"].endswith(f"{ADDRESS}/{SECRET}")
    await ended(hass, await fill_in(hass, result), "reconfigure_successful")
    assert entry.data["company_id"] == "another"
    assert entry.data["secret"] == SECRET
    await ways.post(site)
    await ways.post(site, "another")
    statuses = [one.status for one in site.ups.pusher.deliveries[-4:]]
    assert statuses == [401, 401, 200, 200]


async def test_the_address_can_be_looked_up_again(
    hass: HomeAssistant, site: PowerSentrixSimulator
) -> None:
    """By changing nothing; new credentials are taken by a sign-in as well."""
    entry = await added(hass, site, PUSH)
    form = await changed(hass, entry)
    result = await fill_in(hass, form, company_id=COMPANY)
    assert result["step_id"] == "address"
    await ended(hass, await fill_in(hass, result), "reconfigure_successful")
    entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"company_id": "another"}
    )
    await ended(hass, await fill_in(hass, result), "reauth_successful")
    assert entry.data["company_id"] == "another"


async def chosen(
    hass: HomeAssistant, entry: ConfigEntry, *steps: dict[str, Any]
) -> ConfigFlowResult:
    """Go through the options."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    for step in steps:
        result = await hass.config_entries.options.async_configure(
            result["flow_id"], step
        )
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def test_preferences_belong_to_the_unit(
    hass: HomeAssistant, make_site: MakeSite, tick: Tick
) -> None:
    """Chosen in the options of one entry, they hold for all that see the unit."""
    site = await make_site(2)
    local, portal = [await added(hass, site, kind) for kind in (UPS, PORTAL)]
    mine, other = (unit_of(hass, ups) for ups in site.upses)
    form = await chosen(hass, portal, {"next_step_id": "unit"})
    assert form["step_id"] == "unit"
    form = await chosen(hass, portal, {"next_step_id": "unit"}, {"unit": mine.id})
    assert form["step_id"] == "preferences"
    assert form["data_schema"] is not None
    choices = form["data_schema"]({})
    assert choices["current_scale"] == "10mA"
    form = await chosen(
        hass,
        portal,
        {"next_step_id": "unit"},
        {"unit": mine.id},
        choices | {"current_scale": "1mA"},
    )
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert local.state is portal.state is ConfigEntryState.LOADED
    await tick(31)
    preferences = hass.data[FLEET].preferences
    assert preferences.choice(mine.id, "current_scale") == "1mA"
    assert preferences.choice(other.id, "current_scale") == "10mA"
    form = await chosen(hass, local, {"next_step_id": "unit"})
    assert form["step_id"] == "preferences"


async def test_a_unit_that_posts_has_no_interval(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """Nobody asks it; what can be protected is there all the same."""
    entry = await ways.add(site, PUSH)
    form = await chosen(hass, entry, {"next_step_id": "connection"})
    assert form["data_schema"] is not None
    assert set(form["data_schema"].schema) == {"protected_outlets"}
    form = await chosen(
        hass, entry, {"next_step_id": "connection"}, {"protected_outlets": []}
    )
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {}
    assert entry.state is ConfigEntryState.LOADED
