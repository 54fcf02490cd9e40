"""Names are short where it is clear what they belong to, and nothing is told twice."""

from collections.abc import Sequence
from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.rack_power.equipment.model import (
    UNIT,
    Part,
    PartId,
    Point,
    Reading,
    Report,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
    BANK_CURRENT,
    BANK_ENERGY,
    BANK_REALPOWER,
    BANK_VOLTAGE,
    INPUT_CURRENT,
    INPUT_REALPOWER,
    INPUT_VOLTAGE,
    UPS_TEMPERATURE,
)
from tests.fake import ABOUT, UNIT_ID, House, Reads
from tests.house import entity_id

from .looking import Node, cards, entity_ids, headings, made, nodes

INLET = (INPUT_CURRENT, INPUT_REALPOWER, INPUT_VOLTAGE)
BANK = (BANK_CURRENT, BANK_REALPOWER, BANK_VOLTAGE, BANK_ENERGY)
CLIMATE = (AMBIENT_TEMPERATURE, AMBIENT_HUMIDITY)

type Told = tuple[str, str, Sequence[Variable]]
"""Kind and label of a part, and what it tells."""


def pdu(*told: Told, of_unit: Sequence[Variable] = ()) -> Reads:
    """Return a unit with parts; probes are devices of their own."""
    at = datetime.now(UTC)
    parts = {PartId(kind, label): variables for kind, label, variables in told}
    points = [
        *(Point(UNIT, variable) for variable in of_unit),
        *(Point(part, each) for part, variables in parts.items() for each in variables),
    ]
    report = Report(
        equipment=UNIT_ID,
        group="unit",
        about=ABOUT,
        parts={
            part: Part(id=part, label=part.key, device=part.kind == "probe")
            for part in parts
        },
        readings={point: Reading(number, at) for number, point in enumerate(points)},
    )
    return Reads(reports=[report])


def names(view: Node) -> list[object]:
    """Return the names that are written down, and how the frontend makes the others."""
    return [
        one["name"]
        if isinstance(one["name"], str)
        else "+".join(part["type"] for part in one["name"])
        for one in nodes(view)
        if "entity" in one and "name" in one
    ]


async def test_the_only_inlet(hass: HomeAssistant, fakes: House) -> None:
    """Of a unit needs no name on the overview; of two, each has one."""
    one = ("inlet", "NEMA 5-20P Inlet", INLET)
    await fakes.add(pdu(one))
    overview, _ = (await made(hass))["views"]
    assert {"Power", "Voltage", "Current"} == set(names({"a": cards(overview, "tile")}))


async def test_two_inlets(hass: HomeAssistant, fakes: House) -> None:
    """Of two, each is named: on the overview, and above what it tells on the page."""
    await fakes.add(pdu(("inlet", "Inlet A", INLET), ("inlet", "Inlet B", INLET)))
    overview, page = (await made(hass))["views"]
    assert set(names({"a": cards(overview, "tile")})) == {"entity"}
    titles = headings(page)
    place = titles.index("Inlets")
    assert titles[place : place + 3] == ["Inlets", "Inlet A", "Inlet B"]
    rows = [row["name"] for one in cards(page, "entities") for row in one["entities"]]
    assert rows == ["Current", "Power", "Voltage"] * 2


async def test_a_name_of_its_owner(hass: HomeAssistant, fakes: House) -> None:
    """Is never cut; the frontend follows it."""
    await fakes.add(pdu(("inlet", "Left", INLET)))
    current = entity_id(hass, "sensor", "_inlet_Left_input.current")
    er.async_get(hass).async_update_entity(current, name="My amperes")
    for view in (await made(hass))["views"]:
        for one in nodes(view):
            if one.get("entity") == current:
                assert one["name"] == [{"type": "entity"}]


async def test_the_rack(hass: HomeAssistant, fakes: House) -> None:
    """Its temperature and humidity are on the overview, in as few words as can be."""
    probe = ("probe", "Temperature & Humidity Sensor", CLIMATE)
    await fakes.add(pdu(("inlet", "Inlet", INLET), probe))
    overview, _ = (await made(hass))["views"]
    ending = "_probe_Temperature & Humidity Sensor_ambient."
    for variable in ("temperature", "humidity"):
        found = entity_id(hass, "sensor", ending + variable)
        (tile,) = (one for one in cards(overview, "tile") if one["entity"] == found)
        assert tile["name"] == [{"type": "entity"}]


async def test_two_probes(hass: HomeAssistant, fakes: House) -> None:
    """All that a part tells is named if some of it has to be."""
    told = [("probe", "Top", CLIMATE), ("probe", "Door", CLIMATE[:1])]
    await fakes.add(pdu(*told))
    overview, _ = (await made(hass))["views"]
    assert names({"a": cards(overview, "tile")}) == ["device+entity"] * 3


async def test_two_temperatures(hass: HomeAssistant, fakes: House) -> None:
    """That of the rack is not called as that of the unit."""
    await fakes.add(pdu(("probe", "Door", CLIMATE), of_unit=[UPS_TEMPERATURE]))
    overview, _ = (await made(hass))["views"]
    assert names({"a": cards(overview, "tile")}) == [
        "entity",
        "entity",
        "device+entity",
    ]


async def test_one_bank_behind_one_inlet(hass: HomeAssistant, fakes: House) -> None:
    """Tells the same, so only what it alone tells is shown."""
    await fakes.add(pdu(("inlet", "Inlet", INLET), ("bank", "Bank", BANK)))
    shown = [one for one in entity_ids(await made(hass)) if "bank" in one]
    assert set(shown) == {entity_id(hass, "sensor", "_bank_Bank_bank.energy")}


async def test_two_banks_behind_one_inlet(hass: HomeAssistant, fakes: House) -> None:
    """Share what comes in, so both are shown whole."""
    told = [("bank", "Bank 1", BANK), ("bank", "Bank 2", BANK)]
    await fakes.add(pdu(("inlet", "Inlet", INLET), *told))
    shown = {one for one in entity_ids(await made(hass)) if "bank" in one}
    assert len(shown) == 2 * len(BANK)
