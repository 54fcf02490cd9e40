"""Whatever JSON the cloud tells: reports or an error of ours, and nobody mixed up."""

from contextlib import suppress
from typing import Any

from hypothesis import given, strategies as st

from custom_components.rack_power.drivers.synaccess.cloud.cloud_time import CloudTime
from custom_components.rack_power.drivers.synaccess.cloud.rows import (
    DEVICES,
    LISTS,
    objects,
    outlet_key,
    sort_out,
    told_at,
)
from custom_components.rack_power.drivers.synaccess.cloud.sent import (
    Sent,
    SentCommands,
)
from custom_components.rack_power.drivers.synaccess.cloud.unit import CloudPdu
from custom_components.rack_power.drivers.synaccess.mapping import values
from custom_components.rack_power.equipment.errors import DriverError, InvalidAnswer
from custom_components.rack_power.equipment.model import Quality

from ...conftest import Notes, SteppedClock
from ...test_http_bodies import ANY_JSON

KEYS = """
    id outletUuid serialNumber bankId enclosureSerialNumber timestamp connectionState
    cloudPostIntervalMs deviceName pduLabeledOutletNum state currentRms
    voltageDetection energyAccumulation inletEnergyAccumulation inletLines
    circuitBreakerClosed hasCircuitBreakerProtection modelNumber"""
SERIALS = [12, 13, "12", "012", "0000", "FFFF", 1502530]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-2, 70)
    | st.integers()
    | st.floats()
    | st.sampled_from(["ON", "Connected", "gone", "1-77", "\ud800", "x" * 300])
    | st.sampled_from(SERIALS)
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(KEYS.split()), LEAVES, max_size=9) | LEAVES,
    max_size=6,
)
ANSWERS = st.dictionaries(st.sampled_from([DEVICES, *LISTS]), ROWS, max_size=4)


class _Context:
    """What a PDU needs of its surroundings."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.clock = SteppedClock()
        self.memory = Notes()


@given(ANSWERS, ANSWERS)
def test_any_rows(first: Any, second: Any) -> None:
    """Each row goes to one PDU at most, and each PDU makes reports of its own."""
    context: Any = _Context()
    time = CloudTime(context.clock)
    pdus: dict[str, CloudPdu] = {}
    for answers in (first, second):
        lists = {name: objects(rows) for name, rows in answers.items()}
        found = sort_out(lists)
        for name in LISTS:
            given_out = sum(len(one.lists.get(name, ())) for one in found.pdus.values())
            assert given_out <= len(lists.get(name, ()))
        for serial, rows in found.pdus.items():
            pdu = pdus.setdefault(serial, CloudPdu(context, serial))
            pdu.take(rows, lists.keys(), found.whole, time)
            for report in pdu.reports():
                assert report.equipment == pdu.id
                assert report.about is not None
                for (part, _), reading in report.readings.items():
                    assert part in report.parts or part.kind == "unit"
                    assert reading.observed_at <= context.clock.now()
            key = next(iter(rows.wire_ids), "")
            sent = Sent(want=True, before=0.0, at=context.clock.now())
            assert sent.seen(pdu.outlet(key)) in (True, False, None)
            pdu.raw()
        context.clock.simulated.step(400)
    for pdu in pdus.values():
        pdu.gone = True
        for report in pdu.reports():
            assert {
                one.quality
                for point, one in report.readings.items()
                if point.variable.name != "cloud.reported"
            } <= {Quality.UNAVAILABLE}


@given(ANY_JSON)
def test_any_answer(answer: Any) -> None:
    """A list, or an error of ours."""
    with suppress(InvalidAnswer):
        assert len(objects(answer)) == len(answer)


@given(ANY_JSON)
def test_any_memory(kept: Any) -> None:
    """What was kept is read, or is not."""
    notes = Notes({"sent": kept})
    assert not SentCommands(notes).pending()


@given(LEAVES)
def test_any_time(value: Any) -> None:
    """A number of milliseconds, or none; it can be added to."""
    told = told_at({"timestamp": value})
    with suppress(DriverError):
        assert told is None or CloudTime(SteppedClock()).ours(told) is not None


def test_keys_are_those_of_the_pdu() -> None:
    """Where the cloud has ids of its own, they are made of number and bank."""
    assert outlet_key({"id": "3-77", "pduLabeledOutletNum": 9, "bankId": 1}) == "3-77"
    assert outlet_key({"id": "abc", "pduLabeledOutletNum": 9, "bankId": 1}) == "9-1"
    assert outlet_key({"id": "abc", "bankId": 1}) == "abc"
    assert outlet_key({"outletUuid": 5}) == "5"
    assert outlet_key({}) is None


def test_rows_of_nobody() -> None:
    """They make their list incomplete; where there is one PDU, they are its."""
    stray: Any = {"id": "1-77", "bankId": 77}
    two: Any = [{"enclosureSerialNumber": 13}, {"enclosureSerialNumber": 12}]
    found = sort_out({DEVICES: objects(two), "outlets": objects([stray])})
    assert found.whole == {"inlets", "banks"}
    assert not any(one.lists["outlets"] for one in found.pdus.values())
    found = sort_out({DEVICES: objects(two[:1]), "outlets": objects([stray])})
    assert len(found.pdus["13"].lists["outlets"]) == 1
    bank: Any = {"id": "77", "enclosureSerialNumber": 12}
    found = sort_out(
        {
            DEVICES: objects(two),
            "outlets": objects([stray]),
            "banks": objects([bank]),
        }
    )
    assert len(found.pdus["12"].lists["outlets"]) == 1
    assert values.ident(found.pdus["12"].lists["outlets"][0]["id"]) == "1-77"
