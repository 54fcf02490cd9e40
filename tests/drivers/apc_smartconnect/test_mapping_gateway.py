"""How a UPS is: mode, conditions, link, firmware and what lasts."""

from datetime import date
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import (
    BUILT_IN,
    parse_dictionary,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    gateway_report,
    has_link,
)
from custom_components.rack_power.drivers.apc_smartconnect.variables import (
    OPERATING_MODE,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import UNIT, Quality, Report, Value

from .mapping_examples import (
    NOW,
    WHO,
    details,
    dictionary,
    gateway,
    points,
    put,
    qualities,
    shown,
    without,
)


def tell(answer: Any, **how: Any) -> Report:
    """Read an answer with our own dictionary."""
    return gateway_report(WHO, answer, BUILT_IN, NOW, **how)


def conditions(*keys: Any) -> list[Any]:
    """Conditions as the cloud lists them."""
    return [{"id": key} for key in keys]


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


@pytest.mark.parametrize(
    ("keys", "severity", "problem", "replace", "overload"),
    [
        ((), "ok", False, False, False),
        (("batt_eol_impending",), "info", False, False, False),
        (("batt_eol",), "warning", True, True, False),
        (("batt_needs_replacement",), "critical", True, True, False),
        (("overload",), "critical", True, False, True),
        (("shutdown", "site_wiring_fault"), "warning", True, False, False),
        (("dusty",), "warning", True, False, False),
        (("comm_est", "fw_up_to_date"), "info", False, False, False),
    ],
)
def test_conditions(
    keys: tuple[str, ...], severity: str, problem: bool, replace: bool, overload: bool
) -> None:
    """The gravest counts; a key that nobody knows is a warning."""
    told = shown(tell(gateway(upsCondition=conditions(*keys))))
    assert told["ups.severity"] == severity
    assert told["ups.problem"] is problem
    assert told["battery.replace"] is replace
    assert told["ups.overload"] is overload


def test_conditions_are_named() -> None:
    """All of them by the severity, the grave ones by the problem; strangers raw."""
    told = conditions("batt_eol_impending", "generic_fault", "dusty", "dusty")
    report = tell(gateway(upsCondition=told))
    assert details(report, "ups.severity") == {
        "ids": ("batt_eol_impending", "generic_fault", "dusty"),
        "texts": ("Battery near the end of its life", "Internal fault", "dusty"),
    }
    assert details(report, "ups.problem") == {
        "ids": ("generic_fault", "dusty"),
        "texts": ("Internal fault", "dusty"),
    }
    assert details(tell(gateway()), "ups.problem") is None


def test_the_live_dictionary_counts() -> None:
    """Its texts, its severities, its newer keys."""
    words = parse_dictionary(
        dictionary() | {"dusty": {"state": {"name": "Dust"}, "severity": 1, "meta": []}}
    )
    answer = gateway(upsCondition=conditions("dusty", "generic_fault"))
    report = gateway_report(WHO, answer, words, NOW)
    assert details(report, "ups.severity") == {
        "ids": ("dusty", "generic_fault"),
        "texts": ("Dust", "Fault"),
    }
    assert details(report, "ups.problem")["ids"] == ("generic_fault",)


def test_a_mode_among_the_conditions() -> None:
    """The cloud may repeat it there."""
    told = shown(tell(gateway(upsCondition=conditions("onbattery"))))
    assert (told["ups.severity"], told["ups.problem"]) == ("warning", True)


@pytest.mark.parametrize("told", [None, "overload", 5, {}])
def test_no_list_of_conditions(told: Any) -> None:
    """Nothing is known of them, but of the mode."""
    answer = gateway(upsCondition=told, upsOperatingMode="onbattery")
    for report in (tell(answer), tell(without(answer, "status.upsCondition"))):
        values = shown(report)
        assert values["ups.problem"] is None
        assert values["battery.replace"] is None
        assert values["ups.overload"] is None
        assert values["ups.severity"] == "warning"


@pytest.mark.parametrize("odd", [None, {}, {"id": None}, {"id": []}, [], True])
def test_an_odd_condition(odd: Any) -> None:
    """What can be read counts; what may be meant by the odd one is unknown."""
    alone = shown(tell(gateway(upsCondition=[odd])))
    assert (alone["ups.problem"], alone["ups.overload"]) == (None, None)
    report = tell(gateway(upsCondition=[odd, {"id": "overload"}, "batt_eol"]))
    told = shown(report)
    assert told["ups.problem"] is told["ups.overload"] is told["battery.replace"]
    assert told["ups.problem"] is True
    assert details(report, "ups.problem")["ids"] == ("overload", "batt_eol")


def test_many_conditions_are_bounded() -> None:
    """Those that are left out may be meant."""
    report = tell(gateway(upsCondition=conditions(*(f"k{i}" for i in range(500)))))
    assert len(details(report, "ups.problem")["ids"]) == 100
    assert shown(report)["ups.overload"] is None


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
