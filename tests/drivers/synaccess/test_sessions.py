"""Signing in: three ways, one session, and what a refusal means."""

import asyncio

import pytest

from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    NotPermitted,
    WrongEquipment,
)
from custom_components.rack_power.equipment.variables import OUTLET_NAME, OUTLET_STATUS
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import (
    ADMIN,
    ADMIN_PASSWORD,
    ADMIN_TOKEN,
    VIEWER_PASSWORD,
    VIEWER_TOKEN,
)

from .conftest import FIRST, Drive, outlet

PASSWORD = Credentials(username=ADMIN, password=ADMIN_PASSWORD)
BASIC = Credentials(username=ADMIN, password=ADMIN_PASSWORD, basic=True)
WRONG = Credentials(username=ADMIN, password="not-the-password")


async def test_one_session_for_all_polls_and_commands(drive: Drive) -> None:
    """Units allow few sessions, and there is no way to close one."""
    driven = await drive(credentials=PASSWORD, started=False)
    await driven.start()
    for _ in range(5):
        await driven.poll()
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.pdu.sessions == 1
    assert driven.pdu.counters.logins == 0  # start() has reset the counters


async def test_the_cookie_is_the_one_of_the_unit(drive: Drive) -> None:
    """Two units at one host do not get each other's cookies."""
    one = await drive(credentials=PASSWORD)
    other = await drive(credentials=PASSWORD, serial=1502531)
    for _ in range(2):
        await one.poll()
        await other.poll()
    assert one.pdu.counters.logins == other.pdu.counters.logins == 0


async def test_a_session_by_the_cookie_alone(drive: Drive) -> None:
    """Firmware that sets the cookie without a header Token that could be one."""
    driven = await drive(credentials=PASSWORD, started=False)
    session = driven.pdu.unit.sessions.open(driven.pdu.state.user(ADMIN))
    headers = {"Set-Cookie": f"SPID={session}; path=/", "Token": "not; a session"}
    driven.pdu.faults.add(
        Fault(Effect.STATUS, path="/login", status=200, body="{}", headers=headers)
    )
    await driven.start()
    assert driven.value(outlet(), OUTLET_STATUS) is True


@pytest.mark.parametrize("ended", ["expired", "idle"])
async def test_an_ended_session_is_renewed_once(drive: Drive, ended: str) -> None:
    """One more login, and the call is made anew."""
    driven = await drive(credentials=PASSWORD)
    if ended == "expired":
        driven.pdu.expire_sessions()
    else:
        driven.pdu.state.conf["webIdleTimeout"] = 20
    await driven.poll()
    assert driven.pdu.counters.logins == 1
    assert driven.pdu.counters.requests["GET /api/banks"] == 2
    assert driven.pdu.counters.requests["GET /api/outlets"] == 1


async def test_a_write_without_a_session_is_made_anew(drive: Drive) -> None:
    """It was turned away at the gate, so it is executed once."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.expire_sessions()
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.executed == [("outlet.state", FIRST, "OFF")]
    assert driven.pdu.counters.logins == 1


async def test_a_session_that_ends_at_once_is_not_renewed_for_ever(
    drive: Drive,
) -> None:
    """After one renewal the credentials count as refused."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.faults.add(Fault(Effect.STATUS, path="/api/.*", status=401, times=None))
    with pytest.raises(InvalidAuth) as raised:
        await driven.poll()
    assert raised.value.reason == "invalid_auth"
    assert driven.pdu.counters.logins == 1


async def test_a_changed_password_is_told(drive: Drive) -> None:
    """The session ends, and cannot be renewed."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.state.user(ADMIN)["password"] = "changed"
    driven.pdu.expire_sessions()
    with pytest.raises(InvalidAuth) as raised:
        await driven.poll()
    assert raised.value.reason == "login_refused"


async def test_a_wrong_password(drive: Drive) -> None:
    """One attempt, not one for every list."""
    driven = await drive(credentials=WRONG, started=False)
    with pytest.raises(InvalidAuth) as raised:
        await driven.driver.connect()
    assert raised.value.reason == "login_refused"
    assert driven.pdu.counters.requests.total() == 1


async def test_no_session_left(drive: Drive) -> None:
    """A full unit answers as to a wrong password; the message names both."""
    driven = await drive(credentials=PASSWORD, started=False)
    driven.pdu.state.conf["webMaxUsers"] = 1
    driven.pdu.unit.sessions.open(driven.pdu.state.user(ADMIN))
    with pytest.raises(InvalidAuth) as raised:
        await driven.driver.connect()
    assert raised.value.reason == "login_refused"


async def test_token_and_basic_open_no_session(drive: Drive) -> None:
    """They are sent with every request."""
    for credentials in (None, BASIC):
        driven = await drive(credentials=credentials, started=False)
        driven.pdu.state.conf["webApiPasswordEnabled"] = True
        await driven.start()
        await driven.write(outlet(), OUTLET_STATUS, False)
        assert driven.pdu.sessions == driven.pdu.counters.logins == 0


@pytest.mark.parametrize(
    "credentials", [Credentials(token="R4ckP0werS1mPAT0009"), BASIC]
)
async def test_refused_at_once(drive: Drive, credentials: Credentials) -> None:
    """There is nothing to renew, so it is not tried again."""
    driven = await drive(credentials=credentials, started=False)
    with pytest.raises(InvalidAuth):
        await driven.driver.connect()
    assert driven.pdu.counters.requests == {"GET /api/device": 1}


@pytest.mark.parametrize("token", ["with\nbreak", "schlüssel", "\x00"])
async def test_a_token_that_cannot_be_one(drive: Drive, token: str) -> None:
    """It would break the header, so it is not sent."""
    driven = await drive(credentials=Credentials(token=token), started=False)
    with pytest.raises(InvalidAuth):
        await driven.driver.connect()
    assert not driven.pdu.counters.requests


async def test_one_request_at_a_time(drive: Drive) -> None:
    """Polls, commands and the login wait for each other."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.expire_sessions()
    driven.pdu.step(1000)
    await asyncio.gather(
        driven.read(),
        driven.write(outlet(), OUTLET_STATUS, False),
        driven.write(outlet(), OUTLET_NAME, "NAS"),
        driven.driver.list_events(driven.equipment),
    )
    assert driven.pdu.counters.max_concurrent == 1
    assert driven.pdu.counters.logins == 1


LOGINS = [
    (Fault(Effect.STATUS, status=403), InvalidAuth, "login_refused"),
    (Fault(Effect.STATUS, status=429), InvalidAuth, "login_refused"),
    (Fault(Effect.STATUS, status=404), WrongEquipment, "wrong_equipment"),
    (Fault(Effect.STATUS, status=204), WrongEquipment, "wrong_equipment"),
    (Fault(Effect.STATUS, status=501), WrongEquipment, "wrong_equipment"),
    (Fault(Effect.STATUS, status=503), CannotConnect, "server_error"),
    (Fault(Effect.HTML), WrongEquipment, "wrong_equipment"),
    (Fault(Effect.STATUS, status=200, body="{}"), InvalidAnswer, "invalid_answer"),
    (
        Fault(Effect.STATUS, status=301, headers={"Location": "HTTPS://pdu/login"}),
        CannotConnect,
        "use_https",
    ),
]


@pytest.mark.parametrize(("fault", "error", "reason"), LOGINS)
async def test_what_a_login_may_answer(
    drive: Drive, fault: Fault, error: type[DriverError], reason: str
) -> None:
    """A command is not sent then, and no answer passes for a session."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.expire_sessions()
    fault.path = "/login"
    driven.pdu.faults.add(fault)
    with pytest.raises(error) as raised:
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert raised.value.reason == reason
    assert not driven.executed


async def test_use_https(drive: Drive) -> None:
    """A unit that sends everybody on to https says what to do."""
    driven = await drive()
    driven.pdu.state.conf["webRedirectHttp"] = True
    with pytest.raises(CannotConnect) as raised:
        await driven.poll()
    assert raised.value.reason == "use_https"
    with pytest.raises(CannotConnect) as raised:
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert raised.value.reason == "use_https"


SENT = [
    (None, [ADMIN_TOKEN]),
    (PASSWORD, [ADMIN_PASSWORD]),
    (BASIC, [ADMIN_PASSWORD, "YWRtaW46cmFjay1wb3dlci1zaW11bGF0b3I="]),
]


@pytest.mark.parametrize(("credentials", "secrets"), SENT)
async def test_a_refusal_that_repeats_our_secrets(
    drive: Drive, credentials: Credentials | None, secrets: list[str]
) -> None:
    """They are not passed on: not the token, the password, the session, the pair."""
    driven = await drive(credentials=credentials, started=False)
    driven.pdu.state.conf["webApiPasswordEnabled"] = True
    await driven.start()
    sent = [*secrets, *driven.pdu.unit.sessions._open]
    body = f"No Permission for {' '.join(sent)}"
    driven.pdu.faults.add(Fault(Effect.STATUS, method="PUT", status=403, body=body))
    with pytest.raises(NotPermitted) as raised:
        await driven.write(outlet(), OUTLET_STATUS, False)
    answer = raised.value.placeholders["answer"]
    assert answer == "No Permission for " + " ".join("***" for _ in sent)


async def test_credentials_do_not_print_their_secrets() -> None:
    """A log that shows them shows the name only."""
    printed = repr(Credentials(token="hunter2", username="me", password="hunter3"))
    assert "me" in printed
    assert "hunter" not in printed


async def test_another_user(drive: Drive) -> None:
    """Who may only look gets everything that can be seen, and is told the rest."""
    viewers = [
        Credentials(token=VIEWER_TOKEN),
        Credentials(username="viewer", password=VIEWER_PASSWORD),
    ]
    for credentials in viewers:
        driven = await drive(credentials=credentials)
        assert driven.value(outlet(), OUTLET_STATUS) is True
        with pytest.raises(NotPermitted) as raised:
            await driven.write(outlet(), OUTLET_STATUS, False)
        assert raised.value.placeholders["answer"] == "No Permission"
        assert driven.value(outlet(), OUTLET_STATUS) is True
