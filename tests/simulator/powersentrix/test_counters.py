"""What each wire counts, and what becomes of it when it is cut."""

import asyncio

import aiohttp
import pytest

from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator

from .wires import Local, Portal


async def test_requests(
    portal: Portal, local: Local, site: PowerSentrixSimulator
) -> None:
    """Each wire its own; functions apart, keys left out."""
    await portal.whole()
    await portal.toggle(1)
    await local.get(2)
    await local.get(2)
    await local.ask(3, 0)
    assert site.portal.counters.requests == {
        "POST /api/v1/user/authenticate": 1,
        "GET /api/v1/ups/getUpsComplexObject": 1,
        "GET /api/v1/ups/changePortState": 1,
    }
    assert site.ups.counters.requests == {
        "GET /api_actions?fn=2": 2,
        "GET /api_actions?fn=3": 1,
    }
    assert site.portal.counters.commands_received == [("port.toggle", "42/1", None)]
    assert site.ups.counters.commands_executed == [("port.toggle", "0", None)]
    assert site.portal.counters.logins == 1
    assert site.portal.counters.connections == 1
    assert site.ups.counters.connections == 3
    assert site.ups.counters.bytes_in > 3 * len("GET /api_actions HTTP/1.1")
    assert site.ups.counters.bytes_out > 4000


async def test_reset(local: Local, site: PowerSentrixSimulator) -> None:
    """The toggles of the unit are told with the counts of its wire."""
    await local.ask(3, 0)
    told = site.ups.counters.as_json()["toggles"]
    assert told == {"received": {"0": 1}, "executed": {"0": 1}, "foreign": {}}
    site.ups.counters.reset()
    assert site.ups.toggles.executed == {}
    assert site.ups.counters.requests == {}


async def test_bytes_are_those_of_the_wire(site: PowerSentrixSimulator) -> None:
    """Counted exactly, by the UPS and by the portal."""
    for station in (site.ups, site.portal):
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", int(station.url.rpartition(":")[2])
        )
        path = f"/api_actions?apiKey={site.ups.api_key}&fn=1"
        head = "Connection: close\r\nHost: x\r\n\r\n"
        writer.write(f"GET {path} HTTP/1.1\r\n{head}".encode())
        answer = await reader.read()
        writer.close()
        assert station.counters.bytes_out == len(answer)


async def test_one_at_a_time(local: Local, site: PowerSentrixSimulator) -> None:
    """Whether a client is polite can be seen."""
    for _ in range(3):
        await local.get(1)
    assert site.ups.counters.max_concurrent == 1
    site.ups.faults.add(Fault(Effect.DELAY, times=2))
    wishes = [asyncio.ensure_future(local.get(1)) for _ in range(2)]
    while site.ups.counters.requests.total() < 5:
        await asyncio.sleep(0)
    site.step(1)
    await asyncio.gather(*wishes)
    assert site.ups.counters.max_concurrent == 2


@pytest.mark.parametrize("silent", [False, True])
async def test_outages(
    portal: Portal, local: Local, site: PowerSentrixSimulator, silent: bool
) -> None:
    """Portal and UPS can be gone, and come back where they were."""
    timeout = aiohttp.ClientTimeout(total=0.2)
    async with aiohttp.ClientSession(timeout=timeout) as hasty:
        for station in (site.portal, site.ups):
            url = station.url
            await station.vanish(silent=silent)
            with pytest.raises((aiohttp.ClientError, TimeoutError)):
                await hasty.get(url)
            await station.come_back()
            assert station.url == url
    await portal.whole()
    await local.data()


@pytest.mark.parametrize(
    "effect", [Effect.REFUSE, Effect.HTML, Effect.EMPTY, Effect.NOT_JSON]
)
async def test_faults_by_function(
    local: Local, site: PowerSentrixSimulator, effect: Effect
) -> None:
    """A fault can be meant for one function only."""
    site.ups.faults.add(Fault(effect, query=".*fn=1.*"))
    await local.data()
    try:
        answer = await local.ask(1)
    except aiohttp.ClientConnectionError:
        assert effect is Effect.REFUSE
        await site.ups.come_back()
    else:
        assert answer.status == 200
        with pytest.raises(ValueError, match="Expecting value"):
            assert answer.json
    await local.get(1)


async def test_faults_by_unit(portal: Portal, site: PowerSentrixSimulator) -> None:
    """A fault of the portal can be meant for one UPS only."""
    site.portal.faults.add(Fault(Effect.STATUS, query="id=43", status=503))
    site.portal.faults.add(Fault(Effect.STATUS, query="id=42", status=502))
    assert (await portal.ask("getBasicInfo?id=42")).status == 502
    assert (await portal.ask("getBasicInfo?id=42")).status == 200
