"""What outlives a driver: cookies, for the credentials that they were got with."""

from typing import Any

import pytest

from custom_components.rack_power.equipment.errors import InvalidAuth
from simulator.smartconnect import SmartConnectSimulator

from ..conftest import Outside
from .conftest import MakeSession, MakeSite

START = "GET /auth/login"
FIRST = "gateways/100000000001"


async def test_kept_over_a_restart(
    site: SmartConnectSimulator, make_session: MakeSession, asked: list[str]
) -> None:
    """The next driver goes on with the same session."""
    await make_session(site).sign_in()
    del asked[:]
    for _ in range(3):
        await make_session(site).sign_in()
    await make_session(site).get(FIRST)
    assert len(asked) == 4
    assert site.counters.logins == 1


@pytest.mark.parametrize(
    "other",
    [{"email": "other@example.com"}, {"password": "other"}, {"pasted": "a=b"}],
    ids=str,
)
async def test_other_credentials_have_other_cookies(
    site: SmartConnectSimulator, make_session: MakeSession, other: dict[str, Any]
) -> None:
    """What was kept for one account is never sent for another."""
    await make_session(site).sign_in()
    if "pasted" in other:
        await make_session(site, **other).sign_in()
    else:
        with pytest.raises(InvalidAuth):
            await make_session(site, **other).sign_in()
    assert site.counters.requests[START] == 2
    assert site.counters.passwords == 2


async def test_another_portal_has_other_cookies(
    make_site: MakeSite, make_session: MakeSession
) -> None:
    """A host is not its neighbour."""
    first, second = await make_site(), await make_site()
    await make_session(first).sign_in()
    await make_session(second).sign_in()
    assert second.counters.logins == 1


NONSENSE: list[Any] = [
    None,
    3,
    "text",
    [],
    {},
    {"who": 3},
    {"cookies": 3},
    {"cookies": [3, None, {}, {"name": 3}]},
    {"cookies": [{"name": "a"}]},
    {
        "cookies": [
            {
                "name": "a\r\nX: y",
                "value": "b",
                "domain": "127.0.0.1",
                "path": "/",
                "secure": False,
                "host_only": True,
            }
        ]
    },
    {"stopped": 3, "attempts": "x", "last": "y", "day": 7},
    {"stopped": "sign_in_eaten", "attempts": 10**400, "last": float("nan")},
    {"attempts": 3, "last": 10**400, "set_back": [], "day": [None, "x", 10**400]},
]


@pytest.mark.parametrize("told", NONSENSE, ids=str)
@pytest.mark.parametrize("key", ["cookies", "sign_in"])
async def test_nonsense_in_the_memory(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    key: str,
    told: Any,
) -> None:
    """It is as if it were not there."""
    session = make_session(site)
    if isinstance(told, dict):
        told = {"who": session._who, **told}
    outside.notes.keep(key, told)
    await make_session(site).sign_in()
    assert site.counters.logins == 1


def cookie(**other: Any) -> dict[str, Any]:
    """Return a cookie as it is kept."""
    return {
        "name": "a",
        "value": "b",
        "domain": "127.0.0.1",
        "path": "/",
        "secure": False,
        "host_only": True,
        "expires": None,
        **other,
    }


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ({}, True),
        ({"expires": 10**400}, True),
        ({"expires": "soon"}, True),
        ({"expires": 1}, False),
        ({"value": None}, False),
        ({"value": "b\r\n"}, False),
        ({"domain": 3}, False),
        ({"domain": ""}, False),
        ({"path": "x"}, False),
        ({"path": None}, False),
        ({"secure": "yes"}, False),
        ({"host_only": 1}, False),
    ],
    ids=str,
)
async def test_a_cookie_that_was_kept(
    site: SmartConnectSimulator,
    make_session: MakeSession,
    outside: Outside,
    other: dict[str, Any],
    kept: bool,
) -> None:
    """It is sent again, unless something of it cannot be."""
    who = make_session(site)._who
    outside.notes.keep("cookies", {"who": who, "cookies": [cookie(**other), cookie()]})
    header = make_session(site)._browser.jar.header(site.url)
    assert header == "a=b"
    outside.notes.keep("cookies", {"who": who, "cookies": [cookie(**other)]})
    assert (make_session(site)._browser.jar.header(site.url) == "a=b") is kept
