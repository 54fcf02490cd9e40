"""The simulator as a program: one line of JSON, then it runs until told to end."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
import json
from pathlib import Path
import signal
import sys
from typing import Any

import aiohttp
import pytest

from .client import Client

type Run = Callable[..., Awaitable[tuple[Process, dict[str, dict[str, str]]]]]


@pytest.fixture
async def run(socket_enabled: None) -> AsyncIterator[Run]:
    """Start the program as a user would; what still runs is ended after the test."""
    programs: list[Process] = []

    async def start(*arguments: str) -> tuple[Process, dict[str, dict[str, str]]]:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "simulator", *arguments, stdout=PIPE, stderr=PIPE
        )
        programs.append(program)
        assert program.stdout is not None
        async with asyncio.timeout(30):
            line = await program.stdout.readline()
        return program, json.loads(line)

    yield start
    for program in programs:
        if program.returncode is None:
            program.kill()
        await program.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_everything(
    run: Run, session: aiohttp.ClientSession, number: signal.Signals
) -> None:
    """Without arguments every part starts; one line; it ends well when told to."""
    program, told = await run()
    assert list(told)[:4] == [
        "synaccess",
        "powersentrix-portal",
        "powersentrix-ups",
        "smartconnect",
    ]
    part = told["synaccess"]
    assert list(part) == ["url", "username", "password", "token", "control"]
    assert part["url"].startswith("http://127.0.0.1:")
    assert part["control"].endswith("/_sim/")
    client = Client(session, part["url"], part["token"])
    assert (await client.get("/api/device"))["numOutlets"] == 8
    assert (await client.login(part["username"], part["password"])).status == 200
    program.send_signal(number)
    async with asyncio.timeout(30):
        rest, errors = await program.communicate()
    assert (program.returncode, rest, errors) == (0, b"", b"")


async def test_one_part(
    run: Run, session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    """All options at once, and the clock runs."""
    _, told = await run(
        "synaccess",
        "--port",
        str(unused_tcp_port),
        "--tls",
        "--scenario",
        "outlet_renamed",
        "--dialect",
        "titlecase",
        "--dialect",
        "relays",
        "--outlets",
        "48",
        "--latency",
        "0.01",
        "--keep-alive",
    )
    part = told["synaccess"]
    assert part["url"] == f"https://127.0.0.1:{unused_tcp_port}"
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=connector) as secure:
        client = Client(secure, part["url"], part["token"])
        outlets = await client.get("/api/outlets")
        assert len(outlets) == 48
        assert (outlets[0]["outletName"], outlets[0]["state"]) == ("Core switch", "On")
        assert len(await client.get("/api/relayOutputs")) == 2
        first = (await client.get("/api/device"))["uptime"]
        async with asyncio.timeout(30):
            while (await client.get("/api/device"))["uptime"] == first:
                pass
    control = Client(session, part["control"].rstrip("/"))
    counters: Any = await control.get("/counters")
    assert counters["connections"] == 1
    behaviour = (await control.post("/behaviour"))["result"]
    assert behaviour["latency"] == 0.01


async def test_state_of_a_file(
    run: Run, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """The start state can be told by a file, wholly or in part."""
    outlet = {
        "id": "1-77",
        "outletName": "Only one",
        "currentRms": 2.0,
        "state": "ON",
        "bankId": 77,
    }
    bank = {"id": "77", "bankLines": "L-N", "voltageRms": 230.0, "currentRms": 0}
    state = {
        "_meta": "a comment",
        "users": [{"username": "me", "password": "mine", "pat": "mytoken"}],
        "banks": [bank],
        "outlets": [outlet],
        "groups": [],
        "relayOutputs": [{"id": "R1", "relayName": "Siren", "state": "OFF"}],
        "conf": {"deviceName": "From a file"},
    }
    path = tmp_path / "state.json"
    path.write_text(json.dumps(state))
    _, told = await run("synaccess", "--state", str(path))
    part = told["synaccess"]
    assert (part["username"], part["password"]) == ("me", "mine")
    assert part["token"] == "mytoken"
    client = Client(session, part["url"], part["token"])
    assert (await client.get("/api/outlets"))[0]["outletName"] == "Only one"
    assert (await client.get("/api/banks"))[0]["currentRms"] == pytest.approx(
        2, rel=0.1
    )
    assert (await client.get("/api/relayOutputs"))[0]["relayName"] == "Siren"
    conf = await client.get("/api/conf")
    assert (conf["deviceName"], conf["webPort"]) == ("From a file", 80)
    assert (await client.put("/api/outlets/1", {"state": "OFF"}))["currentRms"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("picnic",),
        ("synaccess", "--dialect", "klingon"),
        ("synaccess", "--scenario", "picnic"),
    ],
)
async def test_wrong_arguments(arguments: tuple[str, ...]) -> None:
    """A word on what is wrong, and nothing on stdout."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *arguments, stdout=PIPE, stderr=PIPE
    )
    async with asyncio.timeout(30):
        out, errors = await program.communicate()
    assert (program.returncode, out) == (2, b"")
    assert b"invalid choice" in errors
