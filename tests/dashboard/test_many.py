"""Many outlets, many units, and units that only can be read."""

import asyncio
from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.rack_power.equipment.model import EquipmentId
from tests.fake import ABOUT, Acts, House, Reads
from tests.house import entity_id

from .looking import Node, cards, headings, made, nodes
from .test_answer import outlets_report

UNITS = 6


def ranges(page: Node) -> list[str]:
    """Return what stands above the outlets."""
    return [one for one in headings(page) if one.startswith("Outlets")]


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ((), ["Outlets 1 to 16", "Outlets 17 to 32", "Outlets 33 to 48"]),
        ((3, 40), ["Outlets 1 to 17", "Outlets 18 to 33", "Outlets 34 to 48"]),
        (tuple(range(17, 49)), ["Outlets"]),
    ],
)
async def test_outlets_are_counted_as_on_the_box(
    hass: HomeAssistant, fakes: House, hidden: tuple[int, ...], told: list[str]
) -> None:
    """Those that are hidden keep their numbers."""
    await fakes.add(Acts(reports=[outlets_report(48)]))
    for number in hidden:
        er.async_get(hass).async_update_entity(
            entity_id(hass, "switch", f"_outlet_x{number}_outlet.status"),
            hidden_by=er.RegistryEntryHider.USER,
        )
    _, page = (await made(hass))["views"]
    assert ranges(page) == told


async def test_outlets_without_numbers_are_counted(
    hass: HomeAssistant, fakes: House
) -> None:
    """By their places."""
    report = outlets_report(20)
    parts = {
        key: replace(part, number=None, position=(int(part.number or 0),))
        for key, part in report.parts.items()
    }
    await fakes.add(Acts(reports=[replace(report, parts=parts)]))
    _, page = (await made(hass))["views"]
    assert ranges(page) == ["Outlets 1 to 16", "Outlets 17 to 20"]


async def test_what_can_only_be_read(hass: HomeAssistant, fakes: House) -> None:
    """Has tiles that tell, and nothing that acts."""
    report = replace(outlets_report(2), settings={})
    await fakes.add(Reads(reports=[report]))
    answer = await made(hass)
    (_, page) = answer["views"]
    tiles = [one["entity"] for one in cards(page, "tile")]
    assert tiles == [
        entity_id(hass, "binary_sensor", f"_outlet_x{number}_outlet.status")
        for number in (1, 2)
    ]
    actions = {one["action"] for one in nodes(answer) if "action" in one}
    assert actions <= {"more-info", "navigate"}


async def test_others_get_their_turn(hass: HomeAssistant, fakes: House) -> None:
    """Between the units, in each of the three steps: a house may have many."""
    ids = [EquipmentId(f"acme_{number}") for number in range(UNITS)]
    about = [replace(ABOUT, id=one, serial=one) for one in ids]
    reports = [replace(outlets_report(2), equipment=one.id, about=one) for one in about]
    await fakes.add(Acts(reports=reports, found=about))
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    await made(hass)  # the texts are read from the disk by now
    counting = hass.async_create_task(count())
    answer = await made(hass)
    counting.cancel()
    assert len(answer["views"]) == 1 + UNITS
    assert turns >= 3 * UNITS
