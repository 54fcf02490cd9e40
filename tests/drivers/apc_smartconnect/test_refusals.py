"""Paths that are refused, which is not to say that the session is over."""

import asyncio
from contextlib import suppress

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from .conftest import MakeSession, MakeSite

START, LIST = "GET /auth/login", "GET /api/v1/gateways"
FIRST, SECOND = "gateways/100000000001", "gateways/100000000002"
REFUSED = "session_refused"


def refuse(site: SmartConnectSimulator, path: str, times: int | None = None) -> None:
    """Refuse a path, so many times or for good."""
    site.faults.add(
        Fault(Effect.STATUS, path=f"/api/v1/{path}", status=403, times=times)
    )


async def refused(session: Session, path: str) -> None:
    """Read a path that is refused."""
    with pytest.raises(CannotConnect) as raised:
        await session.get(path)
    assert raised.value.reason == REFUSED


@pytest.mark.parametrize("rejection", ["401", "403", "html"])
async def test_a_path_that_is_refused_for_itself(
    make_site: MakeSite, make_session: MakeSession, rejection: str
) -> None:
    """The list proves the session once an hour, and nobody signs in."""
    site = await make_site(rejection=rejection)
    session = make_session(site)
    await session.sign_in()
    refuse(site, FIRST)
    site.counters.reset()
    for _ in range(40):
        site.step(900)
        await refused(session, FIRST)
        await session.get(SECOND)
    assert site.counters.requests[START] == 0
    assert site.counters.requests[LIST] == 10
    site.cloud.sessions.expire()
    await session.get(SECOND)
    assert site.counters.logins == 1
    await refused(session, FIRST)
    assert site.counters.logins == 1


@pytest.mark.parametrize(
    ("body", "is_refused"),
    [
        ('{"error": "Unauthorized"}', True),
        ('{"error": {"code": 7}, "status": 401}', True),
        ('{"error": null, "deviceId": "1"}', False),
        ('{"error": "odd", "status": {"pluginStatus": "comm_est"}}', False),
        ('{"error": "odd", "gateways": []}', False),
        ('["error"]', False),
        ('{"error": ', False),
    ],
)
async def test_an_error_that_has_no_status(
    site: SmartConnectSimulator, session: Session, body: str, is_refused: bool
) -> None:
    """It refuses, as the client of 2019 takes it, unless it brings something."""
    await session.sign_in()
    path = f"/api/v1/{FIRST}"
    site.faults.add(Fault(Effect.STATUS, path=path, status=200, body=body))
    site.counters.reset()
    with suppress(CannotConnect, InvalidAnswer):
        await session.get(FIRST)
    assert site.counters.requests[LIST] == is_refused
    assert site.counters.requests[START] == 0


async def test_a_path_that_is_served_again(
    site: SmartConnectSimulator, session: Session
) -> None:
    """Once is forgotten at once: it is asked for as before."""
    await session.sign_in()
    refuse(site, FIRST, times=1)
    await refused(session, FIRST)
    await session.get(FIRST)
    site.step(900)
    site.cloud.sessions.expire()
    await session.get(FIRST)
    assert site.counters.logins == 2


async def test_an_end_that_a_refused_path_hides(
    site: SmartConnectSimulator, session: Session
) -> None:
    """Within the hour it is looked into again, though no other path is asked."""
    await session.sign_in()
    refuse(site, FIRST, times=1)
    await refused(session, FIRST)
    site.cloud.sessions.expire()
    for _ in range(3):
        site.step(900)
        await refused(session, FIRST)
    site.step(900)
    await session.get(FIRST)
    assert site.counters.logins == 2


async def test_refused_in_a_fresh_session_too(
    site: SmartConnectSimulator, session: Session
) -> None:
    """One login, one repeat, and no more."""
    await session.sign_in()
    site.step(900)
    refuse(site, FIRST, times=2)
    refuse(site, "gateways", times=1)
    await refused(session, FIRST)
    assert site.counters.logins == 2
    await session.get(FIRST)
    assert site.counters.logins == 2


async def test_callers_share_the_list(
    make_site: MakeSite, make_session: MakeSession
) -> None:
    """However many are turned away at the same time."""
    site = await make_site(4)
    session = make_session(site)
    await session.sign_in()
    refuse(site, "gateways/1.*")
    site.counters.reset()
    paths = [f"gateways/10000000000{number}" for number in (1, 2, 3, 4)]
    await asyncio.gather(*(refused(session, path) for path in paths))
    assert site.counters.requests[LIST] == 1
    assert site.counters.requests[START] == 0


@pytest.mark.parametrize("effect", [Effect.STATUS, Effect.CUT_BEFORE, Effect.NOT_JSON])
async def test_a_list_that_proves_nothing(
    site: SmartConnectSimulator, session: Session, effect: Effect
) -> None:
    """Then nobody knows, and nobody signs in."""
    await session.sign_in()
    site.step(900)
    refuse(site, FIRST)
    site.faults.add(Fault(effect, path="/api/v1/gateways", times=None))
    for _ in range(3):
        with pytest.raises(
            Exception, match=r"server_error|cannot_connect|invalid_answer"
        ):
            await session.get(FIRST)
    assert site.counters.logins == 1


@pytest.mark.parametrize("effect", [Effect.STATUS, Effect.HTML])
@pytest.mark.parametrize("times", [1, None])
async def test_a_pasted_session_with_a_path_that_is_refused(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    effect: Effect,
    times: int | None,
) -> None:
    """It lives, so that nobody is asked for a new one until it is over."""
    line = "; ".join(
        f"{name}={value}" for name, value in site.browser_session().items()
    )
    session = make_session(site, password=None, pasted=line)
    await session.sign_in()
    site.faults.add(
        Fault(effect, path="/api/v1/gateways/events/all", status=403, times=times)
    )
    await refused(session, "gateways/events/all?from=2026-01-01T00:00:00.000Z")
    await session.get(FIRST)
    site.cloud.sessions.expire()
    with pytest.raises(SignInBlocked) as raised:
        await session.get(FIRST)
    assert raised.value.reason == "session_over"
    assert site.counters.requests[START] == 0


@pytest.mark.parametrize("password", [None, "right"])
async def test_the_list_itself_once(
    site: SmartConnectSimulator, make_session: MakeSession, password: str | None
) -> None:
    """A page now and then in its place is no end of the session either."""
    line = "; ".join(
        f"{name}={value}" for name, value in site.browser_session().items()
    )
    session = make_session(site, password=password, pasted=line)
    for ask in (session.sign_in, lambda: session.get("gateways")):
        site.faults.add(Fault(Effect.HTML, path="/api/v1/gateways"))
        assert await ask()
    assert site.counters.requests[START] == 0
