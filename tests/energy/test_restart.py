"""Home Assistant restarts; the recorder goes on where it was."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_test_home_assistant,
)
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import RecorderInstanceContextManager

from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import PduSimulator

from ..conftest import SteppedClock, pdu_entry
from ..house import entity_id
from .meters import of_pdu

type Open = Callable[[], AbstractAsyncContextManager[HomeAssistant]]

_SPAN: Final = 600.0
_LONG: Final = 3900.0
"""Seconds in which counts have been kept on disk."""
_ENTRY: Final = "rack"
"""It is the same one after a restart."""
_SLACK: Final = 0.02
"""kWh: what flows in less than three minutes."""


@pytest.fixture
def persistent_database() -> bool:
    """Keep what was recorded from one house to the next."""
    return True


@pytest.fixture
def enable_missing_statistics() -> bool:
    """Let the recorder make up for what it missed, as in a real house."""
    return True


@pytest.fixture
async def open_house(async_test_recorder: RecorderInstanceContextManager) -> Open:
    """Start Home Assistant; it stops at the end of the block."""

    @asynccontextmanager
    async def start() -> AsyncGenerator[HomeAssistant]:
        async with async_test_home_assistant() as hass, async_test_recorder(hass):
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            yield hass
            await async_wait_recording_done(hass)
            # A process that ends takes its timers along; here they would stay.
            for entry in hass.config_entries.async_loaded_entries(DOMAIN):
                await hass.config_entries.async_unload(entry.entry_id)
            await hass.async_stop(force=True)

    return start


async def _run(hass: HomeAssistant, clock: SteppedClock, seconds: float) -> None:
    for _ in range(round(seconds / 30)):
        await clock.sleep(30)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


async def _used(hass: HomeAssistant, entity: str) -> float:
    """Return the kWh of all statistics that there are."""
    await async_wait_recording_done(hass)
    found = await get_instance(hass).async_add_executor_job(
        lambda: statistics_during_period(
            hass,
            datetime(2020, 1, 1, tzinfo=UTC),
            None,
            {entity},
            "5minute",
            None,
            {"change"},
        )
    )
    return sum(row["change"] or 0 for row in found[entity])


@pytest.mark.parametrize("zeroed", [False, True], ids=["counts on", "begins anew"])
async def test_a_restart(
    open_house: Open, clock: SteppedClock, pdu: PduSimulator, zeroed: bool
) -> None:
    """What flew meanwhile is added, as far as the unit has counted it."""
    meter = of_pdu(pdu)
    used = -meter.read()
    clock.freezer.tick(320 - clock.now().timestamp() % 300)
    async with open_house() as hass:
        await _add(hass, pdu)
        await _run(hass, clock, _SPAN)
    await clock.sleep(_SPAN)
    if zeroed:
        used += meter.read()
        meter.write(0)
    await clock.sleep(_SPAN)
    async with open_house() as hass:
        await _add(hass, pdu)
        await _run(hass, clock, _SPAN)
        entity = entity_id(hass, "sensor", meter.entity)
        seen = await _used(hass, entity)
    used += meter.read()
    unseen = _SPAN / 3600 * 0.41 if zeroed else 0  # counted, and zeroed before a look
    assert seen == pytest.approx(used - unseen, abs=_SLACK)


@pytest.mark.parametrize("wrong", [0, 3])
async def test_a_restart_that_begins_with_nonsense(
    open_house: Open,
    clock: SteppedClock,
    pdu: PduSimulator,
    hass_storage: dict[str, Any],
    wrong: float,
) -> None:
    """After a power cut the unit starts, too: what it tells at first is not added."""
    meter = of_pdu(pdu)
    before = meter.read()
    clock.freezer.tick(320 - clock.now().timestamp() % 300)
    async with open_house() as hass:
        await _add(hass, pdu)
        await _run(hass, clock, _LONG)
    right = meter.read()
    meter.write(right * wrong)
    async with open_house() as hass:
        await _add(hass, pdu)
        meter.write(right)
        await _run(hass, clock, _SPAN)
        seen = await _used(hass, entity_id(hass, "sensor", meter.entity))
    assert seen == pytest.approx(meter.read() - before, abs=_SLACK)


async def _add(hass: HomeAssistant, pdu: PduSimulator) -> None:
    entry = pdu_entry(pdu)
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id=_ENTRY,
        unique_id=entry.unique_id,
        data=dict(entry.data),
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
