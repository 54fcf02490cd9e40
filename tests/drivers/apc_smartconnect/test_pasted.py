"""A session out of a browser, for accounts that ask for more than a password."""

from collections.abc import Callable
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.hosts import Hosts
from custom_components.rack_power.drivers.apc_smartconnect.pasted import read_pasted
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from .conftest import MakeSession, MakeSite

VENDOR = Hosts("https://smartconnect.apc.com")
FIRST = "gateways/100000000001"


def exported(name: str, value: str, **more: Any) -> dict[str, Any]:
    """Return a cookie as extensions of browsers write it."""
    return {
        "domain": "127.0.0.1",
        "hostOnly": True,
        "httpOnly": True,
        "name": name,
        "path": "/",
        "sameSite": "lax",
        "secure": True,
        "session": True,
        "storeId": "0",
        "value": value,
        **more,
    }


FORMS: dict[str, Callable[[dict[str, str]], str]] = {
    "line": lambda told: "; ".join(f"{name}={value}" for name, value in told.items()),
    "labelled": lambda told: (
        "Cookie: x=y; " + ";".join(f"{name}={value}" for name, value in told.items())
    ),
    "object": json.dumps,
    "list": lambda told: json.dumps([exported(*one) for one in told.items()]),
    "no hosts": lambda told: json.dumps(
        [{"name": name, "value": value} for name, value in told.items()]
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("password", ["", "right"])
async def test_a_session_is_used_first(
    site: SmartConnectSimulator, make_session: MakeSession, form: str, password: str
) -> None:
    """In any form, with and without a password: no login."""
    pasted = f"\n {FORMS[form](site.browser_session())} \n"
    session = make_session(site, password=password, pasted=pasted)
    assert await session.sign_in()
    await session.get(FIRST)
    await make_session(site, password=password, pasted=pasted).get(FIRST)
    assert site.counters.requests.keys() == {
        "GET /api/v1/gateways",
        f"GET /api/v1/{FIRST}",
    }


@pytest.mark.parametrize("rejection", ["401", "403", "html", "200"])
async def test_a_session_that_is_over(
    make_site: MakeSite, make_session: MakeSession, rejection: str
) -> None:
    """Without a password there is nothing to do; with one there is a login."""
    site = await make_site(rejection=rejection)
    pasted = FORMS["line"](site.browser_session())
    session = make_session(site, password=None, pasted=pasted)
    await session.sign_in()
    site.cloud.sessions.expire()
    for ask in (session.sign_in, lambda: session.get(FIRST)):
        with pytest.raises(SignInBlocked) as raised:
            await ask()
        assert raised.value.reason == "session_over"
    assert "GET /auth/login" not in site.counters.requests
    session = make_session(site, pasted=pasted)
    await session.get(FIRST)
    assert site.counters.logins == 1
    await make_session(site, pasted=pasted).get(FIRST)
    assert site.counters.logins == 1


async def test_a_session_that_is_renewed(
    site: SmartConnectSimulator, make_session: MakeSession
) -> None:
    """What the cloud sets later replaces what was pasted, over restarts, too."""
    pasted = FORMS["line"](site.browser_session())
    session = make_session(site, password=None, pasted=pasted)
    fresh = next(iter(site.browser_session().items()))
    headers = {"Set-Cookie": f"{fresh[0]}={fresh[1]}; Path=/; HttpOnly"}
    site.faults.add(Fault(Effect.STATUS, path="/api/.*", status=500, headers=headers))
    with pytest.raises(CannotConnect):
        await session.get(FIRST)
    site.cloud.sessions._good.pop(pasted.partition("=")[2])
    await session.get(FIRST)
    await make_session(site, password=None, pasted=pasted).get(FIRST)


BAD = [
    "nothing",
    "=value",
    ";;;",
    "{}",
    "[]",
    "[3, null, {}]",
    '{"a": 3}',
    '{"a": "b',
    "[" * 100_000,
    "a=b\r\nX-Evil: yes",
    "a=" + "x" * 5000,
    "x" * 300_000,
    '[{"name": "a", "value": "b", "domain": "example.com"}]',
    '[{"name": "a", "value": "b", "domain": "com"}]',
    '[{"name": "a", "value": "b", "path": "/elsewhere"}]',
    '"text"',
    "NaN",
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_what_is_no_session(text: str) -> None:
    """It is found out before anything is sent."""
    with pytest.raises(InvalidRequest) as raised:
        read_pasted(text, VENDOR)
    assert raised.value.reason == "invalid_session"
    assert raised.value.placeholders == {}


def test_a_whole_browser() -> None:
    """Of what was exported, cookies of other hosts are left out."""
    told = [
        exported("portal", "1=", domain="smartconnect.apc.com"),
        exported("parent", "2", domain=".apc.com", hostOnly=False),
        exported("identity", "3", domain="secureidentity.schneider-electric.com"),
        exported("foreign", "4", domain="example.com"),
        exported("like", "5", domain="notapc.com"),
        exported("broken", "6\n", domain="smartconnect.apc.com"),
        {"name": "half"},
    ]
    found = read_pasted(json.dumps(told), VENDOR)
    assert [one.name for one in found] == ["portal", "parent", "identity"]
    assert [one.host_only for one in found] == [True, False, True]
    assert found[0].value == "1="
    assert all(one.secure for one in found)


def test_cookies_of_the_vendor_for_what_stands_before_it() -> None:
    """A portal of one's own gets what was pasted for it."""
    told = json.dumps([exported("a", "b", domain="smartconnect.apc.com")])
    (found,) = read_pasted(told, Hosts("https://gateway.example.com"))
    assert found.domain == "gateway.example.com"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text()
            | st.sampled_from(
                ["name", "value", "domain", "path", "secure", "expirationDate"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


@given(st.text() | ANY_JSON.map(json.dumps))
def test_anything(text: str) -> None:
    """Whatever is pasted, it is a session or it is not; what is one can be sent."""
    try:
        found = read_pasted(text, VENDOR)
    except InvalidRequest:
        return
    for one in found:
        f"{one.name}={one.value}".encode()
        assert not set(one.name + one.value) & set("\r\n\0;")
