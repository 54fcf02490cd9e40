"""When a driver is read, what becomes of its answers, and how it is let go."""

from dataclasses import replace
import logging
import threading

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    RateLimited,
)
from custom_components.rack_power.equipment.model import EquipmentId
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import Tick
from .fake import UNIT_ID, House, Reads, report_of
from .house import state

STATUS = "_outlet_1_outlet.status"


async def test_a_driver_that_asks_for_a_rest_gets_it(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Within the grace as well as beyond it."""
    driver = Reads()
    await fakes.add(driver)
    driver.fails, driver.reads = RateLimited(50), 0
    await tick(31)
    await tick(31)
    assert driver.reads == 1
    assert state(hass, "switch", STATUS) == STATE_ON
    driver.fails = RateLimited(200)
    await tick(20)
    assert driver.reads == 2
    await tick(190)
    assert driver.reads == 2
    await tick(11)
    assert driver.reads == 3
    assert state(hass, "switch", STATUS) == STATE_UNAVAILABLE
    await tick(190)
    assert driver.reads == 3
    driver.fails = None
    await tick(11)
    assert state(hass, "switch", STATUS) == STATE_ON
    await tick(31)
    assert driver.reads == 5


async def test_a_silent_unit_is_not_hammered(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """A driver that wanted to be read in a second is read at the usual pace."""
    driver = Reads(next_in=1)
    await fakes.add(driver)
    driver.fails, driver.reads = CannotConnect(), 0
    await tick(2)
    for _ in range(10):
        await tick(2)
    assert driver.reads == 1


async def test_the_interval_is_the_owners(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Grace and the pace of a silent unit follow the option."""
    driver = Reads(next_in=100)
    await fakes.add(driver, scan_interval=100)
    driver.fails, driver.reads = CannotConnect(), 0
    for _ in range(2):
        await tick(101)
    assert driver.reads == 2
    assert state(hass, "switch", STATUS) == STATE_ON
    await tick(101)
    assert state(hass, "switch", STATUS) == STATE_UNAVAILABLE


async def test_a_wish_to_be_read_soon_is_not_put_off_by_a_later_one(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Of two wishes the nearer one counts, in whichever order they come."""
    driver = Reads(next_in=300)
    await fakes.add(driver)
    for wishes in ((5, 50), (50, 5)):
        driver.reads = 0
        for seconds in wishes:
            driver.outside.wake(seconds)
        await tick(6)
        assert driver.reads == 1
        await tick(60)
        assert driver.reads == 1


async def test_what_concerns_no_unit_of_ours_is_ignored(
    hass: HomeAssistant, fakes: House
) -> None:
    """A report of a unit that the connection did not name changes nothing."""
    driver = Reads()
    await fakes.add(driver)
    stranger = replace(report_of(on=False), equipment=EquipmentId("acme_1"))
    driver.outside.publish([stranger, report_of(amps=2.5)])
    assert set(hass.data[FLEET].units) == {UNIT_ID}
    assert state(hass, "switch", STATUS) == STATE_ON
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "2.5"


async def test_old_values_do_not_flash_up_when_the_unit_is_back(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """An outlet that was switched meanwhile goes from unavailable to off at once."""
    driver = Reads()
    await fakes.add(driver)
    driver.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "switch", STATUS) == STATE_UNAVAILABLE
    seen: list[str | None] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if event.data["entity_id"] == "switch.box_one":
            seen.append(new.state if new else None)

    hass.bus.async_listen("state_changed", note)
    driver.fails, driver.reports = None, [report_of(on=False)]
    await tick(31)
    assert seen == [STATE_OFF]
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_ON


async def test_what_a_silent_unit_pushes_brings_it_back(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It is up as soon as anything comes from it."""
    driver = Reads()
    await fakes.add(driver)
    driver.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    driver.outside.publish([report_of(on=False)])
    assert state(hass, "switch", STATUS) == STATE_OFF


async def test_a_fault_of_ours_does_not_keep_old_values(
    hass: HomeAssistant,
    fakes: House,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What a driver must not raise is logged, and nothing passes for fresh."""
    driver = Reads()
    await fakes.add(driver)
    driver.fails = RuntimeError("a fault")
    await tick(31)
    assert state(hass, "switch", STATUS) == STATE_UNAVAILABLE
    assert "Unexpected error fetching Box data" in caplog.text
    caplog.clear()
    driver.fails = None
    await tick(31)
    assert state(hass, "switch", STATUS) == STATE_ON


async def test_one_line_down_and_one_line_up(
    hass: HomeAssistant,
    fakes: House,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever the reasons are that follow each other; each tells what it was."""
    caplog.set_level(logging.INFO, "custom_components.rack_power")
    driver = Reads()
    await fakes.add(driver)
    driver.fails = CannotConnect("timed_out")
    for _ in range(4):
        await tick(31)
    driver.fails = InvalidAnswer()
    for _ in range(4):
        await tick(31)
    driver.fails = None
    await tick(31)
    lines = [
        (record.levelname, record.getMessage())
        for record in caplog.records
        if record.name == "custom_components.rack_power"
    ]
    assert lines == [
        ("ERROR", "Error fetching Box data: The unit did not answer in time"),
        ("INFO", "Fetching Box data recovered"),
    ]


async def test_what_would_block_runs_in_a_thread(
    hass: HomeAssistant, fakes: House
) -> None:
    """A driver hands it to the house."""
    driver = Reads()
    await fakes.add(driver)
    there = await driver.outside.in_thread(threading.get_ident)
    assert there != threading.get_ident()


async def test_credentials_that_are_refused_in_the_middle(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """No grace: the owner is asked at once, and a new sign-in brings all back."""
    outlet = "_outlet_1-2001607_outlet.status"
    pdu.faults.add(Fault(Effect.STATUS, status=401, times=None))
    await tick(31)
    assert any(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))
    assert state(hass, "switch", outlet) == STATE_UNAVAILABLE
    pdu.faults.clear()
    (flow,) = entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"token": pdu.token}
    )
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "switch", outlet) == STATE_ON
