"""The log by the portal: what is new, in either order, told once (way 1)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.log import (
    LogLine,
    parse_page,
)
from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.drivers.powersentrix.portal.journal import Journal
from custom_components.rack_power.drivers.powersentrix.portal.pages import (
    PAGE,
    Page,
    Pages,
)
from custom_components.rack_power.equipment.driver import Json
from simulator.powersentrix import Effect, Fault

from ..outside import Notes
from .conftest import Driven, MakePortal
from .surroundings import Surroundings

ORDERS = ("desc", "asc")
LOGS = "/api/v1/ups/getUpsLogs"


class Listing:
    """A log of a portal, without a wire."""

    def __init__(self, order: str) -> None:
        """Begin empty."""
        self.lines: list[LogLine] = []
        self.order = order
        self.fetched: list[int] = []

    def write(self, count: int) -> None:
        """Add lines."""
        rows: list[Json] = [
            {
                "id": len(self.lines) + number + 1,
                "code": "I/E01",
                "description": "Output 1 turned ON",
                "timestamp": "2026-05-08T14:32:01",
            }
            for number in range(count)
        ]
        self.lines += parse_page(rows, UTC)

    async def fetch(self, number: int) -> Page:
        """Tell a page."""
        self.fetched.append(number)
        lines = self.lines if self.order == "asc" else self.lines[::-1]
        page = lines[number * PAGE : (number + 1) * PAGE]
        return Page(page, len(page) == PAGE)


def record(ups: Driven[PortalDriver], text: str) -> None:
    """Write a line into the log of the UPS."""
    ups.site.ups.unit.journal.write("I/E99", text)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("held", [0, 1, 49, 50, 51, 100, 730, 1600])
async def test_new_lines_are_found_wherever_they_are(order: str, held: int) -> None:
    """Whatever the log holds already, in both orders."""
    listing, notes = Listing(order), Notes()
    listing.write(held)
    journal = Journal(Pages(listing.fetch), notes, "42")
    assert await journal.new() == ()
    for count in (1, 49, 50, 0, 120):
        before = len(listing.lines)
        listing.write(count)
        new = [line.id for line in await journal.new()]
        assert new == list(range(before + 1, before + count + 1))
    assert await Journal(Pages(listing.fetch), notes, "42").new() == ()


@pytest.mark.parametrize("order", ORDERS)
async def test_a_quiet_log_costs_one_request(order: str) -> None:
    """The last page is remembered."""
    listing = Listing(order)
    listing.write(1010)
    journal = Journal(Pages(listing.fetch), Notes(), "42")
    await journal.new()
    listing.fetched.clear()
    await journal.new()
    assert len(listing.fetched) == 1


@pytest.mark.parametrize("order", ORDERS)
async def test_no_more_than_five_pages_at_once(order: str) -> None:
    """Of a flood the newest lines are told, and the mark moves on."""
    listing, notes = Listing(order), Notes()
    listing.write(10)
    journal = Journal(Pages(listing.fetch), notes, "42")
    await journal.new()
    listing.write(2000)
    new = [line.id for line in await journal.new()]
    assert new == list(range(2010 - len(new) + 1, 2011))
    assert 4 * PAGE <= len(new) <= 6 * PAGE
    assert await journal.new() == ()


@pytest.mark.parametrize("order", ORDERS)
async def test_a_log_that_was_cleared(order: str) -> None:
    """Its last page is empty now: it is looked for anew."""
    listing = Listing(order)
    listing.write(500)
    journal = Journal(Pages(listing.fetch), Notes(), "42")
    await journal.new()
    del listing.lines[:480]
    assert await journal.new() == ()
    listing.lines += parse_page(
        [{"id": 501, "code": "X", "timestamp": "2026-05-08T14:32:01"}], UTC
    )
    assert [line.id for line in await journal.new()] == [501]


@pytest.mark.parametrize("order", ORDERS)
async def test_lines_are_looked_up_since_an_instant(order: str) -> None:
    """Oldest first, the newest of them if there are too many."""
    listing = Listing(order)
    start = datetime(2026, 5, 8, tzinfo=UTC)
    listing.lines += parse_page(
        [
            {
                "id": number,
                "code": "X",
                "timestamp": (start + timedelta(hours=number)).isoformat(),
            }
            for number in range(1, 201)
        ],
        UTC,
    )
    journal = Journal(Pages(listing.fetch), Notes(), "42")
    found = await journal.since(start + timedelta(hours=150), 1000)
    assert [line.id for line in found] == list(range(150, 201))
    assert 3 not in listing.fetched or order == "asc"
    found = await journal.since(None, 70)
    assert [line.id for line in found] == list(range(131, 201))


@pytest.mark.parametrize("order", ORDERS)
async def test_lines_are_told_as_they_arise(
    make_portal: MakePortal, order: str
) -> None:
    """Nothing old at the very first contact, then each once, and other paths wake."""
    ups = await make_portal(log_order=order, settle=70)
    assert ups.around.texts() == []
    record(ups, "First")
    record(ups, "Second")
    await ups.run(130)
    assert ups.around.texts() == ["First", "Second"]
    assert [live for _, _, live in ups.around.told] == [True, True]
    assert 0 in ups.around.wakes


async def test_what_came_while_we_were_away_is_told_late(
    make_portal: MakePortal,
) -> None:
    """Once, in order, and not as live."""
    ups = await make_portal()
    record(ups, "Before")
    await ups.run(70)
    ups.site.step(3600)
    record(ups, "While away")
    around = Surroundings(ups.site.clock, notes=ups.around.notes)
    again = await make_portal(ups.site, around=around, settle=10)
    assert [(record.text, live) for _, record, live in around.told] == [
        ("While away", False)
    ]
    record(again, "Back")
    await again.run(130)
    assert [live for _, _, live in around.told] == [False, True]


async def test_after_an_outage_of_the_log_lines_are_told_late(
    make_portal: MakePortal,
) -> None:
    """More than three intervals without it: no automation should act on them."""
    ups = await make_portal(settle=70)
    fault = ups.site.portal.faults.add(Fault(Effect.STATUS, path=LOGS, times=None))
    record(ups, "During")
    await ups.run(200)
    assert ups.quality() == "good"
    assert ups.around.told == []
    ups.site.portal.faults.rules.remove(fault)
    await ups.run(70)
    assert [live for _, _, live in ups.around.told] == [False]


@pytest.mark.parametrize(
    ("choice", "stamps"),
    [(None, "local"), ("device", "local"), ("utc", "utc")],
)
async def test_stamps_are_read_in_the_zone_that_was_chosen(
    make_portal: MakePortal, choice: str | None, stamps: str
) -> None:
    """By default in that of the UPS."""
    ups = await make_portal(log_tz=stamps, settle=70)
    ups.around.chosen["log_timezone"] = choice
    record(ups, "Now")
    written = ups.around.clock.now()
    await ups.run(130)
    [(_, told, _)] = ups.around.told
    assert abs(told.time - written) < timedelta(seconds=2)


async def test_stamps_in_the_zone_of_the_house(make_portal: MakePortal) -> None:
    """Where the owner says so."""
    ups = await make_portal(settle=70)
    ups.around.chosen["log_timezone"] = "home"
    driver = PortalDriver(
        ups.around.context(),
        ups.site.portal.url,
        ups.site.portal.email,
        ups.site.portal.password,
        home=ZoneInfo("Asia/Tokyo"),
    )
    await driver.connect()
    record(ups, "Now")
    [told] = await driver.records(ups.id, None, 10)
    local = ups.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    assert told.time.astimezone(ZoneInfo("Asia/Tokyo")).hour == local.hour
    await driver.close()


async def test_a_log_that_cannot_be_read_takes_nothing_with_it(
    make_portal: MakePortal,
) -> None:
    """The states are still read."""
    ups = await make_portal()
    ups.site.portal.faults.add(Fault(Effect.STATUS, path=LOGS, times=None))
    ups.site.play("foreign_toggle")
    await ups.run(130)
    assert ups.value() is False


async def test_scenario_1_a_mains_failure_is_told(make_portal: MakePortal) -> None:
    """The lines come within one poll of the log."""
    ups = await make_portal(settle=70)
    ups.site.play("mains_failure")
    await ups.run(70)
    assert ups.around.texts() == ["Mains power failure"]
    await ups.run(240)
    assert ups.around.texts()[-1] == "Mains power restored"
