"""Dates of batteries, which a card takes only as it tells them (4.1)."""

from datetime import date

import pytest

from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import PartId

from ..conftest import UPS, u
from .conftest import Write


@pytest.mark.parametrize(
    ("dates", "sent"),
    [
        ("mm/dd/yyyy", "03/04/2027"),
        ("mm/dd/yy", "03/04/27"),
        ("yyyy-mm-dd", "2027-03-04"),
        ("mm-dd-yyyy", "03-04-2027"),
    ],
)
async def test_dates_are_written_as_they_were_read(
    writing: Write, dates: str, sent: str
) -> None:
    """A card takes no other way."""
    written = await writing(dates=dates)
    await written.write("battery.date", date(2027, 3, 4))
    assert written.value("battery.date") == date(2027, 3, 4)
    assert written.sets == [("set", u("2.1.3"), sent)]


async def test_dates_of_packs_and_cartridges(writing: Write) -> None:
    """Each has its own, in columns that differ."""
    written = await writing()
    day = date(2026, 1, 31)
    await written.write("pack.date", day, PartId("pack", "2"))
    await written.write("pack.date.made", day, PartId("pack", "2"))
    await written.write("cartridge.date", day, PartId("cartridge", "2-1"))
    assert [told.target.removeprefix(UPS) for told in written.done] == [
        "2.3.10.4.1.8.2",
        "2.3.10.4.1.9.2",
        "2.3.10.2.1.9.2.1.1",
    ]
    assert {told.value for told in written.done} == {"01/31/2026"}
    assert written.value("cartridge.date", PartId("cartridge", "2-1")) == day


async def test_a_date_that_cannot_be_read_cannot_be_written(writing: Write) -> None:
    """Nobody knows how the card would have it."""
    written = await writing(dates="junk")
    assert written.setting("battery.date") is None
    with pytest.raises(InvalidRequest):
        await written.write("battery.date", date(2026, 1, 1))
    assert not written.sets


async def test_two_digits_cannot_tell_every_year(writing: Write) -> None:
    """It is said before anything is sent."""
    written = await writing(dates="mm/dd/yy")
    with pytest.raises(InvalidRequest) as caught:
        await written.write("battery.date", date(2070, 1, 1))
    assert caught.value.reason == "snmp_year"
    assert not written.sets
