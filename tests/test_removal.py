"""Devices of units that left their account: the owner may delete them at once."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
    NotConfirmed,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    EquipmentId,
    Point,
    Reading,
)
from custom_components.rack_power.equipment.variables import BATTERY_REPLACE
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import Clock
from simulator.synaccess.cloud import CloudSimulator

from . import smartconnect, synaccess_cloud
from .conftest import MakeCloud, MakeSite, SteppedClock, Tick
from .fake import STATUS, UNIT_ID, Acts, House, Reads, report_of
from .house import state
from .powersentrix import PORTAL, Ways

type Delete = Callable[[str], Awaitable[bool]]

pytestmark = pytest.mark.usefixtures("custom_integrations")


@dataclass(kw_only=True)
class Lists(Reads):
    """A driver of an account that tells which units it has."""

    listed: frozenset[EquipmentId] | None = frozenset({UNIT_ID})


@pytest.fixture
def delete(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> Delete:
    """Delete a device as the frontend does, and tell whether that was allowed."""

    async def ask(device_id: str) -> bool:
        assert await async_setup_component(hass, "config", {})
        socket = await hass_ws_client(hass)
        await socket.send_json_auto_id(
            {"type": "config/device_registry/remove", "device_id": device_id}
        )
        answer = await socket.receive_json()
        await hass.async_block_till_done(wait_background_tasks=True)
        return bool(answer["success"])

    return ask


def units(hass: HomeAssistant) -> dict[str, dr.DeviceEntry]:
    """Return the devices of units by what they are known by."""
    return {
        key: device
        for device in dr.async_get(hass).devices
        for domain, key in device.identifiers
        if domain == DOMAIN
    }


async def test_what_is_listed_stays(
    hass: HomeAssistant, fakes: House, tick: Tick, delete: Delete
) -> None:
    """Also while it is silent, and while nobody knows what is listed."""
    driver = Lists()
    entry = await fakes.add(driver, rank=CLOUD)
    (device,) = units(hass).values()
    assert not await delete(device.id)
    driver.fails = CannotConnect()
    for _ in range(5):
        await tick(31)
    assert not await delete(device.id)
    driver.listed = None
    assert not await delete(device.id)
    driver.listed = frozenset()
    assert await delete(device.id)
    assert units(hass) == {}
    assert hass.config_entries.async_get_entry(entry.entry_id) is not None


async def test_what_another_path_may_tell_of_stays(
    hass: HomeAssistant, fakes: House, delete: Delete
) -> None:
    """One that leads to the unit alone has no list to be missing from."""
    await fakes.add(Lists(listed=frozenset()), rank=CLOUD)
    near = await fakes.add(Acts())
    (device,) = units(hass).values()
    assert not await delete(device.id)
    await hass.config_entries.async_remove(near.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await delete(device.id)


async def test_what_was_told_of_a_unit_goes_with_it(
    hass: HomeAssistant, fakes: House, delete: Delete
) -> None:
    """Nobody replaces its battery, or looks whether it was switched."""
    replace_battery = Reading(value=True, observed_at=datetime.now(UTC))
    bad = replace(report_of(), readings={Point(UNIT, BATTERY_REPLACE): replace_battery})
    driver = Lists(reports=[bad])
    await fakes.add(driver, rank=CLOUD)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    about = f"current_scale/{UNIT_ID}"
    driver.outside.trouble(about, InvalidRequest("current_scale_doubtful"))
    issues = ir.async_get(hass).issues
    assert len(issues) == 3
    assert not any("4711" in name for _, name in issues)
    driver.listed, driver.found, driver.reports = frozenset(), (), []
    (device,) = units(hass).values()
    assert await delete(device.id)
    assert not issues


async def test_a_part_of_what_is_gone_may_be_deleted_alone(
    hass: HomeAssistant, fakes: House, delete: Delete
) -> None:
    """Like the unit itself."""
    driver = Lists()
    entry = await fakes.add(driver, rank=CLOUD)
    (outlet,) = dr.async_child_entries_for_config_entry(
        dr.async_get(hass), entry.entry_id
    )
    assert not await delete(outlet.id)
    driver.listed, driver.found, driver.reports = frozenset(), (), []
    assert await delete(outlet.id)
    assert set(units(hass)) == {UNIT_ID}


async def test_a_unit_that_comes_back_is_there_again(
    hass: HomeAssistant, fakes: House, tick: Tick, delete: Delete
) -> None:
    """With all its entities, as if it had never been deleted."""
    driver = Lists()
    await fakes.add(driver, rank=CLOUD)
    found, reports = driver.found, driver.reports
    driver.listed, driver.found, driver.reports = frozenset(), (), []
    await tick(31)
    (device,) = units(hass).values()
    assert await delete(device.id)
    assert not hass.data[FLEET].units
    driver.listed, driver.reports = frozenset({found[0].id}), reports
    await tick(31)
    assert set(units(hass)) == {UNIT_ID}
    assert state(hass, "switch", "_outlet_1_outlet.status") == "on"


async def gone_then_deleted(
    hass: HomeAssistant, delete: Delete, leave: Callable[[], Awaitable[None]]
) -> None:
    """Let the second unit of an account leave it, and delete it."""
    before = units(hass)
    assert len(before) == 2
    for device in before.values():
        assert not await delete(device.id)
    await leave()
    assert units(hass).keys() == before.keys()
    done = {key: await delete(device.id) for key, device in before.items()}
    assert sorted(done.values()) == [False, True]
    assert units(hass).keys() == {key for key, deleted in done.items() if not deleted}


async def test_a_ups_that_left_smartconnect(
    hass: HomeAssistant, make_cloud: MakeCloud, tick: Tick, delete: Delete
) -> None:
    """As soon as the list lacks it."""
    cloud = await make_cloud(2)
    await smartconnect.add_account(hass, cloud)

    async def leave() -> None:
        cloud.remove(1)
        for _ in range(3):
            await tick(smartconnect.INTERVAL)

    await gone_then_deleted(hass, delete, leave)


async def test_a_ups_that_left_the_portal(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways, tick: Tick, delete: Delete
) -> None:
    """As soon as the list lacks it, or the portal knows it no more."""
    site = await make_site(2)
    await ways.add(site, PORTAL)

    async def leave() -> None:
        first, _ = site.portal.records
        site.portal.accounts[0].units = {first.id}
        for _ in range(3):
            await tick(31)

    await gone_then_deleted(hass, delete, leave)


@pytest.fixture
async def account(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[CloudSimulator]:
    """An account of two PDUs."""
    async with CloudSimulator(2, clock=Clock(clock.now())) as simulated:
        clock.simulated.append(simulated)
        yield simulated


async def test_a_pdu_that_left_its_cloud(
    hass: HomeAssistant, account: CloudSimulator, tick: Tick, delete: Delete
) -> None:
    """As soon as nothing is told of it."""
    await synaccess_cloud.add_account(hass, account)

    async def leave() -> None:
        account.play("pdu_removed")
        for _ in range(2):
            await tick(synaccess_cloud.INTERVAL)

    await gone_then_deleted(hass, delete, leave)
