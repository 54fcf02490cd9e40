"""Commands by a path that sees late: assumed, then confirmed or told as an issue."""

from homeassistant.const import ATTR_ASSUMED_STATE, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect, NotConfirmed
from custom_components.rack_power.fleet import FLEET

from .conftest import Tick
from .fake import STATUS, UNIT_ID, Acts, House, Pends, report_of
from .house import full_state, state
from .test_commands import switch

SWITCH = "_outlet_1_outlet.status"


async def test_the_wish_is_shown_as_assumed_until_it_is_confirmed(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Nothing flips back in between, though the unit still tells the old state."""
    driver = Pends()
    await fakes.add(driver)
    await switch(hass, "turn_off", SWITCH)
    shown = full_state(hass, "switch", SWITCH)
    assert shown.state == STATE_OFF
    assert shown.attributes[ATTR_ASSUMED_STATE] is True
    assert shown.attributes["pending"] is True
    await tick(31)
    assert state(hass, "switch", SWITCH) == STATE_OFF
    driver.reports = [report_of(on=False)]
    driver.outside.publish(driver.reports)
    driver.outside.settle(UNIT_ID, STATUS, None)
    shown = full_state(hass, "switch", SWITCH)
    assert shown.state == STATE_OFF
    assert ATTR_ASSUMED_STATE not in shown.attributes
    assert "pending" not in shown.attributes
    assert not ir.async_get(hass).issues


async def test_what_did_not_come_true_is_taken_back_and_told(
    hass: HomeAssistant, fakes: House
) -> None:
    """The entity shows the truth again, and an issue says what became of the wish."""
    driver = Pends()
    await fakes.add(driver)
    await switch(hass, "turn_off", SWITCH)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert state(hass, "switch", SWITCH) == STATE_ON
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.domain == DOMAIN
    assert issue.translation_key == "unsettled"
    assert issue.translation_placeholders == {
        "unit": "Box",
        "part": "One",
        "reason": "not_confirmed",
    }
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert len(ir.async_get(hass).issues) == 1


async def test_a_path_that_leaves_takes_what_is_pending_with_it(
    hass: HomeAssistant, fakes: House
) -> None:
    """Nobody who is left could settle it: what they see is shown."""
    entry = await fakes.add(Pends())
    await fakes.add(Acts(), rank=CLOUD)
    await switch(hass, "turn_off", SWITCH)
    assert state(hass, "switch", SWITCH) == STATE_OFF
    unit = hass.data[FLEET].units[UNIT_ID]
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not unit.pending


async def test_what_was_pending_before_a_reload_is_told(
    hass: HomeAssistant, fakes: House
) -> None:
    """The driver remembers it; the owner still does not know how it ended."""
    driver = Pends()
    entry = await fakes.add(driver)
    await switch(hass, "turn_off", SWITCH)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert len(ir.async_get(hass).issues) == 1


async def test_what_a_later_command_overtook_is_no_issue(
    hass: HomeAssistant, fakes: House
) -> None:
    """By another path the outlet was brought into the state that is wished now."""
    far, near = Pends(), Acts(refuses=CannotConnect())
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    await switch(hass, "turn_off", SWITCH)
    near.refuses = None
    await switch(hass, "turn_on", SWITCH)
    far.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert state(hass, "switch", SWITCH) == STATE_ON
    assert not ir.async_get(hass).issues
