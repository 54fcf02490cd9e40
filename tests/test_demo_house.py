"""What the demo finds out, prints, and does when Home Assistant ends."""

from contextlib import suppress
from pathlib import Path

from aiohttp import ClientError, ClientSession
from homeassistant.const import RESTART_EXIT_CODE
import pytest

from scripts.demo_house import instance
from scripts.demo_house.announcement import announcement
from scripts.demo_house.energy import counters
from scripts.demo_house.instance import OUTPUT, Instance, free_port
from scripts.demo_house.processes import StoppedEarlyError, running
from scripts.demo_house.registries import Registries
from scripts.demo_house.timezone import time_zone

NOWHERE = Path("/nowhere")

STAND_IN = """
from http.server import BaseHTTPRequestHandler, HTTPServer
import os, sys

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/end/"):
            os._exit(int(self.path.removeprefix("/end/")))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"state": "RUNNING"}')

    def log_message(self, *told):
        pass

print("begins", flush=True)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
"""Answers as Home Assistant does, and ends with the code that it is asked for."""


def test_time_zone_of_the_environment() -> None:
    """TZ comes first; what has no name is UTC."""
    assert time_zone({"TZ": "Europe/Bratislava"}, NOWHERE) == "Europe/Bratislava"
    assert time_zone({"TZ": ":Asia/Tokyo"}, NOWHERE) == "Asia/Tokyo"
    assert time_zone({"TZ": "XYZ-1ABC"}, NOWHERE) == "UTC"
    assert time_zone({"TZ": "../secret"}, NOWHERE) == "UTC"


def test_time_zone_of_the_system(tmp_path: Path) -> None:
    """The link names it; a copy of the file does not."""
    link = tmp_path / "localtime"
    assert time_zone({}, link) == "UTC"
    link.symlink_to("../usr/share/zoneinfo/America/Argentina/Ushuaia")
    assert time_zone({}, link) == "America/Argentina/Ushuaia"
    link.unlink()
    link.symlink_to("/usr/share/zoneinfo/No/Where")
    assert time_zone({"TZ": ""}, link) == "UTC"
    link.unlink()
    link.symlink_to("/etc/elsewhere")
    assert time_zone({}, link) == "UTC"
    link.unlink()
    link.write_bytes(b"TZif2")
    assert time_zone({}, link) == "UTC"


def test_announcement() -> None:
    """A person can copy each value, and knows what fails and how it returns."""
    parts = {"ups": {"url": "http://127.0.0.1:1", "api_key": "a'key"}}
    text = announcement(
        "http://127.0.0.1:2", ("me", "secret"), "http://127.0.0.1:3/_sim/", "DC", parts
    )
    lines = text.splitlines()
    assert "Open http://127.0.0.1:2/rack-power" in lines
    assert any('"DC"' in line for line in lines)
    for power in ("false", "true"):
        command = f"curl -d '{{\"on\": {power}}}' http://127.0.0.1:3/_sim/mains"
        assert f"  {command}" in lines
    begin = lines.index("  ups")
    assert lines[begin + 1 : begin + 3] == [
        "    url      http://127.0.0.1:1",
        "    api_key  a'key",
    ]


def test_counters() -> None:
    """The inlet comes before its bank and contains it; what tells no power is out."""
    ids = {
        "a_inlet_1_input.energy": "sensor.inlet",
        "a_inlet_1_input.realpower": "sensor.inlet_power",
        "a_bank_1_bank.energy": "sensor.bank",
        "a_bank_1_bank.realpower": "sensor.bank_power",
        "b_unit_0_output.energy": "sensor.silent",
    }
    entities = [
        {
            "unique_id": unique_id,
            "entity_id": entity_id,
            "device_id": unique_id[0],
            "entity_category": None,
        }
        for unique_id, entity_id in ids.items()
    ]
    devices = [{"id": one, "parent_device_id": None} for one in "ab"]
    states = {entity_id: {"state": "1"} for entity_id in ids.values()}
    found = counters(Registries([], devices, entities, states))
    assert [one.preference() for one in found] == [
        {"stat_consumption": "sensor.inlet", "stat_rate": "sensor.inlet_power"},
        {
            "stat_consumption": "sensor.bank",
            "stat_rate": "sensor.bank_power",
            "included_in_stat": "sensor.inlet",
        },
    ]


@pytest.mark.usefixtures("socket_enabled")
async def test_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a restart is started again at the same port; other ends are told."""
    port = free_port()
    monkeypatch.setattr(
        instance,
        "running",
        lambda _, log, **options: running(["-c", STAND_IN, str(port)], log, **options),
    )
    async with ClientSession() as session:
        one = Instance(tmp_path, port, session)
        await one.start()
        try:
            await _end(session, one, RESTART_EXIT_CODE)
            await one.wants_restart()
            await one.start_again()
            await _end(session, one, 7)
            with pytest.raises(StoppedEarlyError, match="ended with code 7") as told:
                await one.wants_restart()
        finally:
            await one.stop()
    log = tmp_path / OUTPUT
    assert str(log) in str(told.value)
    assert log.read_text() == "begins\nbegins\n", "the first is not lost"


async def _end(session: ClientSession, one: Instance, code: int) -> None:
    with suppress(ClientError):
        await session.get(f"{one.api.url}/end/{code}")
