"""The card as a program, and the UPS that it shares with the cloud."""

import asyncio
from asyncio.subprocess import PIPE
import json
from pathlib import Path
import sys
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from simulator.__main__ import chosen
from simulator.clock import Clock
from simulator.premises import Premises
from simulator.smartconnect import SmartConnectSimulator
from simulator.smartconnect.unit.start import share_first
from simulator.snmp import SnmpSimulator, User

from ..client import Client
from .clients import UPS, Pysnmp
from .conftest import MakeClient

STATUS = f"{UPS}4.1.1.0"
PROGRAM = (sys.executable, "-m", "simulator", "--speed", "60")


async def _told(*arguments: str) -> tuple[asyncio.subprocess.Process, dict[str, Any]]:
    program = await asyncio.create_subprocess_exec(
        *PROGRAM, *arguments, stdout=PIPE, stderr=PIPE
    )
    assert program.stdout is not None
    async with asyncio.timeout(30):
        return program, json.loads(await program.stdout.readline())


async def _ended(program: asyncio.subprocess.Process) -> None:
    program.terminate()
    _, errors = await program.communicate()
    assert (program.returncode, errors) == (0, b"")


async def test_all_options(
    session: aiohttp.ClientSession, open_client: MakeClient, unused_udp_port: int
) -> None:
    """One line tells how to get in; the clock runs."""
    program, told = await _told(
        *("snmp", "--port", str(unused_udp_port), "--model", "three_phase"),
        *("--community", "look", "--write-community", "touch", "--latency", "0.001"),
        *("--username", "me", "--auth-protocol", "SHA256", "--auth-key", "a-long-key"),
        *("--priv-protocol", "AES128", "--priv-key", "a-longer-key"),
        *("--receiver", "127.0.0.1:9:2c", "--knob", "phase_index=two"),
        *("--scenario", "calibration"),
    )
    try:
        part = told["snmp"]
        assert list(part) == [
            "host",
            "port",
            "community",
            "write_community",
            "username",
            "auth_protocol",
            "auth_key",
            "priv_protocol",
            "priv_key",
            "control",
        ]
        assert (part["host"], part["port"]) == ("127.0.0.1", unused_udp_port)
        card: Any = SimpleNamespace(host=part["host"], port=part["port"])
        user = User(
            part["username"],
            part["auth_protocol"],
            part["auth_key"],
            part["priv_protocol"],
            part["priv_key"],
        )
        client = open_client(Pysnmp, card, "3", None, user)
        assert (await client.get(STATUS))[STATUS].value == 3
        control = Client(session, part["control"].rstrip("/"))
        state = await control.get("/state")
        assert f"{UPS}9.2.3.1.3.1.3" in state["objects"]
        assert state["receivers"] == [["127.0.0.1", 9, "2c"]]
    finally:
        await _ended(program)


async def test_recording(
    session: aiohttp.ClientSession, socket_enabled: None, tmp_path: Path
) -> None:
    """A recording can be played."""
    recording = tmp_path / "card.snmprec"
    recording.write_text("1.3.6.1.2.1.1.5.0|4|recorded\n")
    program, told = await _told("snmp", "--recording", str(recording))
    try:
        control = Client(session, told["snmp"]["control"].rstrip("/"))
        objects = (await control.get("/state"))["objects"]
        assert objects == {"1.3.6.1.2.1.1.5.0": "recorded"}
    finally:
        await _ended(program)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--knob", "colour=red", "there is no knob colour"),
        ("--knob", "precision=good", "precision is one of"),
        ("--receiver", "127.0.0.1:162:4", "4: one of"),
        ("--scenario", "picnic", "invalid choice"),
        ("--model", "toaster", "invalid choice"),
    ],
)
def test_nonsense(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    """A word on what is wrong, before anything starts."""
    with pytest.raises(SystemExit, match="2"):
        chosen(["snmp", option, value])
    told = capsys.readouterr()
    assert not told.out
    assert words in told.err


async def test_shared_with_the_cloud(socket_enabled: None) -> None:
    """A power failure is seen by the cloud and by SNMP alike."""
    premises = Premises(Clock())
    ups = share_first(premises)
    cloud = SmartConnectSimulator(2, clock=premises.clock, first=ups, noise=0)
    async with cloud, SnmpSimulator(ups=share_first(premises)) as card:
        assert cloud.ups is card.ups.base is ups
        assert card.value(f"{UPS}1.2.3.0") == cloud.ups.state.serial
        cloud.play("power_failure")
        assert card.value(STATUS) == 3
        premises.clock.step(181)
        assert card.value(STATUS) == 2
        card.play("power_failure")
        assert cloud.ups.mode == "onbattery"
        cloud.reset()
        assert card.value(STATUS) == 2
