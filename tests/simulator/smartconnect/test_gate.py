"""Who is let through to the interface, and for how long."""

import aiohttp
import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import Browser


@pytest.mark.parametrize("rejection", ["200", "401", "403"])
async def test_rejection(
    site: SmartConnectSimulator, visitor: Browser, rejection: str
) -> None:
    """Without a good session nothing is told, not even what there is not."""
    site.knobs.turn(rejection=rejection)
    visitor.cookies["sim.sid"] = "invented"
    for path in ("gateways", "dictionaries/en", "nowhere"):
        answer = await visitor.ask(path)
        assert answer.status == int(rejection)
        assert list(answer.json) == ["error"]


async def test_rejection_by_a_page(
    site: SmartConnectSimulator, visitor: Browser
) -> None:
    """A page where JSON belongs, with status 200."""
    site.knobs.rejection = "html"
    answer = await visitor.ask("gateways")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Sign in" in answer.text


async def test_sessions_end(site: SmartConnectSimulator, browser: Browser) -> None:
    """After some calls, after some time, or all at once."""
    site.knobs.session_calls = 2
    statuses = [(await browser.ask("gateways")).status for _ in range(4)]
    assert statuses == [200, 200, 401, 401]
    site.knobs.turn(session_calls=0, session_seconds=3600)
    await browser.signed_in()
    site.step(3599)
    assert (await browser.ask("gateways")).status == 200
    site.step(1)
    assert (await browser.ask("gateways")).status == 401
    await browser.signed_in()
    assert (await browser.ask("gateways")).status == 200
    site.cloud.sessions.expire()
    assert (await browser.ask("gateways")).status == 401


async def test_several_sessions(
    site: SmartConnectSimulator, browser: Browser, session: aiohttp.ClientSession
) -> None:
    """Signing in again ends no other session."""
    other = await Browser(session, site).signed_in()
    assert other.cookies != browser.cookies
    for each in (browser, other):
        assert (await each.ask("gateways")).status == 200
