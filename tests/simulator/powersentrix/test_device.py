"""The UPS's own interface: five functions, keys, and what is unknown of both (2.2)."""

import ssl
from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import Place, PowerSentrixSimulator
from simulator.powersentrix.unit.switching import RESTART_TIME

from .conftest import MakeSite
from .wires import Local


async def test_ident(local: Local, site: PowerSentrixSimulator) -> None:
    """Function 1."""
    ident = await local.get(1)
    assert ident.pop("freeRamSize") > 200_000
    assert ident == {
        "sn": site.ups.serial,
        "type": "PWX-12-4422",
        "comFirmware": "v3.2.1",
        "mainFirmware": "v2.1.0",
        "comUptime": "2d 14h 33m",
        "mainUptime": "5d 02h 11m",
        "cpuLoad": 12,
        "totalRamSize": 327680,
        "info": "",
    }


async def test_toggle(local: Local, site: PowerSentrixSimulator) -> None:
    """Function 3 inverts, and nothing else is possible."""
    for on in (False, True, False):
        assert await local.get(3, 1) == {"info": 1}
        assert site.ups.is_on(1) is on
        assert (await local.data())["outputs"][1] == int(on)
    assert site.ups.toggles.received == site.ups.toggles.executed == {1: 3}
    assert [change[1:] for change in site.ups.unit.switching.changes] == [
        (1, False, "api"),
        (1, True, "api"),
        (1, False, "api"),
    ]


async def test_restart(local: Local, site: PowerSentrixSimulator) -> None:
    """Function 4: off at once, on after five seconds, answered before."""
    assert await local.get(4, 0) == {"info": 1}
    assert not site.ups.is_on(0)
    assert site.ups.unit.switching.restarting(site.ups.state.port(0))
    site.step(RESTART_TIME - 0.1)
    assert not site.ups.is_on(0)
    site.step(0.1)
    assert site.ups.is_on(0)
    assert site.ups.toggles.received == {}
    assert site.ups.counters.commands_executed == [("port.restart", "0", None)]


async def test_toggle_in_a_restart(local: Local, site: PowerSentrixSimulator) -> None:
    """A toggle inside the five seconds switches on, and the restart ends there."""
    await local.get(4, 0)
    await local.get(3, 0)
    assert site.ups.is_on(0)
    site.step(RESTART_TIME)
    assert site.ups.is_on(0)
    assert len(site.ups.unit.switching.changes) == 2


async def test_restart_of_a_port_that_is_off(
    local: Local, site: PowerSentrixSimulator
) -> None:
    """Refused, and nothing happens."""
    assert await local.get(4, 3) == {"info": 0}
    site.step(RESTART_TIME)
    assert not site.ups.is_on(3)
    assert site.ups.counters.commands_executed == []


@pytest.mark.parametrize(
    ("sent", "label"),
    [
        ("Radio%20S", "Radio S"),
        ("Radio+S", "Radio S"),
        ("%C5%BD%C3%A1rovka", "Žárovka"),
        ("", ""),
        ("x" * 128, "x" * 128),
    ],
)
async def test_label(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession, sent: str, label: str
) -> None:
    """Function 5 decodes what was sent, and shows it at once."""
    local = Local(session, site.ups.url, site.ups.api_key)
    assert await local.get(5, 3, sent) == {"info": 1}
    assert (await local.get(2))["config"]["outputs"][3]["description"] == label


@pytest.mark.parametrize(
    ("fn", "params"),
    [
        (3, (12,)),
        (3, ()),
        (3, ("x",)),
        (4, (-1,)),
        (5, (3, "x" * 129)),
        (9, ()),
        (0, ()),
    ],
)
async def test_nonsense(
    local: Local, site: PowerSentrixSimulator, fn: int, params: tuple[Any, ...]
) -> None:
    """What makes no sense is refused, and changes nothing."""
    assert await local.get(fn, *params) == {"info": 0}
    assert site.ups.counters.commands_executed == []
    assert site.ups.unit.switching.changes == []


@pytest.mark.parametrize(
    ("knob", "done", "refused"),
    [
        ("json", '{"info": 1}', '{"info": 0}'),
        ("loose", "{info:1}", "{info:0}"),
        ("text", "OK", "ERROR"),
    ],
)
async def test_fn_reply(
    local: Local, site: PowerSentrixSimulator, knob: str, done: str, refused: str
) -> None:
    """How functions 3 to 5 answer is a knob; reads are JSON all the same."""
    site.turn(fn_reply=knob)
    assert (await local.ask(3, 0)).text == done
    assert (await local.ask(4, 0)).text == refused
    assert (await local.data())["outputs"][0] == 0


@pytest.mark.parametrize(
    ("knob", "kind"),
    [("json", "application/json"), ("plain", "text/plain"), ("none", None)],
)
async def test_fn_type(
    local: Local, site: PowerSentrixSimulator, knob: str, kind: str | None
) -> None:
    """The content type may be wrong, or missing."""
    site.turn(fn_type=knob)
    answer = await local.ask(1)
    assert answer.json["sn"] == site.ups.serial
    found = answer.headers.get("Content-Type", "application/octet-stream")
    assert kind is None or found.startswith(kind)
    assert "Date" not in answer.headers


async def test_fn_wrap(local: Local, site: PowerSentrixSimulator) -> None:
    """Reads may come in the portal's wrapper."""
    site.turn(fn_wrap="wrapped")
    told = await local.get(2)
    assert told["responseMessage"] == "OK"
    assert told["responseObject"].keys() == {"config", "upsData"}


@pytest.mark.parametrize(
    ("knob", "status"), [("401", 401), ("403", 403), ("200text", 200)]
)
async def test_keys(
    local: Local, site: PowerSentrixSimulator, knob: str, status: int
) -> None:
    """A wrong key opens nothing, one that may only read does not write."""
    site.turn(key_error=knob)
    local.key = "wrong"
    for fn in (1, 2, 3):
        answer = await local.ask(fn, 0)
        assert (answer.status, "key" in answer.text) == (status, True)
    local.key = site.ups.read_key
    await local.data()
    for fn in (3, 4, 5):
        answer = await local.ask(fn, 0, "x")
        assert (answer.status, "not allowed" in answer.text) == (status, True)
    assert site.ups.toggles.received == {0: 2}
    assert site.ups.toggles.executed == {}
    assert site.ups.counters.commands_executed == []
    assert site.ups.is_on(0)


async def test_other_paths(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession
) -> None:
    """There is nothing else, and nothing can be posted."""
    async with session.get(site.ups.url) as response:
        assert response.status == 404
    async with session.post(f"{site.ups.url}/api_actions") as response:
        assert response.status == 405


async def test_https(make_site: MakeSite) -> None:
    """With a certificate made at start, which nobody has signed but itself."""
    site = await make_site(ups=Place(tls=True))
    assert site.ups.url.startswith("https://")
    async with aiohttp.ClientSession() as session:
        local = Local(session, site.ups.url, site.ups.api_key)
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await local.ask(1)
    trust = ssl.create_default_context(cadata=site.ups.certificate)
    connector = aiohttp.TCPConnector(ssl=trust)
    async with aiohttp.ClientSession(connector=connector) as session:
        local = Local(session, site.ups.url, site.ups.api_key)
        assert (await local.get(1))["sn"] == site.ups.serial


async def test_two_doors(local: Local, site: PowerSentrixSimulator) -> None:
    """A UPS may be reached by https and by http."""
    async with site.door(site.ups, Place(tls=True)) as door:
        connector = aiohttp.TCPConnector(ssl=False)
        async with aiohttp.ClientSession(connector=connector) as session:
            other = Local(session, door.url, door.api_key)
            await other.get(3, 0)
            assert (await local.data())["outputs"][0] == 0
            await site.ups.vanish()
            with pytest.raises(aiohttp.ClientConnectorError):
                await other.get(1)
            await door.come_back()
            assert await local.get(1)
    assert site.ups.toggles.executed == {0: 1}
