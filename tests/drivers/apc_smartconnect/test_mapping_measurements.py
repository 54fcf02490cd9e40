"""What a UPS measures, what is set, and what is left of it when it falls silent."""

from datetime import date
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import BUILT_IN
from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    gateway_report,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.measurements import (
    measurements_report,
    silent,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import UNIT, Quality, Report, Value

from .mapping_examples import (
    NOW,
    WHO,
    details,
    gateway,
    measurements,
    points,
    put,
    qualities,
    shown,
    without,
)


def tell(answer: Any, *, live: Quality = Quality.GOOD, **how: Any) -> Report:
    """Read an answer."""
    return measurements_report(WHO, answer, NOW, live=live, **how)


EXPECTED: dict[str, tuple[str, Value]] = {
    "input.voltage": ("input.voltage", 229.4),
    "input.frequency": ("input.frequency", 49.9),
    "input.current": ("input.current", 2.1),
    "ups.efficiency": ("input.efficiencyPercentage", 97.0),
    "output.voltage": ("output.voltage", 230.2),
    "output.frequency": ("output.frequency", 50.1),
    "output.current": ("output.current", 1.9),
    "output.energy": ("output.energy", 1234.567),
    "ups.load": ("output.loadRealPercentage", 21.5),
    "ups.load.apparent": ("output.loadApparentPercentage", 22.5),
    "input.transfer.low": ("output.lowTransferVoltage", 207),
    "input.transfer.high": ("output.highTransferVoltage", 252),
    "input.sensitivity.raw": ("output.sensitivitySetting", "2"),
    "battery.charge": ("battery.chargeStatePercentage", 97),
    "battery.runtime": ("battery.runtimeRemaining", 2710),
    "battery.voltage": ("battery.voltage", 54.6),
    "battery.temperature": ("battery.temperature", 26.5),
    "ups.test.result": ("battery.selfTestResult", "Refused"),
    "ups.test.interval": ("battery.selfTestInterval", 7),
    "battery.date": ("battery.installDate", date(2025, 1, 15)),
    "battery.date.replace": ("battery.replaceDate", date(2029, 1, 1)),
    "battery.packs.external": ("battery.batteryFramesInstalledCount", 1),
    "device.ip": ("network.interface.ipAddress", "198.51.100.7"),
}
OPTIONAL = {
    "input.current", "output.energy", "ups.efficiency", "ups.test.interval",
    "battery.date", "battery.date.replace", "battery.packs.external", "device.ip",
    "input.transfer.low", "input.transfer.high", "input.sensitivity.raw",
}  # fmt: skip
LASTING = {
    "input.transfer.low", "input.transfer.high", "input.sensitivity.raw",
    "ups.test.interval", "battery.date", "battery.date.replace",
    "battery.packs.external", "device.ip",
}  # fmt: skip


def test_all_of_it() -> None:
    """Every field, to the last; nothing of outlets."""
    report = tell(measurements())
    assert (report.equipment, report.group) == (WHO.id, "measurements")
    assert report.complete
    assert report.about is None
    assert set(report.parts) == {UNIT}
    assert shown(report) == {name: value for name, (_, value) in EXPECTED.items()}
    assert details(report, "ups.test.result") == {"refusal": "Charge too low"}
    assert set(qualities(report).values()) == {Quality.GOOD}
    assert not report.settings
    assert not report.orders


@pytest.mark.parametrize("answer", [None, [], "x", 5, False])
def test_no_object(answer: Any) -> None:
    """What is no object tells nothing."""
    with pytest.raises(InvalidAnswer):
        tell(answer)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        dict.fromkeys(measurements()),
        dict.fromkeys(measurements(), ()),
        dict.fromkeys(measurements(), "x"),
    ],
)
def test_absent_collections(answer: Any) -> None:
    """What every unit has is unknown, what only some have is absent."""
    report = tell(answer)
    assert set(shown(report)) == EXPECTED.keys() - OPTIONAL
    assert set(shown(report).values()) == {None}
    assert not report.complete
    later = tell(answer, before=points(tell(measurements())))
    assert set(shown(later)) == EXPECTED.keys()
    assert set(shown(later).values()) == {None}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("value", [None, [], {}, True, float("nan"), "", -(10**400)])
def test_a_bad_field_alone(name: str, value: Any) -> None:
    """It is unknown, or not there if it never was; all others stay as they are."""
    path, _ = EXPECTED[name]
    good = shown(tell(measurements()))
    first = shown(tell(put(measurements(), path, value)))
    later = shown(
        tell(put(measurements(), path, value), before=points(tell(measurements())))
    )
    others = {key: told for key, told in good.items() if key != name}
    assert later == others | {name: None}
    assert first == (others if name in OPTIONAL else others | {name: None})


@pytest.mark.parametrize("name", EXPECTED)
def test_an_absent_field_alone(name: str) -> None:
    """The same as one that is null."""
    path, _ = EXPECTED[name]
    good = shown(tell(measurements()))
    told = shown(tell(without(measurements(), path)))
    if name in OPTIONAL:
        del good[name]
    else:
        good[name] = None
    assert told == good


def test_a_zero_is_a_zero() -> None:
    """Also the input's voltage on battery; why there is no efficiency is told."""
    answer = measurements()
    answer["input"] = {
        "voltage": 0,
        "frequency": 0,
        "current": 0,
        "efficiencyPercentage": -4,
    }
    report = tell(answer)
    told = shown(report)
    assert (told["input.voltage"], told["input.frequency"]) == (0, 0)
    assert told["input.current"] == 0
    assert told["ups.efficiency"] is None
    assert details(report, "ups.efficiency") == {"reason": "on_battery"}
    assert report.complete


def test_numbers_as_texts() -> None:
    """Every measurement, as the cloud may write it."""
    answer = measurements()
    for collection in ("input", "output", "battery"):
        answer[collection] = {
            key: str(value) if isinstance(value, int | float) else value
            for key, value in answer[collection].items()
        }
    assert shown(tell(answer)) == shown(tell(measurements()))


@pytest.mark.parametrize("reason", [None, "", "  ", 5, {}])
def test_no_refusal(reason: Any) -> None:
    """Normally there is none."""
    answer = put(measurements(), "battery.selfTestAllowed.refusalReason", reason)
    assert details(tell(answer), "ups.test.result") is None


def test_a_refusal_without_a_result() -> None:
    """It is told all the same."""
    report = tell(without(measurements(), "battery.selfTestResult"))
    assert shown(report)["ups.test.result"] is None
    assert details(report, "ups.test.result") == {"refusal": "Charge too low"}


@pytest.mark.parametrize(
    ("told", "text"), [(1, "1"), (1.0, "1"), ("high", "high"), ("0x1", "0x1")]
)
def test_the_sensitivity_is_as_it_came(told: Any, text: str) -> None:
    """Nobody knows what it means."""
    report = tell(put(measurements(), "output.sensitivitySetting", told))
    assert shown(report)["input.sensitivity.raw"] == text


@pytest.mark.parametrize("live", [Quality.STALE, Quality.UNAVAILABLE])
def test_measurements_that_may_be_old(live: Quality) -> None:
    """What lasts is shown as it was last known; values are not lost."""
    report = tell(measurements(), live=live)
    for name, quality in qualities(report).items():
        assert quality is (Quality.STALE if name in LASTING else live), name
    assert shown(report) == shown(tell(measurements()))
    reason = tell(put(measurements(), "input.efficiencyPercentage", -1), live=live)
    assert qualities(reason)["ups.efficiency"] is live


def test_a_silent_unit() -> None:
    """As without a link, and its state is not known either; nothing is good."""
    quiet = silent(tell(measurements()))
    assert quiet == tell(measurements(), live=Quality.UNAVAILABLE)
    state = qualities(silent(gateway_report(WHO, gateway(), BUILT_IN, NOW)))
    assert {name for name, quality in state.items() if quality is Quality.STALE} == {
        "device.firmware",
        "ups.firmware.status",
        "ups.firmware.build",
        "device.description",
        "battery.cartridge",
        "battery.date.eol",
        "cloud.subscription.end",
        "cloud.reporting.reduced",
        "cloud.monitoring",
    }
    assert Quality.GOOD not in state.values()
    assert state["ups.mode"] is state["cloud.link"] is Quality.UNAVAILABLE
