"""The way in, when the wire or the pages are out of order."""

from contextlib import suppress
from random import Random
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    RateLimited,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import Outside
from .conftest import MakeSession

START, FORM = "GET /auth/login", "POST /identity/UserLogin"
UNAVAILABLE = "sign_in_unavailable"
PATHS = (
    "/auth/login",
    "/identity/idp/login",
    "/identity/UserLogin",
    "/identity/secur/.*",
    "/identity/apex/.*",
    "/auth/check",
    "/api/.*",
)
LOST = (Effect.CUT_BEFORE, Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("effect", LOST)
async def test_lost_answers(
    site: SmartConnectSimulator, session: Session, path: str, effect: Effect
) -> None:
    """Nothing is sent twice, and what was not begun does not count."""
    site.faults.add(Fault(effect, path=path, times=None))
    with pytest.raises(CannotConnect):
        await session.sign_in()
    sent = dict(site.counters.requests)
    assert sent.pop(FORM, 0) <= 2
    assert max(sent.values()) == 1
    site.faults.clear()
    if path == "/auth/login":
        await session.sign_in()
        return
    if path == "/api/.*":  # signed in, though it could not be seen
        await session.sign_in()
        assert site.counters.passwords == 1
        return
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == "sign_in_waits"
    assert raised.value.placeholders["minutes"] == "15"


@pytest.mark.parametrize("which", [0, 1], ids=["name", "password"])
@pytest.mark.parametrize("effect", LOST)
async def test_lost_posts(
    site: SmartConnectSimulator, session: Session, effect: Effect, which: int
) -> None:
    """A form is submitted once, whatever becomes of the answer."""
    site.faults.add(Fault(effect, method="POST", path="/identity/.*", skip=which))
    with pytest.raises(CannotConnect):
        await session.sign_in()
    assert site.counters.requests[FORM] == 1 + which
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == "sign_in_waits"
    assert site.counters.requests[FORM] == 1 + which


async def test_posts_that_are_never_answered(
    site: SmartConnectSimulator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attempt ends in time, and counts."""
    place = "custom_components.rack_power.drivers.apc_smartconnect.browser.TIMEOUT"
    await session._browser.ask(site.url)  # connections are there
    site.faults.add(Fault(Effect.HANG, method="POST"))
    monkeypatch.setattr(place, 0.2)
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == "timed_out"
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == "sign_in_waits"
    assert site.counters.requests[FORM] == 1


@pytest.mark.parametrize("path", PATHS[1:-1])
async def test_service_down_on_the_way(
    site: SmartConnectSimulator, session: Session, path: str
) -> None:
    """A 5xx anywhere is no changed page: it is tried again, later."""
    site.faults.add(Fault(Effect.STATUS, path=path, status=503, body="<p>Sorry</p>"))
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == UNAVAILABLE


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("status", [429, 503])
async def test_throttled_on_the_way(
    site: SmartConnectSimulator,
    session: Session,
    outside: Outside,
    path: str,
    status: int,
) -> None:
    """Nothing more is sent until it may be; the attempt counts."""
    site.faults.add(
        Fault(Effect.STATUS, path=path, status=status, headers={"Retry-After": "120"})
    )
    with pytest.raises(RateLimited) as limited:
        await session.sign_in()
    assert limited.value.retry_after == 120
    sent = site.counters.requests.total()
    outside.clock.simulated.step(119)
    with pytest.raises(RateLimited):
        await session.sign_in()
    with pytest.raises(RateLimited):
        await session.get("gateways")
    assert site.counters.requests.total() == sent
    outside.clock.simulated.step(2)
    if path == "/api/.*":
        await session.sign_in()
    else:
        with pytest.raises(CannotConnect) as raised:
            await session.sign_in()
        assert raised.value.reason == "sign_in_waits"
    assert site.counters.requests[START] == 1


@pytest.mark.parametrize("path", PATHS)
async def test_huge_pages(
    site: SmartConnectSimulator, session: Session, path: str
) -> None:
    """They are not read to their end."""
    site.faults.add(Fault(Effect.HUGE, path=path))
    with pytest.raises((InvalidAnswer, CannotConnect)):
        await session.sign_in()
    assert site.counters.bytes_out < 16 * 1024 * 1024


async def test_seconds_are_bounded(
    site: SmartConnectSimulator, session: Session, outside: Outside
) -> None:
    """An attempt takes two minutes at the most, however many pages are slow."""
    seconds = 25.0
    begun = outside.clock.monotonic()
    wait = site.faults.wait

    async def at_once(*_: Any) -> None:
        site.step(seconds)

    site.faults.wait = at_once  # type: ignore[method-assign, assignment]
    site.faults.add(Fault(Effect.DELAY, times=None, seconds=seconds))
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    site.faults.wait = wait  # type: ignore[method-assign]
    assert raised.value.reason == "timed_out"
    assert outside.clock.monotonic() - begun == 125
    assert site.counters.passwords == 0


PIECES = (
    "location='",
    'window.location.replace("',
    "');",
    '")',
    "https://login.foreign.invalid/",
    "//foreign.invalid/",
    "http://[::1",
    "/identity/apex/x",
    "\\@127.0.0.1",
    "<script>",
    "</script>",
    "<form action='https://login.foreign.invalid/'>",
    "<input name='com.salesforce.visualforce.ViewState' value='x'>",
    "dicvLogin1Act Submit('f',{'similarityGroupingId':'f:1'})",
    "dicvLogin2Act Submit('f',{'similarityGroupingId':'f:2'})",
    "<meta name=Location content='https://login.foreign.invalid/'>",
    "<meta http-equiv=refresh content='0;url=//foreign.invalid'>",
    "document.cookie='a=b;Domain=invalid';",
    "document.cookie='a\\r\\nX: y=b';",
    "<",
    "'",
    "\x00",
)


@pytest.mark.parametrize("seed", range(24))
async def test_any_page_anywhere(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    seed: int,
) -> None:
    """No error but ours, no request to a host that is not known (see `asked`)."""
    chance = Random(seed)  # noqa: S311 - the same pages every time
    for path in PATHS[1:-1]:
        outside.notes.kept.clear()
        site.faults.clear()
        body = "".join(chance.choices(PIECES, k=chance.randrange(12)))
        site.faults.add(
            Fault(Effect.STATUS, path=path, status=200, body=body, times=None)
        )
        with suppress(DriverError):
            await make_session(site).sign_in()
        assert site.counters.requests[START] <= len(PATHS)
