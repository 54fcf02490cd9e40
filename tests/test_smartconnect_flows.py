"""Adding an account of the SmartConnect cloud, every error, and signing in again."""

import json
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.rack_power.const import DOMAIN
from simulator.smartconnect import SmartConnectSimulator

from .conftest import MakeCloud, Tick
from .house import state
from .smartconnect import CHARGE, INTERVAL, KIND, add_account, fields
from .test_config_flow import fill_in, start


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


async def add(hass: HomeAssistant, **filled_in: Any) -> ConfigFlowResult:
    """Fill in the form."""
    return await fill_in(hass, await start(hass, KIND), **filled_in)


def troubles(hass: HomeAssistant) -> list[str | None]:
    """Return what a person is asked to mend."""
    issues = ir.async_get(hass).issues.values()
    return [one.translation_key for one in issues if one.domain == DOMAIN]


async def test_an_account_is_added(
    hass: HomeAssistant, cloud: SmartConnectSimulator
) -> None:
    """One sign-in is enough for the trial and for the entry that comes of it."""
    result = await add(hass, **fields(cloud))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    entry = result["result"]
    assert entry.title == f"SmartConnect ({cloud.email})"
    assert entry.unique_id == f"{KIND}:{cloud.email}"
    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, "sensor", CHARGE) == "100"
    assert cloud.counters.logins == 1
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_a_second_time(hass: HomeAssistant, cloud: SmartConnectSimulator) -> None:
    """The same account is not added twice."""
    await add_account(hass, cloud)
    result = await add(hass, **fields(cloud) | {"email": f" {cloud.email} "})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("sign_in", "error"),
    [
        ("start_503", "sign_in_unavailable"),
        ("start_page", "sign_in_unavailable"),
        ("start_relative", "sign_in_unavailable"),
        ("start_foreign", "sign_in_changed"),
        ("no_view_state", "sign_in_changed"),
        ("auth0", "sign_in_changed"),
        ("captcha", "sign_in_captcha"),
        ("mfa", "sign_in_mfa"),
        ("mfa_page", "sign_in_mfa"),
        ("mfa_path", "sign_in_mfa"),
        ("foreign_hop", "sign_in_changed"),
        ("no_access", "session_refused"),
    ],
)
async def test_what_may_be_in_the_way(
    hass: HomeAssistant, make_cloud: MakeCloud, sign_in: str, error: str
) -> None:
    """The form comes back and says what; once it is mended, it goes on."""
    cloud = await make_cloud(sign_in=sign_in)
    result = await add(hass, **fields(cloud))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    assert cloud.counters.passwords <= 1
    cloud.knobs.sign_in = "ok"
    result = await fill_in(hass, result, **fields(cloud))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_wrong_password(
    hass: HomeAssistant, cloud: SmartConnectSimulator
) -> None:
    """It is said, and sent once."""
    result = await add(hass, **fields(cloud) | {"password": "wrong"})
    assert result["errors"] == {"base": "invalid_auth"}
    assert cloud.counters.wrong_passwords == 1
    result = await fill_in(hass, result, **fields(cloud))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_nothing_to_sign_in_with(
    hass: HomeAssistant, cloud: SmartConnectSimulator
) -> None:
    """A password or a session is needed."""
    form = fields(cloud)
    del form["password"]
    result = await add(hass, **form)
    assert result["errors"] == {"base": "password_missing"}


@pytest.mark.parametrize("form", ["line", "object"])
async def test_a_browser_session(
    hass: HomeAssistant, make_cloud: MakeCloud, form: str
) -> None:
    """An account that asks for a code is read by the session of a browser."""
    cloud = await make_cloud(sign_in="mfa")
    cookies = cloud.browser_session()
    line = "; ".join(f"{name}={value}" for name, value in cookies.items())
    session = line if form == "line" else json.dumps(cookies)
    filled_in = fields(cloud, session=session)
    del filled_in["password"]
    result = await add(hass, **filled_in)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["result"].state is ConfigEntryState.LOADED
    assert state(hass, "sensor", CHARGE) == "100"
    assert cloud.counters.passwords == 0


@pytest.mark.parametrize(
    ("session", "error"),
    [("no cookies at all", "invalid_session"), ("SID=over", "session_over")],
)
async def test_a_browser_session_that_is_none(
    hass: HomeAssistant, cloud: SmartConnectSimulator, session: str, error: str
) -> None:
    """It is said; without a password nothing else is tried."""
    filled_in = fields(cloud, session=session)
    del filled_in["password"]
    result = await add(hass, **filled_in)
    assert result["errors"] == {"base": error}
    assert cloud.counters.logins == 0


async def test_when_the_account_asks_for_a_code(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """One attempt, an issue and a form; the session of a browser mends it."""
    entry = await add_account(hass, cloud)
    cloud.knobs.sign_in = "mfa"
    cloud.cloud.sessions.expire()
    await tick(3600)
    passwords = cloud.counters.passwords
    assert passwords == 2
    assert troubles(hass) == ["sign_in_mfa"]
    for _ in range(48):
        await tick(1800)
    assert await hass.config_entries.async_reload(entry.entry_id) is False
    await hass.async_block_till_done(wait_background_tasks=True)
    assert cloud.counters.passwords == passwords
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    (cookie,) = cloud.browser_session().items()
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"],
        {"email": cloud.email, "advanced": {"session": "=".join(cookie)}},
    )
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert not troubles(hass)
    assert cloud.counters.passwords == passwords
    assert entry.data["password"] == cloud.password


async def test_reconfigure(
    hass: HomeAssistant, cloud: SmartConnectSimulator, make_cloud: MakeCloud
) -> None:
    """Another address; what is left empty stays."""
    entry = await add_account(hass, cloud)
    other = await make_cloud()
    result = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, result, email=cloud.email, advanced={"url": other.url})
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["url"] == other.url
    assert entry.data["password"] == cloud.password
    assert entry.state is ConfigEntryState.LOADED


async def test_an_account_without_a_ups(
    hass: HomeAssistant, make_cloud: MakeCloud
) -> None:
    """There is nothing to add."""
    cloud = await make_cloud(0)
    result = await add(hass, **fields(cloud))
    assert result["errors"] == {"base": "no_units"}


async def test_the_cloud_is_slow_to_expire(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """Between two polls nothing signs in, however long it goes on."""
    await add_account(hass, cloud)
    for _ in range(30):
        await tick(INTERVAL)
    assert cloud.counters.logins == 1
    assert not troubles(hass)
