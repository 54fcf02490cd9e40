"""``status.upsCondition``: what is known of a UPS by what lasts, and what is not."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import (
    parse_dictionary,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    gateway_report,
)

from .mapping_examples import (
    NOW,
    WHO,
    conditions,
    details,
    dictionary,
    gateway,
    shown,
    tell_gateway as tell,
    without,
)


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
    for mode in ("online", "onbattery.rtc"):
        answer = gateway(upsCondition=told, upsOperatingMode=mode)
        assert shown(tell(answer))["ups.severity"] is None


@pytest.mark.parametrize("odd", [None, {}, {"id": None}, {"id": []}, [], True])
def test_an_odd_condition(odd: Any) -> None:
    """What can be read counts; what may be meant by the odd one is unknown."""
    alone = shown(tell(gateway(upsCondition=[odd])))
    assert (alone["ups.problem"], alone["ups.overload"]) == (None, None)
    assert alone["ups.severity"] is None
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


def test_very_many_conditions_are_not_looked_at() -> None:
    """Half a million would hold up everybody else; the last may be another one."""
    told = conditions(*["comm_est"] * 1000)
    assert shown(tell(gateway(upsCondition=told)))["ups.overload"] is False
    told += conditions("overload")
    assert shown(tell(gateway(upsCondition=told)))["ups.overload"] is None
