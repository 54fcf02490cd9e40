"""Posts that no healthy UPS sends: nothing changes, and nobody is banned."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from homeassistant.components.http.ban import (
    KEY_BAN_MANAGER,
    KEY_FAILED_LOGIN_ATTEMPTS,
    KEY_LOGIN_THRESHOLD,
)
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.push.post import LOG, REPORT

from .conftest import Tick
from .house import state
from .powersentrix import COMPANY, OUTLET, PUSH, SECRET, VOLTAGE, Ways, toggles

_HUGE = b" " * 200_000


@pytest.fixture(autouse=True)
async def guarded(hass: HomeAssistant) -> None:
    """Ban whoever fails to sign in twice."""
    assert await async_setup_component(hass, "http", {})
    hass.http.app[KEY_LOGIN_THRESHOLD] = 2


def shown(hass: HomeAssistant) -> Mapping[str, tuple[str, Any]]:
    """Return what the house shows of the UPS."""
    return {
        one.entity_id: (one.state, one.attributes) for one in hass.states.async_all()
    }


async def sent(
    ways: Ways, site: PowerSentrixSimulator, name: str, body: Any, **changes: str
) -> int | None:
    """Let the first UPS post anything, and return what it is answered."""
    site.ups.pusher.send(name, body, changes=changes)
    await ways.delivered(site)
    return site.ups.pusher.deliveries[-1].status


def nobody_is_banned(hass: HomeAssistant) -> bool:
    """Tell whether nobody failed to sign in, let alone was banned."""
    app = hass.http.app
    return (
        not app[KEY_BAN_MANAGER].ip_bans_lookup and not app[KEY_FAILED_LOGIN_ATTEMPTS]
    )


async def test_forged_and_broken_posts_change_nothing(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Answered 401, 400, 413; the next good post is taken from the same address."""
    await ways.add(site, PUSH)
    await tick(2)
    before, port = shown(hass), site.ups.state.port(0)
    port.on = False
    lie = site.ups.unit.views.complex_object()
    port.on = True
    unauthorized = HTTPStatus.UNAUTHORIZED
    for company in ("wrong", "", COMPANY[:-1], f"{COMPANY}x", "ä" * 20):
        assert await sent(ways, site, REPORT, lie, companyId=company) == unauthorized
    for body in (b"{", b"", b"[]", b'"x"', b"\xff\xfe", b"null", b"[" * 5000):
        assert await sent(ways, site, REPORT, body) == HTTPStatus.BAD_REQUEST
    assert await sent(ways, site, REPORT, _HUGE) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    url = site.ups.pusher.server
    assert url is not None
    site.ups.push_to(f"{await ways.door()}{ADDRESS}/guessed", COMPANY, boot=False)
    assert await sent(ways, site, REPORT, lie) == unauthorized
    assert shown(hass) == before
    assert len(hass.data[FLEET].units) == 1
    assert nobody_is_banned(hass)
    site.ups.state.port(0).rail = 47.0
    site.ups.changed()
    site.ups.pusher.server = url
    site.ups.pusher.report()
    await ways.delivered(site)
    assert site.ups.pusher.deliveries[-1].status == HTTPStatus.OK
    assert float(state(hass, "sensor", VOLTAGE)) == pytest.approx(47, abs=0.1)


async def test_a_ups_that_left_its_path_out_is_heard(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """By its company alone, which a forger does not know."""
    await ways.add(site, PUSH)
    for company, status in (("wrong", 401), (COMPANY, 200)):
        await tick(2)
        site.ups.push_to(await ways.door(), company)
        await ways.delivered(site)
        assert site.ups.pusher.deliveries[-1].status == status
    assert nobody_is_banned(hass)


async def test_replayed_and_disordered_lines_are_told_once(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """A line says nothing new when it comes again, nor when it comes late."""
    await ways.add(site, PUSH)
    told: list[str] = []
    entity = next(iter(hass.states.async_entity_ids("event")))

    def line(number: int) -> dict[str, Any]:
        time = site.clock.time.strftime("%Y-%m-%d %H:%M:%S")
        return {
            "ord": number,
            "code": "I/E01",
            "cmm": site.ups.state.cmm,
            "description": f"Line {number}",
            "params": "",
            "timestamp": time,
        }

    first = site.ups.unit.journal.next_ord
    lines = [line(first + step) for step in (0, 0, 1, 3, 2, 2, 3, 0, 1)]
    for body in lines:
        assert await sent(ways, site, LOG, body) == HTTPStatus.OK
        shown_now = hass.states.get(entity)
        assert shown_now is not None
        text = shown_now.attributes["text"]
        if not told or told[-1] != text:
            told.append(text)
    assert told == [f"Line {first + step}" for step in (0, 1, 3, 2)]
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON


async def test_a_flood_is_turned_away(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """One status a second is taken; a healthy UPS sends one in five minutes."""
    await ways.add(site, PUSH)
    await tick(2)
    status = site.ups.unit.views.complex_object()
    answers = [await sent(ways, site, REPORT, status) for _ in range(5)]
    assert answers == [200, 429, 429, 429, 429]
    await tick(2)
    assert await sent(ways, site, REPORT, status) == HTTPStatus.OK
    assert nobody_is_banned(hass)


async def test_chaos_switches_nothing(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """All of it at once, by every way to post; the last report is in order."""
    await ways.add(site, PUSH)
    await tick(2)
    site.play("push_chaos")
    await ways.delivered(site)
    await tick(310)
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON
    assert toggles(site) == (0, 0)
    assert nobody_is_banned(hass)
    statuses = {one.status for one in site.ups.pusher.deliveries}
    assert HTTPStatus.FORBIDDEN not in statuses
    assert SECRET not in " ".join(hass.states.async_entity_ids())
