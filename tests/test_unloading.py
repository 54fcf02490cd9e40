"""An entry is unloaded or reloaded while something is under way."""

import asyncio

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import EquipmentId, Point, Value
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import PduSimulator

from .fake import CURRENT, RESTART_OUTLET, UNIT_ID, Acts, House, report_of
from .house import state
from .test_commands import switch

STATUS = "_outlet_1_outlet.status"


class Slow(Acts):
    """A driver whose commands take until they are let go on."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        super().__init__()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Wait in the midst of a command, then go on with it."""
        self.begun.set()
        await self.go_on.wait()
        return await super().write(equipment, point, value)


async def test_an_entry_is_unloaded_while_a_command_runs(
    hass: HomeAssistant, fakes: House
) -> None:
    """What runs ends first; what waits is not begun; nothing is read any more."""
    driver = Slow()
    entry = await fakes.add(driver)
    running = hass.async_create_task(switch(hass, "turn_off", STATUS))
    await driver.begun.wait()
    waiting = hass.async_create_task(
        hass.data[FLEET].units[UNIT_ID].commands.run(next(iter(report_of().orders)))
    )
    unloading = hass.async_create_task(hass.config_entries.async_unload(entry.entry_id))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not unloading.done()
    driver.outside.wake(5)
    driver.go_on.set()
    await running
    with pytest.raises(CannotConnect):
        await waiting
    assert await unloading
    assert driver.done == [False]
    assert driver.closed
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert not hass.data[FLEET].units  # what the command told did not bring it back


async def test_a_read_that_ends_too_late_brings_nothing_back(
    hass: HomeAssistant, fakes: House
) -> None:
    """The unit is shown as the other path sees it."""
    driver = Acts()
    entry = await fakes.add(driver)
    await fakes.add(far := Acts(), rank=CLOUD)
    assert await hass.config_entries.async_unload(entry.entry_id)
    driver.outside.publish([report_of(amps=9.0)])
    unit = hass.data[FLEET].units[UNIT_ID]
    assert [path.driver for path in unit.paths.values()] == [far]
    assert unit.reading(CURRENT) == report_of().readings[CURRENT]


async def test_whoever_gives_up_does_not_stop_what_was_begun(
    hass: HomeAssistant, fakes: House
) -> None:
    """What is perhaps sent is seen through before anything else is sent."""
    driver = Slow()
    await fakes.add(driver)
    first = hass.async_create_task(switch(hass, "turn_off", STATUS))
    await driver.begun.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    driver.begun.clear()
    second = hass.async_create_task(switch(hass, "turn_on", STATUS))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not driver.begun.is_set()
    driver.go_on.set()
    await second
    assert driver.done == [False, True]


async def test_whoever_gives_up_in_the_queue_is_not_served(
    hass: HomeAssistant, fakes: House
) -> None:
    """And those behind are."""
    driver = Slow()
    await fakes.add(driver)
    commands = hass.data[FLEET].units[UNIT_ID].commands
    first = hass.async_create_task(switch(hass, "turn_off", STATUS))
    await driver.begun.wait()
    waiting = hass.async_create_task(switch(hass, "turn_on", STATUS))
    await asyncio.sleep(0)
    waiting.cancel()
    driver.go_on.set()
    await first
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await commands.run(RESTART_OUTLET)
    assert driver.done == [False, RESTART_OUTLET]


async def test_a_command_that_does_not_end_does_not_hold_the_house(
    hass: HomeAssistant, fakes: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unloading goes on without it."""
    monkeypatch.setattr("custom_components.rack_power.coordinator._LAST_COMMANDS", 0)
    driver = Slow()
    entry = await fakes.add(driver)
    running = hass.async_create_task(switch(hass, "turn_off", STATUS))
    await driver.begun.wait()
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert driver.closed
    driver.refuses = CannotConnect()  # nothing goes over a wire that is closed
    driver.closed = False
    driver.go_on.set()
    with pytest.raises(HomeAssistantError):
        await running


async def test_a_reload_while_the_pdu_is_switched(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """On the real wire: it is switched once, and the call ends well."""
    outlet = "_outlet_1-2001607_outlet.status"
    running = hass.async_create_task(switch(hass, "turn_off", outlet))
    await hass.config_entries.async_reload(entry.entry_id)
    await running
    await hass.async_block_till_done(wait_background_tasks=True)
    assert len(pdu.counters.commands_received) == 1
    assert len(pdu.counters.commands_executed) == 1
    assert state(hass, "switch", outlet) == STATE_OFF
