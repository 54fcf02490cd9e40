"""The driver of a portal's account: signing in, listing, reading (way 1)."""

import asyncio
from contextlib import suppress
from datetime import timedelta
import logging

import pytest

from custom_components.rack_power.drivers.powersentrix.address import portal_base
from custom_components.rack_power.drivers.powersentrix.mapping.log import KINDS
from custom_components.rack_power.equipment.driver import (
    Driver,
    Illustrates,
    ReadsLog,
    RunsCommands,
    TellsLog,
    TellsRaw,
    WritesSettings,
)
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    RateLimited,
    Rejected,
)
from simulator.powersentrix import Effect, Fault

from .accounts import COMPLEX, LOGIN, READS, account
from .conftest import Driven, MakePortal, MakeSite
from .surroundings import Surroundings, quality_of, status_of, value_of


async def test_its_abilities(make_portal: MakePortal) -> None:
    """The portal has no restart that is documented."""
    driver = (await make_portal(settle=0)).driver
    for ability in (Driver, WritesSettings, TellsLog, ReadsLog, TellsRaw, Illustrates):
        assert isinstance(driver, ability)
    assert not isinstance(driver, RunsCommands)
    assert driver.record_kinds == KINDS


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("view.powersentrix.com", "https://view.powersentrix.com/api/v1"),
        ("https://view.powersentrix.com/", "https://view.powersentrix.com/api/v1"),
        ("http://[::1]:8080", "http://[::1]:8080/api/v1"),
        ("https://other.example/api/v2/", "https://other.example/api/v2"),
    ],
)
def test_the_address_of_the_api(url: str, base: str) -> None:
    """The usual path is added where none is given."""
    assert portal_base(url) == base


@pytest.mark.parametrize("status", [429, 503])
async def test_a_portal_that_wants_to_be_left_alone(
    make_portal: MakePortal, status: int
) -> None:
    """Nothing is sent until its time is over, neither polls nor commands."""
    ups = await make_portal()
    ups.site.portal.faults.add(
        Fault(
            Effect.STATUS,
            path=READS,
            status=status,
            headers={"Retry-After": "120"},
        )
    )
    with pytest.raises(RateLimited) as raised:
        await ups.poll()
    assert raised.value.retry_after == 120
    sent = ups.site.portal.counters.requests.total()
    ups.site.step(60)
    with pytest.raises(RateLimited):
        await ups.poll()
    with pytest.raises(RateLimited):
        await ups.switch(False)
    assert ups.site.portal.counters.requests.total() == sent
    ups.site.step(61)
    await ups.poll()


@pytest.mark.parametrize("name", ["portal_500", "portal_502", "portal_html"])
async def test_scenario_8_a_portal_that_fails_for_a_while(
    make_portal: MakePortal, name: str
) -> None:
    """An error of ours, and good again afterwards."""
    ups = await make_portal()
    ups.site.play(name)
    for _ in range(4):
        with suppress(DriverError):
            await ups.poll()
        ups.site.step(300)
    await ups.poll()
    assert ups.value() is True
    assert ups.quality() == "good"


async def test_a_portal_that_is_down_is_asked_ever_more_seldom(
    make_portal: MakePortal,
) -> None:
    """After one minute, two, four, and then every five minutes."""
    ups = await make_portal()
    ups.site.portal.faults.add(Fault(Effect.STATUS, times=None))
    asked, last = [], 0
    for minute in range(20):
        with pytest.raises(CannotConnect):
            await ups.poll()
        total = ups.site.portal.counters.requests.total()
        if total != last:
            asked.append(minute)
        last = total
        ups.site.step(60)
    assert asked == [0, 1, 3, 7, 12, 17]


async def test_scenario_19_one_ups_that_fails_takes_no_other_with_it(
    make_portal: MakePortal,
) -> None:
    """The second is off the network, the first has one supply."""
    ups = await make_portal(units=2, settle=60)
    first, second = (one.id for one in ups.units)
    ups.site.play("two_ups")
    await ups.run(500)
    pictures = ups.around.pictures
    assert quality_of(pictures[first], status_of(0)) == "good"
    assert quality_of(pictures[second], status_of(0)) == "stale"
    await ups.run(500)
    assert quality_of(pictures[first], status_of(0)) == "good"
    assert quality_of(pictures[second], status_of(0)) == "unavailable"
    assert await ups.switch(False) == "confirmed"
    ups.site.upses[1].arrive()
    await ups.run(360)
    assert quality_of(pictures[second], status_of(0)) == "good"


async def test_scenario_10_the_only_ups_is_not_reached(
    make_portal: MakePortal,
) -> None:
    """The portal answers: its UPS grows old, and the portal is not down."""
    ups = await make_portal()
    ups.site.play("unreachable_ups")
    await ups.run(400)
    assert ups.quality() == "good"
    await ups.run(600)
    assert ups.quality() == "unavailable"


async def test_scenario_14_malformed_answers_are_errors_of_ours(
    make_portal: MakePortal,
) -> None:
    """An hour of garbage: no other exception, and all is well afterwards."""
    ups = await make_portal()
    ups.site.play("malformed")
    for _ in range(60):
        with suppress(DriverError):
            await ups.poll()
        ups.site.step(60)
    ups.site.portal.faults.clear()
    ups.site.ups.knobs.shape = "normal"
    ups.site.step(300)
    await ups.poll()
    assert ups.value() is True


async def test_a_poll_that_began_before_a_command_does_not_undo_it(
    make_portal: MakePortal,
) -> None:
    """The other UPS is slow, so the poll of both ends after the command."""
    ups = await make_portal(units=2)
    ups.site.portal.faults.add(
        Fault(Effect.DELAY, path=COMPLEX, query="id=43", seconds=25)
    )
    polling = asyncio.create_task(ups.poll())
    await asyncio.sleep(0.1)
    assert not polling.done()
    assert await ups.switch(False) == "confirmed"
    assert not polling.done()
    ups.site.step(30)
    await polling
    assert value_of(ups.picture, status_of(0)) is False


async def test_the_server_s_clock_counts(make_site: MakeSite) -> None:
    """Ours is hours ahead; tokens and ages do not care."""
    site = await make_site(portal_read="cached")
    around = Surroundings(site.clock)
    around.clock.ahead = timedelta(hours=5)
    driver = account(site, around)
    driven = Driven(site, around, driver, list(await driver.connect()))
    await driven.run(330)
    assert driven.quality() == "good"
    assert site.portal.counters.requests[LOGIN] == 1
    await driver.close()


async def test_unknown_units_are_refused(make_portal: MakePortal) -> None:
    """Whoever asks for another account's UPS is told so."""
    ups = await make_portal(settle=0)
    strange = type(ups.id)("powersentrix_other")
    with pytest.raises(DriverError):
        await ups.driver.write(strange, status_of(0), False)
    with pytest.raises(DriverError):
        await ups.driver.records(strange, None, 10)
    with pytest.raises(DriverError):
        await ups.driver.illustrate(strange, "current_scale")
    shown = await ups.driver.illustrate(ups.id, "current_scale")
    assert shown["10mA"].startswith("1 Router: 1.5")


async def test_nothing_secret_is_told(
    make_portal: MakePortal, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in logs, nor in errors, nor in what is shown for a diagnosis."""
    caplog.set_level(logging.DEBUG)
    ups = await make_portal()
    told = [str(ups.driver.raw()), repr(ups.driver)]
    ups.site.portal.faults.add(Fault(Effect.STATUS, times=None, status=500))
    for attempt in (ups.poll(), ups.switch(False)):
        with pytest.raises(DriverError) as raised:
            await attempt
        assert not isinstance(raised.value, Rejected)
        told.append(repr(raised.value) + str(raised.value.__context__))
    told += [record.getMessage() for record in caplog.records]
    for secret in (
        ups.site.portal.email,
        ups.site.portal.password,
        "eyJ",
        "rack-power-demo",
        ups.site.ups.state.cmm,
        "192.0.2.",
    ):
        assert not [text for text in told if secret in text], secret
    assert not [text for text in told[:2] if ups.site.ups.serial in text]
