"""Power, restarts and the portal: scenarios 1 to 4, 6, 8 to 10, 13, 14, 18 and 19.

Those of switching are in `test_toggles.py`, that of posts in `test_push.py`.
"""

import asyncio
import contextlib
from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.unit.life import BOOT_TIME

from .conftest import MakeSite
from .wires import Local, Portal


def logged(site: PowerSentrixSimulator) -> list[str]:
    """Read the texts of the log."""
    return [entry.description for entry in site.ups.unit.journal.entries]


async def supply(local: Local) -> Any:
    """Read the first supply."""
    return (await local.data())["ps"][0]


async def test_mains_failure(local: Local, site: PowerSentrixSimulator) -> None:
    """1: the mains drops, with a log record, and returns."""
    site.play("mains_failure")
    assert (await supply(local))["main"] == 0
    site.step(179)
    assert (await supply(local))["main"] == 0
    site.step(1)
    assert (await supply(local))["main"] == 5410
    assert logged(site) == ["Mains power failure", "Mains power restored"]


async def test_battery_discharge(
    local: Local, portal: Portal, site: PowerSentrixSimulator
) -> None:
    """2: low for some minutes, then silent, then back after a boot."""
    site.play("battery_discharge")
    low = 0
    while site.ups.unit.online:
        low += (await supply(local))["batt"] <= 4900
        site.step(30)
    assert low > 6
    told = await portal.get("getUpsComplexObject?id=42")
    assert told["responseMessage"] == "UPS is not reachable"
    site.step(1200)
    assert (await supply(local))["main"] == 5410
    assert [port.on for port in site.ups.state.ports][:4] == [True, True, True, False]
    assert logged(site) == ["Mains power failure", "Battery under-voltage protection"]


async def test_forced_test(local: Local, site: PowerSentrixSimulator) -> None:
    """3: forced, the mains stays; over after a while."""
    site.play("forced_test")
    whole = await local.get(2)
    assert whole["config"]["settings"]["forcePowerFromBatteries"] == 1
    assert whole["upsData"]["ps"][0]["main"] == 5410
    site.step(300)
    whole = await local.get(2)
    assert whole["config"]["settings"]["forcePowerFromBatteries"] == 0


async def test_weak_cell(local: Local, site: PowerSentrixSimulator) -> None:
    """4: one block falls by 0.6 V under load, and only then."""
    site.play("weak_cell")
    cells = (await supply(local))["cell"]
    assert min(cells) == cells[2]
    assert max(cells) - min(cells) > 40
    site.step(180)
    cells = (await supply(local))["cell"]
    assert max(cells) - min(cells) < 40


async def test_stale_portal(portal: Portal, site: PowerSentrixSimulator) -> None:
    """6: the portal answers for ever, with what was."""
    first = await portal.whole()
    site.play("stale_portal")
    site.step(1200)
    assert await portal.whole() != first
    assert await portal.whole() == await portal.whole()
    told = await portal.get("getBasicInfo?id=42")
    assert told["onOffLine"] == "online"
    assert told["timestamp"] == "2025-01-02T03:04:05.000+0000"


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("portal_500", 500, ""),
        ("portal_502", 502, "Bad Gateway"),
        ("portal_html", 200, "<!DOCTYPE html>"),
    ],
)
async def test_portal_fails(
    portal: Portal, site: PowerSentrixSimulator, name: str, status: int, text: str
) -> None:
    """8: some reads fail, toggles do not."""
    site.play(name)
    await portal.toggle()
    for _ in range(3):
        answer = await portal.ask("getBasicInfo?id=42")
        assert answer.status == status
        assert text in answer.text
    assert (await portal.get("getBasicInfo?id=42"))["cmm"] == "ups-01"
    assert site.ups.toggles.executed == {0: 1}


async def test_expired_token(portal: Portal, site: PowerSentrixSimulator) -> None:
    """9: in the middle of it all, and again after each minute."""
    site.play("expired_token")
    for _ in range(2):
        assert (await portal.toggle()).status == 401
        await portal.login(site.portal.email, site.portal.password)
        await portal.whole()
        site.step(60)
    assert site.ups.toggles.executed == {}
    assert site.ups.toggles.received == {0: 2}


async def test_token_in_the_past(portal: Portal, site: PowerSentrixSimulator) -> None:
    """9: a token that has expired when it comes."""
    site.play("token_in_the_past")
    answer = await portal.login(site.portal.email, site.portal.password)
    assert answer.status == 200
    assert (await portal.ask("getUpsList")).status == 401


async def test_password_changed(portal: Portal, site: PowerSentrixSimulator) -> None:
    """9: neither the token nor the old password is good any more."""
    old = site.portal.password
    site.play("password_changed")
    assert (await portal.ask("getUpsList")).status == 401
    assert (await portal.login(site.portal.email, old)).status == 400
    assert (await portal.login(site.portal.email, site.portal.password)).status == 200


@pytest.mark.parametrize("mode", ["live", "cached"])
async def test_unreachable_ups(
    portal: Portal, local: Local, site: PowerSentrixSimulator, mode: str
) -> None:
    """10: refused by itself, not reached by the portal, which may know old data."""
    site.turn(portal_read=mode)
    site.play("unreachable_ups")
    with pytest.raises(aiohttp.ClientConnectorError):
        await local.ask(3, 0)
    told = await portal.get("getUpsComplexObject?id=42")
    assert (told["responseMessage"] == "OK") is (mode == "cached")
    assert (await portal.toggle()).json["responseMessage"] == "UPS is not reachable"
    assert site.ups.toggles.executed == {}
    await site.ups.come_back()
    await local.get(3, 0)
    assert site.ups.toggles.executed == {0: 1}


@pytest.mark.parametrize("way", ["portal", "local"])
async def test_slow(
    portal: Portal, local: Local, site: PowerSentrixSimulator, way: str
) -> None:
    """13: answers after 1, 8 and 30 seconds, in turn."""
    site.play("slow")
    for seconds in (1, 8, 30, 1):
        read = portal.whole() if way == "portal" else local.data()
        counters = site.portal.counters if way == "portal" else site.ups.counters
        before = counters.requests.total()
        wish = asyncio.ensure_future(read)
        while counters.requests.total() == before:
            await asyncio.sleep(0)
        site.step(seconds - 0.5)
        for _ in range(3):
            await asyncio.sleep(0)
        assert not wish.done()
        site.step(0.5)
        await wish


@pytest.mark.parametrize("way", ["portal", "local"])
async def test_malformed(
    portal: Portal, local: Local, site: PowerSentrixSimulator, way: str
) -> None:
    """14: every answer in another way, some of which are no JSON at all."""
    site.play("malformed")
    broken, bodies = 0, set()
    for _ in range(36):
        with contextlib.suppress(aiohttp.ClientPayloadError):
            answer = await (
                portal.ask("getUpsComplexObject?id=42")
                if way == "portal"
                else local.ask(2)
            )
            bodies.add(answer.text)
            try:
                assert isinstance(answer.json, dict | list)
            except ValueError:
                broken += 1
    assert broken == 6
    assert len(bodies) > 20


async def test_reboot(
    local: Local, portal: Portal, site: PowerSentrixSimulator
) -> None:
    """18: gone for a while; the network side begins anew, the power side goes on."""
    await local.get(3, 0)
    site.play("reboot")
    with pytest.raises(aiohttp.ClientConnectorError):
        await local.ask(1)
    site.step(BOOT_TIME)
    ident = await local.get(1)
    assert (ident["comUptime"], ident["mainUptime"]) == ("0d 00h 00m", "5d 02h 11m")
    assert ident["comFirmware"] == "v3.3.0"
    assert (await local.data())["outputs"][0] == 0
    await local.get(3, 0)
    assert [entry.ord for entry in site.ups.unit.journal.entries] == [1234, 1]
    assert (await portal.get("getBasicInfo?id=42"))["comFirmware"] == "v3.3.0"


async def test_log_goes_on_after_a_boot(site: PowerSentrixSimulator) -> None:
    """18: a UPS may keep its numbers."""
    site.turn(ord_on_boot="keep")
    site.play("reboot")
    site.step(BOOT_TIME)
    assert site.ups.unit.journal.next_ord == 1234


async def test_two_ups(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """19: one without a second supply, one off the network, at the same portal."""
    site = await make_site(2)
    site.play("two_ups")
    portal = Portal(session, site.portal.url)
    await portal.login(site.portal.email, site.portal.password)
    assert len((await portal.whole("42"))["upsData"]["ps"]) == 1
    told = await portal.get("getUpsComplexObject?id=43")
    assert told["responseMessage"] == "UPS is not reachable"
    await portal.toggle(1)
    assert [ups.is_on(1) for ups in site.upses] == [False, True]
    assert site.upses[0].serial != site.upses[1].serial


async def test_one_ups_is_not_two(site: PowerSentrixSimulator) -> None:
    """19: takes two."""
    with pytest.raises(ValueError, match="only one"):
        site.play("two_ups")
    with pytest.raises(ValueError, match="picnic"):
        site.play("picnic")
