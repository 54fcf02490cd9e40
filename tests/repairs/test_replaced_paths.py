"""A unit that was replaced, with others that know it; and units that behave oddly."""

from dataclasses import replace

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    Equipment,
    EquipmentId,
    Point,
    Reading,
    Report,
)
from custom_components.rack_power.equipment.variables import BATTERY_REPLACE
from custom_components.rack_power.fleet import FLEET

from ..conftest import Tick
from ..fake import ABOUT, UNIT_ID, Acts, House, Reads, report_of
from ..house import entity_id, state
from .conftest import Repairs, how_far, reload

NEW_ID = EquipmentId("acme_4712")
NEW = replace(ABOUT, id=NEW_ID, serial="4712")
NAMELESS = replace(ABOUT, id=EquipmentId("acme_aa-bb"), serial=None)


def becomes(driver: Reads, about: Equipment) -> None:
    """Let another unit answer, as one that has just been connected to."""
    driver.fails = None
    driver.found = [about]
    driver.reports = [replace(report_of(amps=9.5), equipment=about.id, about=about)]


async def lost(driver: Reads, tick: Tick) -> None:
    """Let the driver find out that another unit answers, for longer than the grace."""
    driver.fails = WrongEquipment("another_unit", serial="4712")
    for _ in range(5):
        await tick(30)


def device(
    hass: HomeAssistant, entry: MockConfigEntry, unit: EquipmentId
) -> dr.DeviceEntry | None:
    """Return the device that an entry has of a unit."""
    registry = dr.async_get(hass)
    return registry.async_get_device_by_identifier((DOMAIN, unit), entry.entry_id)


async def test_a_unit_that_another_entry_has(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It has a device, so it cannot take over another one; it can be seen twice."""
    driver, cloud = Reads(), Reads()
    becomes(cloud, NEW)
    entry = await fakes.add(driver, one_unit=True)
    await fakes.add(cloud, rank=CLOUD)
    await lost(driver, tick)
    becomes(driver, NEW)
    end = await repairs.mend(await repairs.issue("another_unit"), "adopt")
    assert (end["type"], end["reason"]) == ("abort", "known")
    assert device(hass, entry, UNIT_ID) is not None
    end = await repairs.mend(await repairs.issue("another_unit"), "add")
    assert end["type"] == "create_entry"
    assert len(hass.data[FLEET].units[NEW_ID].paths) == 2
    assert device(hass, entry, NEW_ID) is None


async def test_a_unit_that_is_set_up_already(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """By the same kind of connection: there is nothing to be added."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    twin = MockConfigEntry(
        domain=DOMAIN,
        unique_id=f"synaccess_pdu:{NEW_ID}",
        data=entry.data,
    )
    twin.add_to_hass(hass)
    await lost(driver, tick)
    becomes(driver, NEW)
    for option in ("adopt", "add"):
        end = await repairs.mend(await repairs.issue(), option)
        assert (end["type"], end["reason"]) == ("abort", "already_configured")
    assert entry.unique_id == f"synaccess_pdu:{UNIT_ID}"


async def test_a_device_that_another_entry_has(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It is not handed over behind its back; names are not torn from what is there."""
    cloud, driver = Reads(), Reads()
    owner = await fakes.add(cloud, rank=CLOUD)
    entry = await fakes.add(driver, one_unit=True)
    await lost(driver, tick)
    assert state(hass, "sensor", "outlet.current") == "1.5"
    becomes(driver, NEW)
    end = await repairs.mend(await repairs.issue("another_unit"), "adopt")
    assert (end["type"], end["reason"]) == ("abort", "elsewhere")
    end = await repairs.mend(await repairs.issue("another_unit"), "add")
    assert end["type"] == "create_entry"
    assert device(hass, owner, UNIT_ID) is not None
    assert device(hass, entry, NEW_ID) is not None
    assert state(hass, "sensor", f"{UNIT_ID}_outlet_1_outlet.current") == "1.5"
    assert state(hass, "sensor", f"{NEW_ID}_outlet_1_outlet.current") == "9.5"


@pytest.mark.parametrize("option", ["adopt", "add"])
async def test_an_old_unit_that_another_entry_still_sees(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick, option: str
) -> None:
    """That entry has it then; nothing of it is left with the first."""
    driver, cloud = Reads(), Reads()
    entry = await fakes.add(driver, one_unit=True)
    other = await fakes.add(cloud, rank=CLOUD)
    known = device(hass, entry, UNIT_ID)
    assert known is not None
    dr.async_get(hass).async_update_device(known.id, name_by_user="Mine")
    await lost(driver, tick)
    becomes(driver, NEW)
    end = await repairs.mend(await repairs.issue("another_unit"), option)
    assert end["type"] == "create_entry"
    assert device(hass, entry, UNIT_ID) is None
    left, new = device(hass, other, UNIT_ID), device(hass, entry, NEW_ID)
    assert left is not None
    assert new is not None
    assert new.name_by_user == ("Mine" if option == "adopt" else None)
    assert left.name_by_user == ("Mine" if option == "add" else None)
    await tick(30)
    assert state(hass, "sensor", f"{UNIT_ID}_outlet_1_outlet.current") == "1.5"
    assert state(hass, "sensor", f"{NEW_ID}_outlet_1_outlet.current") == "9.5"


async def test_what_the_owner_gave_goes_with_the_old_unit(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """Names, places and what is switched off, of the unit, its parts and entities."""
    far = replace(ABOUT, name="At the cloud")
    driver = Acts()
    cloud = Acts(found=[far], reports=[replace(report_of(), about=far)])
    entry = await fakes.add(driver, one_unit=True)
    other = await fakes.add(cloud, rank=CLOUD)
    devices, entities = dr.async_get(hass), er.async_get(hass)
    area = ar.async_get(hass).async_create("Cellar").id
    known = device(hass, entry, UNIT_ID)
    assert known is not None
    devices.async_update_device(known.id, name_by_user="Mine", area_id=area)
    outlet = (DOMAIN, f"{UNIT_ID}_outlet_1")
    child = devices.async_get_child_device_by_identifier(outlet, entry.entry_id)
    assert child is not None
    devices.async_update_child_device(child.id, name_by_user="Server", area_id=area)
    named = entity_id(hass, "switch", "outlet.status")
    entities.async_update_entity(named, new_entity_id="switch.server")
    off = entity_id(hass, "sensor", "outlet.current")
    entities.async_update_entity(off, disabled_by=er.RegistryEntryDisabler.USER)
    await lost(driver, tick)
    becomes(driver, NEW)
    end = await repairs.mend(await repairs.issue("another_unit"), "add")
    assert end["type"] == "create_entry"
    left = device(hass, other, UNIT_ID)
    assert left is not None
    assert left.id == known.id
    assert (known.name, left.name) == ("Box", "At the cloud")
    assert (left.name_by_user, left.area_id) == ("Mine", area)
    child = devices.async_get_child_device_by_identifier(outlet, other.entry_id)
    assert child is not None
    assert (child.name_by_user, child.area_id) == ("Server", area)
    found = entities.async_get("switch.server")
    assert found is not None
    assert found.config_entry_id == other.entry_id
    assert state(hass, "switch", f"{UNIT_ID}_outlet_1_outlet.status") == "on"
    disabled = entities.async_get(off)
    assert disabled is not None
    assert disabled.disabled_by is er.RegistryEntryDisabler.USER


async def test_a_start_while_another_path_reaches_the_old_unit(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It is shown by that; the entry looks on, and finds the old one again."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    await fakes.add(Reads(), rank=CLOUD)
    becomes(driver, NEW)
    await reload(hass, entry)
    assert how_far(entry) is ConfigEntryState.LOADED
    assert await repairs.told() == ["another_unit"]
    assert state(hass, "sensor", "outlet.current") == "1.5"
    assert NEW_ID not in hass.data[FLEET].units
    becomes(driver, ABOUT)
    await tick(30)
    assert await repairs.told() == []
    assert state(hass, "sensor", "outlet.current") == "9.5"


async def test_a_unit_that_tells_no_serial_number(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """It has perhaps just started: nobody is asked, and it is tried again."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    becomes(driver, NAMELESS)
    await reload(hass, entry)
    assert how_far(entry) is ConfigEntryState.SETUP_RETRY
    assert entry.reason is not None
    assert "serial number" in entry.reason
    assert await repairs.told() == []
    becomes(driver, ABOUT)
    await tick(60)
    assert how_far(entry) is ConfigEntryState.LOADED


async def test_one_without_a_serial_number_takes_no_place(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """Who it is was not told: the flow says so."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    await lost(driver, tick)
    becomes(driver, NAMELESS)
    end = await repairs.mend(await repairs.issue(), "adopt")
    assert (end["type"], end["reason"]) == ("abort", "not_reached")
    assert "serial number" in end["description_placeholders"]["problem"]
    assert entry.unique_id == f"synaccess_pdu:{UNIT_ID}"


async def test_an_entry_that_waits_to_be_set_up(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """It is mended like one that runs."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    becomes(driver, NEW)
    await reload(hass, entry)
    assert how_far(entry) is ConfigEntryState.SETUP_RETRY
    end = await repairs.mend(await repairs.issue(), "adopt")
    assert end["type"] == "create_entry"
    assert how_far(entry) is ConfigEntryState.LOADED
    assert state(hass, "sensor", f"{NEW_ID}_outlet_1_outlet.current") == "9.5"


async def test_what_fails_after_it_was_done(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """The place is taken all the same; that the unit is silent is another matter."""
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)
    await lost(driver, tick)
    becomes(driver, NEW)
    driver.fails = CannotConnect()
    end = await repairs.mend(await repairs.issue(), "adopt")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert how_far(entry) is ConfigEntryState.SETUP_RETRY
    assert device(hass, entry, NEW_ID) is not None


@pytest.mark.parametrize("option", ["adopt", "add"])
async def test_what_was_known_of_the_old_unit_only(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick, option: str
) -> None:
    """Its battery is nobody's concern any more, and what its driver kept is dropped."""
    driver = Reads()
    flag = Reading(value=True, observed_at=dt_util.utcnow())
    driver.reports.append(
        Report(
            equipment=UNIT_ID,
            group="battery",
            readings={Point(UNIT, BATTERY_REPLACE): flag},
        )
    )
    await fakes.add(driver, one_unit=True)
    driver.outside.memory.keep("mark", "of the old one")
    await lost(driver, tick)
    assert await repairs.told() == ["another_unit", "battery_replace_told"]
    becomes(driver, NEW)
    end = await repairs.mend(await repairs.issue("another_unit"), option)
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert driver.outside.memory.recall("mark") is None


async def test_units_that_take_turns(
    hass: HomeAssistant, fakes: House, repairs: Repairs, tick: Tick
) -> None:
    """No flood of issues, and nothing is renamed or loaded anew by itself."""
    told, setups = [], 0
    driver = Reads()
    entry = await fakes.add(driver, one_unit=True)

    @callback
    def changed(event: Event[ir.EventIssueRegistryUpdatedData]) -> None:
        told.append(event.data["action"])

    @callback
    def state_changed() -> None:
        nonlocal setups
        setups += entry.state is ConfigEntryState.SETUP_IN_PROGRESS

    hass.bus.async_listen(ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, changed)
    entry.async_on_state_change(state_changed)
    turns: list[DriverError | None] = [
        WrongEquipment("another_unit", serial="4712"),
        None,
    ]
    for number in range(100):
        driver.fails = turns[number % 2]
        await tick(30)
    assert (told, setups) == ([], 0)
    assert device(hass, entry, UNIT_ID) is not None
    for number in range(100):
        serial = str(5000 + number % 2)
        driver.fails = WrongEquipment("another_unit", serial=serial)
        await tick(30)
    assert len(await repairs.issues()) == 1
    assert told.count("create") == 1
    assert setups == 0
