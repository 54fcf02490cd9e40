"""The log of a UPS, by its posts and by the portal: every line once, in order."""

from typing import Any

from homeassistant.const import ATTR_DEVICE_ID, STATE_OFF
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.drivers.powersentrix.mapping.log import KINDS
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import Tick
from .house import state
from .powersentrix import LOG, OUTLET, PORTAL, PUSH, UPS, Ways, unit_of
from .test_powersentrix_power import run
from .test_translations import EN, ICONS


async def lines(
    hass: HomeAssistant, site: PowerSentrixSimulator, **data: Any
) -> list[dict[str, Any]]:
    """Ask for the log of the first UPS."""
    ident = (DOMAIN, unit_of(hass, site.ups).id)
    (device,) = [one for one in dr.async_get(hass).devices if ident in one.identifiers]
    answer = await hass.services.async_call(
        DOMAIN,
        "get_log",
        {ATTR_DEVICE_ID: device.id, **data},
        blocking=True,
        return_response=True,
    )
    assert isinstance(answer, dict)
    records: Any = answer["records"]
    return list(records)


@pytest.fixture
def seen(hass: HomeAssistant) -> list[tuple[str, str]]:
    """What the event entity told: type and text."""
    told: list[tuple[str, str]] = []
    last: object = None

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        nonlocal last
        new = event.data["new_state"]
        if new is None or new.domain != "event" or not new.attributes.get("text"):
            return
        one = (new.attributes["event_type"], new.attributes["text"])
        lines = (new.state, new.attributes.get("time"), one)
        if lines != last:
            told.append(one)
        last = lines

    hass.bus.async_listen("state_changed", note)
    return told


@pytest.mark.parametrize("kind", [PUSH, PORTAL])
async def test_what_happens_is_told(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    seen: list[tuple[str, str]],
    kind: str,
) -> None:
    """Nothing of what was before the first contact."""
    site.ups.unit.set_mains(on=False)
    site.ups.unit.set_mains(on=True)
    await ways.add(site, kind)
    await run(tick, 130)
    assert not seen
    site.play("foreign_toggle")
    await run(tick, 130)
    ((told, text),) = seen
    assert told == "output_off"
    assert "1" in text


@pytest.mark.parametrize("kind", [PUSH, PORTAL])
async def test_a_power_failure_is_told_as_one(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    seen: list[tuple[str, str]],
    kind: str,
) -> None:
    """With the types that the cloud of a Smart-UPS has for it; so is its end."""
    await ways.add(site, kind)
    await run(tick, 130)
    site.ups.unit.set_mains(on=False)
    await run(tick, 130)
    site.ups.unit.set_mains(on=True)
    await run(tick, 130)
    assert [told for told, _ in seen] == ["onbattery", "power_restored"]


def test_every_kind_has_its_text() -> None:
    """What may be told is worded, and so is what has an icon of its own."""
    told = EN["entity"]["event"]["unit_log"]["state_attributes"]["event_type"]
    icons = ICONS["entity"]["event"]["unit_log"]["state_attributes"]["event_type"]
    assert set(KINDS) | icons["state"].keys() <= told["state"].keys()


async def test_the_same_line_by_both_ways_is_told_once(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    seen: list[tuple[str, str]],
) -> None:
    """And kept once, though the portal is asked for the log as well."""
    for kind in (PORTAL, PUSH):
        await ways.add(site, kind)
    await run(tick, 130)
    for _ in range(3):
        site.play("foreign_toggle")
        await run(tick, 130)
    assert [kind for kind, _ in seen] == ["output_off", "output_on", "output_off"]
    kept = await lines(hass, site)
    assert [line["kind"] for line in kept[-3:]] == [kind for kind, _ in seen]
    assert len({line["time"] for line in kept[-3:]}) == 3
    switched = [line for line in kept if line["kind"].startswith("output_")]
    assert len(switched) == 3


async def test_what_happened_while_we_were_away_is_told_in_order(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    seen: list[tuple[str, str]],
) -> None:
    """As missed, so that nothing acts on it hours late; what follows is live."""
    entry = await ways.add(site, PORTAL)
    await run(tick, 130)
    assert await hass.config_entries.async_unload(entry.entry_id)
    site.ups.unit.set_mains(on=False)
    await tick(60)
    site.ups.unit.set_mains(on=True)
    await tick(60)
    site.play("foreign_toggle")
    await tick(7200)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await run(tick, 130)
    assert [kind for kind, _ in seen] == ["missed"] * 3
    texts = [text for _, text in seen]
    assert texts[:2] == ["Mains power failure", "Mains power restored"]
    kept = await lines(hass, site)
    assert [line["text"] for line in kept[-3:]] == texts
    assert all(line["missed"] for line in kept[-3:])
    assert [line["kind"] for line in kept[-3:-1]] == ["onbattery", "power_restored"]
    site.play("foreign_toggle")
    await run(tick, 130)
    assert seen[-1][0] == "output_on"
    assert len(seen) == 4


async def test_posts_that_were_lost_are_told_by_the_portal(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    seen: list[tuple[str, str]],
) -> None:
    """A UPS does not repeat a post; of two ways one is enough."""
    for kind in (PUSH, PORTAL):
        await ways.add(site, kind)
    await run(tick, 130)
    server = site.ups.pusher.server
    site.ups.pusher.push_off()
    site.play("foreign_toggle")
    site.ups.pusher.server = server
    await run(tick, 130)
    assert [kind for kind, _ in seen] == ["output_off"]


async def test_the_log_is_looked_up(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """What the portal has from before we came; since when, and how many."""
    for _ in range(3):
        site.play("foreign_toggle")
        site.step(600)
    await ways.add(site, PORTAL)
    await tick(1)
    kept = await lines(hass, site)
    assert [line["kind"] for line in kept if line["kind"].startswith("output_")] == [
        "output_off",
        "output_on",
        "output_off",
    ]
    times = [line["time"] for line in kept]
    assert times == sorted(times)
    assert await lines(hass, site, limit=1) == kept[-1:]
    assert await lines(hass, site, since=times[-1]) == kept[-1:]
    assert {line["path"] for line in kept} == {PORTAL}
    assert await lines(hass, site, limit=1000) == kept


async def test_a_live_line_wakes_the_nearer_way(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Somebody switches at the UPS: it is read at once, not at its next turn."""
    for kind in (UPS, PUSH):
        await ways.add(site, kind)
    await tick(31)
    await tick(2)
    site.play("foreign_toggle")
    await ways.delivered(site)
    await tick(1)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert state(hass, "event", LOG) != "unknown"
