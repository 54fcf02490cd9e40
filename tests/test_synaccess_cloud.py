"""PDUs of the Synaccess Cloud in the house, alone and beside the PDU itself."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
import json
from typing import Any

from homeassistant.const import (
    ATTR_ASSUMED_STATE,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.rack_power.equipment.model import EquipmentId
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import Clock, PduSimulator
from simulator.synaccess.cloud import CloudSimulator

from .conftest import SteppedClock, Tick, pdu_entry
from .house import full_state, state
from .synaccess_cloud import CURRENT, INTERVAL, KIND, OTHER, SWITCH, add_account
from .test_commands import switch
from .test_entities import check_names, entities

REPORTED = "synaccess_1502530_unit_0_cloud.reported"
CONNECTED = "synaccess_1502530_unit_0_driver.connected"
UNIT = EquipmentId("synaccess_1502530")
type MakeAccount = Callable[..., Awaitable[CloudSimulator]]

pytestmark = pytest.mark.usefixtures("custom_integrations")


@pytest.fixture
async def make_account(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[MakeAccount]:
    """Build accounts on real sockets, their time stepped."""
    async with AsyncExitStack() as opened:

        async def make(units: int = 1, **knobs: Any) -> CloudSimulator:
            simulated = CloudSimulator(units, clock=Clock(clock.now()), **knobs)
            clock.simulated.append(await opened.enter_async_context(simulated))
            return simulated

        yield make


@pytest.fixture
async def near(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[PduSimulator]:
    """A PDU that the cloud knows, too; its time is stepped for both."""
    async with PduSimulator(clock=Clock(clock.now())) as pdu:
        clock.simulated.append(pdu)
        yield pdu


@pytest.fixture
async def far(near: PduSimulator) -> AsyncGenerator[CloudSimulator]:
    """The cloud that knows the PDU."""
    async with CloudSimulator(1, clock=near.clock, first=near.unit) as cloud:
        yield cloud


async def add_pdu(hass: HomeAssistant, pdu: PduSimulator) -> Any:
    """Add the PDU itself."""
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def test_all_entities(
    hass: HomeAssistant,
    clock: SteppedClock,
    make_account: MakeAccount,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one PDU becomes."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    clock.freezer.move_to("2026-03-01T12:00:00+00:00")
    entry = await add_account(hass, await make_account())
    check_names(hass)
    for key, registered in entities(hass).items():
        assert registered == snapshot(name=f"{key}-entry")
        assert hass.states.get(key) == snapshot(name=f"{key}-state")
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_what_can_be_done(hass: HomeAssistant, make_account: MakeAccount) -> None:
    """Outlets are switched, and nothing else."""
    await add_account(hass, await make_account())
    domains = {one.domain for one in entities(hass).values()}
    assert domains == {"sensor", "binary_sensor", "switch"}


async def test_an_outlet_is_switched(
    hass: HomeAssistant, make_account: MakeAccount
) -> None:
    """The call returns when the PDU has posted it."""
    account = await make_account()
    await add_account(hass, account)
    await switch(hass, "turn_off", SWITCH)
    shown = full_state(hass, "switch", SWITCH)
    assert shown.state == STATE_OFF
    assert ATTR_ASSUMED_STATE not in shown.attributes
    assert len(account.counters.commands_executed) == 1


async def test_what_is_seen_later(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """It is assumed until the PDU has posted it, and never flips back."""
    account = await make_account()
    account.records.set_interval(account.pdu, 240_000)
    await add_account(hass, account)
    await switch(hass, "turn_off", SWITCH)
    for _ in range(3):
        shown = full_state(hass, "switch", SWITCH)
        assert shown.state == STATE_OFF
        assert shown.attributes[ATTR_ASSUMED_STATE] is True
        await tick(30)
    for _ in range(5):
        await tick(30)
    shown = full_state(hass, "switch", SWITCH)
    assert (shown.state, shown.attributes.get("pending")) == (STATE_OFF, None)
    assert not ir.async_get(hass).issues
    assert len(account.counters.commands_received) == 1


async def test_what_comes_to_nothing_is_an_issue(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """The truth is shown again, and a repair issue tells."""
    account = await make_account(relay="never")
    await add_account(hass, account)
    await switch(hass, "turn_off", SWITCH)
    for _ in range(4):
        await tick(30)
    assert state(hass, "switch", SWITCH) == STATE_ON
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == "unsettled_off"


async def test_ages_are_shown(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """When the PDU reported last, and that a value is old."""
    account = await make_account()
    await add_account(hass, account)
    posted = account.pdu.posted
    account.play("stale_values")
    for _ in range(3):
        await tick(INTERVAL)
    shown = full_state(hass, "sensor", CURRENT)
    assert shown.attributes["quality"] == "stale"
    assert datetime.fromisoformat(state(hass, "sensor", REPORTED)) == (
        posted and posted.replace(microsecond=0)
    )
    for _ in range(3):
        await tick(INTERVAL)
    assert state(hass, "sensor", CURRENT) == STATE_UNAVAILABLE
    assert state(hass, "switch", SWITCH) == STATE_UNAVAILABLE


async def test_a_pdu_that_is_not_connected(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """It is unavailable at once, its neighbour is not, and it comes back."""
    account = await make_account(2)
    await add_account(hass, account)
    assert state(hass, "binary_sensor", CONNECTED) == STATE_ON
    account.play("pdu_offline")
    await tick(INTERVAL)
    assert state(hass, "sensor", CURRENT) == STATE_UNAVAILABLE
    assert state(hass, "binary_sensor", CONNECTED) == STATE_OFF
    assert float(state(hass, "sensor", OTHER)) > 0
    await switch(hass, "turn_off", SWITCH)  # nobody does: it is unavailable
    assert not account.counters.commands_received
    await tick(600)
    assert float(state(hass, "sensor", CURRENT)) > 0
    assert state(hass, "binary_sensor", CONNECTED) == STATE_ON


async def test_a_pdu_that_leaves_the_account(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """It is unavailable, keeps its entities, and comes back by itself."""
    account = await make_account(2)
    await add_account(hass, account)
    before = entities(hass).keys()
    account.play("pdu_removed")
    for _ in range(4):
        await tick(INTERVAL)
    assert state(hass, "sensor", CURRENT) == STATE_UNAVAILABLE
    assert float(state(hass, "sensor", OTHER)) > 0
    assert entities(hass).keys() == before
    account.pdu.listed = True
    await tick(INTERVAL)
    assert float(state(hass, "sensor", CURRENT)) > 0


async def test_a_new_pdu(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """It appears without anybody's doing."""
    account = await make_account()
    await add_account(hass, account)
    account.play("pdu_added")
    await tick(INTERVAL)
    assert float(state(hass, "sensor", OTHER)) > 0
    assert len(list(dr.async_get(hass).devices)) == 2


async def test_a_silent_cloud(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """Values stay through the grace, then go, and come back."""
    account = await make_account()
    await add_account(hass, account)
    account.leave()
    await tick(INTERVAL)
    await tick(INTERVAL)
    assert float(state(hass, "sensor", CURRENT)) > 0
    for _ in range(3):
        await tick(INTERVAL)
    assert state(hass, "sensor", CURRENT) == STATE_UNAVAILABLE
    account.arrive()
    for _ in range(10):
        await tick(INTERVAL)
    assert float(state(hass, "sensor", CURRENT)) > 0


async def test_a_cloud_that_wants_to_be_left_alone(
    hass: HomeAssistant, make_account: MakeAccount, tick: Tick
) -> None:
    """It is, however long; and what grows old meanwhile is not shown for ever."""
    account = await make_account()
    await add_account(hass, account)
    account.counters.reset()
    account.play("throttled")
    account.faults.rules[0].headers["Retry-After"] = "1800"
    account.faults.rules[0].times = 1
    for _ in range(6):
        await tick(INTERVAL)
    assert account.counters.requests.total() == 1
    assert state(hass, "sensor", CURRENT) == STATE_UNAVAILABLE
    for _ in range(26):
        await tick(INTERVAL)
    assert float(state(hass, "sensor", CURRENT)) > 0


@pytest.mark.parametrize("order", [("near", "far"), ("far", "near")])
async def test_two_paths_are_one_device(
    hass: HomeAssistant,
    near: PduSimulator,
    far: CloudSimulator,
    tick: Tick,
    order: tuple[str, ...],
) -> None:
    """In whichever order they come; what both tell is there once."""
    for way in order:
        await (add_pdu(hass, near) if way == "near" else add_account(hass, far))
    for _ in range(4):
        await tick(31)
    (device,) = dr.async_get(hass).devices
    assert device.serial_number == "1502530"
    assert device.configuration_url == near.url
    unit = hass.data[FLEET].units[UNIT]
    assert [path.kind for path in unit.nearest()] == ["synaccess_pdu", KIND]
    unique = [one.unique_id for one in entities(hass).values()]
    assert len(unique) == len(set(unique))
    assert not [one for one in unique if one.endswith("_2")]
    assert SWITCH in unique
    assert any(one.endswith("_outlet_1-2001607_restart") for one in unique)


async def test_the_nearer_path_acts_and_speaks(
    hass: HomeAssistant, near: PduSimulator, far: CloudSimulator, tick: Tick
) -> None:
    """The cloud, which is behind, does not show through."""
    await add_pdu(hass, near)
    await add_account(hass, far)
    far.records.set_interval(far.pdu, 3_600_000)
    await switch(hass, "turn_off", SWITCH)
    assert not far.counters.commands_received
    assert len(near.counters.commands_executed) == 1
    for _ in range(6):
        await tick(31)
        assert state(hass, "switch", SWITCH) == STATE_OFF


async def test_the_cloud_takes_over_and_the_pdu_comes_back(
    hass: HomeAssistant, near: PduSimulator, far: CloudSimulator, tick: Tick
) -> None:
    """Shown and switched by the way that there is."""
    await add_pdu(hass, near)
    await add_account(hass, far)
    near.leave()
    for _ in range(5):
        await tick(31)
    assert state(hass, "switch", SWITCH) == STATE_ON
    await switch(hass, "turn_off", SWITCH)
    assert state(hass, "switch", SWITCH) == STATE_OFF
    assert near.state.outlet(1)["state"] == "OFF"
    assert len(far.counters.commands_executed) == 1
    near.arrive()
    await tick(31)
    await switch(hass, "turn_on", SWITCH)
    assert state(hass, "switch", SWITCH) == STATE_ON
    assert len(far.counters.commands_received) == 1
    assert len(near.counters.commands_executed) == 1


async def test_what_is_switched_at_the_pdu_shows_by_the_cloud(
    hass: HomeAssistant, near: PduSimulator, far: CloudSimulator, tick: Tick
) -> None:
    """With the next post."""
    await add_account(hass, far)
    near.unit.switching.outlet("1-2001607", "OFF")
    await tick(INTERVAL)
    assert state(hass, "switch", SWITCH) == STATE_OFF


async def test_the_cloud_inherits_the_device(
    hass: HomeAssistant, near: PduSimulator, far: CloudSimulator, tick: Tick
) -> None:
    """When the entry of the PDU itself is removed; what only that could do goes."""
    local = await add_pdu(hass, near)
    cloud = await add_account(hass, far)
    await hass.config_entries.async_remove(local.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await tick(INTERVAL)
    (device,) = dr.async_get(hass).devices
    assert device.config_entry_id == cloud.entry_id
    await switch(hass, "turn_off", SWITCH)
    assert state(hass, "switch", SWITCH) == STATE_OFF


async def test_the_diagnostics(
    hass: HomeAssistant,
    make_account: MakeAccount,
    hass_client: ClientSessionGenerator,
) -> None:
    """They hold what the cloud told last, and not the token."""
    account = await make_account()
    entry = await add_account(hass, account)
    told = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    raw: Any = told["raw"]
    assert list(raw) == ["devices", "outlets", "inlets", "banks"]
    text = json.dumps(told)
    assert account.token not in text
    assert "2001607" in text
