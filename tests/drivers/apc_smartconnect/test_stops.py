"""How a stop ends: by a session that works, whoever made it."""

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    InvalidAuth,
    RateLimited,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import MakeContext, Notes, Outside
from .conftest import MakeSession

FIRST = "gateways/100000000001"


def pasted(site: SmartConnectSimulator) -> str:
    """Return the session of a browser."""
    return "; ".join(
        f"{name}={value}" for name, value in site.browser_session().items()
    )


@pytest.mark.parametrize("outcome", ["wrong", "captcha", "auth0"])
async def test_a_trial_that_needs_no_login_ends_a_stop(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    make_context: MakeContext,
    outside: Outside,
    outcome: str,
) -> None:
    """What it has learnt goes over what is kept, so it must say that all is well."""
    line, trial = pasted(site), Outside(outside.clock)
    if outcome == "wrong":
        site.cloud.account.password = "another"
    else:
        site.knobs.turn(sign_in=outcome)
    good = dict(site.cloud.sessions._good)
    site.cloud.sessions.expire()
    before = make_session(site, password="right one", pasted=line)
    with pytest.raises((InvalidAuth, SignInBlocked)):
        await before.get(FIRST)
    site.cloud.sessions._good.update(good)  # the owner has signed in again
    with pytest.raises((InvalidAuth, SignInBlocked)):
        await make_session(site, password="right one", pasted=line).sign_in()
    wire = before._wire
    context = make_context(seen=trial)
    tried = Session(wire, context, site.url, site.email, "right one", line)
    await tried.sign_in()
    outside.notes.kept |= trial.notes.kept
    for _ in range(2):
        again = make_session(site, password="right one", pasted=line)
        assert await again.sign_in()
        assert await again.get(FIRST)


async def test_a_trial_brings_the_cookies_that_work(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    make_context: MakeContext,
    outside: Outside,
) -> None:
    """Not those that the entry had: they are over."""
    line = pasted(site)
    entry = make_session(site, password=None, pasted=line)
    headers = {"Set-Cookie": "sim.sid=another; Path=/"}
    site.faults.add(Fault(Effect.STATUS, path="/api/.*", headers=headers))
    with pytest.raises(Exception, match="server_error"):
        await entry.get(FIRST)
    with pytest.raises(SignInBlocked):
        await make_session(site, password=None, pasted=line).sign_in()
    trial = Outside(outside.clock, Notes())
    context = make_context(seen=trial)
    await Session(entry._wire, context, site.url, site.email, None, line).sign_in()
    outside.notes.kept |= trial.notes.kept
    assert await make_session(site, password=None, pasted=line).get(FIRST)


@pytest.mark.parametrize("path", ["/api/.*", "/auth/login"])
async def test_a_wish_for_quiet_outlives_a_restart(
    site: SmartConnectSimulator, make_session: MakeSession, path: str
) -> None:
    """As long as it was made for; other credentials are not meant."""
    headers = {"Retry-After": "1800"}
    if path == "/api/.*":
        await make_session(site).sign_in()
    site.faults.add(Fault(Effect.STATUS, path=path, status=429, headers=headers))
    with pytest.raises(RateLimited):
        await make_session(site).get(FIRST)
    site.counters.reset()
    for left in (1800, 900):
        with pytest.raises(RateLimited) as raised:
            await make_session(site).get(FIRST)
        assert raised.value.retry_after == pytest.approx(left)
        site.step(900)
    assert not site.counters.requests
    assert await make_session(site).get(FIRST)


@pytest.mark.parametrize("until", ["soon", None, float("nan"), 1e300, -5, True])
async def test_a_wish_for_quiet_is_bounded(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    until: object,
) -> None:
    """Whatever was kept: an hour, as if the clock was wrong then."""
    headers = {"Retry-After": "60"}
    site.faults.add(Fault(Effect.STATUS, status=429, headers=headers))
    with pytest.raises(RateLimited):
        await make_session(site).sign_in()
    kept = outside.notes.kept["quiet"]
    assert isinstance(kept, dict)
    kept["until"] = until
    session = make_session(site)
    site.step(3600)
    assert await session.sign_in()
