"""Reports laid over each other: what changes, what stays, what is gone."""

from datetime import UTC, datetime

from custom_components.rack_power.equipment.model import (
    UNIT,
    Command,
    Equipment,
    EquipmentId,
    Kind,
    Order,
    Part,
    PartId,
    Point,
    Quality,
    Reading,
    Report,
    Setting,
    Variable,
)
from custom_components.rack_power.equipment.picture import Picture

ME = EquipmentId("maker_1")
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2026, 1, 2, tzinfo=UTC)
VOLTAGE = Variable(name="input.voltage", kind=Kind.MEASURE)
STATUS = Variable(name="outlet.status", kind=Kind.FLAG)
ONE = PartId("outlet", "1")
TWO = PartId("outlet", "2")


def outlets(*on: PartId, complete: bool = True, at: datetime = EARLY) -> Report:
    """Return a report of outlets that are on."""
    return Report(
        equipment=ME,
        group="outlets",
        complete=complete,
        parts={part: Part(id=part) for part in on},
        readings={Point(part, STATUS): Reading(True, at) for part in on},
        settings={Point(part, STATUS): Setting() for part in on},
        orders=frozenset(Order(part, Command(name="restart")) for part in on),
    )


def test_a_complete_report_replaces_its_group() -> None:
    """What it leaves out is gone, other groups stay."""
    picture = Picture()
    picture.absorb(
        Report(
            equipment=ME,
            group="inlets",
            readings={Point(UNIT, VOLTAGE): Reading(230.0, EARLY)},
        )
    )
    assert picture.absorb(outlets(ONE, TWO)).structure
    change = picture.absorb(outlets(ONE))
    assert change.structure
    assert change.points == {Point(TWO, STATUS)}
    assert picture.reading(Point(TWO, STATUS)) is None
    assert picture.setting(Point(TWO, STATUS)) is None
    assert set(picture.parts()) == {ONE}
    assert {order.part for order in picture.orders()} == {ONE}
    assert set(picture.points()) == {Point(ONE, STATUS), Point(UNIT, VOLTAGE)}


def test_an_incomplete_report_removes_nothing() -> None:
    """It updates, and the group stays what it was."""
    picture = Picture()
    picture.absorb(outlets(ONE, TWO))
    off = Report(
        equipment=ME,
        group="outlets",
        complete=False,
        readings={Point(ONE, STATUS): Reading(False, LATE)},
    )
    change = picture.absorb(off)
    assert change.points == {Point(ONE, STATUS)}
    assert not change.structure
    assert picture.reading(Point(TWO, STATUS)) == Reading(True, EARLY)
    assert picture.groups["outlets"].complete


def test_reading_again_is_no_change() -> None:
    """Time does not count, quality does."""
    picture = Picture()
    picture.absorb(outlets(ONE))
    assert not picture.absorb(outlets(ONE, at=LATE)).points
    assert picture.reading(Point(ONE, STATUS)) == Reading(True, EARLY)
    stale = Report(
        equipment=ME,
        group="outlets",
        complete=False,
        readings={Point(ONE, STATUS): Reading(True, LATE, Quality.STALE)},
    )
    assert picture.absorb(stale).points == {Point(ONE, STATUS)}


def test_the_plate_is_remembered() -> None:
    """What one report tells of the unit stays until another tells otherwise."""
    picture = Picture()
    about = Equipment(id=ME, maker="Maker")
    assert picture.absorb(Report(equipment=ME, group="device", about=about)).structure
    assert not picture.absorb(Report(equipment=ME, group="device")).structure
    assert picture.about == about


def test_names_identify_declarations() -> None:
    """A variable or command is its name."""
    assert Variable(name="x", kind=Kind.FLAG) == Variable(name="x", kind=Kind.TEXT)
    assert Variable(name="x", kind=Kind.FLAG) != "x"
    assert Command(name="x") == Command(name="x", everyday=False)
    assert Command(name="x") != "x"
    assert len({Command(name="x"), Command(name="x")}) == 1
