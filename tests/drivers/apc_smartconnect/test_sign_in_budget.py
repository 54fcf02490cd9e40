"""How often an account is signed in to by itself: seldom, whatever goes wrong."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import Outside
from .accounts import MakeDriver, make_driver
from .conftest import MakeSession, MakeSite

__all__ = ["make_driver"]

START = "GET /auth/login"
DAY, HOUR, EVERY = 86400, 3600, 300
FIRST = "gateways/100000000001"
SOMETIMES = 6
"""Attempts in 24 hours: at once, after 15 min, 1 h, 6 h, 6 h and 6 h."""

BROKEN: dict[str, int] = {
    "start_503": SOMETIMES,
    "start_page": SOMETIMES,
    "start_relative": SOMETIMES,
    "no_cookie": SOMETIMES,
    "no_access": SOMETIMES,
    "start_foreign": 1,
    "no_view_state": 1,
    "no_actions": 1,
    "auth0": 1,
    "user_no_view_state": 1,
    "captcha": 1,
    "mfa": 1,
    "mfa_page": 1,
    "mfa_path": 1,
    "changed": 1,
    "foreign_hop": 1,
    "dead_end": 1,
    "endless": 1,
}


async def day(session: Callable[[], Session], site: SmartConnectSimulator) -> None:
    """Try all day long, as a coordinator does."""
    for _ in range(DAY // EVERY):
        with suppress(DriverError):
            await session().get(FIRST)
        site.step(EVERY)


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("outcome", BROKEN)
async def test_a_day_of_a_way_in_that_is_broken(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outcome: str,
    restarts: bool,
) -> None:
    """However often Home Assistant is started again."""
    site.knobs.turn(sign_in=outcome)
    session = make_session(site)
    await day((lambda: make_session(site)) if restarts else (lambda: session), site)
    assert site.counters.requests[START] == BROKEN[outcome]
    assert site.counters.passwords <= BROKEN[outcome]


@pytest.mark.parametrize(
    ("scenario", "attempts"),
    [
        ("portal_down", 0),
        ("sign_in_down", SOMETIMES),
        ("sessions_refused", SOMETIMES),
        ("html_for_json", SOMETIMES),
    ],
)
async def test_a_day_of_a_cloud_that_is_broken(
    site: SmartConnectSimulator, session: Session, scenario: str, attempts: int
) -> None:
    """With a session at its beginning, and one again soon after its end."""
    await session.sign_in()
    site.step(HOUR + 1)
    await session.get(FIRST)
    site.counters.reset()
    site.play(scenario)
    await day(lambda: session, site)
    assert site.counters.requests[START] == attempts
    site.step(21600)
    await session.get(FIRST)


async def test_a_day_of_a_wrong_password(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """One attempt, also with restarts."""
    await day(lambda: make_session(site, password="wrong"), site)
    assert site.counters.requests[START] == 1
    with pytest.raises(InvalidAuth):
        await make_session(site, password="wrong").sign_in()


@pytest.mark.parametrize("outcome", ["captcha", "mfa", "changed"])
async def test_a_stop_outlives_restarts(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    outcome: str,
) -> None:
    """The same is said again, until credentials change or the memory is another."""
    site.knobs.turn(sign_in=outcome)
    for _ in range(3):
        with pytest.raises(SignInBlocked) as raised:
            await make_session(site).sign_in()
        assert raised.value.reason == f"sign_in_{outcome}"
        site.step(7 * DAY)
    assert site.counters.requests[START] == 1
    site.knobs.turn(sign_in="ok")
    if outcome == "captcha":
        outside.notes.kept.clear()
    else:
        site.cloud.account.password = "changed"
    await make_session(site).sign_in()
    assert site.counters.logins == 1


async def test_pauses(site: SmartConnectSimulator, session: Session) -> None:
    """A quarter of an hour, an hour, six hours; to the minute."""
    site.knobs.turn(sign_in="start_503")
    for pause in (15, 60, 360, 360):
        with pytest.raises(CannotConnect) as raised:
            await session.sign_in()
        assert raised.value.reason == "sign_in_unavailable"
        for minutes in (pause, 1):
            with pytest.raises(CannotConnect) as raised:
                await session.sign_in()
            assert raised.value.reason == "sign_in_waits"
            assert raised.value.placeholders == {"minutes": str(minutes)}
            site.step(60 * pause - 30 if minutes > 1 else 30)


@pytest.mark.parametrize(("hours", "logins"), [(5, 1), (7, 2)])
async def test_a_session_that_lives_makes_the_pause_short_again(
    site: SmartConnectSimulator, session: Session, hours: int, logins: int
) -> None:
    """If it outlives the next pause; then its end is no trouble."""
    site.knobs.turn(sign_in="start_503")
    for pause in (900, 3600, 21600):
        with pytest.raises(CannotConnect):
            await session.sign_in()
        site.step(pause)
    site.knobs.turn(sign_in="ok")
    await session.get(FIRST)
    site.step(hours * HOUR)
    await session.get(FIRST)
    site.cloud.sessions.expire()
    with suppress(CannotConnect):
        await session.get(FIRST)
    assert site.counters.logins == logins


@pytest.mark.parametrize(
    "knobs",
    [
        *({"session_calls": calls} for calls in (1, 2, 3, 5, 10, 40)),
        *({"session_seconds": seconds} for seconds in (60, 600, 1000, 3500)),
    ],
    ids=str,
)
@pytest.mark.parametrize("restarts", [False, True])
async def test_a_day_of_sessions_that_end_early(
    make_site: MakeSite,
    make_driver: MakeDriver,
    knobs: dict[str, int],
    restarts: bool,
) -> None:
    """Within an hour, that is: they prove nothing."""
    site = await make_site(1, **knobs)  # four calls a poll, every five minutes
    await driven(lambda: make_driver(site), site, every=HOUR if restarts else DAY)
    assert 1 < site.counters.passwords <= SOMETIMES


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    "paths",
    [
        ["/api/v1/dictionaries/en", "/api/v1/gateways/events/all"],
        ["/api/v1/gateways/1.*"],
        ["/api/v1/gateways/events/all"],
    ],
    ids=len,
)
async def test_a_day_of_paths_that_are_refused(
    make_site: MakeSite,
    make_driver: MakeDriver,
    paths: list[str],
    restarts: bool,
) -> None:
    """The session is good, so that nobody signs in again, restarts or not."""
    site = await make_site(1)
    for path in paths:
        site.faults.add(Fault(Effect.STATUS, path=path, times=None, status=403))
    await driven(lambda: make_driver(site), site, every=HOUR if restarts else DAY)
    assert site.counters.passwords == 1


@pytest.mark.parametrize("path", ["/api/v1/gateways/1.*", "/api/.*"])
async def test_a_day_of_pages_now_and_then(
    make_site: MakeSite, make_driver: MakeDriver, path: str
) -> None:
    """One every 15 min, as while something is being maintained."""
    site = await make_site(1)
    driver = make_driver(site)
    await driver.connect()
    for count in range(DAY // EVERY):
        if count % 3 == 0:
            site.faults.clear()
            site.faults.add(Fault(Effect.HTML, path=path))
        with suppress(DriverError):
            await driver.read()
        site.step(EVERY)
    assert site.counters.passwords == 1


async def driven(
    make: Callable[[], SmartConnectDriver], site: SmartConnectSimulator, *, every: int
) -> None:
    """Drive an account all day long, by a new driver every so many seconds."""
    for _ in range(DAY // every):
        driver, connected = make(), False
        for _ in range(every // EVERY):
            with suppress(DriverError):
                if not connected:
                    await driver.connect()
                connected = True
                await driver.read()
            site.step(EVERY)


async def test_many_logins_are_told_once_a_day(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While they last, from the fifth on, restarts or not; without anything secret."""

    def warned() -> int:
        return sum(
            one.levelno >= logging.WARNING
            for one in caplog.records
            if one.name.startswith("custom_components.")  # asyncio complains of load
        )

    for count in range(60):
        await make_session(site).get(FIRST)
        assert warned() == (count + 20) // 24
        site.step(HOUR + 1)
        await make_session(site).get(FIRST)
        site.cloud.sessions.expire()
    assert site.counters.logins == 60
    assert site.email not in caplog.text
    before = warned()
    site.step(2 * DAY)
    await make_session(site).get(FIRST)
    assert warned() == before


async def test_who_begins_while_another_is_signing_in(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """As by a reload: a wrong password is sent once, whoever remembers it."""
    first = make_session(site, password="wrong")
    signing_in = asyncio.create_task(first.sign_in())
    while not site.counters.requests["GET /identity/idp/login"]:
        await asyncio.sleep(0)
    second = make_session(site, password="wrong")
    with pytest.raises(InvalidAuth):
        await signing_in
    with pytest.raises(InvalidAuth):
        await second.get(FIRST)
    for _ in range(10):
        site.step(HOUR)
        with pytest.raises(InvalidAuth):
            await second.sign_in()
    assert site.counters.passwords == 1


async def test_two_who_begin_at_the_same_time(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """Only one of them goes beyond the portal."""
    sessions = [make_session(site, password="wrong") for _ in range(3)]
    ended = await asyncio.gather(
        *(one.sign_in() for one in sessions), return_exceptions=True
    )
    assert sum(isinstance(one, InvalidAuth) for one in ended) == 1
    assert site.counters.passwords == 1


async def test_what_is_asked_while_waiting(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """A session that is over is tried every ten minutes, in case it is good again."""
    session = make_session(site)
    await session.sign_in()
    site.cloud.sessions.expire()
    site.knobs.turn(sign_in="start_503")
    site.step(900)
    with pytest.raises(CannotConnect):
        await session.get(FIRST)
    site.counters.reset()
    for _ in range(30):
        with pytest.raises(CannotConnect) as raised:
            await session.get(FIRST)
        assert raised.value.reason == "sign_in_waits"
        site.step(110)
    assert site.counters.requests[f"GET /api/v1/{FIRST}"] == 5
    assert site.counters.requests["GET /api/v1/gateways"] == 5
