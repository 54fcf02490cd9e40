"""Thresholds of probes, contacts and their names (9)."""

import pytest

from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import PartId, Setting, Value
from simulator.snmp.recording import objects_of

from .conftest import Write, Written

UIO = "1.3.6.1.4.1.318.1.1.25."
IEM = "1.3.6.1.4.1.318.1.1.10.2."
PROBE, CONTACT = PartId("probe", "uio-1-1"), PartId("contact", "uio-1-1")
OLD = PartId("probe", "iem-1")


async def test_everything_of_a_probe_can_be_set(writing: Write) -> None:
    """Thresholds, whether they are looked at, names."""
    written = await writing()
    wishes: tuple[tuple[str, Value, int, object], ...] = (
        ("ambient.name", "Rack bottom", 3, "Rack bottom"),
        ("ambient.location", "Row 2", 4, "Row 2"),
        ("ambient.temperature.min", -5, 5, -5),
        ("ambient.temperature.low", 12, 6, 12),
        ("ambient.temperature.high", 38, 7, 38),
        ("ambient.temperature.max", 55, 8, 55),
        ("ambient.temperature.hysteresis", 2, 9, 2),
        ("ambient.temperature.high.enabled", True, 12, 2),
        ("ambient.humidity.low.enabled", True, 20, 2),
    )
    for name, value, column, sent in wishes:
        written.driven.card.counters.reset()
        assert await written.write(name, value, PROBE) is Outcome.CONFIRMED
        oid = f"{UIO}1.4.1.{column}.1.1"
        assert written.sets == written.done == [("set", oid, sent)]
        assert written.value(name, PROBE) == value


async def test_everything_of_a_contact_can_be_set(writing: Write) -> None:
    """What is normal, how grave it is, names."""
    written = await writing()
    wishes: tuple[tuple[str, Value, int, object], ...] = (
        ("contact.name", "Door", 3, "Door"),
        ("contact.location", "Front", 4, "Front"),
        ("contact.normal", "open", 6, 1),
        ("contact.severity", "critical", 7, 1),
    )
    for name, value, column, sent in wishes:
        written.driven.card.counters.reset()
        assert await written.write(name, value, CONTACT) is Outcome.CONFIRMED
        oid = f"{UIO}2.4.1.{column}.1.1"
        assert written.sets == written.done == [("set", oid, sent)]
        assert written.value(name, CONTACT) == value


@pytest.mark.parametrize(
    ("which", "value", "above", "below"),
    [
        ("min", 10, "-", "10 °C"),
        ("min", 50, "-", "10 °C"),
        ("low", 0, "0 °C", "40 °C"),
        ("low", 40, "0 °C", "40 °C"),
        ("high", 10, "10 °C", "60 °C"),
        ("high", 61, "10 °C", "60 °C"),
        ("max", 40, "40 °C", "-"),
        ("max", -40, "40 °C", "-"),
    ],
)
async def test_thresholds_rise(
    writing: Write, which: str, value: int, above: str, below: str
) -> None:
    """What would not is refused before anything is sent."""
    written = await writing()
    with pytest.raises(InvalidRequest) as caught:
        await written.write(f"ambient.temperature.{which}", value, PROBE)
    assert caught.value.reason == "snmp_threshold_order"
    assert caught.value.placeholders == {"above": above, "below": below}
    assert not written.sets


async def test_thresholds_are_compared_with_what_they_are_now(writing: Write) -> None:
    """Somebody may have changed one at the card's own page."""
    written = await writing()
    written.driven.card.ups.probes[0].heat.limits[2] = 20
    with pytest.raises(InvalidRequest) as caught:
        await written.write("ambient.temperature.low", 30, PROBE)
    assert caught.value.placeholders["below"] == "20 °C"
    assert not written.sets


async def test_thresholds_that_are_not_there_are_no_neighbours(
    writing: Write,
) -> None:
    """-1 says of a humidity that there is none."""
    written = await writing()
    written.driven.card.ups.probes[0].damp.limits[:] = [-1, 20, -1, 80]
    await written.poll(900)
    assert await written.write("ambient.humidity.low", 30, PROBE) is Outcome.CONFIRMED
    with pytest.raises(InvalidRequest):
        await written.write("ambient.humidity.low", 80, PROBE)
    assert len(written.sets) == 1


async def old_probe(writing: Write, unit: int) -> Written:
    """Start a card with a built-in monitor of the first generation."""
    written = await writing(started=False)
    card = written.driven.card
    for port in (1, 2):
        card.override(f"{UIO}1.2.1.10.{port}.1", 1)
    lines = [
        f"{IEM}3.2.1.2.1|4|Room", f"{IEM}3.2.1.3.1|2|2", f"{IEM}3.2.1.4.1|2|77",
        f"{IEM}3.2.1.5.1|2|{unit}", f"{IEM}3.2.1.6.1|2|-1",
        f"{IEM}2.2.1.2.1|4|Room", f"{IEM}2.2.1.3.1|2|86", f"{IEM}2.2.1.4.1|2|50",
        f"{IEM}2.2.1.5.1|2|{unit}", f"{IEM}2.2.1.20.1|2|9",
    ]  # fmt: skip
    card.tree.add(objects_of("\n".join(lines)))
    await written.driven.start()
    card.counters.reset()
    return written


async def test_thresholds_in_fahrenheit_are_set_in_celsius(writing: Write) -> None:
    """The card keeps its own degrees."""
    written = await old_probe(writing, 2)
    assert written.value("ambient.temperature.high", OLD) == 30
    assert written.value("ambient.temperature.hysteresis", OLD) == 5
    assert written.setting("ambient.temperature.high", OLD) == Setting(
        minimum=-40, maximum=100, step=0.1
    )
    assert await written.write("ambient.temperature.high", 35, OLD) is Outcome.CONFIRMED
    assert written.sets == [("set", f"{IEM}2.2.1.3.1", 95)]
    assert written.value("ambient.temperature.high", OLD) == 35
    await written.write("ambient.temperature.hysteresis", 10, OLD)
    assert written.sets[-1] == ("set", f"{IEM}2.2.1.20.1", 18)
    assert written.value("ambient.temperature.hysteresis", OLD) == 10
    await written.write("ambient.name", "Attic", OLD)
    assert written.value("ambient.name", OLD) == "Attic"


async def test_the_nearest_degree_of_fahrenheit_is_shown(writing: Write) -> None:
    """There are fewer of Celsius' tenths in it."""
    written = await old_probe(writing, 2)
    await written.write("ambient.temperature.low", 20.3, OLD)
    assert written.sets == [("set", f"{IEM}2.2.1.4.1", 69)]
    assert written.value("ambient.temperature.low", OLD) == 20.6


async def test_an_old_probe_in_celsius(writing: Write) -> None:
    """Needs no conversion."""
    written = await old_probe(writing, 1)
    assert written.value("ambient.temperature.low", OLD) == 50
    await written.write("ambient.temperature.low", 15, OLD)
    assert written.sets == [("set", f"{IEM}2.2.1.4.1", 15)]
    assert written.value("ambient.temperature.low", OLD) == 15
