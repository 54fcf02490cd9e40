"""Who may come in, for how long, and what they may do there."""

from base64 import b64encode
import re

import aiohttp
import pytest

from simulator.synaccess import PduSimulator
from simulator.synaccess.users import VIEWER, VIEWER_PASSWORD, VIEWER_TOKEN

from .client import Client
from .conftest import MakePdu

DEVICE = "/api/device"


def anonymous(pdu: PduSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to a PDU without any credentials."""
    return Client(session, pdu.url)


def with_cookie(pdu: PduSimulator, session: aiohttp.ClientSession, spid: str) -> Client:
    """Talk to a PDU with a session."""
    return Client(session, pdu.url, headers={"Cookie": f"SPID={spid}"})


async def test_login_gives_a_session(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """The token comes in a header and, the same, in a cookie; it opens the API."""
    answer = await anonymous(pdu, session).login(pdu.username, pdu.password)

    assert answer.status == 200
    spid = answer.headers["Token"]
    assert re.fullmatch("[A-Za-z0-9]{19}", spid)
    assert answer.headers["Set-Cookie"] == f"SPID={spid}; path=/"
    assert answer.json["username"] == "admin"
    assert answer.json["role"]["permissions"]["viewOutlets"][0] == "1-2001607"
    assert not {"password", "token"} & answer.json.keys()
    assert (await with_cookie(pdu, session, spid).get(DEVICE))["numOutlets"] == 8
    assert pdu.counters.logins == 1


async def test_credentials_are_not_the_factory_ones(pdu: PduSimulator) -> None:
    """A demo with admin/admin would set off warnings about the factory password."""
    assert pdu.username == "admin"
    assert pdu.password != "admin"
    assert re.fullmatch("[A-Za-z0-9]{19}", pdu.token)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "SPID=x"},
        {"Cookie": "SPID="},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Token R4ckP0werS1mPAT0001"},
    ],
)
async def test_strangers_stay_out(
    pdu: PduSimulator, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    """Nothing below /api answers without credentials, and commands do nothing."""
    client = Client(session, pdu.url, headers=headers)
    answer = await client.send("GET", DEVICE)
    assert (answer.status, answer.json) == (401, {"error": "Unauthorized"})

    answer = await client.send("PUT", "/api/outlets/1", {"state": "OFF"})
    assert answer.status == 401
    assert pdu.state.outlet(1)["state"] == "ON"
    assert len(pdu.counters.commands_received) == 1
    assert pdu.counters.commands_executed == []

    answer = await client.send("POST", "/api/system/reboot")
    assert answer.status == 401


async def test_wrong_password(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """A wrong password opens nothing and is not counted as a login."""
    answer = await anonymous(pdu, session).login(pdu.username, "admin")
    assert answer.status == 401
    assert "Token" not in answer.headers
    assert pdu.counters.logins == 0


async def test_session_idles_out(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """Each request keeps the session alive; without any it ends."""
    pdu.state.conf["webIdleTimeout"] = 120
    answer = await anonymous(pdu, session).login(pdu.username, pdu.password)
    client = with_cookie(pdu, session, answer.headers["Token"])
    for _ in range(3):
        pdu.step(100)
        assert (await client.send("GET", DEVICE)).status == 200
    pdu.step(121)
    assert (await client.send("GET", DEVICE)).status == 401


async def test_sessions_never_idle_out_by_default(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """The factory's timeout of 0 means never."""
    answer = await anonymous(pdu, session).login(pdu.username, pdu.password)
    pdu.step(3000)
    client = with_cookie(pdu, session, answer.headers["Token"])
    assert (await client.send("GET", DEVICE)).status == 200


async def test_session_limit(pdu: PduSimulator, session: aiohttp.ClientSession) -> None:
    """No more sessions than the configuration allows."""
    pdu.state.conf["webMaxUsers"] = 2
    client = anonymous(pdu, session)
    statuses = [
        (await client.login(pdu.username, pdu.password)).status for _ in range(3)
    ]
    assert statuses == [200, 200, 401]
    pdu.expire_sessions()
    assert (await client.login(pdu.username, pdu.password)).status == 200


async def test_expired_sessions(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """Sessions end when the test says so; the token of a user does not."""
    answer = await anonymous(pdu, session).login(pdu.username, pdu.password)
    client = with_cookie(pdu, session, answer.headers["Token"])
    pdu.expire_sessions()
    assert (await client.send("GET", DEVICE)).status == 401
    assert (await Client(session, pdu.url, pdu.token).send("GET", DEVICE)).status == 200


async def test_basic_only_where_switched_on(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """Basic authentication is off by default."""
    secret = b64encode(f"{pdu.username}:{pdu.password}".encode()).decode()
    client = Client(session, pdu.url, headers={"Authorization": f"Basic {secret}"})
    assert (await client.send("GET", DEVICE)).status == 401
    pdu.state.conf["webApiPasswordEnabled"] = True
    assert (await client.send("GET", DEVICE)).status == 200


async def test_session_token_is_no_bearer(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """Nobody may rely on a session token being accepted as a bearer token."""
    answer = await anonymous(pdu, session).login(pdu.username, pdu.password)
    client = Client(session, pdu.url, answer.headers["Token"])
    assert (await client.send("GET", DEVICE)).status == 401


@pytest.mark.parametrize(
    ("right", "method", "path", "body"),
    [
        ("viewInletStats", "GET", "/api/inlets", None),
        ("modifyInletStats", "PUT", "/api/inlets/I1-1502530", {"inletName": "x"}),
        ("viewBankStats", "GET", "/api/banks", None),
        ("modifyBankStats", "PUT", "/api/banks/2001607", {"bankName": "x"}),
        ("viewOutletGroups", "GET", "/api/groups", None),
        ("modifyOutletGroups", "POST", "/api/groups", {"groupName": "x"}),
        ("modifyOutletGroups", "PUT", "/api/groups/1", {"state": "OFF"}),
        ("modifyOutletGroups", "DELETE", "/api/groups/1", None),
        ("viewEventActions", "GET", "/api/events", None),
        ("viewEventActions", "GET", "/api/actions", None),
        ("modifyEventActions", "PUT", "/api/events/1", {"enabled": False}),
        ("modifyEventActions", "DELETE", "/api/actions/1", None),
        ("allowPduRestart", "POST", "/api/system/reboot", None),
    ],
)
async def test_each_right(
    pdu: PduSimulator,
    client: Client,
    right: str,
    method: str,
    path: str,
    body: object,
) -> None:
    """Without its right a request is refused; with it, it passes."""
    before = pdu.snapshot()["groups"], pdu.snapshot()["events"]
    permissions = pdu.state.permissions("admin")
    permissions[right] = False
    answer = await client.send(method, path, body)
    assert (answer.status, answer.json) == (403, {"error": "No Permission"})
    assert pdu.counters.commands_executed == []
    assert (pdu.snapshot()["groups"], pdu.snapshot()["events"]) == before
    permissions[right] = True
    assert (await client.send(method, path, body)).status == 200


async def test_conf_needs_one_of_two_rights(pdu: PduSimulator, client: Client) -> None:
    """Network or global settings: either right is enough, none is not."""
    permissions = pdu.state.permissions("admin")
    permissions["viewNetworkSettings"] = False
    assert (await client.send("GET", "/api/conf")).status == 200
    permissions["viewGlobalDeviceSettings"] = False
    assert (await client.send("GET", "/api/conf")).status == 403


async def test_outlet_lists(pdu: PduSimulator, client: Client) -> None:
    """A user sees and switches only the outlets of the two lists."""
    permissions = pdu.state.permissions("admin")
    permissions["viewOutlets"] = ["1-2001607", "2-2001607"]
    permissions["modifyOutlets"] = ["2-2001607"]
    seen = [outlet["id"] for outlet in await client.get("/api/outlets")]
    assert seen == ["1-2001607", "2-2001607"]

    answer = await client.send("PUT", "/api/outlets/1", {"state": "OFF"})
    assert (answer.status, pdu.state.outlet(1)["state"]) == (403, "ON")
    answer = await client.send("PUT", "/api/outlets/2", {"state": "OFF"})
    assert (answer.status, pdu.state.outlet(2)["state"]) == (200, "OFF")


async def test_viewer(pdu: PduSimulator, session: aiohttp.ClientSession) -> None:
    """The second user may look at everything and change nothing."""
    client = Client(session, pdu.url, VIEWER_TOKEN)
    for path in ("outlets", "groups", "events", "actions", "conf", "banks"):
        assert await client.get(f"/api/{path}")
    for method, path, body in (
        ("PUT", "outlets/1", {"state": "OFF"}),
        ("PUT", "groups/1", {"state": "OFF"}),
        ("PUT", "events/1", {"enabled": False}),
        ("POST", "conf", {"deviceName": "x"}),
        ("POST", "system/reboot", None),
    ):
        answer = await client.send(method, f"/api/{path}", body)
        assert answer.status == 403, path
    assert (await client.login(VIEWER, VIEWER_PASSWORD)).status == 200


async def test_redirect_to_https(pdu: PduSimulator, client: Client) -> None:
    """A unit that is set so sends everything to HTTPS, whose body is lost then."""
    pdu.state.conf["webRedirectHttp"] = True
    answer = await client.send("PUT", "/api/outlets/1", {"state": "OFF"})
    assert answer.status == 301
    assert answer.headers["Location"] == "https://127.0.0.1:443/api/outlets/1"
    assert pdu.state.outlet(1)["state"] == "ON"
    assert pdu.counters.commands_executed == []


async def test_tls(make_pdu: MakePdu, session: aiohttp.ClientSession) -> None:
    """The certificate is self-signed: refused by default, accepted where trusted."""
    pdu = await make_pdu(tls=True)
    client = Client(session, pdu.url, pdu.token)
    assert pdu.url.startswith("https://127.0.0.1:")
    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        await client.get(DEVICE)
    assert pdu.counters.requests == {}

    assert pdu.certificate is not None
    async with session.get(
        pdu.url + DEVICE,
        headers={"Authorization": f"Bearer {pdu.token}"},
        ssl=False,
    ) as response:
        assert (await response.json())["enclosureSerialNumber"] == 1502530
