"""What cannot be read: what that takes with it, and what it does not."""

import json
import logging

import pytest

from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.variables import (
    OUTLET_CURRENT,
    OUTLET_STATUS,
)
from simulator.synaccess import Effect, Fault

from .conftest import ALL, FIRST, SECOND, Drive, Driven, outlet

OPTIONAL = [name for name in ALL if name not in {"device", "outlets"}]
RAW = {"relayOutputs": "relays"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, status) for name in OPTIONAL for status in (403, 404)),
        ("inlets", 405),
        ("inlets", 501),
    ],
)
async def test_what_is_not_there_is_not_asked_for_again(
    drive: Drive, name: str, status: int
) -> None:
    """The others are read; the list is left alone until the driver is made anew."""
    driven = await drive(started=False)
    path = f"/api/{name}"
    driven.pdu.faults.add(Fault(Effect.STATUS, path=path, status=status, times=None))
    await driven.start()
    assert driven.value(outlet(), OUTLET_STATUS) is True
    for _ in range(3):
        done = await driven.poll(900)
        assert done.next_in == 30
    assert name not in driven.asked()


FAILING = [
    (Effect.STATUS, 500),
    (Effect.STATUS, 409),
    (Effect.STATUS, 204),
    (Effect.NOT_JSON, 200),
    (Effect.CUT_BEFORE, 200),
]


@pytest.mark.parametrize("name", OPTIONAL)
async def test_a_list_that_fails_takes_no_other_with_it(
    drive: Drive, name: str
) -> None:
    """From the first contact on; it is tried again at the next poll, not at once."""
    for effect, status in FAILING:
        driven = await drive("relays", started=False)
        driven.pdu.faults.add(
            Fault(effect, path=f"/api/{name}", status=status, times=None)
        )
        await driven.start()
        assert driven.value(outlet(), OUTLET_STATUS) is True
        done = await driven.poll()
        assert done.next_in == 30
        assert name in driven.asked()
        driven.pdu.state.outlet(1)["state"] = "OFF"
        await driven.poll()
        assert driven.value(outlet(), OUTLET_STATUS) is False
        driven.pdu.faults.clear()
        await driven.poll()

        assert driven.driver.raw()[RAW.get(name, name)] is not None


async def test_a_unit_that_goes_away_in_between(driven: Driven) -> None:
    """The outlets were read: they are told, and the rest is left for the next time."""
    driven.pdu.state.outlet(1)["state"] = "OFF"
    driven.pdu.faults.add(Fault(Effect.REFUSE, path="/api/inlets"))
    done = await driven.poll(60)
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert driven.asked() == ["banks", "inlets", "outlets"]
    assert done.next_in == 30
    with pytest.raises(CannotConnect):
        await driven.poll()
    driven.pdu.arrive()
    await driven.poll()
    assert driven.asked() == ALL  # it may have been restarted


ESSENTIAL = [
    (Fault(Effect.STATUS, status=500), CannotConnect),
    (Fault(Effect.CUT_BEFORE, times=None), CannotConnect),
    (Fault(Effect.STATUS, status=404), Rejected),
    (Fault(Effect.STATUS, status=401), InvalidAuth),
    (Fault(Effect.NOT_JSON, times=None), InvalidAnswer),
    (Fault(Effect.WRONG_TYPE, times=None), InvalidAnswer),
]


@pytest.mark.parametrize("name", ["device", "outlets"])
@pytest.mark.parametrize("index", range(len(ESSENTIAL)))
async def test_device_and_outlets_have_to_be_read(
    driven: Driven, name: str, index: int
) -> None:
    """Without them there is no update; afterwards everything is read."""
    sample, error = ESSENTIAL[index]
    driven.pdu.faults.add(
        Fault(
            sample.effect,
            path=f"/api/{name}",
            status=sample.status,
            times=sample.times,
        )
    )
    with pytest.raises(error):
        await driven.poll(900)
    driven.pdu.faults.clear()
    driven.asked()
    await driven.poll()
    assert driven.asked() == ALL


async def test_outlets_may_not_be_forbidden(driven: Driven) -> None:
    """Who may not see them cannot use the unit; the device may be hidden."""
    driven.pdu.faults.add(Fault(Effect.STATUS, path="/api/device", status=403))
    await driven.poll(900)
    driven.pdu.faults.add(Fault(Effect.STATUS, path="/api/outlets", status=403))
    with pytest.raises(NotPermitted):
        await driven.poll()


async def test_a_cut_connection_is_tried_once_more(driven: Driven) -> None:
    """For reading only, and only once."""
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, path="/api/outlets"))
    await driven.poll()
    assert driven.pdu.counters.requests["GET /api/outlets"] == 2


async def test_a_slow_unit_is_not_asked_twice(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would only become slower."""
    monkeypatch.setattr(
        "custom_components.rack_power.drivers.synaccess.client.TIMEOUT", 0.05
    )
    driven.pdu.faults.add(Fault(Effect.HANG, path="/api/outlets"))
    with pytest.raises(CannotConnect) as raised:
        await driven.poll()
    assert raised.value.reason == "timed_out"
    assert driven.pdu.counters.requests["GET /api/outlets"] == 1


async def test_one_object_of_a_list_that_is_none(
    driven: Driven, caplog: pytest.LogCaptureFixture
) -> None:
    """The list does not claim to be all there is, so nothing is removed.

    It is logged once.
    """
    caplog.set_level(logging.INFO)
    rows = [{"id": FIRST, "state": "OFF"}, None, "x"]
    driven.pdu.faults.add(
        Fault(
            Effect.STATUS,
            path="/api/outlets",
            status=200,
            body=json.dumps(rows),
            times=2,
        )
    )
    await driven.poll()
    await driven.poll()
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert driven.value(outlet(SECOND), OUTLET_STATUS) is True
    assert [line for line in caplog.messages if "outlets" in line] == [
        "The list of outlets has objects without an id: left out"
    ]


@pytest.mark.parametrize("rows", [[None], [1, 2], [{}], [{"id": None}]])
async def test_a_list_of_nothing(driven: Driven, rows: list[object]) -> None:
    """It is not understood, rather than empty: what was known stays."""
    known = driven.driver.raw()
    driven.pdu.faults.add(
        Fault(
            Effect.STATUS,
            path="/api/outlets",
            status=200,
            body=json.dumps(rows),
            times=None,
        )
    )
    with pytest.raises(InvalidAnswer):
        await driven.poll()
    assert driven.driver.raw()["outlets"] == known["outlets"]
    driven.pdu.faults.clear()
    await driven.poll()
    assert driven.value(outlet(SECOND), OUTLET_STATUS) is True


async def test_a_number_beyond_all_takes_no_neighbour_with_it(drive: Drive) -> None:
    """Python refuses to read it; the unit has the value and does not know it."""
    driven = await drive()
    rows = [dict(row) for row in driven.pdu.state.outlets]
    rows[0]["currentRms"] = "HUGE"
    body = json.dumps(rows).replace('"HUGE"', "9" * 5000)
    path = "/api/outlets"
    driven.pdu.faults.add(Fault(Effect.STATUS, path=path, status=200, body=body))
    await driven.poll(30)
    assert "outlets" in driven.asked()
    assert driven.value(outlet(), OUTLET_CURRENT) is None
    assert driven.value(outlet(), OUTLET_STATUS) is True
    assert driven.value(outlet(SECOND), OUTLET_CURRENT) is not None
