"""Several ways to one unit: which is read, which is acted by, and when one is lost."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
import logging

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.contact import (
    CONNECTED,
    LAST_CONTACT,
    WAY_POINT,
)
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAuth,
    NotConfirmed,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    Point,
    Quality,
    Reading,
    Report,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    OUTLET_CURRENT,
    OUTLET_STATUS,
    OUTPUT_ENERGY,
)
from custom_components.rack_power.fleet import FLEET

from .conftest import Tick
from .fake import ABOUT, UNIT_ID, Acts, House, Reads, report_of
from .house import full_state, state
from .test_commands import press, switch

STATUS = "_outlet_1_outlet.status"
RESTART = "_outlet_1_restart"
CLOUD_LINK = replace(CONNECTED, name="cloud.link")
EVENT_LAST = replace(LAST_CONTACT, name="event.last")


async def test_a_unit_is_shown_once(hass: HomeAssistant, fakes: House) -> None:
    """The entry that sees it first owns its device; the other is a way only."""
    first = await fakes.add(Acts())
    second = await fakes.add(Acts(), rank=CLOUD)
    assert len(hass.data[FLEET].units[UNIT_ID].paths) == 2
    registry = dr.async_get(hass)
    assert dr.async_entries_for_config_entry(registry, first.entry_id)
    assert not dr.async_entries_for_config_entry(registry, second.entry_id)
    owners = {one.config_entry_id for one in er.async_get(hass).entities.values()}
    assert owners == {first.entry_id}
    assert await hass.config_entries.async_unload(second.entry_id)
    assert state(hass, "switch", STATUS) == STATE_ON


async def test_the_nearer_path_is_shown_and_the_other_takes_over(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """When the near one falls silent the far one is shown, and back again."""
    near = Reads(reports=[report_of(amps=1.0)])
    far = Reads(reports=[report_of(amps=9.0)])
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    current = "_outlet_1_outlet.current"
    assert state(hass, "sensor", current) == "1.0"
    near.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "sensor", current) == "9.0"
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_ON
    far.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "sensor", current) == STATE_UNAVAILABLE
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_OFF
    near.fails = None
    await tick(31)
    assert state(hass, "sensor", current) == "1.0"


async def test_which_path_is_in_use(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """The nearest that reaches the unit is told, and that there is none."""
    near, far = Reads(), Reads()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    unit = hass.data[FLEET].units[UNIT_ID]

    def way() -> object:
        reading = unit.reading(WAY_POINT)
        return reading and reading.value

    assert way() == "local"
    near.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert way() == "cloud"
    far.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert way() == "none"
    near.fails = None
    await tick(31)
    assert way() == "local"


async def test_one_line_down_and_one_up(
    hass: HomeAssistant,
    fakes: House,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Of a path that is silent while another one reaches its units."""
    near = Reads()
    entry = await fakes.add(near)
    hass.config_entries.async_update_entry(entry, title="The near one")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await fakes.add(Reads(), rank=CLOUD)
    caplog.set_level(logging.INFO, "custom_components.rack_power")
    for _ in range(2):
        caplog.clear()
        near.fails = CannotConnect()
        for _ in range(12):
            await tick(31)
        near.fails = None
        for _ in range(3):
            await tick(31)
        lines = [
            record.levelname
            for record in caplog.records
            if "The near one" in record.getMessage()
        ]
        assert lines == ["WARNING", "INFO"]


async def test_only_what_was_certainly_not_sent_goes_by_another_path(
    hass: HomeAssistant, fakes: House
) -> None:
    """CannotConnect tries the next path; a doubt does not."""
    near, far = Acts(refuses=CannotConnect()), Acts()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    await switch(hass, "turn_off", STATUS)
    await press(hass, RESTART)
    assert not near.done
    assert len(far.done) == 2
    near.refuses = NotConfirmed()
    for attempt in (switch(hass, "turn_on", STATUS), press(hass, RESTART)):
        with pytest.raises(HomeAssistantError) as raised:
            await attempt
        assert raised.value.translation_key == "not_confirmed"
    assert len(far.done) == 2


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("doubt", [None, NotConfirmed()])
async def test_a_path_that_sees_late_waits_until_it_saw_what_another_did(
    hass: HomeAssistant,
    fakes: House,
    tick: Tick,
    doubt: NotConfirmed | None,
    restarted: bool,
) -> None:
    """Its state may be from before, and a toggle would undo what was done."""
    near, far = Acts(), Acts()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    before = far.reports
    await tick(31)
    near.refuses = doubt
    with suppress(HomeAssistantError):
        if restarted:
            await press(hass, RESTART)
        else:
            await switch(hass, "turn_off", STATUS)
    near.refuses = CannotConnect()
    far.reports = before
    await tick(31)
    with pytest.raises(HomeAssistantError) as failure:
        await switch(hass, "turn_off", STATUS)
    assert failure.value.translation_key == "state_uncertain"
    assert far.done == []
    far.reports = [report_of(on=False)]
    await tick(31)
    await switch(hass, "turn_on", STATUS)
    assert far.done == [True]


async def test_a_path_that_has_told_nothing_reaches_nothing(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Such as one on which a unit calls, and has not called since the start."""
    near = Reads()
    await fakes.add(near)
    await fakes.add(Reads(reports=[]), rank=CLOUD)
    near.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_OFF


@pytest.mark.parametrize(
    ("told", "reached"),
    [
        ([], STATE_ON),
        ([(OUTLET_CURRENT, Quality.GOOD), (OUTLET_STATUS, Quality.STALE)], STATE_ON),
        ([(OUTLET_CURRENT, Quality.STALE)], STATE_OFF),
        ([(OUTLET_CURRENT, Quality.UNAVAILABLE)], STATE_OFF),
        ([(CLOUD_LINK, Quality.GOOD), (OUTLET_CURRENT, Quality.STALE)], STATE_OFF),
        ([(EVENT_LAST, Quality.GOOD), (OUTLET_CURRENT, Quality.STALE)], STATE_OFF),
    ],
)
async def test_what_shows_that_a_path_reaches_its_unit(
    hass: HomeAssistant,
    fakes: House,
    told: list[tuple[Variable, Quality]],
    reached: str,
) -> None:
    """Something good: not what was known last, nor that it has lost its cloud."""
    now = datetime.now(UTC)
    readings = {
        Point(UNIT, variable): Reading(None, now, quality) for variable, quality in told
    }
    report = Report(equipment=UNIT_ID, group="all", about=ABOUT, readings=readings)
    await fakes.add(Reads(reports=[report]))
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == reached


async def test_when_no_path_was_reached_the_nearest_ones_reason_is_told(
    hass: HomeAssistant, fakes: House
) -> None:
    """The way that should have worked is the one to look at."""
    await fakes.add(Acts(refuses=CannotConnect("timed_out")))
    await fakes.add(Acts(refuses=CannotConnect()), rank=CLOUD)
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off", STATUS)
    assert raised.value.translation_key == "timed_out"


async def test_a_path_that_only_reads_is_passed_over(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Whoever has the ability acts; when it is gone, nobody does."""
    near, far = Reads(), Acts()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    await switch(hass, "turn_off", STATUS)
    await press(hass, RESTART)
    assert len(far.done) == 2
    far.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_on", STATUS)
    assert raised.value.translation_key == "no_path_with_ability"


async def test_a_path_without_the_point_is_passed_over(
    hass: HomeAssistant, fakes: House
) -> None:
    """What a path does not offer is not asked of it, able as it is."""
    near, far = Acts(reports=[]), Acts()
    await fakes.add(far, rank=CLOUD)
    await fakes.add(near)
    await switch(hass, "turn_off", STATUS)
    await press(hass, RESTART)
    assert not near.done
    assert len(far.done) == 2


async def test_what_only_a_lost_path_offered_is_unavailable(
    hass: HomeAssistant, fakes: House
) -> None:
    """A button whose only path is unloaded does not pretend."""
    await fakes.add(Reads(reports=[]))
    far = await fakes.add(Acts(), rank=CLOUD)
    await hass.async_block_till_done()
    assert state(hass, "button", RESTART) != STATE_UNAVAILABLE
    await hass.config_entries.async_unload(far.entry_id)
    assert state(hass, "button", RESTART) == STATE_UNAVAILABLE


async def test_only_the_path_that_was_refused_signs_in_again(
    hass: HomeAssistant, fakes: House
) -> None:
    """The other one's credentials are good."""
    near = await fakes.add(Acts(refuses=InvalidAuth()))
    far = await fakes.add(Acts(), rank=CLOUD)
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off", STATUS)
    assert raised.value.translation_key == "invalid_auth"
    await hass.async_block_till_done()
    assert any(near.async_get_active_flows(hass, {SOURCE_REAUTH}))
    assert not any(far.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_a_command_while_no_path_is_up(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It is not reached, and that is what is said."""
    driver = Acts()
    await fakes.add(driver)
    unit = hass.data[FLEET].units[UNIT_ID]
    driver.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    order = next(iter(unit.orders()))
    with pytest.raises(CannotConnect):
        await unit.commands.run(order)
    assert not driver.done


async def test_a_count_that_a_farther_path_read_earlier(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It is old until that path has looked again, though it tells the same then."""

    def counted() -> Report:
        count = {Point(UNIT, OUTPUT_ENERGY): Reading(5.0, datetime.now(UTC))}
        return Report(equipment=UNIT_ID, group="all", about=ABOUT, readings=count)

    far = Reads(reports=[counted()])
    await fakes.add(far, rank=CLOUD)
    await tick(31)
    near = await fakes.add(Reads(reports=[counted()]))
    await hass.config_entries.async_unload(near.entry_id)
    energy = "_unit_0_output.energy"
    assert full_state(hass, "sensor", energy).attributes["quality"] == "stale"
    far.reports = [counted()]
    await tick(31)
    assert "quality" not in full_state(hass, "sensor", energy).attributes
    assert state(hass, "sensor", energy) == "5.0"
