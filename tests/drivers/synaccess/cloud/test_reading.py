"""What the cloud tells of PDUs, and how old that is."""

from datetime import datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.cloud import CloudDriver
from custom_components.rack_power.drivers.synaccess.cloud.access import Access
from custom_components.rack_power.drivers.synaccess.pdu import Credentials, PduDriver
from custom_components.rack_power.drivers.synaccess.variables import CLOUD_REPORTED
from custom_components.rack_power.equipment.model import (
    UNIT,
    Category,
    PartId,
    Quality,
)
from custom_components.rack_power.equipment.picture import Picture
from custom_components.rack_power.equipment.variables import (
    BANK_BREAKER,
    BANK_CURRENT,
    BANK_ENERGY,
    BANK_REALPOWER,
    INPUT_VOLTAGE,
    OUTLET_CURRENT,
    OUTLET_STATUS,
)
from simulator.synaccess import PduSimulator
from simulator.synaccess.cloud import CloudSimulator, Effect, Fault

from ...conftest import MakeContext, Outside
from .conftest import BANK, FIRST, INLET, LAST, OUTLET, SECOND, Drive, Driven


async def test_which_pdus(drive: Drive) -> None:
    """All of the account, each with its plate."""
    driven = await drive(started=False, units=3)
    found = {one.id: one for one in await driven.driver.connect()}
    assert list(found)[:2] == [FIRST, SECOND]
    assert len(found) == 3
    first = found[FIRST]
    assert (first.maker, first.serial) == ("Synaccess", "1502530")
    assert (first.name, first.model) == ("SynLink PDU", "SP-1008-SIM")
    assert (first.firmware, first.url, first.mac) == ("2.5.90", None, None)
    assert found[SECOND].name == "Branch office PDU 2"


async def test_what_is_told_is_what_the_pdu_tells_itself(
    make_context: MakeContext, outside: Outside
) -> None:
    """The same parts and values under the same names, so that both are one device."""
    clock = outside.clock.simulated
    async with (
        PduSimulator(clock=clock) as pdu,
        CloudSimulator(1, clock=clock, first=pdu.unit) as cloud,
    ):
        local = PduDriver(make_context(), pdu.url, Credentials(token=pdu.token))
        driver = CloudDriver(make_context(), cloud.url, Access(token=cloud.token))
        driven = Driven(cloud, driver, outside)
        (about,) = await local.connect()
        near = Picture()
        for report in (await local.read()).reports:
            near.absorb(report)
        await driven.start()
        far = driven.pictures[about.id]
        shared = set(far.points()) - _own(far)
        assert shared <= set(near.points())
        measured = {
            point
            for point in near.points()
            if point.part.kind in {"outlet", "bank", "inlet"}
            and point.variable.category is not Category.CONFIG
        }
        assert measured == shared
        for point in shared:
            ours, theirs = far.reading(point), near.reading(point)
            assert ours is not None
            assert theirs is not None
            assert (ours.value, ours.quality) == (theirs.value, theirs.quality)
        assert {p.id for p in far.parts().values()} <= set(near.parts())


def _own(picture: Picture) -> set[Any]:
    return {point for point in picture.points() if point.variable == CLOUD_REPORTED}


async def test_only_outlets_can_be_set(driven: Driven) -> None:
    """Nothing of what the local path can do besides."""
    for report in driven.reports:
        assert {point.variable for point in report.settings} <= {OUTLET_STATUS}
        assert not report.orders
        assert not [
            p for p in report.readings if p.variable.category is Category.CONFIG
        ]


async def test_numbers_that_are_printed(driven: Driven) -> None:
    """The cloud tells them, the PDU itself does not."""
    part = driven.pictures[FIRST].parts()[LAST]
    assert (part.number, part.label, part.within) == ("8", "Outlet 8", BANK)


async def test_values_are_as_old_as_their_post(driven: Driven) -> None:
    """Not as old as the read."""
    posted = driven.cloud.clock.time
    driven.cloud.step(29)
    driven.cloud.pdu.posting = False
    await driven.poll(31)
    reading = driven.reading(OUTLET, OUTLET_CURRENT)
    assert reading.observed_at == posted
    assert driven.reading(BANK, BANK_CURRENT).observed_at == posted
    assert driven.reading(INLET, INPUT_VOLTAGE).observed_at == posted
    assert driven.value(UNIT, CLOUD_REPORTED) == posted
    assert reading.quality is Quality.GOOD


def reported(driven: Driven) -> datetime:
    """Return the last report of the PDU as it is told."""
    told = driven.value(UNIT, CLOUD_REPORTED)
    assert isinstance(told, datetime)
    return told


async def test_the_last_report_is_told_in_steps(driven: Driven) -> None:
    """It never looks younger than it is, and at most five minutes older."""
    told = [reported(driven)]
    for _ in range(12):
        await driven.poll()
        posted = driven.reading(OUTLET, OUTLET_CURRENT)
        told.append(reported(driven))
        age = posted.observed_at - told[-1]
        assert timedelta(0) <= age < timedelta(minutes=5)
    assert len(set(told)) == 3


async def test_the_last_report_of_a_silent_pdu_is_exact(driven: Driven) -> None:
    """And so is the first one after it; then the steps begin anew."""
    await driven.poll(120)
    driven.cloud.pdu.posting = False
    last = driven.reading(OUTLET, OUTLET_CURRENT).observed_at
    assert reported(driven) < last
    await driven.poll(100)
    assert driven.value(UNIT, CLOUD_REPORTED) == last
    driven.cloud.pdu.posting = True
    await driven.poll()
    first = driven.reading(OUTLET, OUTLET_CURRENT).observed_at
    assert reported(driven) == first > last
    await driven.poll()
    assert driven.reading(OUTLET, OUTLET_CURRENT).observed_at > first
    assert driven.value(UNIT, CLOUD_REPORTED) == first


async def test_what_is_too_old(driven: Driven) -> None:
    """First it is marked, then it is gone; the neighbour is not, and it comes back."""
    driven.cloud.play("stale_values")
    seen = []
    for _ in range(6):
        await driven.poll()
        seen.append(driven.reading(OUTLET, OUTLET_STATUS).quality)
    assert seen == [
        *(Quality.GOOD,),
        *(Quality.STALE,) * 4,
        *(Quality.UNAVAILABLE,),
    ]
    assert driven.reading(BANK, BANK_REALPOWER).quality is Quality.UNAVAILABLE
    assert driven.reading(UNIT, CLOUD_REPORTED).quality is Quality.GOOD
    assert driven.pictures[SECOND].reading is not None
    neighbour = next(
        reading
        for point, reading in driven.pictures[SECOND].groups["banks"].readings.items()
        if point.variable == BANK_CURRENT
    )
    assert neighbour.quality is Quality.GOOD
    driven.cloud.step(600)
    await driven.poll(0)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD


async def test_a_pdu_that_posts_seldom_is_old_later(drive: Drive) -> None:
    """What counts are its own posts."""
    driven = await drive(units=1)
    driven.cloud.records.set_interval(driven.cloud.pdu, 240_000)
    await driven.poll()
    driven.cloud.pdu.posting = False
    await driven.poll(600)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD
    await driven.poll(240)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.STALE
    await driven.poll(1560)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.UNAVAILABLE


async def test_a_pdu_that_is_not_connected(driven: Driven) -> None:
    """Nothing of it is shown, however fresh it is."""
    driven.cloud.play("pdu_offline")
    await driven.poll()
    qualities = {
        point.variable.name: reading.quality
        for report in driven.pictures[FIRST].groups.values()
        for point, reading in report.readings.items()
    }
    assert qualities.pop("cloud.reported") is Quality.GOOD
    assert set(qualities.values()) == {Quality.UNAVAILABLE}
    assert {
        reading.quality
        for report in driven.pictures[SECOND].groups.values()
        for reading in report.readings.values()
    } == {Quality.GOOD}
    await driven.poll(600)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD


async def test_a_pdu_that_leaves_the_account(driven: Driven) -> None:
    """It is not shown any more, and its entities are kept."""
    driven.cloud.pdus[1].listed = False
    for _ in range(3):
        await driven.poll()
    readings = [
        reading
        for report in driven.pictures[SECOND].groups.values()
        for point, reading in report.readings.items()
        if point.variable != CLOUD_REPORTED
    ]
    assert readings
    assert {reading.quality for reading in readings} == {Quality.UNAVAILABLE}
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD
    driven.cloud.pdus[1].listed = True
    await driven.poll()
    part = PartId("bank", "2001707")
    assert driven.reading(part, BANK_CURRENT, SECOND).quality is Quality.GOOD


async def test_a_new_pdu(driven: Driven) -> None:
    """It is there with the next poll, with its plate."""
    added = driven.cloud.add()
    done = await driven.poll()
    (about,) = {
        report.about
        for report in done.reports
        if report.about and report.about.serial == str(added.serial)
    }
    assert about.name == "Branch office PDU 3"


async def test_how_often_is_asked(drive: Drive) -> None:
    """Four requests for all PDUs; never under 30 s, nor more often than they post."""
    driven = await drive(interval=10)
    assert (await driven.poll(15)).next_in == 15
    assert driven.asked() == []
    assert (await driven.poll(15)).next_in == 30
    assert driven.asked() == [f"GET {one}" for one in _ALL]
    for known in driven.cloud.pdus:
        driven.cloud.records.set_interval(known, 240_000)
    assert (await driven.poll(30)).next_in == 240
    driven.cloud.records.set_interval(driven.cloud.pdus[1], 90_000)
    assert (await driven.poll(240)).next_in == 90


async def test_whether_a_seldom_pdu_is_connected_is_known_earlier(drive: Drive) -> None:
    """The list of devices is read every quarter of an hour all the same."""
    driven = await drive(units=1)
    driven.cloud.play("seldom")
    assert (await driven.poll()).next_in == 900
    driven.asked()
    assert (await driven.poll(900)).next_in == 900
    assert driven.asked() == ["GET devices"]


_ALL = ["devices", "outlets", "inlets", "banks"]


@pytest.mark.parametrize(
    "knobs",
    [
        {"devices": "absent"},
        {"banks": "plain"},
        {"serials": "text"},
        {"outlet_ids": "cloud"},
        {"stamps": "absent"},
        {"base": "/v1"},
        {"skew": 7200.0},
        {"skew": -7200.0},
    ],
)
async def test_whatever_the_cloud_is_like(drive: Drive, knobs: dict[str, Any]) -> None:
    """The same parts, and values that are not old."""
    driven = await drive(**knobs)
    for _ in range(3):
        await driven.poll()
    assert driven.value(OUTLET, OUTLET_STATUS) is True
    assert driven.value(LAST, OUTLET_STATUS) is False
    assert driven.value(BANK, BANK_BREAKER) is False
    now = driven.cloud.clock.time
    for part, variable in (
        (OUTLET, OUTLET_STATUS),
        (BANK, BANK_CURRENT),
        (INLET, INPUT_VOLTAGE),
    ):
        reading = driven.reading(part, variable)
        assert reading.quality is Quality.GOOD
        assert timedelta(0) <= now - reading.observed_at <= timedelta(seconds=31)


async def test_a_time_that_lies_ahead(drive: Drive) -> None:
    """It is when that time was seen first, and what stands still grows old."""
    driven = await drive(stamps="ahead")
    driven.cloud.pdu.posting = False
    await driven.poll()
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD
    await driven.poll(120)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.STALE


async def test_lists_that_are_not_there_are_asked_for_once(drive: Drive) -> None:
    """Devices and banks may not exist; the rest is read all the same."""
    driven = await drive(devices="absent", banks="absent")
    await driven.poll()
    assert driven.asked() == ["GET outlets", "GET inlets"]
    assert driven.value(OUTLET, OUTLET_STATUS) is True
    assert "banks" not in driven.pictures[FIRST].groups


async def test_a_list_that_fails_grows_old(driven: Driven) -> None:
    """A bank must not look fresh because outlets are."""
    driven.cloud.faults.add(Fault(Effect.STATUS, path=".*/banks", times=None))
    for _ in range(2):
        await driven.poll()
    assert driven.reading(BANK, BANK_CURRENT).quality is Quality.STALE
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD
    for _ in range(4):
        await driven.poll()
    assert driven.reading(BANK, BANK_CURRENT).quality is Quality.UNAVAILABLE
    driven.cloud.faults.clear()
    await driven.poll()
    assert driven.reading(BANK, BANK_CURRENT).quality is Quality.GOOD


async def test_an_energy_that_misreads_once(driven: Driven) -> None:
    """It is held back, also if the same post is read twice."""
    bank = driven.cloud.pdu.unit.state.banks[0]
    before = driven.value(BANK, BANK_ENERGY)
    driven.cloud.step(5)
    bank["energyAccumulation"] = 12.0
    driven.cloud.records.post(driven.cloud.pdu)
    driven.cloud.pdu.posting = False
    for _ in range(3):
        await driven.poll()
        assert driven.value(BANK, BANK_ENERGY) == before
    driven.cloud.pdu.posting = True
    await driven.poll()
    assert driven.value(BANK, BANK_ENERGY) == pytest.approx(12, abs=0.1)


async def test_power_in_kilowatts_is_known_of_each_pdu(drive: Drive) -> None:
    """What was learnt of one is not forgotten for another."""
    driven = await drive(started=False)
    for known in driven.cloud.pdus:
        known.unit.state.banks[0] |= {"activePower": 0.411, "apparentPower": 0.432}
    driven.cloud.step(30)
    await driven.start()
    assert driven.value(BANK, BANK_REALPOWER) == 411
    assert driven.outside.notes.kept == {
        "1502530/banks_in_kilowatts": ["2001607"],
        "1502531/banks_in_kilowatts": ["2001707"],
    }


async def test_an_empty_list_concludes_nothing(driven: Driven) -> None:
    """A PDU that is connected has outlets, whatever the cloud says for now."""
    driven.cloud.faults.add(
        Fault(Effect.STATUS, path=".*/outlets", status=200, body="[]", times=2)
    )
    for _ in range(2):
        await driven.poll()
    told = [one for one in driven.reports if one.group == "outlets"]
    assert [one.complete for one in told if not one.readings] == [False] * 4
    assert OUTLET in driven.pictures[FIRST].parts()


async def test_what_is_told_again_is_no_second_witness(drive: Drive) -> None:
    """A list is complete once for each time that it was read."""
    driven = await drive(units=1)
    driven.reports.clear()
    await driven.poll(1)
    assert [one.group for one in driven.reports if one.complete] == ["device"]


async def test_the_diagnosis(driven: Driven) -> None:
    """What the cloud told last, without the token."""
    raw = driven.driver.raw()
    assert list(raw) == _ALL
    text = json.dumps(raw)
    assert driven.cloud.token not in text
    assert "2001607" in text
