"""Starting and stopping, time, and the program."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
import json
import socket
import sys

import aiohttp
import pytest

import simulator.powersentrix
from simulator.powersentrix import Clock, Place, PowerSentrixSimulator

from ..client import Client
from .conftest import MakeSite
from .wires import Local, Portal, Receiver

type Parts = dict[str, dict[str, str]]
type Run = Callable[..., Awaitable[Parts]]


async def test_leaves_nothing(socket_enabled: None, receiver: Receiver) -> None:
    """No task, no timer, no port once it is stopped, and nothing happens any more."""
    scheduled = vars(asyncio.get_running_loop())["_scheduled"]
    before = asyncio.all_tasks()
    async with PowerSentrixSimulator(2, ups=Place(tls=True)) as site:
        stations = [site.portal, *site.upses]
        urls = [url for each in stations for url in (each.url, each.control_url)]
        site.play("battery_discharge")
        site.play("restart")
        site.step(3)
        assert asyncio.all_tasks() == before
        assert not [timer for timer in scheduled if not timer.cancelled()]
        site.ups.push_to(receiver.url, "c")
    assert asyncio.all_tasks() == before
    posted = len(receiver.posts)
    site.step(3600)
    await site.delivered()
    assert asyncio.all_tasks() == before
    assert len(receiver.posts) == posted
    for url in urls:
        with socket.socket() as probe:
            port = int(url.split(":")[2].split("/")[0])
            assert probe.connect_ex(("127.0.0.1", port)) != 0


async def test_stopping_twice(site: PowerSentrixSimulator) -> None:
    """Harmless, as is stopping what never ran."""
    await site.stop()
    await site.stop()
    await PowerSentrixSimulator().stop()


async def test_given_ports(make_site: MakeSite, unused_tcp_port: int) -> None:
    """Ports that are asked for are taken; further UPSs take those that follow."""
    site = await make_site(portal=Place(port=unused_tcp_port))
    assert site.portal.url == f"http://127.0.0.1:{unused_tcp_port}"
    site = PowerSentrixSimulator(3, ups=Place(port=18200, control_port=18300))
    assert [ups.url.rpartition(":")[2] for ups in site.upses] == [
        "18200",
        "18201",
        "18202",
    ]


async def test_shared_clock(make_site: MakeSite) -> None:
    """Two on one clock move together."""
    clock = Clock()
    sites = [await make_site(clock=clock) for _ in range(2)]
    sites[0].step(60)
    assert [site.ups.unit.life.com_uptime for site in sites] == [225240, 225240]


@pytest.mark.parametrize("name", simulator.powersentrix.__all__)
def test_public_names(name: str) -> None:
    """What the package promises is there."""
    assert hasattr(simulator.powersentrix, name)


@pytest.fixture
async def run(socket_enabled: None) -> AsyncIterator[Run]:
    """Start the program as a user would; it is ended after the test."""
    programs: list[Process] = []

    async def start(*arguments: str) -> Parts:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "simulator", *arguments, stdout=PIPE, stderr=PIPE
        )
        programs.append(program)
        assert program.stdout is not None
        async with asyncio.timeout(30):
            parts: Parts = json.loads(await program.stdout.readline())
        return parts

    yield start
    for program in programs:
        program.terminate()
        async with asyncio.timeout(30):
            _, errors = await program.communicate()
        assert (program.returncode, errors) == (0, b"")


async def test_all_parts(
    run: Run, session: aiohttp.ClientSession, receiver: Receiver
) -> None:
    """Portal, UPS and posts lead to one unit; its plug is pulled from outside."""
    told = await run()
    assert list(told["powersentrix-portal"]) == ["url", "email", "password", "control"]
    ups, cloud = told["powersentrix-ups"], told["powersentrix-portal"]
    assert list(ups) == ["url", "api_key", "read_key", "serial", "control"]
    portal = Portal(session, cloud["url"])
    await portal.login(cloud["email"], cloud["password"])
    local = Local(session, ups["url"], ups["api_key"])
    control = Client(session, ups["control"].rstrip("/"))
    where = {"url": receiver.url, "company_id": "c"}
    await control.post("/push_to", where)
    await control.post("/mains", {"on": False})
    await control.post("/push_now")
    assert (await local.data())["ps"][0]["main"] == 0
    assert (await portal.whole())["upsData"]["ps"][0]["main"] == 0
    async with asyncio.timeout(30):
        while len(receiver.posts) < 4:
            await asyncio.sleep(0)
    assert receiver.named("setUpsLog")[0].json["description"] == "Mains power failure"
    assert receiver.posts[-1].json["upsData"]["ps"][0]["main"] == 0


async def test_portal_alone(
    run: Run, session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    """All options of the portal, and time that runs faster."""
    told = await run(
        "--speed",
        "3600",
        "powersentrix-portal",
        "--port",
        str(unused_tcp_port),
        "--units",
        "3",
        "--knob",
        "list_id=str",
        "--knob",
        "psu=1",
        "--scenario",
        "reboot",
    )
    (part,) = told.values()
    assert part["url"] == f"http://127.0.0.1:{unused_tcp_port}"
    portal = Portal(session, part["url"])
    await portal.login(part["email"], part["password"])
    rows = (await portal.get("getUpsList"))["responseObject"]
    assert [row["id"] for row in rows] == ["42", "43", "44"]
    assert len((await portal.whole("43"))["upsData"]["ps"]) == 1
    async with asyncio.timeout(30):
        while True:
            told_now = await portal.get("getUpsComplexObject?id=42")
            if told_now["responseMessage"] == "OK":
                break
    assert told_now["responseObject"]["config"]["ident"]["comFirmware"] == "v3.3.0"


async def test_ups_alone(run: Run, receiver: Receiver) -> None:
    """All options of the UPSs."""
    told = await run(
        "powersentrix-ups",
        "--tls",
        "--units",
        "2",
        "--keep-alive",
        "--push-url",
        receiver.url,
        "--company-id",
        "c",
        "--scenario",
        "mains_failure",
    )
    (part,) = told.values()
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        first = await Local(session, part["url"], part["api_key"]).get(2)
        second = await Local(session, part["url_2"], part["api_key"]).get(2)
        second_control = Client(session, part["control_2"].rstrip("/"))
        assert (await second_control.get("/counters"))["connections"] == 1
    assert first["config"]["ident"]["sn"] == part["serial"]
    assert first["upsData"]["ps"][0]["main"] == 0
    assert second["upsData"]["ps"][0]["main"] == 5410
    async with asyncio.timeout(30):
        while len(receiver.posts) < 3:
            await asyncio.sleep(0)
    assert receiver.posts[0].query["companyId"] == "c"


@pytest.mark.parametrize(
    "arguments",
    [
        ("powersentrix-portal", "--scenario", "picnic"),
        ("powersentrix-ups", "--knob", "colour=red"),
        ("powersentrix-ups", "--knob", "psu=9"),
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
    assert b"error: " in errors
