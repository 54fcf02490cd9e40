"""UPSs of the SmartConnect cloud in the house: what is shown, and when it is not."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

from homeassistant.components.diagnostics import REDACTED
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.rack_power.const import DOMAIN
from simulator.smartconnect import SmartConnectSimulator

from .conftest import MakeCloud, SteppedClock, Tick
from .house import entity_id, full_state, state
from .smartconnect import CHARGE, INTERVAL, LOG, ON_BATTERY, add_account
from .test_entities import entities

MODE = "_unit_0_ups.mode"
LINK = "_unit_0_cloud.link"

pytestmark = pytest.mark.usefixtures("custom_integrations")


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enable all entities."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)


def logged(hass: HomeAssistant) -> list[tuple[str, str]]:
    """Follow the log entity: the type of each event, and its kind."""
    seen: list[tuple[str, str]] = []
    log = entity_id(hass, "event", LOG)

    @callback
    def note(event: Event[Any]) -> None:
        new = event.data["new_state"]
        if event.data["entity_id"] == log and new is not None:
            attributes = new.attributes
            if attributes.get("event_type") is not None:
                seen.append((attributes["event_type"], attributes["kind"]))

    hass.bus.async_listen("state_changed", note)
    return seen


@pytest.mark.usefixtures("everything")
async def test_all_entities(
    hass: HomeAssistant,
    clock: SteppedClock,
    make_cloud: MakeCloud,
    snapshot: SnapshotAssertion,
) -> None:
    """What one UPS becomes."""
    clock.freezer.move_to("2026-03-01T12:00:00+00:00")
    entry = await add_account(hass, await make_cloud())
    for key, registered in entities(hass).items():
        assert registered == snapshot(name=f"{key}-entry")
        assert hass.states.get(key) == snapshot(name=f"{key}-state")
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_what_is_enabled(
    hass: HomeAssistant, cloud: SmartConnectSimulator, snapshot: SnapshotAssertion
) -> None:
    """What most people want to see."""
    await add_account(hass, cloud)
    shown = [key for key, one in entities(hass).items() if one.disabled_by is None]
    assert shown == snapshot


async def test_nothing_can_be_done(
    hass: HomeAssistant, cloud: SmartConnectSimulator
) -> None:
    """The cloud can only be read: no switch, no button, no stub."""
    await add_account(hass, cloud)
    domains = {one.domain for one in entities(hass).values()}
    assert domains == {"sensor", "binary_sensor", "update", "event"}


async def test_the_plate(hass: HomeAssistant, cloud: SmartConnectSimulator) -> None:
    """Who the UPS is."""
    entry = await add_account(hass, cloud)
    serial = cloud.ups.state.serial
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"apc_{serial.lower()}"), entry.entry_id
    )
    assert device is not None
    assert device.manufacturer == "APC"
    assert device.serial_number == serial
    assert device.model_id is not None
    assert device.configuration_url == f"{cloud.url}/dashboard"


async def test_a_power_failure(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """It shows with the next poll, and in the log with its own kind."""
    await add_account(hass, cloud)
    seen = logged(hass)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    cloud.ups.set_mains(on=False)
    await tick(INTERVAL)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    assert state(hass, "sensor", MODE) == "onbattery"
    assert full_state(hass, "sensor", MODE).attributes["raw"] == "onbattery"
    assert seen == [("onbattery", "onbattery")]
    cloud.ups.set_mains(on=True)
    await tick(INTERVAL)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    assert ("power_restored", "power_restored") in seen
    assert len(seen) == len(set(seen))


async def test_what_happened_meanwhile(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """After a downtime it is told once, as missed; the very first contact is silent."""
    cloud.note("overload")
    entry = await add_account(hass, cloud)
    assert full_state(hass, "event", LOG).state == "unknown"
    seen = logged(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.note("batt_disconnected")
    await tick(7200)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert seen == [("missed", "batt_disconnected")]
    for _ in range(3):
        await tick(INTERVAL)
    assert len(seen) == 1


async def test_get_log(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """It looks up what the cloud holds, since an instant."""
    cloud.note("overload")
    await tick(3600)
    cloud.note("ups_on")
    entry = await add_account(hass, cloud)
    (device,) = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    found = {}
    for since in (None, datetime.now(UTC) - timedelta(minutes=30)):
        answer = await hass.services.async_call(
            DOMAIN,
            "get_log",
            {"device_id": device.id} | ({"since": since} if since else {}),
            blocking=True,
            return_response=True,
        )
        assert answer is not None
        found[since is None] = [line["code"] for line in answer["records"]]  # type: ignore[index,union-attr,call-overload]
    assert found == {True: ["overload", "ups_on"], False: ["ups_on"]}


async def test_a_lost_link(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """Measurements are old then and go; the mode stays, marked as old."""
    await add_account(hass, cloud)
    cloud.ups.set_cable(plugged=False)
    await tick(3600)
    assert state(hass, "binary_sensor", LINK) == STATE_OFF
    assert state(hass, "sensor", CHARGE) == STATE_UNAVAILABLE
    mode = full_state(hass, "sensor", MODE)
    assert (mode.state, mode.attributes["quality"]) == ("online", "stale")
    cloud.ups.set_cable(plugged=True)
    await tick(INTERVAL)
    assert state(hass, "binary_sensor", LINK) == STATE_ON
    assert state(hass, "sensor", CHARGE) == "100"
    assert "quality" not in full_state(hass, "sensor", MODE).attributes


async def test_a_ups_that_leaves_the_account(
    hass: HomeAssistant, make_cloud: MakeCloud, tick: Tick
) -> None:
    """It is unavailable, its neighbour is not; it comes back by itself."""
    cloud = await make_cloud(2)
    await add_account(hass, cloud)
    charge = {
        one.unique_id.partition("_unit_")[0]: one.entity_id
        for one in er.async_get(hass).entities.values()
        if one.unique_id.endswith(CHARGE)
    }
    first, second = (f"apc_{ups.state.serial.lower()}" for ups in cloud.upses)
    cloud.remove(1)
    for _ in range(5):
        await tick(INTERVAL)
    assert hass.states.get(charge[second]).state == STATE_UNAVAILABLE  # type: ignore[union-attr]
    assert hass.states.get(charge[first]).state == "100"  # type: ignore[union-attr]
    cloud.restore(1)
    await tick(3600)
    await tick(INTERVAL)
    assert hass.states.get(charge[second]).state == "100"  # type: ignore[union-attr]


async def test_a_new_ups(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """It appears without anybody's doing, within the hour."""
    await add_account(hass, cloud)
    cloud.add()
    await tick(3600)
    await tick(INTERVAL)
    found = [
        one.unique_id
        for one in er.async_get(hass).entities.values()
        if one.unique_id.endswith(CHARGE)
    ]
    assert len(found) == 2


async def test_a_silent_cloud(
    hass: HomeAssistant, cloud: SmartConnectSimulator, tick: Tick
) -> None:
    """Values stay through the grace, then go, and come back."""
    await add_account(hass, cloud)
    cloud.leave()
    await tick(INTERVAL)
    await tick(INTERVAL)
    assert state(hass, "sensor", CHARGE) == "100"
    for _ in range(3):
        await tick(INTERVAL)
    assert state(hass, "sensor", CHARGE) == STATE_UNAVAILABLE
    cloud.arrive()
    await tick(INTERVAL)
    assert state(hass, "sensor", CHARGE) == "100"
    assert cloud.counters.logins == 1


async def test_the_diagnostics(
    hass: HomeAssistant,
    cloud: SmartConnectSimulator,
    hass_client: ClientSessionGenerator,
) -> None:
    """They hold the dictionary and the raw details, and nothing of whose UPS it is."""
    entry = await add_account(hass, cloud)
    told = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    text = json.dumps(told)
    raw: Any = told["raw"]
    assert raw["dictionary"]["onbattery"]["severity"] == 2
    assert raw["units"][0]["measurements"]["battery"]["chargeStatePercentage"] == 100
    assert raw["units"][0]["gateway"]["serialNumber"] == REDACTED
    (record,) = cloud.cloud.records
    for secret in (
        cloud.email,
        cloud.password,
        cloud.ups.state.serial,
        cloud.url,
        record.id,
        *cloud.browser_session(),
    ):
        assert secret not in text
