"""A session: kept, renewed once for all, and given up for good reasons only."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
import ssl
from typing import Any

import aiohttp
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.drivers.http import Refused, Wire
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAnswer,
    InvalidRequest,
    RateLimited,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, Place, SmartConnectSimulator

from ..conftest import MakeContext
from .conftest import MakeSession, MakeSite

START, LIST = "GET /auth/login", "GET /api/v1/gateways"
FIRST = "gateways/100000000001"


async def test_calls_need_no_login_while_the_session_lives(
    site: SmartConnectSimulator, session: Session
) -> None:
    """None but the calls themselves."""
    await session.sign_in()
    site.counters.reset()
    for _ in range(5):
        told = await session.get(f"{FIRST}?collection=input,output")
        assert isinstance(told, dict)
        assert told.keys() == {"input", "output"}
    assert site.counters.requests == {f"GET /api/v1/{FIRST}?collection": 5}


async def test_a_call_signs_in_by_itself(
    site: SmartConnectSimulator, session: Session
) -> None:
    """Nothing is asked for without a session."""
    told = await session.get(FIRST)
    assert isinstance(told, dict)
    assert told["deviceId"] == "100000000001"
    assert site.counters.logins == 1
    assert site.counters.requests[f"GET /api/v1/{FIRST}"] == 1


@pytest.mark.parametrize("rejection", ["401", "403", "html", "200"])
async def test_an_end_of_the_session(
    make_site: MakeSite, make_session: MakeSession, rejection: str
) -> None:
    """One login, one repeat, and the caller does not notice."""
    site = await make_site(rejection=rejection)
    session = make_session(site)
    await session.sign_in()
    site.step(900)
    site.cloud.sessions.expire()
    site.counters.reset()
    await session.get(FIRST)
    assert site.counters.logins == 1
    assert site.counters.requests[f"GET /api/v1/{FIRST}"] == 2


async def test_a_redirect_to_the_way_in(
    site: SmartConnectSimulator, session: Session
) -> None:
    """It says that the session is over, as a page does."""
    await session.sign_in()
    site.step(900)
    headers = {"Location": f"{site.url}/auth/login"}
    site.faults.add(
        Fault(Effect.STATUS, path="/api/.*", status=302, headers=headers, times=2)
    )
    await session.get(FIRST)
    assert site.counters.logins == 2


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("rejection", ["401", "403", "html", "200"])
async def test_callers_share_one_login(
    make_site: MakeSite, make_session: MakeSession, rejection: str, fails: bool
) -> None:
    """Whether it works or not, there is one for all who are turned away."""
    site = await make_site(4, rejection=rejection)
    session = make_session(site)
    await session.sign_in()
    site.step(900)
    site.cloud.sessions.expire()
    site.counters.reset()
    if fails:
        site.knobs.turn(sign_in="start_503")
    paths = [f"gateways/10000000000{number}" for number in (1, 2, 3, 4)]
    calls = (session.get(path) for path in (*paths, *paths))
    ended = await asyncio.gather(*calls, return_exceptions=True)
    assert site.counters.requests[START] == 1
    if fails:
        errors = [one for one in ended if isinstance(one, CannotConnect)]
        assert {one.reason for one in errors} == {"sign_in_unavailable"}
        assert len(errors) == 8
    else:
        assert all(isinstance(one, Mapping) for one in ended)
        assert site.counters.passwords == 1


async def test_who_gives_up_waiting(
    site: SmartConnectSimulator, session: Session
) -> None:
    """An attempt that is broken off counts; nobody is left waiting."""
    first = asyncio.create_task(session.sign_in())
    second = asyncio.create_task(session.sign_in())
    while not site.counters.requests["GET /identity/idp/login"]:
        await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    with pytest.raises(CannotConnect) as raised:
        await second
    assert raised.value.reason == "sign_in_waits"
    assert site.counters.requests[START] == 1


async def test_sessions_that_serve_one_call(
    make_site: MakeSite, make_session: MakeSession
) -> None:
    """They are a nuisance, and no reason to sign in all the time."""
    site = await make_site(session_calls=1)
    session = make_session(site)
    for _ in range(24 * 6):
        for path in (FIRST, "gateways"):
            try:
                await session.get(path)
            except CannotConnect as err:
                assert err.reason in {"session_refused", "sign_in_waits"}  # noqa: PT017 - in a loop
        site.step(600)
    assert site.counters.requests[START] <= 6


async def test_server_errors(site: SmartConnectSimulator, session: Session) -> None:
    """No reason to sign in; with a page, too."""
    await session.sign_in()
    for status in (500, 502, 503):
        body = "<html>Sorry</html>"
        site.faults.add(Fault(Effect.STATUS, path="/api/.*", status=status, body=body))
        with pytest.raises(CannotConnect) as raised:
            await session.get(FIRST)
        assert raised.value.reason == "server_error"
        assert raised.value.placeholders == {"status": str(status)}
    assert site.counters.logins == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_throttled(
    site: SmartConnectSimulator, session: Session, status: int
) -> None:
    """Whoever calls is told to wait, and nothing is sent."""
    await session.sign_in()
    headers = {"Retry-After": "120"}
    site.faults.add(
        Fault(Effect.STATUS, path="/api/.*", status=status, headers=headers)
    )
    with pytest.raises(RateLimited):
        await session.get(FIRST)
    site.counters.reset()
    site.step(60)
    for path in (FIRST, "gateways"):
        with pytest.raises(RateLimited) as raised:
            await session.get(path)
        assert raised.value.retry_after == 60
    assert not site.counters.requests
    site.step(60)
    await session.get(FIRST)


async def test_a_ups_that_is_gone(
    site: SmartConnectSimulator, session: Session
) -> None:
    """It is said so, and is no reason to sign in."""
    await session.sign_in()
    site.remove()
    for body in (None, "<html>Not found</html>"):
        if body:
            site.faults.add(Fault(Effect.STATUS, path="/api/.*", status=404, body=body))
        with pytest.raises(Refused) as raised:
            await session.get(FIRST)
        assert raised.value.status == 404
    assert site.counters.logins == 1


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        (Effect.TRUNCATED, CannotConnect),
        (Effect.NOT_JSON, InvalidAnswer),
        (Effect.EMPTY, InvalidAnswer),
        (Effect.HUGE, InvalidAnswer),
        (Effect.CUT_BEFORE, CannotConnect),
        (Effect.RESET, CannotConnect),
    ],
)
async def test_garbage(
    site: SmartConnectSimulator,
    session: Session,
    effect: Effect,
    error: type[DriverError],
) -> None:
    """It is no reason to sign in either."""
    await session.sign_in()
    site.faults.add(Fault(effect, path="/api/.*"))
    with pytest.raises(error):
        await session.get(FIRST)
    await session.get(FIRST)
    assert site.counters.logins == 1


@pytest.mark.parametrize("silent", [False, True])
async def test_nobody_there(
    site: SmartConnectSimulator,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    silent: bool,
) -> None:
    """An attempt that reaches nobody is none."""
    place = "custom_components.rack_power.drivers.apc_smartconnect.browser.TIMEOUT"
    monkeypatch.setattr(place, 0.05)
    site.leave(silent=silent)
    for _ in range(3):
        with pytest.raises(CannotConnect) as raised:
            await session.sign_in()
        assert raised.value.reason != "sign_in_waits"
    monkeypatch.undo()
    site.arrive()
    await session.sign_in()
    assert site.counters.logins == 1


@pytest.mark.parametrize("trusted", [False, True])
async def test_certificates(
    make_site: MakeSite,
    make_session: MakeSession,
    make_context: MakeContext,
    trusted: bool,
) -> None:
    """Both hosts speak TLS; one that nobody vouches for gets nothing."""
    site = await make_site(place=Place(tls=True, keep_alive=True))
    context = make_context()
    if trusted:
        trust = ssl.create_default_context(cadata=site.certificate)

        def new_session(traces: Any) -> aiohttp.ClientSession:
            return aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=trust),
                cookie_jar=aiohttp.DummyCookieJar(),
                trace_configs=list(traces),
            )

        context = replace(context, new_session=new_session)
    wire = Wire(context)
    session = Session(wire, context, site.url, site.email, site.password, None)
    if trusted:
        assert await session.sign_in()
        assert site.counters.logins == 1
    else:
        with pytest.raises(CertificateRefused):
            await session.sign_in()
        assert not site.counters.requests
    await wire.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nothing at all",
        "ftp://smartconnect.apc.com",
        "http://smartconnect.apc.com",
        "http://192.0.2.1",
        "https://me:secret@smartconnect.apc.com",
        "https://smartconnect.apc.com:8443",
    ],
)
async def test_no_address(url: str, make_context: MakeContext) -> None:
    """It is found out before anything is sent; only loopback does without TLS."""
    wire: Any = None
    with pytest.raises(InvalidRequest) as raised:
        Session(wire, make_context(), url, "a", "b", None)
    assert raised.value.reason == "invalid_url"


@pytest.mark.parametrize(
    "url",
    [
        "smartconnect.apc.com",
        "https://smartconnect.apc.com/dashboard",
        "HTTPS://SmartConnect.APC.com:443/",
    ],
)
async def test_addresses_as_people_write_them(
    url: str, make_context: MakeContext
) -> None:
    """Scheme, port and page may be left out or given."""
    wire: Any = None
    session = Session(wire, make_context(), url, "a", "b", None)
    assert session.origin == "https://smartconnect.apc.com"


async def test_requests_look_like_those_of_a_browser(
    site: SmartConnectSimulator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desktop, no referrer, and nothing encoded that cannot be decoded."""
    seen: list[Mapping[str, str]] = []
    send = Wire.request

    async def note(self: Wire, *args: Any, **options: Any) -> Any:
        seen.append(options["headers"])
        return await send(self, *args, **options)

    monkeypatch.setattr(Wire, "request", note)
    await session.sign_in()
    for headers in seen:
        assert "Chrome" in headers["User-Agent"]
        assert headers["Accept-Encoding"] == "gzip, deflate"
        assert "Referer" not in headers
    assert "application/json" in seen[-1]["Accept"]


async def test_a_stop_stops_calls_too(
    site: SmartConnectSimulator, session: Session
) -> None:
    """After a captcha nothing at all is sent, until somebody acts."""
    await session.sign_in()
    site.step(900)
    site.cloud.sessions.expire()
    site.knobs.turn(sign_in="captcha")
    with pytest.raises(SignInBlocked):
        await session.get(FIRST)
    site.counters.reset()
    for _ in range(3):
        site.step(86400)
        with pytest.raises(SignInBlocked) as raised:
            await session.get(FIRST)
        assert raised.value.reason == "sign_in_captcha"
    assert not site.counters.requests
