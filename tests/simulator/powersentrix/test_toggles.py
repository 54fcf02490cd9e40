"""Toggles that are lost, late, ignored, foreign: scenarios 5, 7, 8, 11 to 13, 15, 16.

What the simulator counts is what the safety of switching is judged by.
"""

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import Effect, Fault, Place, PowerSentrixSimulator
from simulator.powersentrix.push.pusher import PERIOD

from .conftest import MakeSite
from .wires import UPS, Local, Portal

WAYS = pytest.mark.parametrize("way", ["portal", "local"])


class Site:
    """A site and a client for a way, so that each test runs for both."""

    def __init__(self, site: PowerSentrixSimulator, wire: Portal | Local) -> None:
        """Know both."""
        self.site = site
        self.wire = wire

    async def toggle(self) -> Any:
        """Toggle the first port."""
        if isinstance(self.wire, Portal):
            return await self.wire.toggle()
        return await self.wire.ask(3, 0)

    async def post_like_toggle(self) -> None:
        """Toggle it over a raw socket: a client that repeats nothing."""
        site, wire = self.site, self.wire
        path, headers = f"/api_actions?apiKey={site.ups.api_key}&fn=3&param1=0", ""
        url = site.ups.url
        if isinstance(wire, Portal):
            path = f"{UPS}/changePortState?id=42&port=0"
            headers = f"Authorization: Bearer {wire.token}\r\n"
            url = site.portal.url
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", int(url.rpartition(":")[2])
        )
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode())
        try:
            await reader.read(100)
        except ConnectionResetError:
            pass
        finally:
            writer.close()

    @property
    def counts(self) -> tuple[int, int]:
        """Toggles received and executed."""
        toggles = self.site.ups.toggles
        return toggles.received[0], toggles.executed[0]


@pytest.fixture
async def both(
    make_site: MakeSite, session: aiohttp.ClientSession, way: str, request: Any
) -> Site:
    """Start a site, and log in if the way asks for it."""
    site = await make_site()
    if way == "local":
        return Site(site, Local(session, site.ups.url, site.ups.api_key))
    portal = Portal(session, site.portal.url)
    await portal.login(site.portal.email, site.portal.password)
    return Site(site, portal)


@WAYS
@pytest.mark.parametrize(
    "name", ["executed_no_answer", "executed_reset", "executed_truncated"]
)
async def test_executed_no_answer(both: Site, name: str) -> None:
    """12: executed once, by a client that does not repeat."""
    both.site.play(name)
    await both.post_like_toggle()
    assert both.counts == (1, 1)
    assert not both.site.ups.is_on(0)


@WAYS
@pytest.mark.parametrize("warm", [False, True])
async def test_aiohttp_repeats_a_toggle(
    make_site: MakeSite, session: aiohttp.ClientSession, way: str, warm: bool
) -> None:
    """12: why clients need a guard, on cold and on warm connections."""
    place = Place(keep_alive=warm)
    site = await make_site(portal=place, ups=place)
    portal = Portal(session, site.portal.url)
    await portal.login(site.portal.email, site.portal.password)
    local = Local(session, site.ups.url, site.ups.api_key)
    await local.get(1)
    site.play("executed_no_answer")
    answer = await (portal.toggle() if way == "portal" else local.ask(3, 0))
    assert answer.status == 200
    toggles = site.ups.toggles
    assert (toggles.received, toggles.executed) == ({0: 2}, {0: 2})
    assert site.ups.is_on(0)


@WAYS
async def test_cut_before(both: Site) -> None:
    """Received, and never executed."""
    for faults in (both.site.portal.faults, both.site.ups.faults):
        faults.add(Fault(Effect.CUT_BEFORE, query=".*(port=|fn=3).*"))
    await both.post_like_toggle()
    assert both.counts == (1, 0)
    assert both.site.ups.is_on(0)
    counters = both.site.portal.counters, both.site.ups.counters
    assert sum(len(each.commands_received) for each in counters) == 1
    assert sum(len(each.commands_executed) for each in counters) == 0


async def test_500_after_a_toggle(portal: Portal, site: PowerSentrixSimulator) -> None:
    """8: executed, and answered as if not."""
    site.play("portal_500_after_toggle")
    assert (await portal.toggle()).status == 500
    assert site.ups.toggles.executed == {0: 1}
    assert not site.ups.is_on(0)


@WAYS
async def test_accepted_not_executed(both: Site) -> None:
    """11: answered well, and nothing changes."""
    both.site.play("accepted_not_executed")
    for _ in range(3):
        assert (await both.toggle()).status == 200
    assert both.counts == (3, 0)
    assert both.site.ups.is_on(0)
    both.site.ups.unit.switching.ignored = 1
    await both.toggle()
    await both.toggle()
    assert both.counts == (5, 1)


@WAYS
async def test_executed_twice(both: Site) -> None:
    """11: something on the way repeats, so that nothing changes; once."""
    both.site.play("executed_twice")
    await both.toggle()
    assert both.counts == (1, 2)
    assert both.site.ups.is_on(0)
    await both.toggle()
    assert both.counts == (2, 3)
    assert not both.site.ups.is_on(0)


@WAYS
async def test_slow_execution(both: Site) -> None:
    """13: executed long after the client has given up."""
    both.site.play("slow_execution")
    wish = asyncio.ensure_future(both.toggle())
    while both.counts[0] == 0:
        await asyncio.sleep(0)
    wish.cancel()
    await asyncio.gather(wish, return_exceptions=True)
    both.site.step(29)
    assert both.counts == (1, 0)
    both.site.step(1)
    while both.counts[1] == 0:
        await asyncio.sleep(0)
    assert both.counts == (1, 1)
    assert not both.site.ups.is_on(0)


@WAYS
async def test_foreign_toggle(both: Site) -> None:
    """5: somebody else toggles; it is not counted as ours."""
    both.site.play("foreign_toggle")
    assert not both.site.ups.is_on(0)
    assert both.counts == (0, 0)
    assert both.site.ups.toggles.foreign == {0: 1}


@WAYS
async def test_foreign_toggle_race(both: Site) -> None:
    """5: somebody else is faster by a hair, once."""
    both.site.play("foreign_toggle_race")
    await both.toggle()
    assert both.site.ups.is_on(0)
    await both.toggle()
    assert not both.site.ups.is_on(0)
    assert both.counts == (2, 2)
    assert both.site.ups.toggles.foreign == {0: 1}


@pytest.mark.parametrize("logged", [True, False])
async def test_cached_toggle(
    portal: Portal, site: PowerSentrixSimulator, logged: bool
) -> None:
    """7: the portal shows it only with the next report; its log may tell at once."""
    site.play("cached_toggle" if logged else "cached_toggle_silent")
    await portal.toggle()
    assert not site.ups.is_on(0)
    assert (await portal.whole())["upsData"]["outputs"][0] == 1
    assert len(await portal.get("getUpsLogs?id=42")) == int(logged)
    site.step(PERIOD)
    assert (await portal.whole())["upsData"]["outputs"][0] == 0


@WAYS
async def test_restart(both: Site) -> None:
    """15: somebody restarts the port; a poll in between sees it off."""
    both.site.play("restart")
    assert not both.site.ups.is_on(0)
    both.site.step(5)
    assert both.site.ups.is_on(0)
    texts = [entry.description for entry in both.site.ups.unit.journal.entries]
    assert texts == ["Output 1 turned OFF", "Output 1 turned ON"]


@WAYS
async def test_readonly_key(both: Site) -> None:
    """16: reads go on, nothing is switched."""
    both.site.play("readonly_key")
    answer = await both.toggle()
    assert "write" in answer.text
    assert both.counts == (1, 0)
    wire = both.wire
    await (wire.whole() if isinstance(wire, Portal) else wire.data())


async def test_two_clients(
    portal: Portal, local: Local, site: PowerSentrixSimulator
) -> None:
    """Both ways lead to the same ports, and are counted together."""
    await asyncio.gather(portal.toggle(), local.get(3, 0))
    assert site.ups.is_on(0)
    assert site.ups.toggles.as_json() == {
        "received": {"0": 2},
        "executed": {"0": 2},
        "foreign": {},
    }
