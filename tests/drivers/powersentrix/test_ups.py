"""The driver of one UPS: finding it, reading it, telling nothing secret (way 2)."""

from contextlib import suppress
import logging

import pytest

from custom_components.rack_power.drivers.powersentrix.address import candidates
from custom_components.rack_power.drivers.powersentrix.ups import UpsDriver
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
    CertificateRefused,
    DriverError,
    InvalidAuth,
    InvalidRequest,
    WrongEquipment,
)
from simulator.powersentrix import Effect, Fault, Place, PowerSentrixSimulator

from .conftest import MakeSite, MakeUps
from .surroundings import CONFIRMED, Surroundings, label_of

READS = ".*fn=2"


def bare(url: str) -> str:
    """Return an address without its scheme."""
    return url.partition("://")[2]


async def found_at(site: PowerSentrixSimulator, **options: bool) -> Surroundings:
    """Connect to an address without a scheme and return what was remembered."""
    around = Surroundings(site.clock)
    context = around.context(verify_ssl=options.get("verify_ssl", False))
    driver = UpsDriver(context, bare(site.ups.url), site.ups.api_key)
    try:
        await driver.connect()
    finally:
        await driver.close()
    return around


async def test_its_abilities(make_ups: MakeUps) -> None:
    """It keeps no log, so it tells none."""
    driver = (await make_ups()).driver
    for ability in (Driver, WritesSettings, RunsCommands, TellsRaw, Illustrates):
        assert isinstance(driver, ability)
    assert not isinstance(driver, (TellsLog, ReadsLog))


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
async def test_the_scheme_is_found_out_and_kept(make_site: MakeSite, tls: bool) -> None:
    """What answered is asked again, and nothing else is ever tried."""
    site = await make_site(ups=Place(tls=tls))
    around = await found_at(site)
    assert around.notes.kept["address"] == {
        "given": f"https://{bare(site.ups.url)}",
        "found": site.ups.url,
    }
    site.ups.leave()
    driver = UpsDriver(
        around.context(verify_ssl=False), bare(site.ups.url), site.ups.api_key
    )
    with pytest.raises(CannotConnect):
        await driver.connect()
    await driver.close()


async def test_a_certificate_that_is_not_trusted(make_site: MakeSite) -> None:
    """It is told; the key is not sent in clear text instead."""
    site = await make_site(ups=Place(tls=True))
    with pytest.raises(CertificateRefused):
        await found_at(site, verify_ssl=True)
    assert not site.ups.counters.requests


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "http://u:p@x", "http://a b", "x:99999"]
)
def test_what_is_no_address(url: str) -> None:
    """Refused before anything is sent."""
    with pytest.raises(InvalidRequest) as raised:
        candidates(url)
    assert raised.value.reason == "invalid_url"


@pytest.mark.parametrize("error", ["401", "403", "200text"])
async def test_a_wrong_key(make_site: MakeSite, make_ups: MakeUps, error: str) -> None:
    """However the UPS says so, it is a matter of credentials."""
    site = await make_site(key_error=error)
    with pytest.raises(InvalidAuth):
        await make_ups(site, key="wrong")


@pytest.mark.parametrize("error", ["401", "403", "200text"])
async def test_a_key_that_is_taken_away(make_ups: MakeUps, error: str) -> None:
    """It is told at the next poll."""
    ups = await make_ups(key_error=error)
    ups.site.ups.state.keys.clear()
    with pytest.raises(InvalidAuth):
        await ups.poll()


async def test_a_page_is_a_mishap_until_it_comes_again_and_again(
    make_ups: MakeUps,
) -> None:
    """One page does not end the polling; three mean that the key is refused."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.HTML, query=READS, times=1))
    with pytest.raises(DriverError) as raised:
        await ups.poll()
    assert not isinstance(raised.value, InvalidAuth)
    await ups.poll()
    ups.site.ups.faults.add(Fault(Effect.HTML, query=READS, times=None))
    for _ in range(2):
        with pytest.raises(DriverError):
            await ups.poll()
    with pytest.raises(InvalidAuth):
        await ups.poll()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Effect.STATUS, status=404, times=None),
        Fault(Effect.NOT_JSON, times=None, body="hello"),
        Fault(Effect.WRONG_TYPE, times=None),
    ],
    ids=lambda fault: str(fault.effect),
)
async def test_something_else_answers(
    make_site: MakeSite, make_ups: MakeUps, fault: Fault
) -> None:
    """It is told apart from a UPS that is not reached."""
    site = await make_site()
    site.ups.faults.add(fault)
    with pytest.raises(WrongEquipment):
        await make_ups(site)


@pytest.mark.parametrize("serial", ["", "000000", "FFFFFFFF", "unknown"])
async def test_a_ups_without_a_serial_number(
    make_site: MakeSite, make_ups: MakeUps, serial: str
) -> None:
    """It is known by its account and name there, of which nothing shows."""
    site = await make_site()
    site.ups.state.sn = serial
    ups = await make_ups(site)
    assert ups.units[0].serial is None
    assert "rack-power-demo" not in ups.id
    assert ups.value() is True


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "no route"])
async def test_scenario_10_a_ups_that_is_not_reached(
    make_ups: MakeUps, refused: bool
) -> None:
    """The poll fails, and the next one after its return does not."""
    ups = await make_ups()
    if refused:
        ups.site.ups.leave()
    else:
        ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, times=None))
    with pytest.raises(CannotConnect):
        await ups.poll()
    ups.site.ups.faults.clear()
    ups.site.ups.arrive()
    await ups.poll()


@pytest.mark.parametrize(
    "shape",
    [
        "short_arrays",
        "long_arrays",
        "null_ps",
        "no_ps",
        "strings",
        "floats",
        "nulls",
        "wrong_types",
        "absurd",
    ],
)
async def test_scenario_14_malformed_fields_stop_no_switching(
    make_ups: MakeUps, shape: str
) -> None:
    """What is odd takes nothing else with it."""
    ups = await make_ups()
    ups.site.turn(shape=shape)
    await ups.poll()
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_scenario_14_malformed_answers_are_errors_of_ours(
    make_ups: MakeUps,
) -> None:
    """Thirty polls of garbage: no other exception, and all is well afterwards."""
    ups = await make_ups()
    ups.site.play("malformed")
    for _ in range(30):
        with suppress(DriverError):
            await ups.poll()
        ups.site.step(30)
    ups.site.ups.faults.clear()
    ups.site.ups.knobs.shape = "normal"
    await ups.poll()
    assert ups.value() is True


async def test_scenario_18_a_reboot_with_another_firmware(make_ups: MakeUps) -> None:
    """The firmware is told, and no output is thought to have changed."""
    ups = await make_ups()
    before = ups.value()
    ups.site.play("reboot")
    ups.site.step(30)
    await ups.poll()
    report = ups.around.published[-1]
    assert report.about is not None
    assert report.about.firmware == "v2.1.0 / v3.3.0"
    assert ups.value() is before


async def test_currents_in_either_scale(make_ups: MakeUps) -> None:
    """One line for each output with a load, to be compared with the UPS's own page."""
    ups = await make_ups(noise=0)
    shown = await ups.driver.illustrate(ups.id, "current_scale")
    assert shown["10mA"].splitlines() == [
        "1 Router: 1.500 A, 72.2 W",
        "2 Access switch: 3.200 A, 153.8 W",
        "3 Radio link: 2.000 A, 48.2 W",
    ]
    assert shown["1mA"].splitlines()[0] == "1 Router: 0.150 A, 7.2 W"
    assert await ups.driver.illustrate(ups.id, "other") == {}


async def test_nothing_secret_is_told(
    make_ups: MakeUps, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in logs, nor in errors, nor in what is shown for a diagnosis."""
    caplog.set_level(logging.DEBUG)
    ups = await make_ups()
    told = [str(ups.driver.raw()), repr(ups.driver)]
    await ups.driver.write(ups.id, label_of(0), "Secret Bunker")
    ups.site.ups.leave()
    for attempt in (ups.poll(), ups.switch(False)):
        with pytest.raises(DriverError) as raised:
            await attempt
        told.append(repr(raised.value) + str(raised.value.__context__))
    told += [record.getMessage() for record in caplog.records]
    for secret in (
        ups.site.ups.api_key,
        "rack-power-demo",
        ups.site.ups.state.cmm,
        "192.0.2.",
        "Secret Bunker",
        "view.powersentrix.com",
    ):
        assert not [text for text in told if secret in text], secret
    assert not [text for text in told[:2] if ups.site.ups.serial in text]
