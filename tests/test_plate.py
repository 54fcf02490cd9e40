"""Who a unit is, by several paths: the nearest is right, and nothing flips."""

from dataclasses import replace

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import Equipment
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.preferences import Preferences

from .conftest import Tick
from .fake import ABOUT, UNIT_ID, House, Reads, report_of

NEAR = replace(ABOUT, name="Near", model="Rack 1", firmware="2.0")
FAR = replace(ABOUT, name="Far", model="Rack-1", firmware="1.0", hardware="B")


def knows(about: Equipment) -> Reads:
    """Return a driver that calls the unit so."""
    return Reads(found=(about,), reports=[replace(report_of(), about=about)])


def device(hass: HomeAssistant) -> dr.DeviceEntry:
    """Return the only device."""
    (found,) = dr.async_get(hass).devices
    return found


def plate(hass: HomeAssistant) -> tuple[str | None, ...]:
    """Return what the device shows of the unit."""
    one = device(hass)
    return one.name, one.model, one.sw_version, one.hw_version


def renames(hass: HomeAssistant) -> list[object]:
    """Return a list that grows whenever the device is changed."""
    seen: list[object] = []

    @callback
    def changed(event: Event[dr.EventDeviceRegistryUpdatedData]) -> None:
        seen.append(event.data)

    hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, changed)
    return seen


async def unload(hass: HomeAssistant, *entries: MockConfigEntry) -> None:
    """Unload entries."""
    for entry in entries:
        assert await hass.config_entries.async_unload(entry.entry_id)


async def load(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set an entry up, or try to."""
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


SHOWN = ("Near", "Rack 1", "2.0", "B")


async def test_the_nearest_is_right_and_the_others_fill_in(
    hass: HomeAssistant, fakes: House
) -> None:
    """In whichever order they come."""
    await fakes.add(knows(FAR), rank=CLOUD)
    assert plate(hass) == ("Far", "Rack-1", "1.0", "B")
    await fakes.add(knows(NEAR))
    assert plate(hass) == SHOWN


@pytest.mark.parametrize("owner", ["near", "far"])
async def test_nothing_flips_while_a_path_is_loaded_anew(
    hass: HomeAssistant, fakes: House, tick: Tick, owner: str
) -> None:
    """Nor while it stays away."""
    if owner == "near":
        near = await fakes.add(knows(NEAR))
        await fakes.add(knows(FAR), rank=CLOUD)
    else:
        await fakes.add(knows(FAR), rank=CLOUD)
        near = await fakes.add(knows(NEAR))
    assert plate(hass) == SHOWN
    seen = renames(hass)
    await unload(hass, near)
    for _ in range(3):
        await tick(31)
    await load(hass, near)
    assert plate(hass) == SHOWN
    assert seen == []


async def test_nothing_flips_over_a_restart(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """The farther path may be there first, and the nearer one fail."""
    far = await fakes.add(knows(FAR), rank=CLOUD)
    driver = knows(NEAR)
    near = await fakes.add(driver)
    await unload(hass, near, far)
    assert not hass.data[FLEET].units
    seen = renames(hass)
    driver.unreachable = CannotConnect()
    await load(hass, far)
    await load(hass, near)
    await tick(31)
    assert plate(hass) == SHOWN
    assert seen == []


async def test_equally_near_paths_keep_their_order(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """The one that was there first gives the name, also after it was loaded anew."""
    first = await fakes.add(knows(NEAR))
    await fakes.add(knows(replace(FAR, name="Second")))
    assert plate(hass)[0] == "Near"
    await unload(hass, first)
    await load(hass, first)
    await tick(31)
    assert plate(hass)[0] == "Near"


async def test_the_name_changes_when_its_path_tells_another(
    hass: HomeAssistant, fakes: House
) -> None:
    """What a farther one tells changes nothing, what the owner gave stays."""
    near, far = knows(NEAR), knows(FAR)
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    dr.async_get(hass).async_update_device(device(hass).id, name_by_user="Mine")
    for driver, name in ((far, "Other"), (near, "Nearer")):
        about = replace(driver.found[0], name=name)
        driver.outside.publish([replace(report_of(), about=about)])
    assert plate(hass)[0] == "Nearer"
    assert device(hass).name_by_user == "Mine"


@pytest.mark.parametrize("loaded", [True, False])
async def test_the_name_goes_with_the_entry_that_told_it(
    hass: HomeAssistant, fakes: House, loaded: bool
) -> None:
    """The next path's is shown at once."""
    await fakes.add(knows(FAR), rank=CLOUD)
    near = await fakes.add(knows(NEAR))
    if not loaded:
        await unload(hass, near)
    await hass.config_entries.async_remove(near.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert plate(hass) == ("Far", "Rack-1", "1.0", "B")


async def test_the_heir_of_a_device_gives_its_name(
    hass: HomeAssistant, fakes: House
) -> None:
    """What the owner gave comes back with it."""
    near = await fakes.add(knows(NEAR))
    await fakes.add(knows(FAR), rank=CLOUD)
    dr.async_get(hass).async_update_device(device(hass).id, name_by_user="Mine")
    await hass.config_entries.async_remove(near.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert plate(hass) == ("Far", "Rack-1", "1.0", "B")
    assert device(hass).name_by_user == "Mine"


async def test_who_answers_is_told_by_connecting_too(
    hass: HomeAssistant, fakes: House
) -> None:
    """The reports of some drivers hold values alone."""
    await fakes.add(knows(FAR), rank=CLOUD)
    near = Reads(found=(NEAR,), reports=[replace(report_of(), about=None)])
    await fakes.add(near)
    assert plate(hass) == SHOWN


async def test_it_is_on_disk(hass: HomeAssistant, fakes: House, tick: Tick) -> None:
    """What was told is known to the next start of Home Assistant."""
    driver = knows(FAR)
    await fakes.add(driver)
    await tick(31)
    about = replace(NEAR, hardware="C")
    driver.reports = [replace(report_of(), about=about)]
    await tick(31)
    await tick(31)
    kept = Preferences(hass)
    await kept.load()
    assert kept.plate(UNIT_ID).about(ABOUT) == about
    bare = replace(ABOUT, model=None)
    assert Preferences(hass).plate(UNIT_ID).about(bare) == bare
