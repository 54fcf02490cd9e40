"""What the action answers with: a whole dashboard, in plain types, in order."""

from datetime import UTC, datetime
import json

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import (
    UNIT,
    EquipmentId,
    Part,
    PartId,
    Point,
    Reading,
    Report,
    Setting,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    BATTERY_CHARGE,
    BATTERY_LOW,
    BATTERY_RUNTIME,
    INPUT_MAINS,
    OUTLET_STATUS,
    UPS_LOAD,
    UPS_LOAD_APPARENT,
    UPS_ONBATTERY,
    UPS_PROBLEM,
)
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import PduSimulator
from tests.conftest import Tick
from tests.fake import ABOUT, OUTLET, UNIT_ID, Acts, House, Logs, Reads
from tests.house import entity_id

from .looking import (
    cards,
    device_id,
    entity_ids,
    headings,
    made,
    nodes,
    tiles_of,
)

UPS_VALUES: dict[Variable, Value] = {
    UPS_ONBATTERY: False,
    INPUT_MAINS: True,
    BATTERY_CHARGE: 98,
    BATTERY_RUNTIME: 3600,
    UPS_LOAD: 12,
    UPS_LOAD_APPARENT: 15,
    BATTERY_LOW: False,
    UPS_PROBLEM: False,
}


def ups_report() -> Report:
    """Return a report of a UPS without parts."""
    at = datetime.now(UTC)
    return Report(
        equipment=UNIT_ID,
        group="unit",
        about=ABOUT,
        readings={
            Point(UNIT, variable): Reading(value, at)
            for variable, value in UPS_VALUES.items()
        },
    )


def outlets_report(count: int) -> Report:
    """Return a report of many outlets, told in no order, that have numbers only."""
    at = datetime.now(UTC)
    ids = {number: PartId("outlet", f"x{number}") for number in range(count, 0, -1)}
    points = [Point(part, OUTLET_STATUS) for part in ids.values()]
    return Report(
        equipment=UNIT_ID,
        group="outlets",
        about=ABOUT,
        parts={
            part: Part(id=part, device=True, number=str(number))
            for number, part in ids.items()
        },
        readings={point: Reading(True, at) for point in points},
        settings={point: Setting(cuts_load_at=False) for point in points},
    )


async def test_a_house_without_units(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Is told what to do, on a page that can be pasted all the same."""
    await hass.config_entries.async_remove(entry.entry_id)
    answer = await made(hass)
    (view,) = answer["views"]
    (card,) = cards(view, "markdown")
    assert "Devices & services" in card["content"]
    assert not entity_ids(answer)


async def test_an_outlet(hass: HomeAssistant, fakes: House) -> None:
    """Its switch, what it draws and its restart, side by side in one row."""
    await fakes.add(Acts())
    overview, page = (await made(hass))["views"]
    assert overview["path"] == "overview"
    assert page["title"] == "Box"
    section = page["sections"][0]
    switch = entity_id(hass, "switch", "_outlet_1_outlet.status")
    current = entity_id(hass, "sensor", "_outlet_1_outlet.current")
    restart = entity_id(hass, "button", "_outlet_1_restart")
    row = section["cards"][-3:]
    assert [card["entity"] for card in row] == [switch, current, restart]
    assert sum(card["grid_options"]["columns"] for card in row) == 12
    assert row[0]["name"] == [{"type": "device"}]
    assert section["cards"][-4]["heading"] == "Outlets"


async def test_a_unit_is_led_to(hass: HomeAssistant, fakes: House) -> None:
    """From its heading on the first page to its own page."""
    await fakes.add(Reads())
    overview, page = (await made(hass))["views"]
    (heading,) = (one for one in cards(overview, "heading") if one["heading"] == "Box")
    assert heading["tap_action"] == {
        "action": "navigate",
        "navigation_path": page["path"],
    }
    assert page["path"] == "unit-box"


async def test_a_ups_at_a_glance(hass: HomeAssistant, fakes: House) -> None:
    """Its supply, its charge and load with bars, its runtime, and their history."""
    await fakes.add(Reads(reports=[ups_report()]))
    overview, page = (await made(hass))["views"]
    told = {
        name: entity_id(hass, "sensor", f"_unit_0_{name}")
        for name in (
            "battery.charge",
            "battery.runtime",
            "ups.load",
            "ups.load.apparent",
        )
    }
    for name in ("battery.charge", "ups.load"):
        (tile,) = tiles_of(overview, told[name])
        assert tile["features"] == [{"type": "bar-gauge"}]
    assert not tiles_of(overview, told["ups.load.apparent"])  # one is enough there
    assert tiles_of(page, told["ups.load.apparent"])
    (graph,) = cards(overview, "history-graph")
    assert entity_ids(graph) == [
        told["battery.charge"],
        told["ups.load"],
        told["battery.runtime"],
    ]
    assert [card["title"] for card in cards(page, "history-graph")] == [
        "Charge and load",
        "Runtime",
    ]


async def test_what_is_a_problem(hass: HomeAssistant, fakes: House) -> None:
    """Each in the state that somebody should look at, hidden in any other."""
    await fakes.add(Reads(reports=[ups_report()]))
    answer = await made(hass)
    for view in answer["views"]:
        (card,) = cards(view, "entity-filter")
        assert card["show_empty"] is False
        assert card["card"]["title"] == "Open problems"
        for one in card["entities"]:  # of which unit, even if it is an outlet's
            whose = [part["type"] for part in one["name"]]
            assert whose == ["parent_device", "device", "entity"]
        wrong = {
            one["entity"]: [condition["state"] for condition in one["conditions"]]
            for one in card["entities"]
        }
        assert wrong == {
            entity_id(hass, "binary_sensor", f"_unit_0_{name}"): [state]
            for name, state in {
                "ups.problem": "on",
            }.items()
        }


async def test_many_outlets(hass: HomeAssistant, fakes: House) -> None:
    """In the order of their numbers, some in each section."""
    await fakes.add(Acts(reports=[outlets_report(20)]))
    _, page = (await made(hass))["views"]
    outlets = [one for one in headings(page) if one.startswith("Outlets")]
    assert outlets == ["Outlets 1 to 16", "Outlets 17 to 20"]
    switches = [
        card["entity"]
        for card in cards(page, "tile")
        if card["entity"].startswith("switch.")
    ]
    assert switches == [
        entity_id(hass, "switch", f"_outlet_x{number}_outlet.status")
        for number in range(1, 21)
    ]


async def test_the_log(hass: HomeAssistant, fakes: House) -> None:
    """All logs on the first page; on the unit's, its last line in its own words."""
    await fakes.add(Logs())
    overview, page = (await made(hass))["views"]
    log = entity_id(hass, "event", "_unit_0_log")
    for view in (overview, page):
        (card,) = cards(view, "logbook")
        assert card["target"] == {"entity_id": [log]}
    (tile,) = tiles_of(page, log)
    assert "text" in tile["state_content"]
    assert tile["visibility"][0]["state_not"] == ["unknown", "unavailable"]


async def test_no_log_no_section(hass: HomeAssistant, fakes: House) -> None:
    """A unit without a log, and a house without one, has no empty card."""
    await fakes.add(Reads())
    answer = await made(hass)
    assert not cards(answer, "logbook")
    assert "Log" not in headings(answer)


async def test_a_unit_that_is_down(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Has the same dashboard as when it was up."""
    driver = Acts()
    await fakes.add(driver)
    before = await made(hass)
    driver.fails = CannotConnect()
    for _ in range(5):
        await tick(60)
    switch = hass.states.get(entity_id(hass, "switch", "_outlet_1_outlet.status"))
    assert switch is not None
    assert switch.state == "unavailable"
    assert await made(hass) == before


async def test_a_unit_whose_connection_is_not_loaded(
    hass: HomeAssistant, fakes: House
) -> None:
    """Is not missing: it is shown by what is registered of it."""
    entry = await fakes.add(Reads(reports=[ups_report()]))
    await hass.config_entries.async_unload(entry.entry_id)
    (overview,) = (await made(hass))["views"]
    assert headings(overview) == ["Box"]
    assert entity_id(hass, "sensor", "_battery.charge") in entity_ids(overview)


@pytest.mark.usefixtures("units")
async def test_units_in_order(hass: HomeAssistant) -> None:
    """By their names, as people sort them, on the first page and in the tabs."""
    registry = dr.async_get(hass)
    names = ("Rack 10", "Rack 2", "attic", "RACK 2")
    units = sorted(hass.data[FLEET].units)
    for unit, name in zip(units, names, strict=True):
        registry.async_update_device(device_id(hass, unit), name_by_user=name)
    overview, *pages = (await made(hass))["views"]
    titles = [page["title"] for page in pages]
    assert titles == ["attic", "Rack 2", "RACK 2", "Rack 10"]
    assert [one for one in headings(overview) if one in names] == titles
    assert [page["path"] for page in pages] == [
        "unit-attic",
        "unit-rack-2",
        "unit-rack-2-2",
        "unit-rack-10",
    ]


@pytest.mark.usefixtures("units")
async def test_only_some_units(hass: HomeAssistant, pdu: PduSimulator) -> None:
    """Those that were asked for, once, even by a device that is part of one."""
    units = hass.data[FLEET].units
    unit = EquipmentId(f"synaccess_{pdu.serial}")
    outlet = next(part for part in units[unit].parts if part.kind == "outlet")
    whole, part = device_id(hass, unit), device_id(hass, unit, outlet)
    for asked in ((whole,), (part,), (whole, part)):
        assert len((await made(hass, *asked))["views"]) == 2
    assert len((await made(hass))["views"]) == 1 + len(units)


async def test_a_device_that_is_no_unit(hass: HomeAssistant, fakes: House) -> None:
    """Is refused by name."""
    await fakes.add(Reads())
    with pytest.raises(ServiceValidationError) as caught:
        await made(hass, "nobody")
    assert caught.value.translation_key == "unknown_device"


async def test_one_device_is_a_list_of_one(hass: HomeAssistant, fakes: House) -> None:
    """As everywhere in Home Assistant."""
    await fakes.add(Reads())
    answer = await hass.services.async_call(
        DOMAIN,
        "get_dashboard",
        {"device_id": device_id(hass, UNIT_ID, OUTLET)},
        blocking=True,
        return_response=True,
    )
    assert answer == await made(hass)


@pytest.mark.usefixtures("units")
async def test_it_survives_being_pasted(hass: HomeAssistant) -> None:
    """As YAML and as JSON, it is the same afterwards, and the same every time."""
    answer = await made(hass)
    assert answer == await made(hass)
    assert yaml.safe_load(yaml.safe_dump(answer)) == answer
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.usefixtures("units")
async def test_no_section_is_empty(hass: HomeAssistant) -> None:
    """Every section has more than its heading, every list has rows."""
    answer = await made(hass)
    for section in cards(answer, "grid"):
        assert [card for card in section["cards"] if card["type"] != "heading"]
    for node in nodes(answer):
        assert node.get("entities") != []
        assert node.get("badges") != []


async def test_the_words_of_the_house(
    hass: HomeAssistant, fakes: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings are in the language of Home Assistant."""
    await fakes.add(Acts())
    monkeypatch.setattr(hass.config, "language", "es")
    (_, page) = (await made(hass))["views"]
    assert "Outlets" not in headings(page)
    monkeypatch.setattr(hass.config, "language", "tlh")
    (_, page) = (await made(hass))["views"]
    assert "Outlets" in headings(page)  # nobody has translated that
