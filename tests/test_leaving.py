"""What is left when an entry goes: nothing; and the event loop is never blocked."""

import asyncio
import gc
import logging
import threading

import aiohttp
from homeassistant import block_async_io
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.storage import Store
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.outside import RealClock, TrialMemory
from simulator.synaccess import PduSimulator

from .conftest import Tick, pdu_entry
from .test_commands import switch

type Kept = dict[str, dict[str, object]]


def left_over(hass: HomeAssistant) -> dict[str, int]:
    """Count what an entry could leave behind."""
    gc.collect()
    scheduled = hass.loop._scheduled  # type: ignore[attr-defined]
    return {
        "threads": len(
            [one for one in threading.enumerate() if "SyncWorker" not in one.name]
        ),
        "tasks": len(asyncio.all_tasks()),
        "timers": len([one for one in scheduled if not one.cancelled()]),
        "listeners": sum(hass.bus.async_listeners().values()),
        "sessions": len(
            [
                one
                for one in gc.get_objects()
                if isinstance(one, aiohttp.ClientSession) and not one.closed
            ]
        ),
    }


async def test_loading_and_unloading_leaves_nothing(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """No thread, task, timer, listener or session, after commands and trouble, too."""
    counts = []
    for turn in range(4):
        await switch(hass, "turn_off" if turn % 2 else "turn_on")
        await tick(31)
        await pdu.vanish()
        await tick(31)
        await pdu.come_back()
        assert await hass.config_entries.async_unload(entry.entry_id)
        await tick(61)
        counts.append(left_over(hass))
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert counts[1] == counts[2] == counts[3]
    assert (
        not hass.data[FLEET].units
        or entry.entry_id in next(iter(hass.data[FLEET].units.values())).paths
    )


async def test_a_failed_start_leaves_nothing(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """However often it is tried."""
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    await pdu.vanish()
    counts = []
    for _ in range(3):
        assert not await hass.config_entries.async_setup(entry.entry_id)
        await hass.config_entries.async_unload(entry.entry_id)
        counts.append(left_over(hass))
    assert counts[1] == counts[2]
    assert not hass.data[FLEET].units


@pytest.fixture
async def watched(
    disable_block_async_io: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home Assistant's own detection of what blocks the loop; off in tests else."""
    monkeypatch.setattr(block_async_io, "_IN_TESTS", False)
    block_async_io.enable()


@pytest.mark.usefixtures("watched")
async def test_nothing_blocks_the_loop(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither loading, nor polling, nor commands, nor unloading."""
    await switch(hass, "turn_off")
    await tick(31)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "blocking call" not in caplog.text


async def test_no_secret_is_logged(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not even at the level of debugging, in good times and bad ones."""
    caplog.set_level(logging.DEBUG)
    hass.config_entries.async_update_entry(
        entry,
        data={
            "connection": "synaccess_pdu",
            "url": pdu.url,
            "username": pdu.username,
            "password": pdu.password,
            "verify_ssl": True,
        },
    )
    caplog.clear()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await switch(hass, "turn_off")
    await tick(31)
    pdu.expire_sessions()
    await tick(31)
    await pdu.vanish()
    for _ in range(5):
        await tick(31)
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(("custom_components", "aiohttp", "homeassistant"))
    ]
    assert any("Error fetching" in one for one in ours)
    secrets = [pdu.token, pdu.password, pdu.state.conf["snmp3AuthPass"]]
    assert not [one for one in ours if any(secret in one for secret in secrets)]


async def stored(hass: HomeAssistant) -> Kept:
    """Return what the domain has on disk."""
    store: Store[Kept] = Store(hass, 1, DOMAIN)
    return await store.async_load() or {}


async def test_what_is_remembered_of_an_entry_goes_with_it(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its roster and its driver's memory; the protection is the unit's and stays."""
    fleet = hass.data[FLEET]
    (unit,) = fleet.units.values()
    fleet.preferences.protect(unit.id, {next(iter(unit.parts))})
    fleet.preferences.keep(entry.entry_id, "cookie", "abc")
    assert await hass.config_entries.async_remove(entry.entry_id)
    kept = await stored(hass)
    assert kept["roster"] == {}
    assert kept["memory"] == {}
    assert set(kept["protected"]) == {unit.id}
    assert not dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert not er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)


async def test_an_entry_is_removed_that_was_never_set_up(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """As after a restart with all entries disabled: it is forgotten all the same."""
    store: Store[Kept] = Store(hass, 1, DOMAIN)
    entry = MockConfigEntry(
        domain=DOMAIN,
        data=pdu_entry(pdu).data,
        disabled_by=ConfigEntryDisabler.USER,
    )
    await store.async_save(
        {
            "protected": {"synaccess_1": [["outlet", "1"]]},
            "roster": {f"{entry.entry_id}/synaccess_1": {}, "other/synaccess_1": {}},
            "memory": {entry.entry_id: {"cookie": "abc"}},
        }
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    kept = await stored(hass)
    assert kept["memory"] == {}
    assert set(kept["roster"]) == {"other/synaccess_1"}
    assert set(kept["protected"]) == {"synaccess_1"}


async def test_a_drivers_memory_is_written_only_when_it_changes(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cookie that is kept again with every poll costs no write."""
    preferences = hass.data[FLEET].preferences
    saves: list[float] = []
    monkeypatch.setattr(preferences, "_save", saves.append)
    memory = entry.runtime_data.coordinator.driver._context.memory
    for value in ("abc", "abc", None, None, "abc"):
        memory.keep("cookie", value)
        assert memory.recall("cookie") == value
    assert len(saves) == 3
    assert memory.recall("other") is None


async def test_outside_of_tests_time_is_the_machines() -> None:
    """Drivers get a clock that never steps back, and the wall time in UTC."""
    clock = RealClock()
    before = clock.monotonic()
    await clock.sleep(0)
    assert clock.monotonic() >= before
    assert clock.now().utcoffset().total_seconds() == 0  # type: ignore[union-attr]
    memory = TrialMemory()
    memory.keep("cookie", "abc")
    assert memory.recall("cookie") == "abc"
    assert memory.recall("other") is None
