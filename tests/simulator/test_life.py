"""Starting and stopping, the clock, and what the simulator may know."""

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path
import socket

import pytest

from simulator.clock import Clock, RunningClock
import simulator.synaccess
from simulator.synaccess import PduSimulator

from .conftest import MakePdu

ROOT = Path(simulator.__file__).parent


def imports(path: Path) -> Iterator[str]:
    """Tell what a file imports from outside its own package."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def test_shares_nothing_with_the_integration() -> None:
    """A simulator that used the client's code would prove nothing."""
    files = list(ROOT.rglob("*.py"))
    assert len(files) > 20
    for path in files:
        for name in imports(path):
            package = name.partition(".")[0]
            assert package not in ("custom_components", "homeassistant"), path


def test_is_written_in_small_files() -> None:
    """One reason to change for each file."""
    for path in ROOT.rglob("*.py"):
        assert len(path.read_text().splitlines()) < 300, path


async def test_leaves_nothing(socket_enabled: None) -> None:
    """No task, no timer and no port once it is stopped, not even while stepped."""
    scheduled = vars(asyncio.get_running_loop())["_scheduled"]
    before = asyncio.all_tasks()
    async with PduSimulator(tls=True) as pdu:
        ports = [int(url.split(":")[2].split("/")[0]) for url in _urls(pdu)]
        pdu.play("overload")
        pdu.step(30)
        assert asyncio.all_tasks() == before
        assert not [t for t in scheduled if not t.cancelled()]
    assert asyncio.all_tasks() == before
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    pdu.step(60)
    assert pdu.state.event(1)["numTicksBeyond"] == 30


def _urls(pdu: PduSimulator) -> tuple[str, str]:
    return pdu.url, pdu.control_url


async def test_stopping_twice(pdu: PduSimulator) -> None:
    """Harmless, as is stopping what never ran."""
    await pdu.stop()
    await pdu.stop()
    await PduSimulator().stop()


async def test_given_port(make_pdu: MakePdu, unused_tcp_port: int) -> None:
    """A port that is asked for is taken."""
    pdu = await make_pdu(port=unused_tcp_port)
    assert pdu.url == f"http://127.0.0.1:{unused_tcp_port}"


async def test_shared_clock(make_pdu: MakePdu) -> None:
    """Two units on one clock move together."""
    clock = Clock()
    pdus = [await make_pdu(clock=clock, serial=1502530 + n) for n in range(2)]
    pdus[0].step(5)
    assert [pdu.snapshot()["device"]["uptime"] for pdu in pdus] == [86405, 86405]


def test_clock_runs_timers_in_order() -> None:
    """Each at its own time, also those that others set up on the way."""
    clock = Clock()
    seen: list[tuple[float, str]] = []

    def chain() -> None:
        seen.append((clock.now, "first"))
        clock.call_later(1, lambda: seen.append((clock.now, "third")))

    clock.call_later(1, chain)
    clock.call_later(1.5, lambda: seen.append((clock.now, "second")))
    clock.call_later(9, lambda: seen.append((clock.now, "late")))
    clock.call_later(1, lambda: seen.append((clock.now, "never"))).cancel()
    for _ in range(20):
        clock.step(0.1)
    assert seen == [(1, "first"), (1.5, "second"), (2, "third")]
    clock.step(0)
    clock.step(-1)
    assert clock.now == 2


async def test_running_clock() -> None:
    """It moves by itself, by one task, which ends with it."""
    clock = RunningClock(resolution=0.001)
    moved = asyncio.Event()
    clock.call_later(0.002, moved.set)
    await clock.start()
    await clock.start()
    async with asyncio.timeout(5):
        await moved.wait()
    assert clock.now >= 0.002
    await clock.stop()
    await clock.stop()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("name", simulator.synaccess.__all__)
def test_public_names(name: str) -> None:
    """What the package promises is there."""
    assert hasattr(simulator.synaccess, name)
