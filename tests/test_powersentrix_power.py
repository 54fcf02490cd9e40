"""What happens to the power of a UPS, as the house sees it by each way."""

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.rack_power.const import DOMAIN
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite, Tick
from .house import full_state, state
from .powersentrix import (
    MAINS,
    ON_BATTERY,
    PORTAL,
    PUSH,
    UPS,
    VOLTAGE,
    Ways,
    toggles,
    unit_of,
)

WAYS = [PORTAL, UPS, PUSH]
LOW = "_unit_0_battery.low"
WEAK = "_unit_0_battery.cell.weak"
REPORT = 310
"""Seconds within which every way has told what is so: a UPS posts every 300."""


async def run(tick: Tick, seconds: float) -> None:
    """Let time pass in the steps in which a house looks around."""
    for _ in range(round(seconds / 10)):
        await tick(10)


@pytest.mark.parametrize("kind", WAYS)
async def test_a_power_failure(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick, kind: str
) -> None:
    """On battery for want of mains, and back."""
    await ways.add(site, kind)
    await run(tick, REPORT)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    site.ups.unit.set_mains(on=False)
    await run(tick, REPORT)
    assert state(hass, "binary_sensor", MAINS) == STATE_OFF
    battery = full_state(hass, "binary_sensor", ON_BATTERY)
    assert battery.state == STATE_ON
    assert battery.attributes["reason"] == "outage"
    site.ups.unit.set_mains(on=True)
    # While the battery is charged its voltage comes close to that of the mains, and
    # after a single report of the outage that may mean that there is none.
    await run(tick, 3 * REPORT if kind == PUSH else REPORT)
    assert state(hass, "binary_sensor", MAINS) == STATE_ON
    battery = full_state(hass, "binary_sensor", ON_BATTERY)
    assert battery.state == STATE_OFF
    assert "reason" not in battery.attributes


@pytest.mark.parametrize(("kind", "within"), [(PORTAL, 70), (UPS, 40)])
async def test_a_short_power_failure_is_seen_by_those_who_ask(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    kind: str,
    within: float,
) -> None:
    """Within a poll, and so is its end."""
    await ways.add(site, kind)
    await run(tick, 60)
    site.play("mains_failure")
    await run(tick, within)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    await run(tick, 180)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF


async def test_a_logged_power_failure_wakes_those_who_ask(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """The UPS posts that it happened, and is read at once."""
    for kind in (PUSH, UPS):
        await ways.add(site, kind)
    await tick(2)
    site.ups.unit.set_mains(on=False)
    await ways.delivered(site)
    await tick(1)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON


@pytest.mark.parametrize("kind", WAYS)
async def test_a_battery_test_is_no_power_failure(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick, kind: str
) -> None:
    """The mains stays."""
    await ways.add(site, kind)
    await run(tick, 60)
    if kind == PUSH:
        site.ups.unit.force_battery(on=True)
        await run(tick, REPORT)
    else:
        site.play("forced_test")
        await run(tick, 70)
    assert state(hass, "binary_sensor", MAINS) == STATE_ON
    battery = full_state(hass, "binary_sensor", ON_BATTERY)
    assert battery.state == STATE_ON
    assert battery.attributes["reason"] == "forced_test"
    assert state(hass, "binary_sensor", LOW) == STATE_OFF
    if kind == PUSH:
        site.ups.unit.force_battery(on=False)
    await run(tick, REPORT)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF


@pytest.mark.parametrize("kind", WAYS)
async def test_a_battery_that_is_empty(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick, kind: str
) -> None:
    """Low, then nothing is known of a UPS that is off; it comes back with the mains."""
    await ways.add(site, kind)
    await run(tick, 60)
    seen = set()
    for block in [one for each in site.ups.state.supplies for one in each.blocks]:
        block.capacity, block.charge = 2.0, 0.65  # some minutes
    site.ups.unit.set_mains(on=False)
    for _ in range(160):
        await tick(10)
        seen.add(state(hass, "binary_sensor", LOW))
    if kind != PUSH:  # between two posts it may be over
        assert STATE_ON in seen
    assert not site.ups.unit.online
    for ending in (LOW, ON_BATTERY, MAINS):
        assert state(hass, "binary_sensor", ending) == STATE_UNAVAILABLE
    assert state(hass, "sensor", VOLTAGE) == STATE_UNAVAILABLE
    site.ups.unit.set_mains(on=True)
    await run(tick, 4 * REPORT)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    assert state(hass, "binary_sensor", LOW) == STATE_OFF
    assert toggles(site) == (0, 0)


@pytest.mark.parametrize("kind", WAYS)
async def test_a_weak_block(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick, kind: str
) -> None:
    """Named, once it was seen twice."""
    await ways.add(site, kind)
    await run(tick, 60)
    if kind == PUSH:
        site.ups.state.supplies[0].blocks[2].sag = 0.6
        site.ups.unit.set_mains(on=False)
        await run(tick, 2 * REPORT)
    else:
        site.play("weak_cell")
        await run(tick, 150)
    weak = full_state(hass, "binary_sensor", WEAK)
    assert weak.state == STATE_ON
    (weakest,) = weak.attributes["weakest"]
    assert "3" in weakest


@pytest.mark.parametrize("kind", WAYS)
async def test_a_restart_of_its_network_side(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick, kind: str
) -> None:
    """New firmware is shown; no outlet was switched, and none seems to be."""
    entry = await ways.add(site, kind)
    await run(tick, 60)
    before = [site.ups.is_on(port) for port in range(12)]
    site.play("reboot")
    await run(tick, REPORT)
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, unit_of(hass, site.ups).id), entry.entry_id
    )
    assert device is not None
    assert device.sw_version is not None
    assert "v3.3.0" in device.sw_version
    domain = "binary_sensor" if kind == PUSH else "switch"
    shown = [
        state(hass, domain, f"_outlet_{port}_outlet.status") == STATE_ON
        for port in range(12)
    ]
    assert shown == before


async def test_two_units_of_an_account_are_apart(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways, tick: Tick
) -> None:
    """One is off the network, the other lost its second supply; neither harms."""
    site = await make_site(2)
    await ways.add(site, PORTAL)
    await run(tick, 60)
    first, second = (unit_of(hass, ups).id for ups in site.upses)
    supply = f"{first}_power_supply_1_battery.voltage"
    assert float(state(hass, "sensor", supply)) > 48
    site.play("two_ups")
    await run(tick, 1000)
    assert state(hass, "binary_sensor", f"{first}{MAINS}") == STATE_ON
    assert state(hass, "binary_sensor", f"{second}{MAINS}") == STATE_UNAVAILABLE
    assert state(hass, "sensor", supply) == STATE_UNKNOWN
