"""What is odd about a UPS is told to its owner, until they have decided (3, 6)."""

from collections.abc import Mapping

import pytest

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.drivers.powersentrix.ups import UpsDriver
from custom_components.rack_power.equipment.errors import DriverError

from .conftest import Driven, MakePortal, MakeUps
from .receiving import Receiver
from .surroundings import Surroundings

SCALE, MAINS = "current_scale", "mains_by_log"
EVEN = {
    f"upsData.ps.{supply}.{volts}": 5300
    for supply in (0, 1)
    for volts in ("main", "batt")
}
"""Supply and battery cannot be told apart."""
DAY = 24 * 3600


def told(around: Surroundings, matter: str) -> DriverError | None:
    """Return what is told of a matter."""
    found = [one for about, one in around.troubles.items() if about.startswith(matter)]
    return found[0] if found else None


async def reports(ups: Driven[UpsDriver], count: int) -> None:
    """Read so often."""
    for _ in range(count):
        ups.site.step(30)
        await ups.poll()


async def test_a_third_report_of_too_much_is_told(make_ups: MakeUps) -> None:
    """With what is read, as the first two were not enough."""
    ups = await make_ups(current_unit="1mA", noise=0)
    await reports(ups, 1)
    assert ups.around.troubles == {}
    await reports(ups, 1)
    doubt = told(ups.around, SCALE)
    assert doubt is not None
    assert doubt.reason == "current_scale_doubtful"
    assert list(ups.around.troubles) == [f"{SCALE}/{ups.id}"]
    assert doubt.placeholders["unit"] == "PWX-12-4422"
    assert float(doubt.placeholders["amperes"]) > 15
    assert float(doubt.placeholders["watts"]) > 1500


@pytest.mark.parametrize(
    ("counts", "doubtful"),
    [
        ([1500, 0, 0, 0], False),
        ([1501, 0, 0, 0], True),
        ([780, 780, 780, 780], False),  # 1,497.6 W
        ([782, 782, 782, 782], True),  # 1,501.4 W
    ],
)
async def test_how_much_is_too_much(
    make_ups: MakeUps, counts: list[int], doubtful: bool
) -> None:
    """More than 15 A on one output, or 1500 W on all of them."""
    ups = await make_ups(noise=0)
    ups.site.ups.state.overrides |= {
        "upsData.currents": counts,
        "upsData.outputs": [1, 1, 1, 1],
        "upsData.voltages": [4800, 4800, 4800, 4800],
    }
    await reports(ups, 4)
    assert (told(ups.around, SCALE) is not None) is doubtful


async def test_reports_have_to_be_in_a_row(make_ups: MakeUps) -> None:
    """One absurd answer says nothing; what was told stays until it is decided."""
    ups = await make_ups(noise=0)
    for _ in range(2):
        ups.site.turn(current_unit="1mA")
        await reports(ups, 2)
        ups.site.turn(current_unit="10mA")
        await reports(ups, 1)
    assert ups.around.troubles == {}
    ups.site.turn(current_unit="1mA")
    await reports(ups, 3)
    ups.site.turn(current_unit="10mA")
    await reports(ups, 3)
    assert told(ups.around, SCALE) is not None


@pytest.mark.parametrize("choice", [{"current_scale": "1mA"}, {f"{SCALE}_kept": True}])
async def test_a_decision_ends_it(
    make_ups: MakeUps, choice: Mapping[str, str | bool]
) -> None:
    """Whoever took it: it is the unit's."""
    ups = await make_ups(current_unit="1mA", noise=0)
    await reports(ups, 3)
    assert told(ups.around, SCALE) is not None
    ups.around.chosen.update(choice)
    await reports(ups, 4)
    assert ups.around.troubles == {}


async def test_a_driver_that_begins_ends_what_was_decided(make_ups: MakeUps) -> None:
    """It was told before, by the driver that was there before."""
    ups = await make_ups(current_unit="1mA", noise=0)
    await reports(ups, 3)
    ups.around.chosen["current_scale"] = "1mA"
    await make_ups(ups.site, around=ups.around)
    assert ups.around.troubles == {}


async def test_a_report_that_is_read_again_is_no_other_one(
    make_portal: MakePortal,
) -> None:
    """A portal tells the same one for five minutes."""
    ups: Driven[PortalDriver] = await make_portal(portal_read="cached", noise=0)
    ups.site.turn(current_unit="1mA")
    await ups.run(650)
    assert ups.around.troubles == {}
    await ups.run(400)
    assert told(ups.around, SCALE) is not None


async def test_posts_tell_it_too(receiver: Receiver) -> None:
    """Nothing was asked when such a UPS was added."""
    receiver.site.turn(current_unit="1mA")
    for _ in range(3):
        await receiver.step(300)
    assert told(receiver.around, SCALE) is not None


async def hours(ups: Driven[UpsDriver], count: float) -> None:
    """Read every quarter of an hour."""
    for _ in range(int(count * 4)):
        ups.site.step(900)
        await ups.poll()


async def test_voltages_that_never_differ(make_ups: MakeUps) -> None:
    """It is told after a day; a difference ends it, as the rules work again."""
    ups = await make_ups(noise=0)
    ups.site.ups.state.overrides.update(EVEN)
    ups = await make_ups(ups.site)
    await hours(ups, 23.5)
    assert ups.around.troubles == {}
    await hours(ups, 1)
    doubt = told(ups.around, MAINS)
    assert doubt is not None
    assert doubt.reason == "mains_only_by_log"
    ups.site.ups.state.overrides.clear()
    await hours(ups, 0.5)
    assert ups.around.troubles == {}


async def test_hours_are_counted_over_restarts(make_ups: MakeUps) -> None:
    """But only those in which the UPS was heard."""
    ups = await make_ups(noise=0)
    ups.site.ups.state.overrides.update(EVEN)
    around = Surroundings(ups.site.clock)
    for _ in range(3):
        ups = await make_ups(ups.site, around=around)
        await hours(ups, 7.5)
        ups.site.step(DAY)
    ups = await make_ups(ups.site, around=around)
    assert around.troubles == {}
    await hours(ups, 4)
    assert told(around, MAINS) is not None
    ups = await make_ups(ups.site, around=around)
    assert told(around, MAINS) is not None


async def test_one_who_knows_is_not_told_again(make_ups: MakeUps) -> None:
    """Nor is anything counted."""
    ups = await make_ups(noise=0)
    ups.site.ups.state.overrides.update(EVEN)
    ups = await make_ups(ups.site)
    await hours(ups, 25)
    ups.around.chosen[f"{MAINS}_kept"] = True
    await hours(ups, 25)
    assert ups.around.troubles == {}


async def test_a_ups_that_was_seen_without_mains(make_ups: MakeUps) -> None:
    """The first rule works with it, so being close means nothing; for ever."""
    ups = await make_ups(noise=0)
    overrides = ups.site.ups.state.overrides
    around = Surroundings(ups.site.clock)
    overrides.update(EVEN | {"upsData.ps.0.main": 0, "upsData.ps.1.main": 0})
    ups = await make_ups(ups.site, around=around)
    await reports(ups, 3)
    overrides.update(EVEN)
    await reports(ups, 1)
    ups = await make_ups(ups.site, around=around)
    await hours(ups, 26)
    assert around.troubles == {}


@pytest.mark.parametrize("odd", ["upsData.ps.0.main", "upsData.ps.0.batt"])
async def test_what_is_not_told_is_no_doubt(make_ups: MakeUps, odd: str) -> None:
    """Unknown voltages are not equal."""
    ups = await make_ups(noise=0, psu="1")
    ups.site.ups.state.overrides.update({odd: None})
    ups = await make_ups(ups.site)
    await hours(ups, 26)
    assert ups.around.troubles == {}
