"""Adding an account of the Synaccess Cloud, every error, and another token."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from simulator.station import Place
from simulator.synaccess.cloud import Clock, CloudSimulator, Effect, Fault

from .conftest import SteppedClock, Tick
from .house import state
from .synaccess_cloud import CURRENT, INTERVAL, KIND, OTHER, add_account, fields
from .test_config_flow import fill_in, start

type MakeAccount = Callable[..., Awaitable[CloudSimulator]]


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


@pytest.fixture
async def make_account(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[MakeAccount]:
    """Build accounts on real sockets, their time stepped."""
    async with AsyncExitStack() as opened:

        async def make(units: int = 2, **knobs: Any) -> CloudSimulator:
            simulated = CloudSimulator(units, clock=Clock(clock.now()), **knobs)
            clock.simulated.append(await opened.enter_async_context(simulated))
            return simulated

        yield make


@pytest.fixture
async def account(make_account: MakeAccount) -> CloudSimulator:
    """An account with two PDUs."""
    return await make_account()


async def add(hass: HomeAssistant, **filled_in: Any) -> ConfigFlowResult:
    """Fill in the form."""
    return await fill_in(hass, await start(hass, KIND), **filled_in)


async def test_an_account_is_added(
    hass: HomeAssistant, account: CloudSimulator
) -> None:
    """All its PDUs are; it is known by the smallest serial number."""
    result = await add(hass, **fields(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    entry = result["result"]
    assert entry.title == "Synaccess Cloud"
    assert entry.unique_id == f"{KIND}:synaccess_1502530"
    assert entry.state is ConfigEntryState.LOADED
    assert float(state(hass, "sensor", CURRENT)) > 0
    assert float(state(hass, "sensor", OTHER)) > 0
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_a_portal_that_signed_its_own_certificate(
    hass: HomeAssistant, make_account: MakeAccount
) -> None:
    """It is refused while it is verified, and taken when it is not."""
    portal = await make_account(place=Place(tls=True))
    result = await add(hass, **fields(portal))
    assert result["errors"] == {"base": "certificate_refused"}
    advanced = {"verify_ssl": False}
    result = await fill_in(hass, result, **fields(portal), advanced=advanced)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["result"].data["verify_ssl"] is False
    assert state(hass, "sensor", CURRENT) != "unavailable"
    assert await hass.config_entries.async_unload(result["result"].entry_id)


async def test_a_second_time(hass: HomeAssistant, account: CloudSimulator) -> None:
    """The same account is not added twice."""
    await add_account(hass, account)
    result = await add(hass, **fields(account))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("prefix", "typed"), [("", "none"), ("Token ", "Token"), ("key=", "key=")]
)
async def test_another_header(
    hass: HomeAssistant, make_account: MakeAccount, prefix: str, typed: str
) -> None:
    """Its name and format are not documented, so both can be chosen."""
    account = await make_account(header="X-Api-Key", prefix=prefix)
    result = await add(hass, **fields(account))
    assert result["errors"] == {"base": "invalid_auth"}
    filled_in = fields(account, header="X-Api-Key", prefix=typed)
    result = await fill_in(hass, result, **filled_in)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["data"]["prefix"] == prefix


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"token": "wrong"}, "invalid_auth"),
        ({"token": "tokèn"}, "invalid_auth"),
        ({"token": " "}, "credentials_missing"),
        ({"url": "http://127.0.0.1:1"}, "cannot_connect"),
        ({"url": "ftp://cloud"}, "invalid_url"),
        ({"url": "https://cloud/api?x=1"}, "invalid_url"),
        ({"advanced": {"header": "two words"}}, "invalid_header"),
        ({"advanced": {"header": "Content-Length"}}, "invalid_header"),
        ({"advanced": {"prefix": "Béarer"}}, "invalid_header"),
    ],
)
async def test_what_may_be_filled_in_wrongly(
    hass: HomeAssistant,
    account: CloudSimulator,
    changed: dict[str, Any],
    error: str,
) -> None:
    """The form comes back and says what; once it is mended, it goes on."""
    result = await add(hass, **fields(account) | changed)
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    result = await fill_in(hass, result, **fields(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Effect.STATUS, status=403), "not_permitted"),
        (Fault(Effect.STATUS, status=404), "wrong_equipment"),
        (Fault(Effect.STATUS, status=500), "server_error"),
        (Fault(Effect.STATUS, status=429), "rate_limited"),
        (Fault(Effect.HTML), "wrong_equipment"),
        (Fault(Effect.WRONG_TYPE), "wrong_equipment"),
        (Fault(Effect.EMPTY), "wrong_equipment"),
        (Fault(Effect.CUT_BEFORE), "cannot_connect"),
        (Fault(Effect.STATUS, status=200, body="[]"), "no_units"),
        (
            Fault(Effect.STATUS, status=301, headers={"Location": "https://x/"}),
            "use_https",
        ),
    ],
    ids=lambda one: f"{one.effect}-{one.status}" if isinstance(one, Fault) else one,
)
async def test_what_may_be_in_the_way(
    hass: HomeAssistant, account: CloudSimulator, fault: Fault, error: str
) -> None:
    """The form comes back and says what; once it is over, it goes on."""
    fault.times = None
    account.faults.add(fault)
    result = await add(hass, **fields(account))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    account.faults.clear()
    result = await fill_in(hass, result, **fields(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_token_that_is_revoked(
    hass: HomeAssistant, account: CloudSimulator, tick: Tick
) -> None:
    """A new one is asked for, nothing is read before, and all else stays."""
    entry = await add_account(hass, account)
    account.play("token_revoked")
    await tick(INTERVAL)
    (flow,) = entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    asked = account.counters.requests.total()
    await tick(INTERVAL)
    assert account.counters.requests.total() == asked
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"token": "wrong too"}
    )
    assert result["errors"] == {"base": "invalid_auth"}
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"token": account.token}
    )
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["url"] == account.url
    assert entry.data["header"] == "Authorization"
    assert float(state(hass, "sensor", CURRENT)) > 0


async def reconfigured(hass: HomeAssistant, entry: Any, **filled_in: Any) -> Any:
    """Change the connection of an entry."""
    result = await hass.config_entries.flow.async_init(
        entry.domain,
        context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
    )
    assert result["step_id"] == "reconfigure"
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], filled_in
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


@pytest.mark.parametrize("gone", [0, 1])
async def test_an_account_whose_pdus_changed_is_the_same(
    hass: HomeAssistant, account: CloudSimulator, gone: int
) -> None:
    """It is, as long as any PDU of before is there."""
    entry = await add_account(hass, account)
    account.pdus[gone].listed = False
    account.add()
    result = await reconfigured(hass, entry, **fields(account))
    assert result["reason"] == "reconfigure_successful"
    assert entry.unique_id == f"{KIND}:synaccess_1502530"


async def test_another_account_is_refused(
    hass: HomeAssistant, account: CloudSimulator
) -> None:
    """None of the PDUs of before is there."""
    entry = await add_account(hass, account)
    account.add()
    for known in account.pdus[:2]:
        known.listed = False
    result = await reconfigured(hass, entry, **fields(account))
    assert result["reason"] == "another_unit"
