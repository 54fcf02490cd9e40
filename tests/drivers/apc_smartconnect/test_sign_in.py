"""The way in: however pages are written, and however it ends (2.4, 2.5)."""

from contextlib import suppress
import traceback
from typing import Any, get_args, get_type_hints

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator
from simulator.smartconnect.knobs import SignInKnobs

from ..conftest import Outside
from .conftest import MakeSession, MakeSite

START, FORM = "GET /auth/login", "POST /identity/UserLogin"

WRITINGS: list[dict[str, Any]] = [
    {},
    {"ids": "shuffled"},
    {"functions": "one_line"},
    {"functions": "broken"},
    {"functions": "double_quotes"},
    {"inputs": "reordered"},
    {"inputs": "single_quotes"},
    {"inputs": "upper_case"},
    {"cookie_lines": "spaced"},
    {"cookie_lines": "single_quotes"},
    {"cookie_lines": "tight"},
    {"cookie_value": "equals"},
    {"cookie_value": "equals", "cookie_quotes": "refused"},
    {"cookie_value": "equals", "cookie_quotes": "refused", "redirects": "status"},
    {"redirects": "href"},
    {"redirects": "assign"},
    {"redirects": "tight"},
    {"redirects": "escaped"},
    {"redirects": "refresh"},
    {"redirects": "status"},
    {"location": "ampersand"},
    {"location": "single_quotes"},
    {"location": "status"},
    {"bounce": False},
    {"captcha_constant": True},
    {
        "ids": "shuffled",
        "functions": "broken",
        "inputs": "upper_case",
        "cookie_lines": "tight",
        "redirects": "escaped",
        "location": "ampersand",
        "captcha_constant": True,
    },
]


@pytest.mark.parametrize("knobs", WRITINGS, ids=str)
async def test_every_writing_leads_in(
    make_site: MakeSite, make_session: MakeSession, knobs: dict[str, Any]
) -> None:
    """One login, one password, two posts, and the list at the end."""
    site = await make_site(**knobs)
    told = await make_session(site).sign_in()
    assert isinstance(told, dict)
    assert len(told["gateways"]) == 2
    assert (site.counters.logins, site.counters.passwords) == (1, 1)
    assert site.counters.requests[FORM] == 2
    assert site.counters.requests[START] == 1


async def test_all_the_way(site: SmartConnectSimulator, session: Session) -> None:
    """Nothing is asked for twice."""
    await session.sign_in()
    assert site.counters.requests == {
        "GET /auth/login": 1,
        "GET /identity/idp/login": 1,
        "GET /identity/startlogin": 1,
        "GET /identity/UserLogin": 1,
        "POST /identity/UserLogin": 2,
        "GET /identity/secur/frontdoor.jsp": 1,
        "GET /identity/apex/SIMSetup": 1,
        "GET /identity/setup/secur/SIMAuthorize": 1,
        "GET /auth/check": 1,
        "GET /": 1,
        "GET /api/v1/gateways": 1,
    }


UNAVAILABLE, CHANGED = "sign_in_unavailable", "sign_in_changed"
ENDINGS: list[tuple[str, type[DriverError], str, int]] = [
    ("start_503", CannotConnect, UNAVAILABLE, 0),
    ("start_page", CannotConnect, UNAVAILABLE, 0),
    ("start_relative", CannotConnect, UNAVAILABLE, 0),
    ("start_foreign", SignInBlocked, CHANGED, 0),
    ("no_view_state", SignInBlocked, CHANGED, 0),
    ("no_actions", SignInBlocked, CHANGED, 0),
    ("auth0", SignInBlocked, CHANGED, 0),
    ("user_no_view_state", SignInBlocked, CHANGED, 0),
    ("captcha", SignInBlocked, "sign_in_captcha", 1),
    ("mfa", SignInBlocked, "sign_in_mfa", 1),
    ("mfa_page", SignInBlocked, "sign_in_mfa", 1),
    ("mfa_path", SignInBlocked, "sign_in_mfa", 1),
    ("changed", SignInBlocked, CHANGED, 1),
    ("foreign_hop", SignInBlocked, CHANGED, 1),
    ("dead_end", SignInBlocked, CHANGED, 1),
    ("endless", SignInBlocked, CHANGED, 1),
    ("no_cookie", CannotConnect, "session_refused", 1),
    ("no_access", CannotConnect, "session_refused", 1),
]


def test_every_ending_is_tried() -> None:
    """The simulator has no other."""
    hint = get_type_hints(SignInKnobs)["sign_in"]
    assert {name for name, *_ in ENDINGS} == set(get_args(hint)) - {"ok"}


@pytest.mark.parametrize(("outcome", "error", "reason", "passwords"), ENDINGS, ids=str)
async def test_every_ending_is_told_apart(
    site: SmartConnectSimulator,
    session: Session,
    outcome: str,
    error: type[DriverError],
    reason: str,
    passwords: int,
) -> None:
    """One attempt, and one password at the most; by either way to ask for a session."""
    site.knobs.turn(sign_in=outcome)
    with pytest.raises(error) as raised:
        await session.sign_in()
    assert raised.value.reason == reason
    assert site.counters.requests[START] == 1
    assert site.counters.passwords == passwords
    with pytest.raises(DriverError):
        await session.get("gateways")
    assert site.counters.requests[START] == 1
    assert site.counters.passwords == passwords


async def test_endless_pages_end(site: SmartConnectSimulator, session: Session) -> None:
    """Eight pages behind the password, no more."""
    site.knobs.turn(sign_in="endless")
    with pytest.raises(SignInBlocked):
        await session.sign_in()
    hops = ("GET /identity/secur/frontdoor.jsp", "GET /identity/apex/SIMSetup")
    assert sum(site.counters.requests[hop] for hop in hops) == 8


async def test_endless_redirects_end(
    make_site: MakeSite, make_session: MakeSession
) -> None:
    """Ten redirects in one step, no more."""
    site = await make_site(sign_in="endless", redirects="status")
    with pytest.raises(SignInBlocked) as raised:
        await make_session(site).sign_in()
    assert raised.value.reason == CHANGED
    assert site.counters.requests["GET /identity/apex/SIMSetup"] == 10


@pytest.mark.parametrize(
    ("email", "password"), [(None, "wrong"), ("nobody@example.com", "right")]
)
@pytest.mark.parametrize("constant", [False, True])
async def test_wrong_password(
    make_site: MakeSite,
    make_session: MakeSession,
    email: str | None,
    password: str,
    constant: bool,
) -> None:
    """It is tried once, and never again."""
    site = await make_site(captcha_constant=constant)
    session = make_session(site, email=email, password=password)
    for _ in range(3):
        with pytest.raises(InvalidAuth):
            await session.sign_in()
    assert site.counters.wrong_passwords == 1
    assert site.counters.requests[START] == 1


async def test_locked_account(make_site: MakeSite, make_session: MakeSession) -> None:
    """It looks as if the password were wrong."""
    site = await make_site()
    site.cloud.account.locked = True
    with pytest.raises(InvalidAuth):
        await make_session(site).sign_in()


async def test_no_password(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """Without one there is nothing to try."""
    with pytest.raises(InvalidAuth):
        await make_session(site, password="").sign_in()
    assert not site.counters.requests


EVERYTHING = (*(name for name, *_ in ENDINGS), "ok")


@pytest.mark.parametrize("outcome", EVERYTHING)
async def test_secrets_are_not_told(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    caplog: pytest.LogCaptureFixture,
    outcome: str,
) -> None:
    """Neither in logs nor in errors: words, cookies, tickets, queries."""
    caplog.set_level(0)
    site.knobs.turn(sign_in=outcome)
    session = make_session(site)
    told = [repr(session)]
    for ask in (session.sign_in, lambda: session.get("gateways")):
        with suppress(DriverError):
            await ask()
        try:
            await ask()
        except DriverError as err:
            told += traceback.format_exception(err)
            told.append(f"{err!r} {err.args} {err.placeholders}")
    told.append(repr(session._browser.jar.cookies()))
    told.append(caplog.text)
    texts = "".join(told)
    secrets = [site.password, *site.cloud.sessions._good]
    secrets += [*site._tickets._tickets, *site._tickets._states]
    for secret in secrets:
        assert secret not in texts
    assert "sid=" not in texts
    assert site.password not in str(outside.notes.kept)


async def test_the_identity_host_still_knows_us(
    site: SmartConnectSimulator, session: Session
) -> None:
    """Then there is no form, and no password is sent."""
    headers = {"Location": f"{site.url}/auth/check?code={site._tickets.admit()}"}
    site.faults.add(
        Fault(Effect.STATUS, path="/identity/.*", status=302, headers=headers)
    )
    assert await session.sign_in()
    assert (site.counters.logins, site.counters.passwords) == (1, 0)


async def test_pages_of_the_portal_before_the_identity_host(
    site: SmartConnectSimulator, session: Session
) -> None:
    """A detour at the portal is not the end of the way."""
    headers = {"Location": f"{site.url}/auth/login?again"}
    site.faults.add(
        Fault(Effect.STATUS, path="/auth/login", status=302, headers=headers)
    )
    assert await session.sign_in()
    assert site.counters.passwords == 1


async def test_a_circle_before_the_form(
    site: SmartConnectSimulator, session: Session
) -> None:
    """It is left after eight pages."""
    body = "<script>location.reload; location='/identity/idp/login'</script>"
    site.faults.add(
        Fault(Effect.STATUS, path="/identity/idp/.*", status=200, body=body, times=None)
    )
    with pytest.raises(SignInBlocked) as raised:
        await session.sign_in()
    assert raised.value.reason == CHANGED
    assert site.counters.requests["GET /identity/idp/login"] == 8


async def test_the_answer_to_the_password_leads_on_by_script(
    site: SmartConnectSimulator, session: Session
) -> None:
    """As good as a meta, where nothing else is asked for."""
    url = f"/identity/secur/frontdoor.jsp?sid={site._tickets.admit()}"
    site.faults.add(
        Fault(
            Effect.STATUS,
            method="POST",
            path="/identity/.*",
            skip=1,
            status=200,
            body=f"<script>window.location.replace('{url}')</script>",
        )
    )
    assert await session.sign_in()


@pytest.mark.parametrize("which", [0, 1], ids=["name", "password"])
async def test_a_redirect_that_would_repeat_the_post(
    site: SmartConnectSimulator, session: Session, which: int
) -> None:
    """Neither word is posted anywhere else, whatever the status asks for."""
    site.faults.add(
        Fault(
            Effect.STATUS,
            method="POST",
            path="/identity/.*",
            skip=which,
            status=307,
            headers={"Location": f"{site.url}/collect"},
        )
    )
    with pytest.raises(DriverError):
        await session.sign_in()
    assert site.counters.requests[FORM] == which + 1
    posts = [name for name in site.counters.requests if name.startswith("POST")]
    assert posts == [FORM]
