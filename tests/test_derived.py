"""What follows from readings, and what the owner may decide about a unit."""

from collections.abc import Mapping
from datetime import datetime

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.derive import Preferences, Readings
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import (
    UNIT,
    Equipment,
    EquipmentId,
    Point,
    Reading,
    Unit,
)
from custom_components.rack_power.equipment.preference import Preference
from custom_components.rack_power.equipment.variables import INPUT_READY
from custom_components.rack_power.fleet import FLEET

from .conftest import Tick
from .fake import ABOUT, CURRENT, UNIT_ID, House, Reads, report_of
from .house import full_state, state

HEAVY = Point(UNIT, INPUT_READY)
READY = "_unit_0_input.ready"
PREFERENCES = (
    Preference(key="current_scale", default="10mA", options=("10mA", "1mA")),
    Preference(
        key="heavy", default=5.0, minimum=0, maximum=20, step=0.1, unit=Unit.AMPERE
    ),
)


def derive(
    memory: Json, readings: Readings, preferences: Preferences, now: datetime
) -> tuple[Json, Mapping[Point, Reading]]:
    """Say whether a load is heavy, and count how often that was asked."""
    reading = readings.get(CURRENT)
    count = memory + 1 if isinstance(memory, int) else 1
    if reading is None:
        return count, {}
    limit = preferences.get("heavy", 5.0)
    assert isinstance(limit, float)
    assert isinstance(reading.value, float)
    details = {"asked": count}
    return count, {HEAVY: Reading(reading.value > limit, now, details=details)}


async def test_what_follows_is_an_entity_like_any_other(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It changes with what it rests on, and is unavailable without."""
    driver = Reads(reports=[report_of(amps=1.0)])
    await fakes.add(driver, derive=derive)
    assert state(hass, "binary_sensor", READY) == STATE_OFF
    driver.reports = [report_of(amps=9.0)]
    await tick(31)
    assert state(hass, "binary_sensor", READY) == STATE_ON
    driver.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "binary_sensor", READY) == STATE_UNAVAILABLE
    driver.fails = None
    await tick(31)
    assert state(hass, "binary_sensor", READY) == STATE_ON


async def test_its_memory_outlives_the_entry(hass: HomeAssistant, fakes: House) -> None:
    """It belongs to the unit."""
    entry = await fakes.add(Reads(reports=[report_of(amps=1.0)]), derive=derive)
    before = full_state(hass, "binary_sensor", READY).attributes["asked"]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert full_state(hass, "binary_sensor", READY).attributes["asked"] > before


async def test_the_merged_readings_count(hass: HomeAssistant, fakes: House) -> None:
    """Not those of the path that reported last."""
    near, far = (
        Reads(reports=[report_of(amps=9.0)]),
        Reads(reports=[report_of(amps=1.0)]),
    )
    await fakes.add(near, derive=derive)
    await fakes.add(far, derive=derive, rank=CLOUD)
    assert state(hass, "binary_sensor", READY) == STATE_ON


async def test_a_value_that_was_read_again_is_as_old_as_its_last_read(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Rules count reports: what stays the same was told again all the same."""
    asked: list[datetime] = []

    def note(
        memory: Json, readings: Readings, preferences: Preferences, now: datetime
    ) -> tuple[Json, Mapping[Point, Reading]]:
        asked.append(readings[CURRENT].observed_at)
        return memory, {}

    driver = Reads(reports=[report_of(amps=0.0)])
    await fakes.add(driver, derive=note)
    await tick(31)
    driver.reports = [report_of(amps=0.0)]
    await tick(31)
    assert asked[-1] == driver.reports[0].readings[CURRENT].observed_at


async def test_preferences_of_a_unit(hass: HomeAssistant, fakes: House) -> None:
    """They hold at once, for all paths, whichever entry they are edited in."""
    near = Reads(reports=[report_of(amps=3.0)])
    far = Reads(reports=[report_of(amps=3.0)])
    await fakes.add(near, derive=derive, preferences=PREFERENCES)
    entry = await fakes.add(far, derive=derive, preferences=PREFERENCES, rank=CLOUD)
    assert state(hass, "binary_sensor", READY) == STATE_OFF
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert flow["type"] is FlowResultType.MENU
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"next_step_id": "unit"}
    )
    assert flow["step_id"] == "preferences"
    chosen = {"current_scale": "1mA", "heavy": 2.5}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], chosen)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "binary_sensor", READY) == STATE_ON
    assert near.outside.preference(UNIT_ID, "current_scale") == "1mA"
    assert far.outside.preference(UNIT_ID, "heavy") == 2.5
    assert far.outside.preference(UNIT_ID, "unheard of") is None
    assert hass.data[FLEET].preferences.choices(UNIT_ID) == chosen


async def test_of_several_units_one_is_chosen(
    hass: HomeAssistant, fakes: House
) -> None:
    """By its name."""
    other = Equipment(id=EquipmentId("acme_other"), maker="Acme", name="Other")
    entry = await fakes.add(Reads(found=(ABOUT, other)), preferences=PREFERENCES)
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"next_step_id": "unit"}
    )
    assert flow["step_id"] == "unit"
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"unit": other.id}
    )
    assert flow["step_id"] == "preferences"
    assert flow["description_placeholders"] == {"unit": "Other"}
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"current_scale": "1mA", "heavy": 1}
    )
    assert hass.data[FLEET].preferences.choice(other.id, "current_scale") == "1mA"
    assert hass.data[FLEET].preferences.choice(UNIT_ID, "current_scale") is None
