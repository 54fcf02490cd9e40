"""Lines of a UPS that is not known yet are told when it is."""

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .receiving import Receiver

NAME = "ups-09"
SERIAL = "PSX-2026-000009"
ID = f"powersentrix_{SERIAL.lower()}"


async def line(receiver: Receiver, number: int, text: str, cmm: str = NAME) -> None:
    """Post a line of the log, written just now."""
    written = receiver.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    stamp = written.strftime("%Y-%m-%d %H:%M:%S")
    body = {"ord": number, "code": "X", "description": text, "timestamp": stamp}
    reply = receiver.post("/api/setUpsLog", body, cmm=cmm)
    assert reply is not None
    assert reply.status == 200
    await asyncio.sleep(0)


async def introduce(receiver: Receiver, path: str) -> None:
    """Let the UPS say who it is."""
    body: dict[str, Any] = receiver.site.ups.unit.views.complex_object()
    body["config"]["ident"]["sn"] = SERIAL
    if path == "/api/setNewUps":
        body = body["config"]["ident"]
    receiver.post(path, body, cmm=NAME)
    await asyncio.sleep(0)


def told(receiver: Receiver) -> list[tuple[str, str, bool]]:
    """Return what was told of which unit, and whether as it arose."""
    return [(unit, one.text, live) for unit, one, live in receiver.around.told]


@pytest.mark.parametrize("path", ["/api/setUpsData", "/api/setNewUps"])
async def test_they_are_told_once_it_has_said_who_it_is(
    receiver: Receiver, path: str
) -> None:
    """In order, each once, as what has just happened."""
    await line(receiver, 1, "Mains power failure")
    await receiver.step(200)
    await line(receiver, 2, "Mains power restored")
    await line(receiver, 2, "Mains power restored")
    await receiver.step(60)
    assert told(receiver) == []
    await introduce(receiver, path)
    assert told(receiver) == [
        (ID, "Mains power failure", True),
        (ID, "Mains power restored", True),
    ]
    await line(receiver, 3, "Next")
    assert told(receiver)[2:] == [(ID, "Next", True)]


async def test_what_is_told_late_is_not_live(receiver: Receiver) -> None:
    """No automation should act on it as if it were now."""
    await line(receiver, 1, "Old")
    receiver.post("/api/setUpsLog", {"ord": 2, "description": "Undated"}, cmm=NAME)
    await asyncio.sleep(0)
    await receiver.step(1200)
    await introduce(receiver, "/api/setUpsData")
    assert told(receiver) == [(ID, "Old", False), (ID, "Undated", False)]


async def test_the_first_status_is_not_overruled(receiver: Receiver) -> None:
    """It is newer than the lines before it."""
    receiver.site.ups.state.port(0).on = True
    await line(receiver, 1, "Output 0 turned OFF")
    await receiver.step(20)
    await introduce(receiver, "/api/setUpsData")
    picture = next(one for name, one in receiver.around.pictures.items() if name == ID)
    states = {
        point.part.key: reading.value
        for point in picture.points()
        if point.variable.name == "outlet.status"
        and (reading := picture.reading(point)) is not None
    }
    assert states["0"] is True


async def test_lines_of_nobody_do_not_fill_the_house(receiver: Receiver) -> None:
    """Of more than some the oldest are dropped."""
    for number in range(200):
        await line(
            receiver, number, f"Line {number}", cmm=NAME if number % 2 else "ups-08"
        )
        await receiver.step(0.2)
    await introduce(receiver, "/api/setUpsData")
    texts = receiver.around.texts()
    assert texts == [f"Line {number}" for number in range(201 - 2 * len(texts), 200, 2)]
    assert 10 < len(texts) <= 64


async def test_what_is_no_line_takes_no_other_with_it(receiver: Receiver) -> None:
    """Each is understood by itself."""
    receiver.post("/api/setUpsLog", {"ord": [], "timestamp": {}}, cmm=NAME)
    await line(receiver, 2, "Good")
    await introduce(receiver, "/api/setUpsData")
    assert receiver.around.texts()[-1] == "Good"
