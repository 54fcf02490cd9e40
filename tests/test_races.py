"""Things that happen at the same time as an entry is left, or as time leaps."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.const import (
    EVENT_HOMEASSISTANT_STOP,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
import pytest

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.contact import LAST_CONTACT_POINT
from custom_components.rack_power.equipment.driver import Round
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAuth,
    NotConfirmed,
)
from custom_components.rack_power.equipment.model import EquipmentId
from custom_components.rack_power.fleet import FLEET

from .conftest import SteppedClock
from .fake import ABOUT, STATUS, UNIT_ID, Acts, House, Reads, report_of
from .house import state
from .test_commands import switch
from .test_unloading import Slow

SWITCH = "_outlet_1_outlet.status"
YEAR = timedelta(days=365)


class ReadsLate(Acts):
    """A driver whose reads take until they are let go on."""

    def __init__(self) -> None:
        """Begin without keeping anybody waiting."""
        super().__init__()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()

    async def read(self) -> Round:
        """Wait in the midst of a read, then end as prepared."""
        self.begun.set()
        await self.go_on.wait()
        return await super().read()


@pytest.mark.parametrize("removed", [True, False])
@pytest.mark.parametrize("error", [CertificateRefused(), InvalidAuth()])
async def test_a_read_that_fails_too_late(
    hass: HomeAssistant,
    fakes: House,
    clock: SteppedClock,
    error: DriverError,
    removed: bool,
) -> None:
    """Nobody is asked to mend a connection that is there no more."""
    driver = ReadsLate()
    entry = await fakes.add(driver)
    driver.begun.clear()
    driver.go_on.clear()
    driver.fails = error
    reading = hass.async_create_task(entry.runtime_data.coordinator.async_refresh())
    await driver.begun.wait()
    if removed:
        await hass.config_entries.async_remove(entry.entry_id)
    else:
        await hass.config_entries.async_unload(entry.entry_id)
    driver.go_on.set()
    await reading
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not ir.async_get(hass).issues
    assert not list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_a_read_that_succeeds_too_late(
    hass: HomeAssistant, fakes: House, clock: SteppedClock
) -> None:
    """It does not take back what the entry told when it was loaded anew."""
    driver = ReadsLate()
    entry = await fakes.add(driver)
    driver.begun.clear()
    driver.go_on.clear()
    old = entry.runtime_data.coordinator
    reading = hass.async_create_task(old.async_refresh())
    await driver.begun.wait()
    driver.unreachable = CertificateRefused()
    await hass.config_entries.async_reload(entry.entry_id)
    assert len(ir.async_get(hass).issues) == 1
    driver.go_on.set()
    await reading
    assert len(ir.async_get(hass).issues) == 1


async def test_two_ways_to_a_unit_are_removed_at_once(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is left of either, whoever was to take over from whom."""
    near, far = await fakes.add(Acts()), await fakes.add(Acts(), rank=CLOUD)
    await asyncio.gather(
        *(hass.config_entries.async_remove(one.entry_id) for one in (near, far))
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not hass.data[FLEET].units
    assert not hass.config_entries.async_entries(DOMAIN)
    for entry in (near, far):
        assert not dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
        assert not er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert "Traceback" not in caplog.text
    assert "Error" not in caplog.text


async def test_an_heir_is_removed_before_it_takes_over(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """The next one takes over."""
    first = await fakes.add(Acts())
    second = await fakes.add(Acts(), rank=CLOUD)
    third = await fakes.add(Acts(), rank=CLOUD)
    await hass.config_entries.async_remove(first.entry_id)
    await hass.config_entries.async_remove(second.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, UNIT_ID), third.entry_id
    )
    assert device is not None
    assert state(hass, "switch", SWITCH) == STATE_ON
    assert "Traceback" not in caplog.text


async def test_a_unit_that_tells_while_its_entry_is_left(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """What it tells is taken or not, but brings nothing back and breaks nothing."""
    driver = Slow()
    entry = await fakes.add(driver)
    running = hass.async_create_task(switch(hass, "turn_off", SWITCH))
    await driver.begun.wait()
    leaving = hass.async_create_task(hass.config_entries.async_remove(entry.entry_id))
    other = replace(ABOUT, id=EquipmentId("acme_new"), serial="new")
    while not leaving.done():
        driver.outside.publish(
            [report_of(), replace(report_of(), equipment=other.id, about=other)]
        )
        driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
        driver.outside.trouble("any", CannotConnect("no_posts"))
        driver.outside.wake(0)
        driver.go_on.set()
        await asyncio.sleep(0)
    await running
    driver.outside.trouble("any", CannotConnect("no_posts"))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not hass.data[FLEET].units
    assert not ir.async_get(hass).issues
    assert "Traceback" not in caplog.text


async def test_credentials_that_are_refused_too_late(
    hass: HomeAssistant, fakes: House
) -> None:
    """By a command that ends as its entry is left: the next load asks, if need be."""
    driver = Slow()
    entry = await fakes.add(driver)
    running = hass.async_create_task(switch(hass, "turn_off", SWITCH))
    await driver.begun.wait()
    leaving = hass.async_create_task(hass.config_entries.async_unload(entry.entry_id))
    for _ in range(5):
        await asyncio.sleep(0)
    driver.refuses = InvalidAuth()
    driver.go_on.set()
    with pytest.raises(HomeAssistantError):
        await running
    assert await leaving
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_an_owner_is_disabled_while_others_see_its_unit(
    hass: HomeAssistant, fakes: House
) -> None:
    """The unit stays its own; it is shown again as soon as the owner is back."""
    owner = await fakes.add(Acts())
    far = await fakes.add(Acts(), rank=CLOUD)
    entries = hass.config_entries
    await entries.async_set_disabled_by(owner.entry_id, ConfigEntryDisabler.USER)
    await hass.async_block_till_done(wait_background_tasks=True)
    registry = dr.async_get(hass)
    assert not dr.async_entries_for_config_entry(registry, far.entry_id)
    await hass.data[FLEET].units[UNIT_ID].commands.write(STATUS, value=False)
    await entries.async_set_disabled_by(owner.entry_id, None)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert owner.state is ConfigEntryState.LOADED
    assert state(hass, "switch", SWITCH) != STATE_UNAVAILABLE


async def test_home_assistant_stops_amid_a_command(
    hass: HomeAssistant, fakes: House
) -> None:
    """It is seen through, and nothing is shown as unavailable by that."""
    driver = Slow()
    await fakes.add(driver)
    running = hass.async_create_task(switch(hass, "turn_off", SWITCH))
    await driver.begun.wait()
    hass.set_state(CoreState.stopping)
    hass.bus.async_fire_internal(EVENT_HOMEASSISTANT_STOP)
    for _ in range(5):
        await asyncio.sleep(0)
    driver.go_on.set()
    await running
    assert driver.done == [False]
    assert state(hass, "switch", SWITCH) == STATE_OFF


@pytest.mark.parametrize("leap", [-YEAR, YEAR])
async def test_a_clock_that_leaps(
    hass: HomeAssistant, fakes: House, clock: SteppedClock, leap: timedelta
) -> None:
    """A silent unit is shown as such, and its last contact is not one to come."""
    driver = Reads()
    entry = await fakes.add(driver)

    async def read() -> None:
        """Read now: timers would leap as well here, which they do not outside."""
        clock.freezer.tick(31)
        await entry.runtime_data.coordinator.async_refresh()
        await hass.async_block_till_done(wait_background_tasks=True)

    clock.freezer.tick(leap)
    driver.reports = [report_of()]
    await read()
    seen = hass.data[FLEET].units[UNIT_ID].reading(LAST_CONTACT_POINT)
    assert seen is not None
    assert isinstance(seen.value, datetime)
    assert abs(datetime.now(UTC) - seen.value) < timedelta(minutes=2)
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "1.5"
    clock.freezer.tick(leap)
    driver.fails = CannotConnect()
    await read()
    assert state(hass, "sensor", "_outlet_1_outlet.current") == STATE_UNAVAILABLE
