"""Switching by the cloud: sent once, done when the PDU has posted it, settled later."""

from typing import Any

import pytest

from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    RateLimited,
    Rejected,
)
from custom_components.rack_power.equipment.model import PartId, Point
from custom_components.rack_power.equipment.variables import (
    BANK_CURRENT,
    OUTLET_CURRENT,
    OUTLET_STATUS,
)
from simulator.synaccess.cloud import Effect, Fault

from .conftest import BANK, FIRST, LAST, OUTLET, STATUS, Drive, Driven

PUT: dict[str, Any] = {"method": "PUT"}


@pytest.mark.parametrize("put_path", ["outlet", "by_serial", "both"])
@pytest.mark.parametrize("outlet_ids", ["own", "cloud"])
@pytest.mark.parametrize("serials", ["number", "text"])
async def test_an_outlet_is_switched(
    drive: Drive, put_path: str, outlet_ids: str, serials: str
) -> None:
    """By whichever path there is; it is done with the post that shows it."""
    driven = await drive(put_path=put_path, outlet_ids=outlet_ids, serials=serials)
    sent = driven.cloud.clock.time
    assert await driven.switch(False) is Outcome.CONFIRMED
    assert driven.at_pdu == "OFF"
    assert driven.puts == (1, 1)
    assert driven.value(OUTLET, OUTLET_STATUS) is False
    assert driven.reading(OUTLET, OUTLET_STATUS).observed_at > sent
    assert await driven.switch(True, LAST) is Outcome.CONFIRMED
    assert driven.puts == (2, 2)


async def test_the_path_that_exists_is_remembered(drive: Drive) -> None:
    """Also over a restart; the one that does not is not tried again."""
    driven = await drive(put_path="by_serial")
    await driven.switch(False)
    again = await drive(cloud=driven.cloud, outside=driven.outside)
    again.asked()
    await again.switch(True)
    puts = [one for one in again.asked() if one.startswith("PUT")]
    assert puts == [f"PUT devices/1502530/outlets/{OUTLET.key}"]


async def test_a_post_that_comes_at_once(drive: Drive) -> None:
    """Then it is done within seconds."""
    driven = await drive(relay="posts")
    driven.cloud.step(1)
    assert await driven.switch(False) is Outcome.CONFIRMED
    assert driven.outside.clock.slept == [3.0]


async def test_an_echo_is_no_confirmation(drive: Drive) -> None:
    """What was asked for may be shown before the PDU has heard of it."""
    driven = await drive(relay="echo")
    driven.cloud.pdu.posting = False
    assert await driven.switch(False) is Outcome.PENDING
    assert driven.puts == (1, 1)


async def test_what_is_seen_later(drive: Drive) -> None:
    """The call returns within 30 s, and is settled by the post that shows it."""
    driven = await drive()
    for known in driven.cloud.pdus:
        driven.cloud.records.set_interval(known, 120_000)
    driven.cloud.step(5)
    assert await driven.switch(False) is Outcome.PENDING
    assert sum(driven.outside.clock.slept) <= 30
    assert driven.outside.wakes == [30.0]
    driven.asked()
    assert (await driven.poll(30)).next_in <= 30
    assert driven.asked().count("GET outlets") == 1
    assert not driven.settled
    await driven.poll(60)
    assert driven.settled == [(FIRST, STATUS, None)]
    assert driven.value(OUTLET, OUTLET_STATUS) is False
    assert (await driven.poll(60)).next_in == 120
    assert driven.puts == (1, 1)
    assert len(driven.settled) == 1


async def test_a_command_that_is_fetched_later(drive: Drive) -> None:
    """A post with the old state proves nothing yet."""
    driven = await drive(relay="later")
    assert await driven.switch(False) is Outcome.PENDING
    await driven.poll(31)
    assert driven.settled == [(FIRST, STATUS, None)]
    assert driven.puts == (1, 1)


async def test_a_command_that_comes_to_nothing(drive: Drive) -> None:
    """It is told that it was not confirmed, and never sent again."""
    driven = await drive(relay="never")
    assert await driven.switch(False) is Outcome.PENDING
    for _ in range(3):
        await driven.poll(31)
    ((unit, point, error),) = driven.settled
    assert (unit, point) == (FIRST, STATUS)
    assert isinstance(error, NotConfirmed)
    assert error.reason == "not_confirmed"
    assert driven.value(OUTLET, OUTLET_STATUS) is True
    assert driven.puts == (1, 0)


async def test_a_pdu_that_posts_no_more(drive: Drive) -> None:
    """It is not known how it ended."""
    driven = await drive()
    driven.cloud.pdu.posting = False
    assert await driven.switch(False) is Outcome.PENDING
    for _ in range(15):
        await driven.poll(31)
    ((_, _, error),) = driven.settled
    assert isinstance(error, NotConfirmed)
    assert error.reason == "state_unknown"
    assert driven.puts == (1, 1)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Effect.CUT_AFTER, **PUT),
        Fault(Effect.RESET, **PUT),
        Fault(Effect.TRUNCATED, **PUT),
        Fault(Effect.NOT_JSON, **PUT),
        Fault(Effect.WRONG_TYPE, **PUT),
        Fault(Effect.EMPTY, **PUT),
        Fault(Effect.HUGE, **PUT),
        Fault(Effect.ODD_UNICODE, **PUT),
        Fault(Effect.STATUS, **PUT, status=500, executed=True),
        Fault(Effect.STATUS, **PUT, status=503, executed=True),
        Fault(Effect.STATUS, **PUT, status=408, executed=True),
        Fault(Effect.STATUS, **PUT, status=504, executed=True),
        Fault(Effect.HTML, **PUT, executed=True),
    ],
    ids=lambda one: f"{one.effect}-{one.status}",
)
async def test_an_answer_that_is_lost_is_looked_up(drive: Drive, fault: Fault) -> None:
    """What was perhaps executed is never sent again; here it was."""
    driven = await drive()
    driven.cloud.faults.add(fault)
    assert await driven.switch(False) is Outcome.CONFIRMED
    assert driven.at_pdu == "OFF"
    assert driven.puts == (1, 1)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Effect.CUT_BEFORE, **PUT),
        Fault(Effect.STATUS, **PUT, status=500),
        Fault(Effect.STATUS, **PUT, status=503, headers={"Retry-After": "60"}),
    ],
    ids=lambda one: f"{one.effect}-{one.status}",
)
async def test_what_was_not_executed_is_found_out(drive: Drive, fault: Fault) -> None:
    """It may have been, so it is not sent again."""
    driven = await drive()
    driven.cloud.faults.add(fault)
    assert await driven.switch(False) is Outcome.PENDING
    for _ in range(3):
        await driven.poll(31)
    assert [type(error) for _, _, error in driven.settled] == [NotConfirmed]
    assert driven.at_pdu == "ON"
    assert driven.puts == (1, 0)


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, InvalidAuth), (403, NotPermitted), (429, RateLimited), (422, Rejected)],
)
async def test_a_refusal_is_told(
    drive: Drive, status: int, error: type[DriverError]
) -> None:
    """Nothing was executed, nothing is owed, and nothing is tried otherwise."""
    driven = await drive()
    driven.cloud.faults.add(Fault(Effect.STATUS, **PUT, status=status))
    with pytest.raises(error):
        await driven.switch(False)
    assert driven.puts == (1, 0)
    assert driven.outside.notes.kept.get("sent") == []
    driven.cloud.step(60)
    assert await driven.switch(False) is Outcome.CONFIRMED


async def test_a_token_that_may_only_read(drive: Drive) -> None:
    """Reading goes on."""
    driven = await drive(rights="read")
    with pytest.raises(NotPermitted):
        await driven.switch(False)
    await driven.poll()
    assert driven.value(OUTLET, OUTLET_STATUS) is True


async def test_neither_path_exists(drive: Drive) -> None:
    """Both are tried, and nothing was executed."""
    driven = await drive()
    driven.cloud.faults.add(Fault(Effect.STATUS, **PUT, status=404, times=2))
    with pytest.raises(Rejected):
        await driven.switch(False)
    assert driven.puts == (2, 0)
    assert driven.outside.notes.kept.get("put_path") is None


async def test_a_pdu_that_is_not_connected_is_not_switched(drive: Drive) -> None:
    """It was certainly not sent, so that another path may be tried."""
    driven = await drive()
    driven.cloud.pdu.linked = False
    with pytest.raises(CannotConnect) as refused:
        await driven.switch(False)
    assert refused.value.reason == "unit_offline"
    assert driven.puts == (0, 0)


async def test_a_cloud_that_does_not_answer_before(drive: Drive) -> None:
    """Nothing is sent blindly."""
    driven = await drive()
    driven.cloud.leave()
    with pytest.raises(CannotConnect):
        await driven.switch(False)
    driven.cloud.arrive()
    assert driven.puts == (0, 0)
    assert await driven.switch(False) is Outcome.CONFIRMED


async def test_looks_that_fail_do_not_matter(drive: Drive) -> None:
    """The next one may tell."""
    driven = await drive()
    driven.cloud.faults.add(
        Fault(Effect.STATUS, method="GET", path=".*/outlets", skip=1, times=3)
    )
    assert await driven.switch(False) is Outcome.CONFIRMED
    assert driven.puts == (1, 1)


async def test_rows_without_a_time(drive: Drive) -> None:
    """What the PDU measures has to agree with what is shown."""
    driven = await drive(stamps="absent", relay="echo")
    driven.cloud.pdu.posting = False
    assert await driven.switch(False) is Outcome.PENDING
    driven.cloud.pdu.posting = True
    await driven.poll(31)
    assert driven.settled == [(FIRST, STATUS, None)]


async def test_what_is_owed_outlives_a_restart(drive: Drive) -> None:
    """It is told by the driver that comes after."""
    driven = await drive(relay="later")
    for known in driven.cloud.pdus:
        driven.cloud.records.set_interval(known, 90_000)
    driven.cloud.step(1)
    assert await driven.switch(False) is Outcome.PENDING
    again = await drive(cloud=driven.cloud, outside=driven.outside)
    assert not again.settled
    for _ in range(7):
        await again.poll(31)
    assert again.settled == [(FIRST, STATUS, None)]
    assert again.outside.notes.kept["sent"] == []


async def test_a_newer_wish_takes_the_place_of_one_that_is_owed(drive: Drive) -> None:
    """Only the last is settled."""
    driven = await drive()
    driven.cloud.pdu.posting = False
    assert await driven.switch(False) is Outcome.PENDING
    driven.cloud.pdu.posting = True
    assert await driven.switch(True) is Outcome.CONFIRMED
    await driven.poll(31)
    assert not driven.settled
    assert driven.at_pdu == "ON"
    assert driven.puts == (2, 2)


@pytest.mark.parametrize(
    ("part", "variable", "value"),
    [
        (OUTLET, OUTLET_STATUS, "OFF"),
        (OUTLET, OUTLET_CURRENT, True),
        (BANK, BANK_CURRENT, True),
        (PartId("outlet", "99-1"), OUTLET_STATUS, True),
    ],
)
async def test_what_cannot_be_set(
    driven: Driven, part: PartId, variable: object, value: object
) -> None:
    """It is refused before anything is sent."""
    with pytest.raises(InvalidRequest):
        await driven.driver.write(FIRST, Point(part, variable), value)  # type: ignore[arg-type]
    assert driven.puts == (0, 0)


async def test_an_unknown_pdu(driven: Driven) -> None:
    """It is refused."""
    with pytest.raises(InvalidRequest):
        await driven.driver.write("synaccess_1", STATUS, False)  # type: ignore[arg-type]
