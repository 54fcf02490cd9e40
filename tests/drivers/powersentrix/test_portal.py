"""The driver of a portal's account: signing in, listing, reading (way 1)."""

import asyncio
from contextlib import suppress
from datetime import timedelta
import logging

import pytest

from custom_components.rack_power.drivers.powersentrix.address import portal_base
from custom_components.rack_power.drivers.powersentrix.mapping.log import KINDS
from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
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
    InvalidAuth,
    RateLimited,
    Rejected,
)
from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator

from .conftest import Driven, MakePortal, MakeSite
from .surroundings import Surroundings, quality_of, status_of, value_of

LOGIN = "POST /api/v1/user/authenticate"
READS = "/api/v1/ups/getUps(ComplexObject|Logs)|/api/v1/ups/getBasicInfo"
COMPLEX = "/api/v1/ups/getUpsComplexObject"


def account(
    site: PowerSentrixSimulator, around: Surroundings, password: str | None = None
) -> PortalDriver:
    """Return a driver that has done nothing yet."""
    return PortalDriver(
        around.context(),
        site.portal.url,
        site.portal.email,
        password or site.portal.password,
    )


def logins(ups: Driven[PortalDriver]) -> int:
    """Return how often somebody tried to sign in."""
    return ups.site.portal.counters.requests[LOGIN]


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


@pytest.mark.parametrize("extra", ["rich", "bare", "ups_id"])
@pytest.mark.parametrize("ident", ["int", "str"])
async def test_all_ups_of_the_account_are_shown(
    make_portal: MakePortal, ident: str, extra: str
) -> None:
    """Whatever the list tells of them."""
    ups = await make_portal(units=3, list_id=ident, list_extra=extra, settle=0)
    assert {one.serial for one in ups.units} == {
        other.serial for other in ups.site.upses
    }
    assert {one.url for one in ups.units} == {ups.site.portal.url}


async def test_a_wrong_password_is_tried_once(make_site: MakeSite) -> None:
    """More attempts would lock the account."""
    site = await make_site()
    around = Surroundings(site.clock)
    driver = account(site, around, "wrong")
    for _ in range(3):
        with pytest.raises(InvalidAuth) as raised:
            await driver.connect()
        site.step(600)
    assert raised.value.reason == "invalid_auth"
    assert site.portal.counters.requests[LOGIN] == 1
    await driver.close()


async def test_an_account_that_may_not_log_in_on_the_web(make_site: MakeSite) -> None:
    """The reason says that another account is needed."""
    site = await make_site()
    site.portal.accounts[0].web_login = False
    driver = account(site, Surroundings(site.clock))
    with pytest.raises(InvalidAuth) as raised:
        await driver.connect()
    assert raised.value.reason == "web_login_disabled"
    await driver.close()


async def test_a_failed_sign_in_is_repeated_after_half_a_minute(
    make_site: MakeSite,
) -> None:
    """A portal that answers 500 is not asked again at once."""
    site = await make_site()
    site.portal.faults.add(Fault(Effect.STATUS, method="POST", times=1))
    driver = account(site, Surroundings(site.clock))
    for _ in range(2):
        with pytest.raises(CannotConnect):
            await driver.connect()
    assert site.portal.counters.requests[LOGIN] == 1
    site.step(31)
    await driver.connect()
    assert site.portal.counters.requests[LOGIN] == 2
    await driver.close()


@pytest.mark.parametrize("body", ["{}", "[]", '{"token": 5}', '{"token": "a b"}', ""])
async def test_a_sign_in_without_a_token(make_site: MakeSite, body: str) -> None:
    """It is no success, whatever the status."""
    site = await make_site()
    fault = Fault(Effect.STATUS, method="POST", status=200, body=body)
    site.portal.faults.add(fault)
    driver = account(site, Surroundings(site.clock))
    with pytest.raises(DriverError):
        await driver.connect()
    await driver.close()


@pytest.mark.parametrize("error", ["message", "plain"])
@pytest.mark.parametrize("name", ["expired_token", "token_in_the_past"])
async def test_scenario_9_a_token_that_ends(
    make_portal: MakePortal, name: str, error: str
) -> None:
    """Three UPSs at once are turned away: one sign-in, and each read is repeated."""
    ups = await make_portal(units=3, error_401=error)
    before = logins(ups)
    ups.site.play(name)
    if name == "expired_token":
        await ups.poll()
    else:
        with pytest.raises(InvalidAuth):
            await ups.poll()
    assert logins(ups) == before + 1


async def test_a_token_is_renewed_before_it_ends(make_portal: MakePortal) -> None:
    """By the server's clock, and well ahead: nobody is ever turned away."""
    ups = await make_portal(jwt_lifetime=600.0, settle=0)
    await ups.run(1800)
    refused = [
        key for key in ups.site.portal.counters.requests if key.startswith("401")
    ]
    assert not refused
    assert 3 <= logins(ups) <= 5


async def test_scenario_9_a_password_that_was_changed(make_portal: MakePortal) -> None:
    """Only the owner can help; the poll says so."""
    ups = await make_portal()
    ups.site.play("password_changed")
    before = logins(ups)
    for _ in range(3):
        with pytest.raises(InvalidAuth):
            await ups.poll()
        ups.site.step(60)
    assert logins(ups) == before + 1


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


async def test_a_ups_that_comes_to_the_account(make_portal: MakePortal) -> None:
    """It is told of within the hour, with who it is."""
    ups = await make_portal(units=2, settle=0)
    late = await make_portal(ups.site, settle=0)
    portal = ups.site.portal
    portal.accounts[0].units = {"42"}
    alone = await make_portal(ups.site, settle=0)
    assert [one.serial for one in alone.units] == [ups.site.upses[0].serial]
    portal.accounts[0].units = None
    await alone.run(3700)
    abouts = {report.about.serial for report in alone.around.published if report.about}
    assert abouts == {one.serial for one in ups.site.upses}
    assert len(late.units) == 2


async def test_a_ups_that_leaves_the_account(make_portal: MakePortal) -> None:
    """404: unavailable, and the other goes on."""
    ups = await make_portal(units=2)
    first, second = (one.id for one in ups.units)
    ups.site.portal.accounts[0].units = {"42"}
    await ups.poll()
    assert quality_of(ups.around.pictures[first], status_of(0)) == "good"
    assert quality_of(ups.around.pictures[second], status_of(0)) == "unavailable"


async def test_a_serial_number_that_two_have_is_none(make_site: MakeSite) -> None:
    """They stay two."""
    site = await make_site(2)
    site.upses[1].state.sn = site.upses[0].state.sn
    around = Surroundings(site.clock)
    driver = account(site, around)
    units = await driver.connect()
    assert len({one.id for one in units}) == 2
    assert [one.serial for one in units] == [None, None]
    await driver.close()


async def test_an_account_without_ups(make_site: MakeSite) -> None:
    """It is connected to, and shows nothing."""
    site = await make_site()
    site.portal.accounts[0].units = set()
    driver = account(site, Surroundings(site.clock))
    assert await driver.connect() == ()
    assert (await driver.read()).reports == []
    await driver.close()


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
