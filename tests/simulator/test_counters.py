"""What the simulator counts, so that tests can assert exactly that."""

import asyncio

import aiohttp

from simulator.counters import Counters
from simulator.synaccess import Effect, Fault, PduSimulator

from .client import Client
from .conftest import MakePdu


async def test_requests(pdu: PduSimulator, client: Client) -> None:
    """By method and path, and the bytes of both ways."""
    await client.get("/api/device")
    answer = await client.send("GET", "/api/outlets")
    await client.put("/api/outlets/1", {"state": "OFF"})
    await client.send("GET", "/nowhere")
    assert pdu.counters.requests == {
        "GET /api/device": 1,
        "GET /api/outlets": 1,
        "PUT /api/outlets/1": 1,
        "GET /nowhere": 1,
    }
    assert pdu.counters.bytes_out > len(answer.text)
    assert pdu.counters.bytes_in > 4 * len("GET /api/device HTTP/1.1")
    pdu.counters.reset()
    assert pdu.counters.as_json() == {
        "requests": {},
        "bytes_in": 0,
        "bytes_out": 0,
        "connections": 0,
        "logins": 0,
        "max_concurrent": 0,
        "commands": {"received": [], "executed": []},
    }


async def test_bytes_are_those_of_the_wire(pdu: PduSimulator) -> None:
    """Counted exactly: what a raw socket sent and got."""
    port = int(pdu.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = (
        "GET /api/outlets HTTP/1.1\r\nHost: pdu\r\n"
        f"Authorization: Bearer {pdu.token}\r\n\r\n"
    ).encode()
    writer.write(request)
    answer = await reader.read()
    writer.close()
    assert pdu.counters.bytes_in == len(request)
    assert pdu.counters.bytes_out == len(answer)
    head = answer.partition(b"\r\n\r\n")[0].decode()
    assert head.startswith("HTTP/1.1 200 OK\r\n")
    assert "Content-Type: application/json" in head
    assert "Server:" not in head


async def test_connection_closes_by_default(pdu: PduSimulator, client: Client) -> None:
    """One connection for each request, and the answer says so."""
    for _ in range(3):
        answer = await client.send("GET", "/api/device")
        assert answer.headers["Connection"] == "close"
    assert pdu.counters.connections == 3
    answer = await client.send("GET", "/nowhere")
    assert answer.headers["Connection"] == "close"


async def test_keep_alive(make_pdu: MakePdu, client: Client) -> None:
    """Unless the unit is told to keep connections."""
    pdu = await make_pdu(keep_alive=True)
    client.url = pdu.url
    for _ in range(3):
        answer = await client.send("GET", "/api/device")
        assert "Connection" not in answer.headers
    assert pdu.counters.connections == 1


async def test_one_at_a_time(pdu: PduSimulator, client: Client) -> None:
    """A polite client never has two requests under way."""
    for _ in range(5):
        await client.get("/api/device")
    assert pdu.counters.max_concurrent == 1


async def test_two_at_once(pdu: PduSimulator, client: Client) -> None:
    """An impolite one is found out."""
    pdu.faults.add(Fault(Effect.DELAY, times=2, seconds=1))
    wishes = [asyncio.ensure_future(client.get("/api/device")) for _ in range(2)]
    while pdu.counters.requests.total() < 2:
        await asyncio.sleep(0)
    pdu.step(1)
    await asyncio.gather(*wishes)
    assert pdu.counters.max_concurrent == 2


async def test_two_at_once_on_one_connection(make_pdu: MakePdu) -> None:
    """Pipelined requests are two under way, too."""
    pdu = await make_pdu(keep_alive=True)
    port = int(pdu.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: pdu\r\n\r\n" * 2)
    await reader.readuntil(b"</html>")
    await reader.readuntil(b"</html>")
    assert pdu.counters.max_concurrent == 2
    assert pdu.counters.requests == {"GET /": 2}
    writer.close()


def test_requests_under_way() -> None:
    """Counted over all connections; answers and losses count them down."""
    counters = Counters()
    counters.arrived("a", 3)
    counters.answered("a")
    counters.arrived("b")
    assert counters.max_concurrent == 3
    counters.arrived("b")
    assert counters.max_concurrent == 4
    counters.lost("b")
    counters.answered("a")
    counters.answered("a")
    counters.answered("a")
    counters.reset()
    counters.arrived("b")
    assert counters.max_concurrent == 1


async def test_those_who_gave_up_do_not_count(
    pdu: PduSimulator, client: Client
) -> None:
    """A request whose client has gone is not under way any more."""
    pdu.faults.add(Fault(Effect.HANG))
    wish = asyncio.ensure_future(client.get("/api/device"))
    while not pdu.counters.requests:
        await asyncio.sleep(0)
    wish.cancel()
    await asyncio.gather(wish, return_exceptions=True)
    for _ in range(10):
        await asyncio.sleep(0)
    await client.get("/api/device")
    assert pdu.counters.max_concurrent == 1


async def test_refused_commands_are_received_only(
    pdu: PduSimulator, client: Client
) -> None:
    """What the unit refuses it has received, and not executed."""
    await client.send("PUT", "/api/outlets/1", {"state": "MAYBE"})
    await client.send("PUT", "/api/outlets/99", {"state": "OFF"})
    await client.send("DELETE", "/api/events/99")
    assert pdu.counters.commands_received == [
        ("outlet.state", "1-2001607", "MAYBE"),
        ("outlet.state", "99", "OFF"),
        ("event.delete", "99", None),
    ]
    assert pdu.counters.commands_executed == []


async def test_firmware(pdu: PduSimulator, client: Client) -> None:
    """An upload is counted with its name and size."""
    form = aiohttp.FormData()
    form.add_field("note", "not this one")
    form.add_field("file", b"x" * 5000, filename="unit.swu")
    headers = {"Authorization": f"Bearer {pdu.token}"}
    url = f"{pdu.url}/api/system/firmware"
    async with client.session.post(url, data=form, headers=headers) as response:
        assert response.status == 200
    assert pdu.counters.commands_executed == [("system.firmware", "unit.swu", 5000)]
    assert (await client.send("POST", "/api/system/firmware", {})).status == 422
    assert len(pdu.counters.commands_executed) == 1


async def test_cloud(client: Client) -> None:
    """The little that is known about the unit's side of the vendor's cloud."""
    assert await client.get("/api/cloudStatus") == {"status": "OK"}
    path = "/api/system/cloudRegistration"
    assert await client.post(path, {"cloudUsername": "", "cloudPw": ""})
    answer = await client.send("POST", path, {"cloudUsername": "x"})
    assert (answer.status, answer.json["error"]) == (
        422,
        "Missing cloudPw in request.",
    )


async def test_unknown_paths(client: Client) -> None:
    """What the unit does not have answers in JSON, with a sensible reason."""
    for method, path, status in (
        ("GET", "/api/power_logs", 404),
        ("GET", "/api/bank", 404),
        ("DELETE", "/api/outlets/1", 405),
        ("GET", "/api/outlets/1", 405),
    ):
        answer = await client.send(method, path)
        assert answer.status == status, path
        assert answer.json["error"]
