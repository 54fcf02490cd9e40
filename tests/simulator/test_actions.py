"""What the unit does when an event calls for an action, and what it posts."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web
import pytest

from simulator.counters import Counters
from simulator.listener import Listener
from simulator.synaccess import PduSimulator

from .client import Client
from .conftest import MakePdu

FIRST = "1-2001607"


async def test_actions(make_pdu: MakePdu, client: Client) -> None:
    """What each action does that the unit can do by itself."""
    pdu = await make_pdu(dialects={"relays"})
    client.url = pdu.url
    wanted = [
        (11, ["3-2001607", "OFF"]),
        (12, ["4-2001607"]),
        (16, ["2", "OFF"]),
        (17, ["1"]),
        (22, ["Relay 1", "OFF"]),
        (23, ["Relay 2"]),
        (31, []),
        (18, ["192.0.2.1", "community"]),
        (11, ["99", "OFF"]),
    ]
    ids = []
    for code, params in wanted:
        told = {"name": "x", "code": code, "params": params}
        ids.append((await client.post("/api/actions", told))["id"])
    event = {"name": "all", "code": 45, "params": [FIRST, 0.5, 1], "actions": ids}
    await client.post("/api/events", event)
    pdu.counters.reset()
    pdu.step(1)
    pdu.state.events[-1]["enabled"] = False  # else it begins anew with outlet 1

    def states() -> list[str]:
        return [pdu.state.outlet(n)["state"] for n in (3, 4, 7, 1)]

    assert states() == ["OFF", "ON", "OFF", "ON"]
    assert pdu.state.relay("R1-1502530")["state"] == "OFF"
    assert pdu.state.bank(2001607)["energyAccumulation"] == 0
    pdu.step(0.5)
    assert states() == ["OFF", "OFF", "OFF", "OFF"]
    assert pdu.state.relay("R2-1502530")["state"] == "OFF"
    pdu.step(5)
    assert states() == ["OFF", "ON", "OFF", "ON"]
    assert pdu.state.relay("R2-1502530")["state"] == "ON"
    notes = [text for _, kind, text in pdu.journal if kind == "action"]
    assert notes[7] == f"{ids[7]} code 18"
    assert "failed" in notes[8]
    assert pdu.counters.commands_executed == []


@pytest.fixture
async def receiver(socket_enabled: None) -> AsyncIterator[tuple[str, list[Any]]]:
    """Take posts, as Home Assistant would."""
    bodies: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        bodies.append(await request.json())
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/hook", take)])
    listener = Listener("127.0.0.1", 0, Counters())
    await listener.start(app)
    yield f"{listener.url}/hook", bodies
    await listener.stop()


@pytest.mark.parametrize(
    ("statistics", "key"),
    [
        ("sensors", "sensors"),
        ("inlets", "inlets"),
        ("outlets", "outlets"),
        ("circuits", "circuits"),
        ("none", None),
        ("", None),
    ],
)
async def test_webhook(
    pdu: PduSimulator,
    client: Client,
    receiver: tuple[str, list[Any]],
    statistics: str,
    key: str | None,
) -> None:
    """The post names the event, the serial as a string, the value, and statistics."""
    url, bodies = receiver
    await client.put("/api/actions/2", {"params": [url, statistics]})
    await client.put("/api/events/2", {"params": ["2", "22.5", "1"]})
    pdu.step(1)
    await pdu.delivered()
    assert pdu.webhooks == [(url, bodies[0])]
    head = {
        "eventCode": 49,
        "eventName": "Rack too warm",
        "enclosureSerialNumber": "1502530",
        "valueExceedingThreshold": 22.90574836730957,
    }
    assert head.items() <= bodies[0].items()
    assert bodies[0].keys() - head.keys() == ({key} if key else set())
    if key == "sensors":
        assert bodies[0][key] == await client.get("/api/sensors")


async def test_webhook_to_nowhere(
    pdu: PduSimulator, client: Client, unused_tcp_port: int
) -> None:
    """A post that fails is noted, and that is all."""
    params = [f"127.0.0.1:{unused_tcp_port}", "none"]
    await client.put("/api/actions/2", {"params": params})
    await client.put("/api/events/2", {"params": ["2", "22.5", "1"]})
    pdu.step(1)
    await pdu.delivered()
    assert pdu.journal[-1][1:] == ("webhook", "failed: ClientConnectorError")
