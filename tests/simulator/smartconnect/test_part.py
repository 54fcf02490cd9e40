"""The cloud as a program."""

import asyncio
from asyncio.subprocess import PIPE
import json
from pathlib import Path
import ssl
import sys

import aiohttp
import pytest

from simulator.__main__ import chosen

from ..client import Client

PROGRAM = (sys.executable, "-m", "simulator", "--speed", "600", "smartconnect")


async def test_all_options(
    session: aiohttp.ClientSession, unused_tcp_port: int, tmp_path: Path
) -> None:
    """One line tells how to get in; the clock runs, and faster if it is to."""
    pem = tmp_path / "certificate.pem"
    program = await asyncio.create_subprocess_exec(
        *PROGRAM,
        *("--port", str(unused_tcp_port), "--tls", "--certificate", str(pem)),
        *("--identity-host", "127.0.0.2"),
        *("--identity-public-url", "https://identity.example"),
        *("--public-url", "https://portal.example"),
        *("--units", "3", "--seed", "7", "--latency", "0.001"),
        *("--knob", "list_form=ids", "--knob", "bounce=off"),
        *("--scenario", "calibration"),
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        assert program.stdout is not None
        async with asyncio.timeout(30):
            told = json.loads(await program.stdout.readline())
        assert list(told) == ["smartconnect"]
        part = told["smartconnect"]
        assert list(part) == ["url", "email", "password", "control"]
        assert part["url"] == f"https://127.0.0.1:{unused_tcp_port}"
        control = Client(session, part["control"].rstrip("/"))
        cookies = (await control.post("/session"))["result"]
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        context = ssl.create_default_context(cafile=pem)
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context)
        ) as secure:
            client = Client(secure, part["url"], headers={"Cookie": header})
            ids = await client.get("/api/v1/gateways")
            assert len(ids) == 3
            page = await client.send("GET", "/auth/login")
            assert page.headers["Location"].startswith("https://identity.example/")
            path = f"/api/v1/gateways/{ids[0]}"
            async with asyncio.timeout(30):
                while True:
                    battery = await client.get(f"{path}?collection=battery")
                    if battery["battery"]["chargeStatePercentage"] < 95:
                        break
    finally:
        if program.returncode is None:
            program.terminate()
        _, errors = await program.communicate()
    assert (program.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--knob", "colour=red", "there is no knob colour"),
        ("--knob", "rejection=402", "rejection is one of"),
        ("--scenario", "picnic", "invalid choice"),
    ],
)
def test_nonsense(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    """A word on what is wrong, before anything starts."""
    with pytest.raises(SystemExit, match="2"):
        chosen(["smartconnect", option, value])
    told = capsys.readouterr()
    assert not told.out
    assert words in told.err
