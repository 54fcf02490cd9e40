"""The portal's door: login, tokens, and how each refusal looks (2.1 and 5)."""

from base64 import urlsafe_b64decode
from email.utils import parsedate_to_datetime
import json
from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite
from .wires import BASE, Portal

LOGIN = f"{BASE}/user/authenticate"


def claims_of(token: str) -> tuple[Any, Any]:
    """Read the head and the claims of a JWT."""
    head, body, _ = token.split(".")
    parts = [urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in (head, body)]
    return json.loads(parts[0]), json.loads(parts[1])


async def test_login(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession
) -> None:
    """A token with the simulated time in it, and the user."""
    portal = Portal(session, site.portal.url)
    answer = await portal.login(site.portal.email, site.portal.password)
    assert answer.json["user"].keys() == {"id", "login", "name", "role", "avatar"}
    head, claims = claims_of(answer.json["token"])
    assert head == {"alg": "HS512"}
    now = int(site.clock.time.timestamp())
    assert (claims["sub"], claims["iat"]) == (site.portal.email, now)
    assert claims["exp"] == now + 86400
    date = parsedate_to_datetime(answer.headers["Date"])
    assert int(date.timestamp()) == now
    assert site.portal.counters.logins == 1


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"email": "demo@rack-power.example", "password": "x"}, 400, "invalid"),
        ({"email": "nobody@x", "password": "rack-power-simulator"}, 400, "invalid"),
        ({"email": "demo@rack-power.example"}, 400, None),
        ([], 400, None),
        ("{", 400, None),
    ],
)
async def test_wrong_login(
    site: PowerSentrixSimulator,
    session: aiohttp.ClientSession,
    body: Any,
    status: int,
    message: str | None,
) -> None:
    """Wrong credentials are told from a request that makes no sense."""
    answer = await Portal(session, site.portal.url).send("POST", LOGIN, body)
    assert answer.status == status
    if message:
        assert answer.json == {"message": "invalidEmailOrPassword"}
    else:
        assert answer.json.keys() == {"timestamp", "status", "error", "path"}
    assert site.portal.counters.logins == 0


async def test_no_json(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession
) -> None:
    """A form is refused by the framework."""
    async with session.post(site.portal.url + LOGIN, data={"email": "x"}) as response:
        assert response.status == 415


async def test_no_web_login(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession
) -> None:
    """An account that may not log in on the web is told so."""
    site.portal.accounts[0].web_login = False
    portal = Portal(session, site.portal.url)
    answer = await portal.login(site.portal.email, site.portal.password)
    assert (answer.status, answer.json) == (400, {"message": "disabledLoginFromWeb"})


@pytest.mark.parametrize("style", ["message", "plain"])
@pytest.mark.parametrize("token", [None, "nonsense"])
async def test_bad_token(
    portal: Portal, site: PowerSentrixSimulator, style: str, token: str | None
) -> None:
    """No token and a wrong one are the same; where the text stands is a knob."""
    site.turn(error_401=style)
    portal.token = token
    answer = await portal.ask("getUpsList")
    assert answer.status == 401
    text = answer.json["message"] if style == "message" else answer.text
    assert text == "Invalid authorization token"


@pytest.mark.parametrize("exp", ["present", "absent"])
async def test_expiry(
    make_site: MakeSite, session: aiohttp.ClientSession, exp: str
) -> None:
    """A token ends with its life, whether it tells of it or not."""
    site = await make_site(jwt_exp=exp, jwt_lifetime=100)
    portal = Portal(session, site.portal.url)
    answer = await portal.login(site.portal.email, site.portal.password)
    assert ("exp" in claims_of(answer.json["token"])[1]) is (exp == "present")
    site.step(99)
    assert (await portal.ask("getUpsList")).status == 200
    site.step(1)
    assert (await portal.ask("getUpsList")).status == 401


async def test_revocation(portal: Portal, site: PowerSentrixSimulator) -> None:
    """All tokens end; another login opens the door."""
    site.portal.tokens.revoke()
    assert (await portal.ask("getUpsList")).status == 401
    await portal.login(site.portal.email, site.portal.password)
    assert (await portal.ask("getUpsList")).status == 200


async def test_two_logins_at_once(portal: Portal, site: PowerSentrixSimulator) -> None:
    """Each login has a token of its own, and both are good."""
    first = portal.token
    await portal.login(site.portal.email, site.portal.password)
    assert portal.token != first
    portal.token = first
    assert (await portal.ask("getUpsList")).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/", 404),
        ("POST", "/api/v1/ups/getUpsList", 405),
        ("GET", "/api/v1/ups/restartPort?id=42&port=0", 404),
        ("GET", "/api/v1/ups/testConnection?id=42", 404),
        ("GET", "/api/v1/ups/getBasicInfo", 400),
        ("GET", "/api/v1/ups/getUpsLogs?id=42&page=x", 400),
        ("GET", "/api/v1/ups/getUpsLogs?id=42&limit=0", 400),
        ("GET", "/api/v1/ups/changePortState?id=42&port=12", 400),
        ("GET", "/api/v1/ups/changePortState?id=42", 400),
    ],
)
async def test_framework_errors(
    portal: Portal, method: str, path: str, status: int
) -> None:
    """What the portal does not know its framework refuses, in its form."""
    answer = await portal.send(method, path)
    assert answer.status == answer.json["status"] == status
    assert answer.json["path"] == path.partition("?")[0]


@pytest.mark.parametrize(
    "name",
    [
        "getUpsComplexObject?id=",
        "getBasicInfo?id=",
        "getUpsLogs?id=",
        "changePortState?port=0&id=",
    ],
)
async def test_foreign_unit(
    portal: Portal, site: PowerSentrixSimulator, name: str
) -> None:
    """An unknown UPS and somebody else's are both not found."""
    assert (await portal.ask(f"{name}99")).status == 404
    site.portal.accounts[0].units = set()
    answer = await portal.ask(f"{name}42")
    assert (answer.status, answer.json) == (404, {"message": "UPS not found"})
    assert site.ups.is_on(0)
