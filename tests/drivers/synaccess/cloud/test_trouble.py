"""What goes wrong between us and the cloud, and how long it is left alone."""

from datetime import UTC, datetime, timedelta
from itertools import product

from aiohttp.test_utils import unused_port
import pytest

from custom_components.rack_power.drivers.http import Answer
from custom_components.rack_power.drivers.synaccess.cloud import CloudDriver
from custom_components.rack_power.drivers.synaccess.cloud.access import (
    Access,
    cloud_base,
)
from custom_components.rack_power.drivers.synaccess.cloud.cloud_time import CloudTime
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    InvalidRequest,
    NotPermitted,
    RateLimited,
    Rejected,
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import Quality
from custom_components.rack_power.equipment.variables import OUTLET_STATUS
from simulator.synaccess.cloud import Effect, Fault

from ...conftest import MakeContext, SteppedClock
from .conftest import OUTLET, Drive, Driven

OUTLETS = ".*/outlets"


async def failing(driven: Driven, seconds: float = 60) -> DriverError:
    """Let time pass, and read in vain."""
    with pytest.raises(DriverError) as failed:
        await driven.poll(seconds)
    return failed.value


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Effect.STATUS, status=401), InvalidAuth),
        (Fault(Effect.STATUS, status=403, path=OUTLETS), NotPermitted),
        (Fault(Effect.STATUS, status=404, path=OUTLETS), Rejected),
        (Fault(Effect.STATUS, status=429), RateLimited),
        (Fault(Effect.STATUS, status=503, headers={"Retry-After": "7"}), RateLimited),
        (Fault(Effect.STATUS, status=500, path=OUTLETS), CannotConnect),
        (Fault(Effect.CUT_BEFORE), CannotConnect),
        (Fault(Effect.RESET), CannotConnect),
        (Fault(Effect.TRUNCATED, path=OUTLETS), CannotConnect),
        (Fault(Effect.HUGE, path=OUTLETS), InvalidAnswer),
        (Fault(Effect.EMPTY, path=OUTLETS), InvalidAnswer),
        (Fault(Effect.NOT_JSON, path=OUTLETS), InvalidAnswer),
        (Fault(Effect.WRONG_TYPE, path=OUTLETS), InvalidAnswer),
        (Fault(Effect.HTML, path=OUTLETS), InvalidAnswer),
        (Fault(Effect.STATUS, status=204, path=OUTLETS), InvalidAnswer),
    ],
    ids=lambda one: f"{one.effect}-{one.status}" if isinstance(one, Fault) else "",
)
async def test_what_fails_the_round(
    driven: Driven, fault: Fault, error: type[DriverError]
) -> None:
    """And that it is over by itself once the cloud answers again."""
    driven.cloud.faults.add(fault)
    assert isinstance(await failing(driven), error)
    driven.cloud.faults.clear()
    await driven.poll(120)
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD


BROKEN = (
    Effect.NOT_JSON,
    Effect.WRONG_TYPE,
    Effect.EMPTY,
    Effect.HTML,
    Effect.STATUS,
)


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        *product(("devices", "inlets", "banks"), BROKEN),
        *product(("inlets", "banks"), (Effect.BAD_UTF8, Effect.ODD_UNICODE)),
    ],
)
async def test_what_takes_nothing_else_with_it(
    driven: Driven, effect: Effect, name: str
) -> None:
    """A list that cannot be read, beside the outlets."""
    driven.cloud.faults.add(Fault(effect, path=f".*/{name}"))
    await driven.poll()
    assert driven.reading(OUTLET, OUTLET_STATUS).quality is Quality.GOOD
    assert driven.asked()[-1] == "GET banks"


async def test_a_cloud_that_does_not_answer_is_left_alone(drive: Drive) -> None:
    """For a minute, then for twice as long each time, up to a quarter of an hour."""
    driven = await drive()
    driven.cloud.faults.add(Fault(Effect.CUT_BEFORE, times=None))
    tried = []
    for minute in range(60):
        assert type(await failing(driven)) is CannotConnect
        if driven.asked():
            tried.append(minute)
    assert tried == [0, 1, 3, 7, 15, 30, 45]
    driven.cloud.faults.clear()
    await driven.poll(900)
    driven.cloud.faults.add(Fault(Effect.CUT_BEFORE))
    await failing(driven)
    await driven.poll(60)


async def test_a_cloud_that_says_how_long(drive: Drive) -> None:
    """It is left alone so long, also by commands, and read again early to see ages."""
    driven = await drive()
    driven.cloud.play("throttled")
    error = await failing(driven)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 120
    assert driven.outside.wakes == [60]
    with pytest.raises(RateLimited) as refused:
        await driven.switch(False)
    assert refused.value.retry_after == 120
    again = await failing(driven)
    assert isinstance(again, RateLimited)
    assert again.retry_after == 60
    assert driven.cloud.counters.requests.total() == 1
    assert driven.puts == (0, 0)


async def test_a_cloud_that_does_not_say_how_long(drive: Drive) -> None:
    """A minute, doubling."""
    driven = await drive(retry_after="absent")
    driven.cloud.play("throttled")
    waits = []
    for _ in range(3):
        error = await failing(driven, 900)
        assert isinstance(error, RateLimited)
        waits.append(error.retry_after)
    assert waits == [60, 120, 240]
    await driven.poll(900)


async def test_a_throttled_list_keeps_what_came_before(drive: Drive) -> None:
    """Outlets that were read are known, though the inlets were too much."""
    driven = await drive()
    driven.cloud.pdu.unit.switching.outlet(OUTLET.key, "OFF")
    driven.cloud.faults.add(Fault(Effect.STATUS, path=".*/inlets", status=429))
    await failing(driven)
    await driven.poll(61)
    assert driven.value(OUTLET, OUTLET_STATUS) is False


async def test_a_revoked_token(driven: Driven) -> None:
    """Only a person can mend it."""
    driven.cloud.play("token_revoked")
    assert isinstance(await failing(driven), InvalidAuth)


async def test_a_token_without_rights(drive: Drive) -> None:
    """It is refused, and that is told."""
    driven = await drive(rights="none", started=False)
    with pytest.raises(NotPermitted):
        await driven.driver.connect()


async def test_garbage(driven: Driven) -> None:
    """Whatever comes: what was known stays, and an error is one of ours."""
    driven.cloud.play("garbage")
    for _ in range(30):
        try:
            await driven.poll(200)
        except DriverError:
            continue
    driven.cloud.faults.clear()
    await driven.poll(1000)
    assert driven.value(OUTLET, OUTLET_STATUS) is True


async def test_another_base_path(drive: Drive, make_context: MakeContext) -> None:
    """What answers there is not this cloud."""
    driven = await drive(base="/v1", started=False)
    elsewhere = driven.cloud.url.replace("/v1", "/api/v2")
    access = Access(token=driven.cloud.token)
    driver = CloudDriver(make_context(), elsewhere, access)
    with pytest.raises(WrongEquipment):
        await driver.connect()
    await driver.close()


async def test_nobody_there(make_context: MakeContext) -> None:
    """It was not reached."""
    url = f"http://127.0.0.1:{unused_port()}"
    driver = CloudDriver(make_context(), url, Access(token="x"))
    with pytest.raises(CannotConnect):
        await driver.connect()
    await driver.close()


@pytest.mark.parametrize(
    ("header", "prefix"),
    [("X-Api-Key", ""), ("Authorization", "Token "), ("authorization", "key=")],
)
async def test_the_header_can_be_chosen(drive: Drive, header: str, prefix: str) -> None:
    """Its name and format are not documented."""
    driven = await drive(header=header, prefix=prefix, started=False)
    with pytest.raises(InvalidAuth):
        await driven.driver.connect()
    access = Access(token=driven.cloud.token, header=header, prefix=prefix)
    driven = await drive(cloud=driven.cloud, access=access)
    assert driven.value(OUTLET, OUTLET_STATUS) is True


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://api.synaccess.com/api/v1", "https://api.synaccess.com/api/v1"),
        ("https://cloud.synaccess.com/v1/", "https://cloud.synaccess.com/v1"),
        ("cloud.example", "https://cloud.example/api/v1"),
        (" http://192.168.1.5:3000 ", "http://192.168.1.5:3000/api/v1"),
    ],
)
def test_addresses(url: str, base: str) -> None:
    """A path is kept if there is one."""
    assert cloud_base(url) == base


@pytest.mark.parametrize("url", ["", "ftp://x", "https://x/?a=b", "https://x/#a"])
def test_no_addresses(url: str) -> None:
    """They are refused before anything is made."""
    with pytest.raises(InvalidRequest):
        cloud_base(url)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"token": ""}, InvalidAuth),
        ({"token": "a\nb"}, InvalidAuth),
        ({"token": "ä"}, InvalidAuth),
        ({"header": ""}, InvalidRequest),
        ({"header": "a b"}, InvalidRequest),
        ({"header": "Host"}, InvalidRequest),
        ({"header": "content-type"}, InvalidRequest),
        ({"prefix": "a\r\n"}, InvalidRequest),
    ],
)
def test_what_cannot_be_sent(words: dict[str, str], error: type[DriverError]) -> None:
    """It is refused, and says nothing of the token."""
    with pytest.raises(error) as refused:
        Access(**{"token": "secret", **words})
    assert "secret" not in repr(refused.value)
    assert "secret" not in repr(Access(token="secret"))


@pytest.mark.parametrize("date", ["", "nonsense", "Thu, 01 Jan 1 00:00:00 +2300"])
def test_a_date_that_is_none(date: str) -> None:
    """Then the clocks agree, as far as anybody knows."""
    time = CloudTime(SteppedClock())
    time.note(Answer(200, {"Date": date}, {}, b""))
    assert time.ours(0) == datetime(1970, 1, 1, tzinfo=UTC)
    assert time.ours(1e20) is None
    assert time.ours(float("nan")) is None


def test_a_clock_that_is_behind() -> None:
    """What it tells is put right."""
    clock = SteppedClock()
    time = CloudTime(clock)
    time.note(Answer(200, {"Date": "Thu, 02 Jan 2025 02:04:05 GMT"}, {}, b""))
    assert time.ours(0) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=1)
