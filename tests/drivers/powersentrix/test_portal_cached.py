"""Switching by the portal where it shows what the UPS posted last (way 1, cached)."""

import asyncio

import pytest

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.equipment.errors import NotConfirmed, Rejected
from simulator.powersentrix import Effect, Fault

from .conftest import Driven, MakePortal, MakeSite
from .surroundings import CONFIRMED, PENDING, Surroundings, status_of

STAMPS = ("push", "now")
BASES = ("1", "0")


async def cached(make_portal: MakePortal, **knobs: str) -> Driven[PortalDriver]:
    """A cached portal that has shown a second report, so that its age is known."""
    return await make_portal(portal_read="cached", settle=330, **knobs)


@pytest.mark.parametrize("reply", ["wrapper", "text", "empty"])
@pytest.mark.parametrize("order", ["desc", "asc"])
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("stamp", STAMPS)
async def test_scenario_7_the_log_confirms_within_seconds(
    make_portal: MakePortal, stamp: str, base: str, order: str, reply: str
) -> None:
    """The report is minutes old, and the line about the output has just come."""
    ups = await cached(
        make_portal,
        basicinfo_ts=stamp,
        log_base=base,
        log_order=order,
        change_reply=reply,
    )
    slept = sum(ups.around.clock.slept)
    assert await ups.switch(False) is CONFIRMED
    assert sum(ups.around.clock.slept) - slept == 2
    assert ups.toggles == (1, 1)
    assert ups.value() is False


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("base", BASES)
async def test_scenario_7_nothing_flips_back_before_the_next_report(
    make_portal: MakePortal, stamp: str, base: str
) -> None:
    """Polls still bring the report of before; what the log proved stays."""
    ups = await cached(make_portal, basicinfo_ts=stamp, log_base=base)
    await ups.switch(False)
    ups.around.published.clear()
    await ups.run(900)
    values = {
        report.readings[status_of(0)].value
        for report in ups.around.published
        if status_of(0) in report.readings
    }
    assert values == {False}


@pytest.mark.parametrize("stamp", STAMPS)
async def test_scenario_7_without_a_log_the_next_report_confirms(
    make_portal: MakePortal, stamp: str
) -> None:
    """Pending after 30 seconds, settled by the report, and no second toggle."""
    ups = await cached(make_portal, basicinfo_ts=stamp, logging="off")
    slept = sum(ups.around.clock.slept)
    assert await ups.switch(False) is PENDING
    assert sum(ups.around.clock.slept) - slept == 30
    with pytest.raises(Rejected) as raised:
        await ups.switch(True)
    assert raised.value.reason == "still_pending"
    await ups.run(330)
    assert ups.around.settled == [(ups.id, status_of(0), None)]
    assert ups.value() is False
    assert ups.toggles == (1, 1)
    assert await ups.switch(True) is PENDING


@pytest.mark.parametrize("stamp", STAMPS)
async def test_scenario_11_accepted_and_not_executed(
    make_portal: MakePortal, stamp: str
) -> None:
    """The next report shows the old state: reverted with an error, no second toggle."""
    ups = await cached(make_portal, basicinfo_ts=stamp)
    ups.site.play("accepted_not_executed")
    assert await ups.switch(False) is PENDING
    await ups.run(360)
    [(_, point, error)] = ups.around.settled
    assert point == status_of(0)
    assert isinstance(error, NotConfirmed)
    assert ups.value() is True
    assert ups.toggles == (1, 0)
    ups.site.ups.unit.switching.ignored = 0
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (2, 1)


@pytest.mark.parametrize(
    "name",
    [
        "executed_no_answer",
        "executed_reset",
        "executed_truncated",
        "portal_500_after_toggle",
    ],
)
@pytest.mark.parametrize("logging", ["on", "off"])
async def test_scenario_12_a_lost_answer_is_looked_for_not_sent_again(
    make_portal: MakePortal, name: str, logging: str
) -> None:
    """Exactly one toggle is received; the log or the next report confirms it."""
    ups = await cached(make_portal, logging=logging)
    ups.site.play(name)
    assert await ups.switch(False) is (CONFIRMED if logging == "on" else PENDING)
    await ups.run(330)
    assert [error for _, _, error in ups.around.settled] == [None] * (logging == "off")
    assert ups.toggles == (1, 1)
    assert ups.value() is False


async def test_scenario_5_a_foreign_toggle_that_the_log_tells_of(
    make_portal: MakePortal,
) -> None:
    """As long as it is not known how the log counts, two outputs are uncertain."""
    ups = await cached(make_portal)
    ups.site.play("foreign_toggle")
    for index in (0, 1):
        with pytest.raises(Rejected) as raised:
            await ups.switch(False, index)
        assert raised.value.reason == "state_uncertain"
    assert ups.toggles == (0, 0)
    assert await ups.switch(False, 2) is CONFIRMED
    await ups.run(330)
    assert ups.value() is False
    assert await ups.switch(True) is CONFIRMED
    assert ups.toggles == (1, 1)


@pytest.mark.parametrize("base", BASES)
async def test_scenario_5_a_foreign_toggle_once_it_is_known_how_the_log_counts(
    make_portal: MakePortal, base: str
) -> None:
    """Our own toggle has shown it: the newer line is laid over the older report."""
    ups = await cached(make_portal, log_base=base)
    assert await ups.switch(False, 2) is CONFIRMED
    await ups.run(330)
    ups.site.play("foreign_toggle")
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (0, 0)
    assert ups.value() is False
    assert await ups.switch(True) is CONFIRMED
    assert ups.toggles == (1, 1)


@pytest.mark.parametrize("base", BASES)
async def test_scenario_5_a_race_that_the_log_tells_of_is_repaired_once(
    make_portal: MakePortal, base: str
) -> None:
    """Both toggles are in the log; the last word is not what is wanted."""
    ups = await cached(make_portal, log_base=base)
    await ups.switch(False, 2)
    await ups.run(330)
    ups.site.play("foreign_toggle_race")
    assert await ups.switch(False) is CONFIRMED
    assert not ups.site.ups.is_on(0)
    assert ups.toggles == (2, 2)


async def test_scenario_5_a_race_that_cannot_be_told_ends_in_an_error(
    make_portal: MakePortal,
) -> None:
    """The first word of the log would confirm it wrongly; the last one does not."""
    ups = await cached(make_portal)
    ups.site.play("foreign_toggle_race")
    assert await ups.switch(False) is PENDING
    await ups.run(360)
    [(_, _, error)] = ups.around.settled
    assert isinstance(error, NotConfirmed)
    assert ups.value() is True is ups.site.ups.is_on(0)
    assert ups.toggles == (1, 1)


@pytest.mark.parametrize("stamp", STAMPS)
async def test_scenario_6_a_portal_that_goes_on_as_if_nothing_was(
    make_portal: MakePortal, stamp: str
) -> None:
    """Stale after 450 seconds, unavailable after 900, and switching is refused."""
    ups = await cached(make_portal, basicinfo_ts=stamp)
    ups.site.play("stale_portal")
    await ups.run(380)
    assert ups.quality() == "good"
    await ups.run(130)
    assert ups.quality() == "stale"
    with pytest.raises(Rejected) as raised:
        await ups.switch(False)
    assert raised.value.reason == "state_too_old"
    await ups.run(500)
    assert ups.quality() == "unavailable"
    with pytest.raises(Rejected):
        await ups.switch(False)
    await ups.run(300)
    assert ups.toggles == (0, 0)


async def test_scenario_6_a_stale_portal_comes_back(make_portal: MakePortal) -> None:
    """The next report makes everything good again."""
    ups = await cached(make_portal)
    ups.site.play("stale_portal")
    await ups.run(1000)
    ups.site.ups.knobs.pushing = "on"
    await ups.run(360)
    assert ups.quality() == "good"
    assert await ups.switch(False) is CONFIRMED


async def test_offline_is_unavailable(make_portal: MakePortal) -> None:
    """The portal itself says that the UPS is gone."""
    ups = await cached(make_portal)
    ups.site.ups.knobs.pushing = "off"
    await ups.run(1000)
    assert ups.quality() == "unavailable"
    assert ups.site.portal.counters.requests["GET /api/v1/ups/changePortState"] == 0


async def test_before_any_new_report_the_age_is_not_known(
    make_portal: MakePortal,
) -> None:
    """No stamp, and nothing has changed yet: it may be a minute old, or a day."""
    ups = await make_portal(portal_read="cached", basicinfo_ts="now")
    with pytest.raises(Rejected) as raised:
        await ups.switch(False)
    assert raised.value.reason == "state_too_old"
    assert ups.toggles == (0, 0)


async def test_a_wish_at_once_waits_for_the_age_to_be_known(
    make_portal: MakePortal,
) -> None:
    """Straight after the start it is found out first, which takes 20 seconds."""
    ups = await make_portal(portal_read="cached", settle=0)
    await ups.poll()
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_without_the_log_nothing_is_sent(make_portal: MakePortal) -> None:
    """Nobody knows what has happened since the report."""
    ups = await cached(make_portal)
    ups.site.portal.faults.add(
        Fault(Effect.STATUS, path="/api/v1/ups/getUpsLogs", times=None)
    )
    with pytest.raises(Exception, match="server_error"):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


async def test_a_line_of_the_neighbour_confirms_nothing(
    make_portal: MakePortal,
) -> None:
    """Two neighbours at once: a line that fits both proves neither."""
    ups = await cached(make_portal, log_base="1")
    ups.site.play("accepted_not_executed")
    ups.site.ups.unit.switching.ignored = 1  # the first of the two is lost
    outcomes = await asyncio.gather(ups.switch(False, 1), ups.switch(False, 0))
    await ups.run(360)
    executed = ups.site.ups.toggles.executed
    assert executed[0] + executed[1] == 1
    lost = 0 if executed[0] == 0 else 1
    assert outcomes[1 - lost] is PENDING or outcomes[lost] is PENDING
    assert ups.value(0) is ups.site.ups.is_on(0)
    assert ups.value(1) is ups.site.ups.is_on(1)
    failed = [point for _, point, error in ups.around.settled if error is not None]
    assert failed == [status_of(lost)]


async def test_a_restart_of_home_assistant_forgets_no_toggle(
    make_portal: MakePortal, make_site: MakeSite
) -> None:
    """What was pending is still not to be toggled, and is settled by the report."""
    site = await make_site(portal_read="cached", logging="off")
    before = await make_portal(site, settle=330)
    assert await before.switch(False) is PENDING
    around = Surroundings(site.clock, notes=before.around.notes)
    after = await make_portal(site, around=around)
    with pytest.raises(Rejected) as raised:
        await after.switch(False)
    assert raised.value.reason == "still_pending"
    await after.run(330)
    assert around.settled == [(after.id, status_of(0), None)]
    assert after.value() is False
    assert after.toggles == (1, 1)


async def test_a_toggle_that_nothing_was_seen_of_is_given_up(
    make_portal: MakePortal,
) -> None:
    """No report comes for 360 seconds: an error, and still no toggle on old news."""
    ups = await cached(make_portal, logging="off")
    ups.site.ups.knobs.pushing = "off"
    assert await ups.switch(False) is PENDING
    await ups.run(365)
    [(_, _, error)] = ups.around.settled
    assert isinstance(error, NotConfirmed)
    assert error.reason == "state_unknown"
    with pytest.raises(Rejected):
        await ups.switch(False)
    assert ups.toggles == (1, 1)


async def test_old_lines_do_not_speak_against_a_newer_report(
    make_portal: MakePortal, make_site: MakeSite
) -> None:
    """After a restart the log holds a line that a silent change has overtaken."""
    site = await make_site(portal_read="cached")
    before = await make_portal(site, settle=330)
    assert await before.switch(False) is CONFIRMED
    site.turn(logging="off")
    site.play("foreign_toggle")
    await before.run(330)
    assert before.value() is True
    around = Surroundings(site.clock, notes=before.around.notes)
    after = await make_portal(site, around=around)
    assert after.value() is True
    with pytest.raises(Rejected) as raised:
        await after.switch(False)
    assert raised.value.reason == "state_uncertain"
    await after.run(330)
    assert await after.switch(True) is CONFIRMED
    assert after.toggles == (1, 1)


async def test_a_line_that_is_read_after_a_restart_confirms(
    make_portal: MakePortal, make_site: MakeSite
) -> None:
    """The log could not be read at first; nothing flips back until the next report."""
    site = await make_site(portal_read="cached")
    before = await make_portal(site, settle=330)
    fault = Fault(Effect.STATUS, path="/api/v1/ups/getUpsLogs", times=None, skip=1)
    site.portal.faults.add(fault)
    assert await before.switch(False) is PENDING
    site.portal.faults.clear()
    around = Surroundings(site.clock, notes=before.around.notes)
    after = await make_portal(site, around=around)
    assert around.settled == [(after.id, status_of(0), None)]
    around.published.clear()
    await after.run(600)
    values = {report.readings[status_of(0)].value for report in around.published}
    assert values == {False}
    assert after.toggles == (1, 1)
