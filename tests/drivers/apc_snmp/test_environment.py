"""Probes and contacts of four generations (9)."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.mapping.probes import celsius
from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
)

from .conftest import Drive

UIO = "1.3.6.1.4.1.318.1.1.25."
IEM = "1.3.6.1.4.1.318.1.1.10.2."


def probe(port: int) -> PartId:
    """Name the probe at a universal port."""
    return PartId("probe", f"uio-{port}-1")


async def test_a_universal_sensor_is_a_device_with_the_cards_name(
    drive: Drive,
) -> None:
    """One without humidity has none."""
    driven = await drive()
    assert driven.parts("probe") == ["uio-1-1", "uio-2-1"]
    parts = driven.picture.parts()
    assert parts[probe(1)].label == "Rack top"
    assert parts[probe(1)].device
    assert driven.value(AMBIENT_HUMIDITY, probe(1)) == 38
    assert not driven.has(AMBIENT_HUMIDITY, probe(2))
    assert driven.value("ambient.temperature.high", probe(1)) == 40


async def test_minus_one_degree_is_a_temperature(drive: Drive) -> None:
    """Its link says whether it is true."""
    driven = await drive()
    driven.card.override(f"{UIO}1.2.1.6.2.1", -1)
    await driven.poll(30)
    assert driven.value(AMBIENT_TEMPERATURE, probe(2)) == -1
    driven.card.override(f"{UIO}1.2.1.10.2.1", 3)
    await driven.poll(30)
    assert driven.value(AMBIENT_TEMPERATURE, probe(2)) is None
    assert driven.value("ambient.link", probe(2)) is False


async def test_a_lost_probe_keeps_its_points(drive: Drive) -> None:
    """It may have a humidity element, which it cannot say now."""
    driven = await drive()
    driven.card.override(f"{UIO}1.2.1.10.1.1", 3)
    driven.card.override(f"{UIO}1.2.1.7.1.1", -1)
    await driven.poll(30)
    assert driven.value(AMBIENT_HUMIDITY, probe(1)) is None
    await driven.poll(30)
    assert driven.has(AMBIENT_HUMIDITY, probe(1))


async def test_a_probe_that_was_pulled_out_is_gone(drive: Drive) -> None:
    """Its port is still listed."""
    driven = await drive()
    driven.card.override(f"{UIO}1.2.1.10.2.1", 1)
    await driven.poll(30)
    assert driven.parts("probe") == ["uio-1-1"]


async def test_violations_are_one_problem_with_names(drive: Drive) -> None:
    """They are bits of a number."""
    driven = await drive()
    driven.card.override(f"{UIO}1.2.1.8.1.1", 2 + 512)
    driven.card.override(f"{UIO}1.2.1.9.1.1", 3)
    await driven.poll(30)
    reading = driven.reading("ambient.violated", probe(1))
    assert reading.value is True
    assert reading.details == {"violations": ("high_temperature", "high_humidity")}
    assert driven.value("ambient.alarm", probe(1)) == "critical"


async def test_older_tables_that_repeat_a_universal_sensor_make_nothing(
    drive: Drive,
) -> None:
    """A card of the second generation lists its sensors twice."""
    driven = await drive(started=False)
    cells: tuple[int | str, ...] = (1, "Rack top", 2, 27, 1, 38)
    for column, value in enumerate(cells, 1):
        driven.card.override(f"{IEM}3.2.1.{column}.1", value)
    await driven.start()
    assert driven.parts("probe") == ["uio-1-1", "uio-2-1"]


async def test_a_probe_of_the_first_generation(drive: Drive) -> None:
    """Temperatures that it tells in Fahrenheit are converted."""
    driven = await drive("three_phase", started=False)
    driven.card.override(f"{IEM}3.2.1.4.1", 77)
    driven.card.override(f"{IEM}3.2.1.5.1", 2)
    driven.card.override(f"{IEM}3.2.1.11.1", 2)
    driven.card.override(f"{IEM}2.2.1.3.1", 104)
    driven.card.override(f"{IEM}2.2.1.5.1", 2)
    await driven.start()
    part = PartId("probe", "iem-1")
    assert driven.value(AMBIENT_TEMPERATURE, part) == 25
    assert driven.value("ambient.temperature.high", part) == 40
    assert driven.reading("ambient.violated", part).details == {
        "violations": ("max_temperature",)
    }


async def test_a_probe_that_is_not_connected_is_none(drive: Drive) -> None:
    """It reads -1."""
    driven = await drive("three_phase", started=False)
    driven.card.override(f"{IEM}3.2.1.3.1", 1)
    driven.card.override(f"{IEM}3.2.1.4.1", -1)
    await driven.start()
    assert driven.parts("probe") == []


async def test_an_external_monitor_and_a_measure_ups(drive: Drive) -> None:
    """On a card of the very first generation."""
    driven = await drive("v1_card", Version.V1)
    assert driven.parts("probe") == ["em-1"]
    assert driven.parts("contact") == ["measure-1", "measure-2"]


async def test_universal_contacts_are_closed_and_may_be_faulty(drive: Drive) -> None:
    """Which of both is right was set for them."""
    driven = await drive()
    part = PartId("contact", "uio-1-1")
    driven.card.override(f"{UIO}2.2.1.5.1.1", 1)
    driven.card.override(f"{UIO}2.2.1.6.1.1", 2)
    await driven.poll(30)
    assert driven.value("contact.closed", part) is True
    assert driven.value("contact.fault", part) is True
    driven.card.override(f"{UIO}2.2.1.7.1.1", 3)
    await driven.poll(30)
    assert driven.value("contact.fault", part) is None


@pytest.mark.parametrize(
    ("name", "enabled", "shown"),
    [("Unknown", 1, False), ("Unknown", 2, True), ("Door", 1, True)],
)
async def test_a_contact_that_nobody_named_or_enabled_is_not_used(
    drive: Drive, name: str, enabled: int, shown: bool
) -> None:
    """Cards list all that they could have."""
    driven = await drive("three_phase", started=False)
    driven.card.override(f"{IEM}3.4.1.1.9", 9)
    driven.card.override(f"{IEM}3.4.1.2.9", name)
    driven.card.override(f"{IEM}3.4.1.3.9", 1)
    driven.card.override(f"{IEM}2.4.1.3.9", enabled)
    await driven.start()
    assert ("iem-9" in driven.parts("contact")) is shown


def test_steps_of_temperature_are_no_temperatures() -> None:
    """A hysteresis of 9 degrees of Fahrenheit is one of 5."""
    assert celsius(32) == 0
    assert celsius(9, is_step=True) == 5
