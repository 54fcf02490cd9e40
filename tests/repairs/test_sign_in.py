"""Signing in that needs a person: tried once for every time that the owner asks."""

from typing import Any, Literal

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.smartconnect import SmartConnectSimulator

from ..conftest import Tick
from ..house import state
from ..smartconnect import CHARGE, add_account
from .conftest import Repairs

type Way = Literal["captcha", "mfa"]
BLOCKED = [("captcha", "sign_in_captcha"), ("mfa", "sign_in_mfa")]


async def blocked(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick, way: Way
) -> MockConfigEntry:
    """Let the account ask for more than a password, and return its entry."""
    entry = await add_account(hass, cloud)
    cloud.knobs.sign_in = way
    cloud.cloud.sessions.expire()
    await tick(3600)
    assert cloud.counters.passwords == 2
    return entry


def asked(hass: HomeAssistant) -> list[Any]:
    """Return the forms that wait for somebody to sign in."""
    return [
        flow
        for flow in hass.config_entries.flow.async_progress()
        if flow["context"]["source"] == SOURCE_REAUTH
    ]


@pytest.mark.parametrize(("way", "told"), BLOCKED)
async def test_try_again(
    hass: HomeAssistant,
    cloud: SmartConnectSimulator,
    repairs: Repairs,
    tick: Tick,
    way: Way,
    told: str,
) -> None:
    """It costs one attempt; the issue stays until that succeeds, and the form, too."""
    entry = await blocked(hass, cloud, tick, way)
    issue = await repairs.issue()
    assert issue["translation_key"] == told
    end = await repairs.mend(issue, "try_again")
    assert (end["type"], end["reason"]) == ("abort", "not_mended")
    assert cloud.counters.passwords == 3
    assert await repairs.told() == [told]
    assert len(asked(hass)) == 1
    for _ in range(48):
        await tick(1800)
    assert cloud.counters.passwords == 3
    cloud.knobs.sign_in = "ok"
    end = await repairs.mend(issue, "try_again")
    assert end["type"] == "create_entry"
    assert cloud.counters.passwords == 4
    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, "sensor", CHARGE) == "100"
    assert await repairs.told() == []
    assert asked(hass) == []


async def test_sign_in_anew(
    hass: HomeAssistant, cloud: SmartConnectSimulator, repairs: Repairs, tick: Tick
) -> None:
    """It goes on with the form that waits; to open it costs nothing."""
    entry = await blocked(hass, cloud, tick, "mfa")
    (waiting,) = asked(hass)
    end = await repairs.mend(await repairs.issue(), "sign_in")
    assert end["reason"] == "going_on"
    assert end["next_flow"] == ["config_flow", waiting["flow_id"]]
    assert await repairs.told() == ["sign_in_mfa"]
    (cookie,) = cloud.browser_session().items()
    result = await hass.config_entries.flow.async_configure(
        waiting["flow_id"],
        {"email": cloud.email, "advanced": {"session": "=".join(cookie)}},
    )
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert cloud.counters.passwords == 2
    assert entry.state is ConfigEntryState.LOADED
    assert await repairs.told() == []


async def test_sign_in_anew_when_the_form_was_closed(
    hass: HomeAssistant, cloud: SmartConnectSimulator, repairs: Repairs, tick: Tick
) -> None:
    """Another form is opened."""
    entry = await blocked(hass, cloud, tick, "captcha")
    (waiting,) = asked(hass)
    hass.config_entries.flow.async_abort(waiting["flow_id"])
    end = await repairs.mend(await repairs.issue(), "sign_in")
    form = hass.config_entries.flow.async_get(end["next_flow"][1])
    assert form["step_id"] == "reconfigure"
    assert form["context"]["entry_id"] == entry.entry_id
    assert cloud.counters.passwords == 2


@pytest.mark.parametrize("way", ["captcha", "mfa"])
async def test_no_secret_is_shown(
    hass: HomeAssistant,
    cloud: SmartConnectSimulator,
    repairs: Repairs,
    tick: Tick,
    way: Way,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither in the issue nor in any step, nor in the log."""
    await blocked(hass, cloud, tick, way)
    issue = await repairs.issue()
    steps = [await repairs.mend(issue, one) for one in ("try_again", "sign_in")]
    seen = f"{issue}{steps}{caplog.text}"
    assert cloud.password not in seen
    for cookie in cloud.browser_session().values():
        assert cookie not in seen
