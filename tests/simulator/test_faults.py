"""Faults and outages: what the client meets, and what the unit has done by then."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from simulator.faults import Faults
from simulator.synaccess import Effect, Fault, PduSimulator

from .client import Client
from .conftest import MakePdu

OUTLETS = "/api/outlets"
OFF = {"state": "OFF"}


async def post_off(pdu: PduSimulator, session: aiohttp.ClientSession) -> None:
    """Send a command by a method that aiohttp never repeats by itself."""
    headers = {"Authorization": f"Bearer {pdu.token}"}
    body = json.dumps({"deviceName": "x"})
    async with session.post(f"{pdu.url}/api/conf", data=body, headers=headers):
        pass


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize(
    ("effect", "done"),
    [
        (Effect.CUT_BEFORE, False),
        (Effect.CUT_AFTER, True),
        (Effect.RESET, True),
        (Effect.REFUSE, False),
        (Effect.VANISH, False),
    ],
)
async def test_cut(
    make_pdu: MakePdu,
    session: aiohttp.ClientSession,
    effect: Effect,
    done: bool,
    tls: bool,
) -> None:
    """The connection ends without an answer; the effect says what was done by then."""
    pdu = await make_pdu(tls=tls)
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False))
    async with session:
        pdu.faults.add(Fault(effect))
        with pytest.raises(aiohttp.ClientConnectionError):
            await post_off(pdu, session)
    assert len(pdu.counters.commands_received) == 1
    assert len(pdu.counters.commands_executed) == done
    assert pdu.state.conf["deviceName"] == ("x" if done else "SynLink PDU")


async def test_reset_is_a_reset(pdu: PduSimulator) -> None:
    """A reset is told apart from an orderly end on the socket itself."""
    errors = {}
    for effect in (Effect.CUT_AFTER, Effect.RESET):
        pdu.faults.add(Fault(effect))
        port = int(pdu.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /api/device HTTP/1.1\r\nHost: pdu\r\n\r\n")
        try:
            assert await reader.read() == b""
        except ConnectionResetError:
            errors[effect] = True
        writer.close()
    assert errors == {Effect.RESET: True}


async def test_aiohttp_repeats_a_put(pdu: PduSimulator, client: Client) -> None:
    """Why clients need a guard: aiohttp sends a PUT twice when the first is cut."""
    pdu.faults.add(Fault(Effect.CUT_AFTER, method="PUT"))
    await client.put(f"{OUTLETS}/1", {"state": "REBOOT"})
    assert (
        pdu.counters.commands_received == [("outlet.state", "1-2001607", "REBOOT")] * 2
    )
    assert len(pdu.counters.commands_executed) == 2


@pytest.mark.parametrize("executed", [False, True])
async def test_status(pdu: PduSimulator, client: Client, executed: bool) -> None:
    """Any status and body; executed or not, as the test wants."""
    pdu.faults.add(
        Fault(
            Effect.STATUS,
            status=503,
            body="busy",
            headers={"Retry-After": "5"},
            executed=executed,
        )
    )
    answer = await client.send("PUT", f"{OUTLETS}/1", OFF)
    assert (answer.status, answer.text) == (503, "busy")
    assert answer.headers["Retry-After"] == "5"
    assert pdu.state.outlet(1)["state"] == ("OFF" if executed else "ON")
    assert (await client.send("GET", OUTLETS)).status == 200


async def broken(pdu: PduSimulator, client: Client, fault: Fault) -> bytes:
    """Read the outlets with a fault; give what the body was."""
    pdu.faults.add(fault)
    headers = {"Authorization": f"Bearer {pdu.token}"}
    async with client.session.get(pdu.url + OUTLETS, headers=headers) as response:
        assert response.status == 200
        return await response.read()


async def test_bodies(pdu: PduSimulator, client: Client) -> None:
    """Each kind of broken body is broken in its way."""

    async def body(effect: Effect, **more: Any) -> bytes:
        return await broken(pdu, client, Fault(effect, **more))

    true = await client.get(OUTLETS)
    with pytest.raises(aiohttp.ClientPayloadError):
        await body(Effect.TRUNCATED)
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(await body(Effect.NOT_JSON))
    assert (await body(Effect.HTML)).startswith(b"<!DOCTYPE html>")
    assert await body(Effect.EMPTY) == b""
    assert json.loads(await body(Effect.WRONG_TYPE)) == {"items": true}
    with pytest.raises(UnicodeDecodeError):
        (await body(Effect.BAD_UTF8)).decode()
    odd = json.loads(await body(Effect.ODD_UNICODE))
    assert odd[0]["outletName"] == "Outlet 1\x00\u202e\ud800\U0001f50c"
    assert json.loads(await body(Effect.HUGE, size=100_000)) == []
    assert len(await body(Effect.HUGE, size=100_000)) == 100_000
    assert await client.get(OUTLETS) == true


async def test_wrong_charset(pdu: PduSimulator, client: Client) -> None:
    """The announced charset does not fit the bytes."""
    pdu.faults.add(Fault(Effect.WRONG_CHARSET))
    with pytest.raises(UnicodeDecodeError):
        await client.send("GET", "/api/device")


async def test_wrong_type_of_an_object(pdu: PduSimulator, client: Client) -> None:
    """An object becomes a list."""
    pdu.faults.add(Fault(Effect.WRONG_TYPE))
    assert (await client.get("/api/device"))[0]["numOutlets"] == 8


async def test_huge_can_be_left_early(pdu: PduSimulator, client: Client) -> None:
    """A client that stops reading is no trouble for the unit."""
    pdu.faults.add(Fault(Effect.HUGE))
    headers = {"Authorization": f"Bearer {pdu.token}"}
    async with client.session.get(pdu.url + OUTLETS, headers=headers) as response:
        await response.content.readexactly(1000)
        response.close()
    assert (await client.send("GET", OUTLETS)).status == 200


async def test_delay(pdu: PduSimulator, client: Client) -> None:
    """Late by the simulator's clock; the wish is executed at once."""
    pdu.faults.add(Fault(Effect.DELAY, seconds=30))
    wish = asyncio.ensure_future(client.send("PUT", f"{OUTLETS}/1", OFF))
    while not pdu.counters.commands_executed:
        await asyncio.sleep(0)
    pdu.step(29)
    await asyncio.sleep(0)
    assert not wish.done()
    pdu.step(1)
    assert (await wish).status == 200


async def test_late_execution(pdu: PduSimulator, client: Client) -> None:
    """A slow unit executes what its client has long given up."""
    pdu.faults.add(Fault(Effect.DELAY, seconds=30, executed=False))
    wish = asyncio.ensure_future(client.send("PUT", f"{OUTLETS}/1", OFF))
    while not pdu.counters.commands_received:
        await asyncio.sleep(0)
    wish.cancel()
    with pytest.raises(asyncio.CancelledError):
        await wish
    assert (await client.item(OUTLETS, "1-2001607"))["state"] == "ON"
    pdu.step(30)
    while not pdu.counters.commands_executed:
        await asyncio.sleep(0)
    assert (await client.item(OUTLETS, "1-2001607"))["state"] == "OFF"


@pytest.mark.parametrize("executed", [False, True])
async def test_hang(pdu: PduSimulator, client: Client, executed: bool) -> None:
    """No answer until the faults are cleared, and then a cut."""
    pdu.faults.add(Fault(Effect.HANG, method="POST", executed=executed))
    wish = asyncio.ensure_future(post_off(pdu, client.session))
    while not pdu.counters.commands_received:
        await asyncio.sleep(0)
    pdu.step(1000)
    assert (await client.send("GET", OUTLETS)).status == 200
    assert not wish.done()
    assert bool(pdu.counters.commands_executed) is executed
    pdu.faults.clear()
    with pytest.raises(aiohttp.ClientConnectionError):
        await wish


async def test_hanging_requests_end_with_the_unit(
    pdu: PduSimulator, client: Client
) -> None:
    """Stopping does not wait for what hangs or drips."""
    pdu.faults.add(Fault(Effect.HANG, path="/api/device"))
    pdu.faults.add(Fault(Effect.DRIP, path=OUTLETS))
    wishes = [
        asyncio.ensure_future(client.send("GET", path))
        for path in ("/api/device", OUTLETS)
    ]
    while pdu.counters.requests.total() < 2:
        await asyncio.sleep(0)
    await pdu.stop()
    results = await asyncio.gather(*wishes, return_exceptions=True)
    assert all(isinstance(result, aiohttp.ClientError) for result in results)


async def test_drip(pdu: PduSimulator, client: Client) -> None:
    """A few bytes for each step of the clock."""
    pdu.faults.add(Fault(Effect.DRIP, path="/api/cloudStatus", seconds=5))
    wish = asyncio.ensure_future(client.send("GET", "/api/cloudStatus"))
    steps = 0
    while not wish.done():
        pdu.step(5)
        steps += 1
        await asyncio.sleep(0)
    assert (await wish).json == {"status": "OK"}
    assert steps > 1


async def test_which_requests_are_struck() -> None:
    """Method and path must match as a whole; skip, every and times are counted."""
    faults = Faults()
    rule = faults.add(
        Fault(Effect.EMPTY, "GET|PUT", "/api/.*", times=2, skip=1, every=3)
    )
    requests = [("POST", "/api/x"), ("GET", "/x/api/")] + [("GET", "/api/x")] * 9
    struck = [faults.strike(*request) is rule for request in requests]
    assert [at for at, hit in enumerate(struck) if hit] == [3, 6]
    assert (rule.matched, rule.struck) == (9, 2)


async def test_oldest_rule_first() -> None:
    """One fault for one request; all rules count it."""
    faults = Faults()
    first = faults.add(Fault(Effect.EMPTY))
    second = faults.add(Fault(Effect.HTML, times=None))
    assert [faults.strike("GET", "/") for _ in range(2)] == [first, second]
    assert second.matched == 2


async def test_refusing_and_coming_back(pdu: PduSimulator, client: Client) -> None:
    """Gone and back at the same port, in no time."""
    url = pdu.url
    await pdu.vanish()
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get("/api/device")
    await pdu.come_back()
    assert pdu.url == url
    assert await client.get("/api/device")


async def test_silence(pdu: PduSimulator, client: Client) -> None:
    """Connections are taken and never answered; they do not outlive the silence."""
    await pdu.vanish(silent=True)
    wish = asyncio.ensure_future(client.send("POST", "/api/conf", {"deviceName": "x"}))
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", int(pdu.url.rpartition(":")[2])
    )
    for _ in range(20):
        await asyncio.sleep(0)
    assert not wish.done()
    assert pdu.counters.requests == {}
    await pdu.come_back()
    with pytest.raises(aiohttp.ClientError):
        await wish
    assert pdu.state.conf["deviceName"] == "SynLink PDU"
    assert await client.get("/api/device")
    writer.close()
    del reader


async def test_vanishing_cuts_what_is_open(make_pdu: MakePdu, client: Client) -> None:
    """Idle connections do not survive an outage."""
    pdu = await make_pdu(keep_alive=True)
    client.url = pdu.url
    await client.get("/api/device")
    await pdu.vanish()
    await pdu.come_back()
    await client.get("/api/device")
    assert pdu.counters.connections == 2
