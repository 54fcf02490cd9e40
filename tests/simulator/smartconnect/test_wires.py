"""Sockets: connections, faults, TLS, outages, starting and stopping."""

import asyncio
import socket
import ssl

import aiohttp
import pytest

from simulator.smartconnect import (
    Clock,
    Effect,
    Fault,
    Place,
    RunningClock,
    SmartConnectSimulator,
)

from ..client import Client
from .browser import ALL, Browser
from .conftest import MakeSite

FIRST = "100000000001"


async def test_a_refresh(site: SmartConnectSimulator, browser: Browser) -> None:
    """Two calls for each UPS and one for the log, on connections that are kept."""
    site.counters.reset()
    paths = [f"gateways/{ident}" for ident in (FIRST, "100000000002")]
    calls = [f"{path}?collection={ALL}" for path in paths]
    log = "gateways/events/all?from=2025-01-01T00:00:00.000Z"
    for _ in range(2):
        await asyncio.gather(*map(browser.ask, [*paths, *calls, log]))
    assert site.counters.requests == {
        f"GET /api/v1/gateways/{FIRST}": 2,
        "GET /api/v1/gateways/100000000002": 2,
        f"GET /api/v1/gateways/{FIRST}?collection": 2,
        "GET /api/v1/gateways/100000000002?collection": 2,
        "GET /api/v1/gateways/events/all": 2,
    }
    assert site.counters.connections == 5
    assert site.counters.bytes_out > 4000
    assert site.counters.commands_received == []


async def test_without_keep_alive(
    make_site: MakeSite, session: aiohttp.ClientSession
) -> None:
    """Connections may end with every answer."""
    site = await make_site(place=Place(keep_alive=False))
    browser = await Browser(session, site).signed_in()
    for _ in range(3):
        await browser.ask("gateways")
    assert site.counters.connections == 3


async def test_bytes_are_those_of_the_wire(site: SmartConnectSimulator) -> None:
    """Counted exactly, by both hosts."""
    for url, path in (
        (site.url, "/auth/login"),
        (site.identity_url, "/identity/idp/login"),
    ):
        site.counters.reset()
        port = int(url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        request = f"GET {path} HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n"
        writer.write(request.encode())
        answer = await reader.read()
        writer.close()
        assert site.counters.bytes_in == len(request)
        assert site.counters.bytes_out == pytest.approx(len(answer), abs=20)


@pytest.mark.parametrize(
    ("path", "effect"),
    [
        ("/auth/login", Effect.CUT_BEFORE),
        ("/identity/UserLogin", Effect.CUT_AFTER),
        ("/identity/apex/.*", Effect.RESET),
        ("/auth/check", Effect.TRUNCATED),
    ],
)
async def test_faults_on_the_way_in(
    site: SmartConnectSimulator, visitor: Browser, path: str, effect: Effect
) -> None:
    """Any page of either host can be struck."""
    fault = site.faults.add(Fault(effect, path=path, method="GET|POST", times=None))
    with pytest.raises(aiohttp.ClientError):
        await visitor.sign_in()
    assert fault.struck
    site.faults.clear()
    assert "dashboard" in (await visitor.sign_in()).text


async def test_slow_answers(site: SmartConnectSimulator, browser: Browser) -> None:
    """They take simulated seconds, not real ones."""
    site.play("slow")
    for seconds in (1, 8, 30):
        call = asyncio.create_task(browser.ask("gateways"))
        while not site.faults._waiting:
            await asyncio.sleep(0)
        site.step(seconds - 0.1)
        await asyncio.sleep(0)
        assert not call.done()
        site.step(0.1)
        assert (await call).status == 200


async def test_garbage(site: SmartConnectSimulator, browser: Browser) -> None:
    """Four kinds in turn."""
    site.play("garbage")
    with pytest.raises(aiohttp.ClientPayloadError):
        await browser.ask("gateways")
    texts = [(await browser.ask("gateways")).text for _ in range(3)]
    assert texts[0] == "OK, done"
    assert texts[1].startswith("[")
    assert not texts[2]


async def test_outage(
    site: SmartConnectSimulator, browser: Browser, control: Client
) -> None:
    """Both hosts refuse, or take connections and are silent; the control stays."""
    urls = (f"{site.url}/", f"{site.identity_url}/identity/idp/login")
    await control.post("/refuse")
    for url in urls:
        with pytest.raises(aiohttp.ClientConnectionError):
            await browser.open(url)
    await control.post("/come_back")
    for url in urls:
        assert (await browser.open(url)).status == 200
    await control.post("/vanish")
    for url in urls:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await browser.open(url)
    site.arrive()
    for url in urls:
        assert (await browser.open(url)).status == 200


async def test_tls(make_site: MakeSite) -> None:
    """One certificate for both hosts; cookies are for TLS only."""
    site = await make_site(place=Place(tls=True, keep_alive=True))
    assert site.url.startswith("https://127.0.0.1:")
    assert site.identity_url.startswith("https://127.0.0.1:")
    assert site.certificate
    context = ssl.create_default_context(cadata=site.certificate)
    connector = aiohttp.TCPConnector(ssl=context)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        for url in (site.url, site.identity_url):
            async with session.get(f"{url}/dashboard") as response:
                assert response.status in (200, 404)
        browser = Browser(session, site)
        assert "dashboard" in (await browser.sign_in()).text
        assert browser.pages[-2].headers["Set-Cookie"].endswith("; Secure")
        assert (await browser.ask("gateways")).status == 200


async def test_names(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """Where names are mapped, pages speak of them, and the certificate knows them."""
    site = await make_site(
        place=Place(tls=True),
        public="https://portal.example",
        identity_public="https://identity.example",
    )
    browser = Browser(session, site)
    page = await browser.open(f"{site.url}/auth/login")
    assert page.headers["Location"].startswith("https://identity.example/identity/")
    context = ssl.create_default_context(cadata=site.certificate or "")
    for url, name in (
        (site.url, "portal.example"),
        (site.identity_url, "identity.example"),
    ):
        host, _, port = url.removeprefix("https://").partition(":")
        _, writer = await asyncio.open_connection(
            host, int(port), ssl=context, server_hostname=name
        )
        writer.close()
        await writer.wait_closed()


async def test_leaves_nothing(socket_enabled: None) -> None:
    """No task, no timer, no port once it is stopped, and nothing happens any more."""
    scheduled = vars(asyncio.get_running_loop())["_scheduled"]
    before = asyncio.all_tasks()
    async with SmartConnectSimulator(2) as site:
        urls = (site.url, site.identity_url, site.control_url.removesuffix("/_sim/"))
        site.play("battery_empty")
        site.play("firmware_update", 1)
        site.step(3)
        assert asyncio.all_tasks() == before
        assert not [timer for timer in scheduled if not timer.cancelled()]
    assert asyncio.all_tasks() == before
    charge = site.ups.state.charge
    site.clock.step(100)
    assert site.ups.state.charge == charge
    assert site.upses[1].state.installing
    for url in urls:
        port = int(url.rpartition(":")[2])
        with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
            probe.connect(("127.0.0.1", port))


async def test_clocks(make_site: MakeSite) -> None:
    """Stepped unless told otherwise; a clock of others is theirs to run."""
    assert type((await make_site()).clock) is Clock
    clock = RunningClock(resolution=0.001, speed=3600)
    site = await make_site(clock=clock)
    site.ups.set_mains(on=False)
    assert vars(clock)["_task"] is None
    await clock.start()
    async with asyncio.timeout(30):
        while site.ups.state.charge > 0.9:
            await asyncio.sleep(0)
    await site.stop()
    assert vars(clock)["_task"] is not None
    await clock.stop()


def test_knobs() -> None:
    """Told at the start; nonsense is refused."""
    site = SmartConnectSimulator(bounce="off", lock_after="3")
    assert (site.knobs.bounce, site.knobs.lock_after) == (False, 3)
    with pytest.raises(KeyError):
        SmartConnectSimulator(colour="red")
