"""Commands by a path that sees late: assumed, then confirmed or told as an issue."""

from homeassistant.const import ATTR_ASSUMED_STATE, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
import pytest

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect, NotConfirmed
from custom_components.rack_power.fleet import FLEET

from .conftest import Tick
from .fake import CURRENT, STATUS, UNIT_ID, Acts, House, Pends, report_of
from .house import full_state, state
from .test_commands import switch
from .test_translations import EN

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
    assert issue.translation_key == "unsettled_off"
    assert issue.translation_placeholders == {"unit": "Box", "part": "One"}
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    assert len(ir.async_get(hass).issues) == 1


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize(
    ("seen", "service", "words"),
    [
        (True, "turn_off", "unsettled_off"),
        (False, "turn_on", "unsettled_on"),
        (None, "turn_off", "unsettled_off_unseen"),
        (None, "turn_on", "unsettled_on_unseen"),
    ],
)
async def test_the_issue_says_what_was_wished_and_what_is_seen(
    hass: HomeAssistant,
    fakes: House,
    seen: bool | None,
    service: str,
    words: str,
    restarted: bool,
) -> None:
    """Also after a restart, as far as anybody can know it then; in words."""
    driver = Pends(reports=[report_of(on=seen)])
    entry = await fakes.add(driver)
    await switch(hass, service, SWITCH)
    if restarted:
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        words = words if seen is not None else "unsettled"
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed("state_unknown"))
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == words
    text = EN["issues"][words]["fix_flow"]["step"]["seen"]["description"].format(
        **(issue.translation_placeholders or {})
    )
    assert text.startswith("One ")
    assert "_" not in text


async def test_what_is_no_switch_was_to_be_changed(
    hass: HomeAssistant, fakes: House
) -> None:
    """No more is said of a value."""
    driver = Pends()
    await fakes.add(driver)
    driver.outside.settle(UNIT_ID, CURRENT, NotConfirmed())
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == "unsettled"


async def test_the_issue_calls_things_as_the_owner_does(
    hass: HomeAssistant, fakes: House
) -> None:
    """By the names of the devices; an outlet without any is more than a number."""
    driver = Pends(reports=[report_of(label=None)])
    entry = await fakes.add(driver)
    devices = dr.async_get(hass)
    unit = devices.async_get_device_by_identifier((DOMAIN, UNIT_ID), entry.entry_id)
    assert unit is not None
    devices.async_update_device(unit.id, name_by_user="My box")
    await switch(hass, "turn_off", SWITCH)
    driver.outside.settle(UNIT_ID, STATUS, NotConfirmed())
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_placeholders == {"unit": "My box", "part": "Outlet 1"}


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
