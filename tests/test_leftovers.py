"""A path that is away leaves all as it is; one that is removed takes its own along."""

from dataclasses import replace
from datetime import UTC, datetime

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import (
    Kind,
    Meaning,
    Part,
    PartId,
    Point,
    Reading,
    Report,
    Variable,
)
from custom_components.rack_power.equipment.variables import AMBIENT_TEMPERATURE

from .conftest import Tick
from .fake import ABOUT, OUTLET, UNIT_ID, Acts, House, Reads, report_of
from .house import entity_id, full_state, state

PROBE = PartId("probe", "7")
CONTACT = PartId("contact", "uio-1-1")
FAULT = Variable(name="contact.fault", kind=Kind.FLAG, meaning=Meaning.PROBLEM)
SWITCH = "_outlet_1_outlet.status"
TEMPERATURE = "_probe_7_ambient.temperature"
DOOR = "_contact_uio-1-1_contact.fault"


def sensors(*, complete: bool = True) -> Report:
    """Return what only one of the paths tells: a probe, and a contact of the unit."""
    at = datetime.now(UTC)
    return Report(
        equipment=UNIT_ID,
        group="sensors",
        complete=complete,
        about=ABOUT,
        parts={
            PROBE: Part(id=PROBE, device=True, number="7", label="Rack top"),
            CONTACT: Part(id=CONTACT, label="Door"),
        },
        readings={
            Point(PROBE, AMBIENT_TEMPERATURE): Reading(21.5, at),
            Point(CONTACT, FAULT): Reading(value=False, observed_at=at),
        },
    )


def registered(hass: HomeAssistant) -> set[str]:
    """Return what stands in the registries: entities, and devices of parts."""
    registry = dr.async_get(hass)
    children = {
        key
        for entry in hass.config_entries.async_entries(DOMAIN)
        for child in dr.async_child_entries_for_config_entry(registry, entry.entry_id)
        for _, key in child.identifiers
    }
    return children | {one.unique_id for one in er.async_get(hass).entities.values()}


def told_by_the_guest() -> set[str]:
    """Return what stands there for the sensors."""
    return {f"{UNIT_ID}{ending}" for ending in ("_probe_7", TEMPERATURE, DOOR)}


async def settled(hass: HomeAssistant) -> None:
    """Wait until everything that was begun is done."""
    await hass.async_block_till_done(wait_background_tasks=True)


async def remove(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Remove an entry."""
    await hass.config_entries.async_remove(entry.entry_id)
    await settled(hass)


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("how", ["running", "failed", "disabled owner"])
async def test_what_only_a_removed_path_told_goes_with_it(
    hass: HomeAssistant, fakes: House, how: str, complete: bool
) -> None:
    """At once, whatever is loaded; what another one tells stays, as it was named."""
    guest = Acts(reports=[report_of(), sensors(complete=complete)])
    near = await fakes.add(Acts())
    far = await fakes.add(guest, rank=CLOUD)
    entities = er.async_get(hass)
    named = entity_id(hass, "switch", SWITCH)
    entities.async_update_entity(named, name="Mine", new_entity_id="switch.mine")
    await settled(hass)
    before = registered(hass)
    assert told_by_the_guest() <= before
    if how == "failed":
        guest.unreachable = CannotConnect()
        await hass.config_entries.async_reload(far.entry_id)
        assert far.state is ConfigEntryState.SETUP_RETRY
    if how == "disabled owner":
        assert await hass.config_entries.async_unload(near.entry_id)
    await remove(hass, far)
    assert registered(hass) == before - told_by_the_guest()
    kept = entities.async_get("switch.mine")
    assert kept is not None
    assert kept.name == "Mine"
    if how != "disabled owner":
        assert state(hass, "switch", SWITCH) == STATE_ON


async def test_what_was_told_before_the_owner_was_loaded_goes_too(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """A list that is read once in a while was read by the guest meanwhile."""
    guest = Reads(reports=[sensors()])
    near = await fakes.add(Acts())
    assert await hass.config_entries.async_unload(near.entry_id)
    far = await fakes.add(guest, rank=CLOUD)
    guest.reports = []
    await tick(31)
    assert await hass.config_entries.async_setup(near.entry_id)
    await settled(hass)
    assert told_by_the_guest() <= registered(hass)
    await remove(hass, far)
    assert not told_by_the_guest() & registered(hass)


async def test_what_a_removed_path_could_set_is_only_shown_then(
    hass: HomeAssistant, fakes: House
) -> None:
    """The switch goes, a binary sensor takes its place."""
    await fakes.add(Reads(reports=[replace(report_of(), settings={})]))
    far = await fakes.add(Acts(), rank=CLOUD)
    assert state(hass, "switch", SWITCH) == STATE_ON
    await remove(hass, far)
    assert state(hass, "binary_sensor", SWITCH) == STATE_ON
    with pytest.raises(AssertionError):
        entity_id(hass, "switch", SWITCH)


async def test_a_path_that_comes_again_brings_its_own_again(
    hass: HomeAssistant, fakes: House
) -> None:
    """What was taken away is made anew while the owner runs."""
    await fakes.add(Acts())
    far = await fakes.add(Reads(reports=[sensors()]), rank=CLOUD)
    before = registered(hass)
    await remove(hass, far)
    await fakes.add(Reads(reports=[sensors()]), rank=CLOUD)
    await settled(hass)
    assert registered(hass) == before
    assert state(hass, "sensor", TEMPERATURE) == "21.5"


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_path_that_is_away_leaves_all_as_it_was_called(
    hass: HomeAssistant, fakes: House, restarted: bool
) -> None:
    """Unavailable, and no key of the wire stands in for a name."""
    near = await fakes.add(Acts())
    far = await fakes.add(Reads(reports=[sensors()]), rank=CLOUD)
    before = registered(hass)
    door = full_state(hass, "binary_sensor", DOOR).attributes["friendly_name"]
    assert "Door" in door
    assert await hass.config_entries.async_unload(far.entry_id)
    await settled(hass)
    if restarted:
        await hass.config_entries.async_reload(near.entry_id)
        await settled(hass)
    shown = full_state(hass, "binary_sensor", DOOR)
    assert (shown.state, shown.attributes["friendly_name"]) == (STATE_UNAVAILABLE, door)
    entry = er.async_get(hass).async_get(shown.entity_id)
    assert entry is not None
    assert entry.original_name is not None
    assert "uio" not in entry.original_name
    assert registered(hass) == before


@pytest.mark.parametrize("how", ["away", "restarted", "removed"])
async def test_a_label_counts_as_long_as_its_entry_exists(
    hass: HomeAssistant, fakes: House, tick: Tick, how: str
) -> None:
    """Another path knows the outlet by its number only."""
    near = await fakes.add(Reads(reports=[report_of(label=None)]))
    far = await fakes.add(Reads(reports=[report_of(label="NAS")]), rank=CLOUD)
    await settled(hass)

    def name() -> str | None:
        device = dr.async_get(hass).async_get_child_device_by_identifier(
            (DOMAIN, f"{UNIT_ID}_{OUTLET.kind}_{OUTLET.key}"), near.entry_id
        )
        return None if device is None else device.name

    assert name() == "NAS"
    if how == "removed":
        await remove(hass, far)
        assert name() == "Outlet 1"
        return
    assert await hass.config_entries.async_unload(far.entry_id)
    if how == "restarted":
        await hass.config_entries.async_reload(near.entry_id)
    await tick(31)
    assert name() == "NAS"
