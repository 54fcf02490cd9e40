"""A gateway of one's own, through which both hosts have one name."""

from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import SignInBlocked
from simulator.smartconnect import SmartConnectSimulator

from .conftest import MakeSession

SENT, TOLD = ("Cookie", "Content-Type"), ("Location", "Set-Cookie", "Content-Type")


@pytest.fixture
async def gateway(site: SmartConnectSimulator) -> AsyncIterator[str]:
    """Stand before both hosts, and name them as oneself."""
    url = ""

    def renamed(text: str) -> str:
        return text.replace(site.identity_url, url).replace(site.url, url)

    async def pass_on(request: web.Request) -> web.Response:
        there = site.identity_url if "identity" in request.path else site.url
        async with client.request(
            request.method,
            there + request.path_qs,
            data=await request.read(),
            headers={
                key: request.headers[key] for key in SENT if key in request.headers
            },
            allow_redirects=False,
        ) as answer:
            told = web.Response(
                status=answer.status, body=renamed(await answer.text()).encode()
            )
            for key in TOLD:
                if key in answer.headers:
                    told.headers[key] = renamed(answer.headers[key])
            return told

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pass_on)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield url
    await runner.cleanup()


@pytest.fixture
def through(
    site: SmartConnectSimulator, gateway: str, make_session: MakeSession
) -> Session:
    """An account behind the gateway."""
    return make_session(site, url=gateway)


async def test_all_the_way(
    site: SmartConnectSimulator, through: Session, gateway: str, asked: list[str]
) -> None:
    """Nobody else is asked."""
    assert await through.sign_in()
    assert (site.counters.logins, site.counters.passwords) == (1, 1)
    assert all(url.startswith(gateway) for url in asked)
    assert through.origin == gateway


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("mfa_page", "sign_in_mfa"), ("foreign_hop", "sign_in_changed")],
)
async def test_endings(
    site: SmartConnectSimulator, through: Session, outcome: str, reason: str
) -> None:
    """They are told apart as well."""
    site.knobs.turn(sign_in=outcome)
    with pytest.raises(SignInBlocked) as raised:
        await through.sign_in()
    assert raised.value.reason == reason
