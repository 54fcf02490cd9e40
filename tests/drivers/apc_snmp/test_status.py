"""What feeds the load, and the flags that say so (3.2, 4)."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp.client import Raw
from custom_components.rack_power.drivers.apc_snmp.mapping.scalars import problem
from custom_components.rack_power.drivers.apc_snmp.mapping.status import follows
from custom_components.rack_power.drivers.apc_snmp.objects.flag_codes import (
    HARMLESS,
    STATE,
    STATE_FLAGS,
    STRINGS,
    TESTING,
)
from custom_components.rack_power.drivers.apc_snmp.oid import Oid, ups
from custom_components.rack_power.equipment.model import Value
from custom_components.rack_power.equipment.variables import (
    BATTERY_LOW,
    BATTERY_REPLACE,
    INPUT_MAINS,
    OUTPUT_ON,
    UPS_BYPASS,
    UPS_ONBATTERY,
    UPS_OVERLOAD,
    UPS_PROBLEM,
)

from .conftest import Drive, u


def flags(*numbers: int) -> bytes:
    """Write a string in which some flags are set."""
    return "".join("1" if one in numbers else "0" for one in range(1, 65)).encode()


def told(status: Raw, string: Raw | None = None, **more: Raw) -> dict[Oid, Raw]:
    """Return what a card tells."""
    found: dict[Oid, Raw] = {(*ups("4.1.1"), 0): status}
    if string is not None:
        found[*ups("11.1.1"), 0] = string
    if "battery" in more:
        found[*ups("2.1.1"), 0] = more["battery"]
    if "replace" in more:
        found[*ups("2.2.4"), 0] = more["replace"]
    return found


PRESENT = [2, 4, 12, 13, 14, 15, 18, 19, 20, 21, 22, 25, 28]


@pytest.mark.parametrize("status", range(1, 30))
def test_in_which_statuses_the_mains_is_there(status: int) -> None:
    """As the list says; of most others it is not known."""
    expected = True if status in PRESENT else None
    if status in {3, 11}:
        expected = False
    assert follows(told(status))[INPUT_MAINS][0] is expected


@pytest.mark.parametrize(
    ("string", "mains", "reason"),
    [
        (flags(2, 6, 19), False, "outage"),
        (flags(2, 6, 19, 29), True, "self_test"),
        (flags(2, 6, 10, 19), True, "calibration"),
        (None, False, "outage"),
        (b"UNKNOWN", False, "outage"),
    ],
)
def test_a_self_test_is_no_outage(
    string: bytes | None, mains: bool, reason: str
) -> None:
    """Most models say that they are on battery; only a flag tells why."""
    found = follows(told(3, string))
    assert found[INPUT_MAINS][0] is mains
    assert found[UPS_ONBATTERY] == (True, {"reason": reason})


@pytest.mark.parametrize(
    ("status", "on_battery", "on", "bypass"),
    [
        (1, None, None, None),
        (2, False, True, False),
        (3, True, True, False),
        (6, False, True, True),
        (7, False, False, False),
        (11, False, False, False),
        (16, False, True, True),
        (b"?", None, None, None),
    ],
)
def test_what_follows_from_the_status(
    status: Raw, on_battery: Value, on: Value, bypass: Value
) -> None:
    """An unknown one says nothing."""
    found = follows(told(status))
    assert found[UPS_ONBATTERY][0] is on_battery
    assert found[OUTPUT_ON][0] is on
    assert found[UPS_BYPASS][0] is bypass


def test_low_and_due_batteries_are_told_by_two_objects_each() -> None:
    """Either may say so, and a card without the string has the other."""
    assert follows(told(3, flags(2, 3)))[BATTERY_LOW][0] is True
    assert follows(told(3, battery=3))[BATTERY_LOW][0] is True
    assert follows(told(2, flags(4), battery=2))[BATTERY_LOW][0] is False
    assert follows(told(2, battery=1))[BATTERY_LOW][0] is None
    assert follows(told(2, flags(4, 5), replace=1))[BATTERY_REPLACE][0] is True
    assert follows(told(2, flags(4), replace=2))[BATTERY_REPLACE][0] is True
    assert follows(told(2, flags(4), replace=1))[BATTERY_REPLACE][0] is False
    assert follows(told(2, replace=1))[BATTERY_REPLACE][0] is False
    assert BATTERY_REPLACE not in follows(told(2))


@given(
    st.dictionaries(
        st.sampled_from([(*ups(t), 0) for t in ("4.1.1", "11.1.1", "2.1.1", "2.2.4")]),
        st.integers() | st.binary() | st.text() | st.just((1, 3)),
    )
)
def test_whatever_is_told_something_follows(values: dict[Oid, Any]) -> None:
    """And nothing but true, false and unknown."""
    assert {value for value, _ in follows(values).values()} <= {True, False, None}


def test_60_flags_have_a_name() -> None:
    """22 of them tell what the unit does."""
    assert set(STATE_FLAGS) == set(range(1, 61))
    assert len(HARMLESS) == 22


def test_a_problem_names_its_flags() -> None:
    """What the unit does is told with it, and is none."""
    assert problem(frozenset({4, 6, 19}), STATE)[0] is False
    assert problem(frozenset({4, 9}), STATE) == (True, ("on_line", "overload"))
    assert problem(None, STATE) == (None, ())
    health = STRINGS[-1]
    assert problem(frozenset({0}), health) == (False, ())
    assert problem(frozenset({1}), health) == (True, ("near_end",))
    assert problem(frozenset(), health) == (True, ())


async def test_a_power_failure_is_seen_within_one_poll(drive: Drive) -> None:
    """And its end."""
    driven = await drive()
    assert driven.value(UPS_ONBATTERY) is False
    driven.card.play("power_failure")
    await driven.poll()
    assert driven.value(UPS_ONBATTERY) is True
    assert driven.value(INPUT_MAINS) is False
    assert driven.reading(UPS_ONBATTERY).details == {"reason": "outage"}
    assert driven.value("ups.status") == "on_battery"
    driven.card.step(600)
    await driven.read()
    assert driven.value(INPUT_MAINS) is True


@pytest.mark.parametrize("scenario", ["self_test", "calibration"])
async def test_tests_run_from_the_battery_while_the_mains_is_there(
    drive: Drive, scenario: str
) -> None:
    """The mains never goes away, and the battery feeds the load for a reason."""
    driven = await drive()
    driven.card.step(7)
    driven.card.play(scenario)
    await driven.poll(3)
    assert driven.value(INPUT_MAINS) is True
    assert driven.value(UPS_ONBATTERY) is True
    assert driven.reading(UPS_ONBATTERY).details == {"reason": scenario}
    assert driven.value(TESTING) is (scenario == "self_test")


async def test_an_overload_is_a_problem_with_a_name(drive: Drive) -> None:
    """The other flags are there one by one, for who looks for them."""
    driven = await drive()
    assert driven.value(UPS_PROBLEM) is False
    driven.card.play("overload")
    await driven.poll()
    assert driven.value(UPS_OVERLOAD) is True
    assert driven.value(UPS_PROBLEM) is True
    details = driven.reading(UPS_PROBLEM).details or {}
    assert "overload" in str(details["flags"])
    assert driven.value("ups.flag.hot_standby") is False


async def test_a_battery_that_is_due(drive: Drive) -> None:
    """By the flag or by the indicator."""
    driven = await drive()
    driven.card.play("replace_battery")
    await driven.poll()
    assert driven.value(BATTERY_REPLACE) is True


async def test_a_flag_string_of_31_characters(drive: Drive) -> None:
    """The flags that it has are told."""
    driven = await drive(state_flags="short")
    driven.card.play("overload")
    await driven.poll()
    assert driven.value(UPS_OVERLOAD) is True


async def test_a_flag_string_that_is_not_supported(drive: Drive) -> None:
    """Nothing is made of it, and the rest follows from the status."""
    driven = await drive(state_flags="not_supported")
    assert not driven.has(UPS_PROBLEM)
    assert not driven.has(UPS_OVERLOAD)
    assert not driven.has("ups.flag.hot_standby")
    assert driven.value(INPUT_MAINS) is True
    assert driven.value(BATTERY_REPLACE) is False


async def test_a_flag_string_that_is_absent(drive: Drive) -> None:
    """As on some Galaxys."""
    driven = await drive(state_flags="absent")
    assert not driven.has(UPS_PROBLEM)
    assert driven.value(UPS_ONBATTERY) is False


async def test_a_flag_string_that_is_unknown(drive: Drive) -> None:
    """The unit has it, and does not know it now."""
    driven = await drive(state_flags="unknown")
    assert driven.value(UPS_PROBLEM) is None
    assert driven.value(UPS_OVERLOAD) is None
    assert driven.value(UPS_ONBATTERY) is False


async def test_strings_that_a_unit_does_not_have_make_nothing(drive: Drive) -> None:
    """One problem for each that it has."""
    driven = await drive()
    driven.card.override(u("11.2.15"), "NOT SUPPORTED")
    again = await drive(card=driven.card)
    assert again.value("ups.abnormal.problem") is False
    assert not again.has("ups.galaxy.problem")
