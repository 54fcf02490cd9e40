"""Output relays: at universal ports, of older cards, and of the unit itself (9)."""

import pytest

from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.equipment.variables import RELAY_CLOSED

from .conftest import UPS, Drive

UIO = "1.3.6.1.4.1.318.1.1.25.3."
IEM = "1.3.6.1.4.1.318.1.1.10.2.3."
FAULT = "relay.fault"


@pytest.mark.parametrize(("told", "fault"), [(1, True), (2, False), (7, None)])
async def test_a_relay_of_an_older_card(
    drive: Drive, told: int, fault: bool | None
) -> None:
    """All that is known of it is whether it is as it should be."""
    driven = await drive("three_phase")
    part = PartId("relay", "iem-1")
    assert driven.picture.parts()[part].label == "Siren"
    assert driven.value(FAULT, part) is False
    driven.card.override(f"{IEM}7.1.3.1", told)
    await driven.poll(30)
    assert driven.value(FAULT, part) is fault
    assert not driven.has(RELAY_CLOSED, part)


@pytest.mark.parametrize(
    ("alarm", "link", "fault"),
    [(1, 2, False), (2, 2, True), (3, 2, True), (4, 2, None), (1, 3, None)],
)
async def test_a_relay_at_a_universal_port(
    drive: Drive, alarm: int, link: int, fault: bool | None
) -> None:
    """The older table that repeats it makes nothing."""
    driven = await drive(started=False)
    cells: tuple[int | str, ...] = (1, 1, "Siren", "Rack 3", 2, alarm, link)
    older: tuple[int | str, ...] = (1, "Siren", 1)
    for column, value in enumerate(cells, 1):
        driven.card.override(f"{UIO}2.1.{column}.1.1", value)
    for column, value in enumerate(older, 1):
        driven.card.override(f"{IEM}7.1.{column}.1", value)
    await driven.start()
    assert driven.parts("relay") == ["uio-1-1"]
    part = PartId("relay", "uio-1-1")
    assert driven.value(FAULT, part) is fault
    assert driven.value(RELAY_CLOSED, part) is (False if link == 2 else None)


async def test_a_relay_of_the_unit_itself(drive: Drive) -> None:
    """It is told otherwise than that of an older card: 2 is not normal."""
    driven = await drive(started=False)
    for column, value in ((1, 1), (2, 2)):
        driven.card.override(f"{UPS}18.1.2.1.{column}.1", value)
    await driven.start()
    assert driven.value(FAULT, PartId("relay", "ups-1")) is True


async def test_power_of_a_phase_in_kilovoltamperes(drive: Drive) -> None:
    """Where the unit does not tell it by the voltampere (7)."""
    driven = await drive("three_phase", started=False)
    row = next(
        oid
        for oid, _ in driven.card.tree.below(
            tuple(map(int, f"{UPS}9.3.3.1.7".split(".")))
        )
    )
    tail = ".".join(map(str, row[-3:]))
    driven.card.override(f"{UPS}9.3.3.1.7.{tail}", -1)
    driven.card.override(f"{UPS}9.3.3.1.20.{tail}", 4)
    await driven.start()
    assert driven.value("phase.power", PartId("output_phase", "1-1")) == 4000
    precise = driven.value("phase.power", PartId("output_phase", "1-2"))
    assert isinstance(precise, int)
    assert precise != 4000
