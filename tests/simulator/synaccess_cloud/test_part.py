"""The cloud as a program."""

import asyncio
from asyncio.subprocess import PIPE
import json
import sys

import aiohttp
import pytest

from simulator.__main__ import chosen

from ..client import Client


async def ended(program: asyncio.subprocess.Process) -> None:
    """Tell a program to end, and expect that it does so without a word."""
    program.terminate()
    async with asyncio.timeout(30):
        _, errors = await program.communicate()
    assert (program.returncode, errors) == (0, b"")


async def test_all_options(
    session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    """One line tells how to get in; the clock runs, and faster if it is to."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--speed", "600", "synaccess-cloud"),
        *("--port", str(unused_tcp_port), "--units", "2", "--latency", "0.001"),
        *("--knob", "base=/v1", "--scenario", "pdu_added"),
        stdout=PIPE,
        stderr=PIPE,
    )
    assert program.stdout is not None
    async with asyncio.timeout(30):
        told = json.loads(await program.stdout.readline())
    assert list(told) == ["synaccess-cloud"]
    part = told["synaccess-cloud"]
    assert list(part) == ["url", "token", "control"]
    assert part["url"] == f"http://127.0.0.1:{unused_tcp_port}/v1"
    client = Client(session, part["url"], part["token"])
    assert len(await client.get("/devices")) == 3
    first = (await client.get("/outlets"))[0]["timestamp"]
    async with asyncio.timeout(30):
        while (await client.get("/outlets"))[0]["timestamp"] == first:
            pass
    await ended(program)


async def test_together_they_share_the_pdu(session: aiohttp.ClientSession) -> None:
    """What is switched by the cloud is switched at the PDU."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator"), stdout=PIPE, stderr=PIPE
    )
    assert program.stdout is not None
    async with asyncio.timeout(30):
        told = json.loads(await program.stdout.readline())
    near, far = told["synaccess"], told["synaccess-cloud"]
    cloud = Client(session, far["url"], far["token"])
    pdu = Client(session, near["url"], near["token"])
    serials = [one["enclosureSerialNumber"] for one in await cloud.get("/devices")]
    assert len(serials) == 3
    assert (await pdu.get("/api/device"))["enclosureSerialNumber"] == serials[0]
    await cloud.put("/outlet/1-2001607", {"state": "OFF"})
    assert (await pdu.item("/api/outlets", "1-2001607"))["state"] == "OFF"
    await ended(program)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--knob", "colour=red", "there is no knob colour"),
        ("--knob", "relay=perhaps", "relay is one of"),
        ("--scenario", "picnic", "invalid choice"),
    ],
)
def test_nonsense(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    """A word on what is wrong, before anything starts."""
    with pytest.raises(SystemExit, match="2"):
        chosen(["synaccess-cloud", option, value])
    told = capsys.readouterr()
    assert not told.out
    assert words in told.err
