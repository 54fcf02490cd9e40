"""How a UPS is: mode, link, firmware and what lasts."""

from datetime import date
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    has_link,
)
from custom_components.rack_power.drivers.apc_smartconnect.variables import (
    OPERATING_MODE,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import UNIT, Quality, Value

from .mapping_examples import (
    NOW,
    WHO,
    conditions,
    details,
    gateway,
    points,
    put,
    qualities,
    shown,
    tell_gateway as tell,
    without,
)


def test_all_of_it() -> None:
    """Every field, to the last."""
    report = tell(gateway())
    assert report.equipment == WHO.id
    assert report.group == "gateway"
    assert report.complete
    assert set(report.parts) == {UNIT}
    assert report.about is not None
    assert (report.about.model_id, report.about.firmware) == ("SMT2200C", "UPS 15.1")
    expected: dict[str, Value] = {
        "ups.mode": "online",
        "ups.onbattery": False,
        "battery.low": False,
        "output.on": True,
        "ups.bypass": False,
        "ups.severity": "ok",
        "ups.problem": False,
        "battery.replace": False,
        "ups.overload": False,
        "cloud.link": True,
        "device.firmware": "UPS 15.1",
        "ups.firmware.status": "out_of_date",
        "ups.firmware.build": "UL7",
        "device.description": "Under the stairs",
        "battery.cartridge": "APCRBC177",
        "battery.date.eol": date(2029, 2, 1),
        "cloud.subscription.end": date(2027, 3, 31),
        "cloud.reporting.reduced": True,
        "cloud.monitoring": True,
    }
    assert shown(report) == expected
    assert set(qualities(report).values()) == {Quality.GOOD}
    assert {reading.observed_at for reading in report.readings.values()} == {NOW}
    assert not report.settings
    assert not report.orders


@pytest.mark.parametrize("answer", [None, [], "x", 5, True])
def test_no_object(answer: Any) -> None:
    """What is no object tells nothing."""
    with pytest.raises(InvalidAnswer):
        tell(answer)


def test_an_empty_object() -> None:
    """What every unit has is unknown, what only some have is absent."""
    report = tell({})
    assert set(shown(report)) == {
        "ups.mode",
        "ups.onbattery",
        "battery.low",
        "output.on",
        "ups.bypass",
        "ups.severity",
        "ups.problem",
        "battery.replace",
        "ups.overload",
        "cloud.link",
    }
    assert set(shown(report).values()) == {None}
    assert not report.complete
    assert report.about == WHO


@pytest.mark.parametrize(
    ("key", "option", "on_battery", "low", "output", "bypass", "severity"),
    [
        ("online", "online", False, False, True, False, "ok"),
        ("onbattery", "onbattery", True, False, True, False, "warning"),
        (
            "onbattery.low_battery",
            "onbattery_low_battery",
            True,
            True,
            True,
            False,
            "critical",
        ),
        ("onbattery.rtc", "onbattery_rtc", True, False, True, False, "info"),
        ("ups_off", "ups_off", False, False, False, False, "info"),
        ("bypass_ups_init", "bypass_ups_init", False, False, True, True, "critical"),
        ("bypass_user_init", "bypass_user_init", False, False, True, True, "warning"),
        ("sleeping.deep", "unknown_mode", None, None, None, None, "ok"),
        ("bypass_by_moon", "unknown_mode", None, None, None, True, "ok"),
        ("overload", "unknown_mode", None, None, None, None, "critical"),
        ("onbattery_rtc", "unknown_mode", None, None, None, None, "ok"),
        ("ONLINE", "unknown_mode", None, None, None, None, "ok"),
    ],
)
def test_modes(
    key: str,
    option: str,
    on_battery: bool | None,
    low: bool | None,
    output: bool | None,
    bypass: bool | None,
    severity: str,
) -> None:
    """Seven are known; of another nothing is concluded, and it is no warning."""
    report = tell(gateway(upsOperatingMode=key))
    told = shown(report)
    assert option in OPERATING_MODE.options
    assert told["ups.mode"] == option
    assert details(report, "ups.mode") == {"raw": key}
    assert told["ups.onbattery"] is on_battery
    assert told["battery.low"] is low
    assert told["output.on"] is output
    assert told["ups.bypass"] is bypass
    assert told["ups.severity"] == severity
    assert told["ups.problem"] is False


@pytest.mark.parametrize("mode", [None, "", [], {}, True])
def test_no_mode(mode: Any) -> None:
    """Unknown, with all that follows; conditions still tell."""
    report = tell(gateway(upsOperatingMode=mode, upsCondition=conditions("overload")))
    told = shown(report)
    for name in ("ups.mode", "ups.onbattery", "battery.low", "output.on", "ups.bypass"):
        assert told[name] is None
    assert details(report, "ups.mode") is None
    assert told["ups.severity"] == "critical"
    assert told["ups.overload"] is True
    report = tell(gateway(upsOperatingMode=mode, upsCondition=conditions("comm_est")))
    assert shown(report)["ups.severity"] is None


@pytest.mark.parametrize(
    ("status", "keys", "link"),
    [
        ("comm_est", (), True),
        ("comm_lost", (), False),
        ("plugin_init", (), False),
        ("comm_est", ("comm_lost",), False),
        (None, ("comm_lost",), False),
        (None, (), None),
        ("tired", (), None),
        ("", (), None),
        (True, (), None),
    ],
)
def test_the_link(status: Any, keys: tuple[str, ...], link: bool | None) -> None:
    """By its field or by its condition."""
    answer = gateway(pluginStatus=status, upsCondition=conditions(*keys))
    assert has_link(answer) is link
    report = tell(answer)
    assert shown(report)["cloud.link"] is link
    live = Quality.STALE if link is False else Quality.GOOD
    told = qualities(report)
    assert told.pop("cloud.link") is Quality.GOOD
    assert set(told.values()) == {live}


def test_a_lost_link_keeps_the_mode() -> None:
    """The last that is known."""
    answer = gateway(
        pluginStatus="comm_lost",
        upsOperatingMode="onbattery",
        upsCondition=conditions("comm_lost"),
    )
    told = shown(tell(answer))
    assert (told["ups.mode"], told["ups.onbattery"]) == ("onbattery", True)
    assert (told["ups.severity"], told["ups.problem"]) == ("critical", True)


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"status": []}])
def test_no_link_is_known(answer: Any) -> None:
    """Of what is no answer."""
    assert has_link(answer) is None


@pytest.mark.parametrize(
    ("firmware", "status", "expected"),
    [
        (
            {"version": ["A"], "pendingVersion": "B"},
            "fw_out_of_date",
            {"latest": "B", "in_progress": False},
        ),
        ({"version": ["A"]}, "fw_up_to_date", {"in_progress": False}),
        ({"version": "A"}, "fw_install_in_progress", {"in_progress": True}),
        ({"version": ["A"], "pendingVersion": ["B", "C"]}, None, {"latest": "B"}),
        ({"version": ["A"], "pendingVersion": "NONE"}, None, None),
        ({"version": ["A"], "pendingVersion": ""}, "fw_new", None),
        ({"version": ["A"], "pendingVersion": None}, 5, None),
    ],
)
def test_firmware(firmware: Any, status: Any, expected: Any) -> None:
    """What is installed, what is on offer, and whether it is being installed."""
    report = tell(gateway(upsFWStatus=status) | {"firmware": firmware})
    assert shown(report)["device.firmware"] == "A"
    assert details(report, "device.firmware") == expected


def test_firmware_that_a_condition_says_is_being_installed() -> None:
    """Where the status does not."""
    report = tell(
        gateway(upsFWStatus=None, upsCondition=conditions("fw_install_in_progress"))
    )
    assert details(report, "device.firmware")["in_progress"] is True


@pytest.mark.parametrize(
    ("told", "option"),
    [
        ("fw_up_to_date", "up_to_date"),
        ("fw_out_of_date", "out_of_date"),
        ("fw_install_in_progress", "install_in_progress"),
        ("fw_strange", "unknown_status"),
    ],
)
def test_firmware_status(told: str, option: str) -> None:
    """A word that is not known is shown raw."""
    report = tell(gateway(upsFWStatus=told))
    assert shown(report)["ups.firmware.status"] == option
    assert details(report, "ups.firmware.status") == {"raw": told}


OPTIONAL = (
    ("firmware.version", "device.firmware"),
    ("status.upsFWStatus", "ups.firmware.status"),
    ("ulVersion", "ups.firmware.build"),
    ("description", "device.description"),
    ("batteryRbcSku", "battery.cartridge"),
    ("status.batteryEolDate", "battery.date.eol"),
    ("status.subscription.endDate", "cloud.subscription.end"),
    ("status.reducedReportingEnabled", "cloud.reporting.reduced"),
    ("status.monitoringEnabled", "cloud.monitoring"),
)


@pytest.mark.parametrize(("path", "name"), OPTIONAL)
def test_what_only_some_have(path: str, name: str) -> None:
    """Absent until a value is told; then unknown without one; nothing else goes."""
    before = points(tell(gateway()))
    everything = set(shown(tell(gateway())))
    for answer in (without(gateway(), path), put(gateway(), path, None)):
        report = tell(answer)
        assert set(shown(report)) == everything - {name}
        assert not report.complete
        later = tell(answer, before=before)
        assert set(shown(later)) == everything
        assert shown(later)[name] is None
        assert later.complete


@pytest.mark.parametrize("told", ["UL7", ["UL7"], ["UL7", "UL6"]])
def test_the_build_is_a_list_or_not(told: Any) -> None:
    """The first of it counts."""
    assert shown(tell(gateway() | {"ulVersion": told}))["ups.firmware.build"] == "UL7"
