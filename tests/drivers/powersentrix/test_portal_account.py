"""Signing in at the portal, and the UPSs that an account has."""

import pytest

from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
)
from simulator.powersentrix import Effect, Fault

from .accounts import LOGIN, account, logins
from .conftest import MakePortal, MakeSite
from .surroundings import Surroundings, quality_of, status_of


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
