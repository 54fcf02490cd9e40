"""What is known of traps by number."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.traps.other_traps_codes import OTHERS
from custom_components.rack_power.drivers.apc_snmp.traps.traps_codes import (
    BINDINGS,
    CLEARING,
    GENERIC,
    KNOWN,
    Concern,
)
from custom_components.rack_power.equipment.model import Severity


def test_as_many_as_there_are() -> None:
    """All of the MIB are known, none twice."""
    assert (len(KNOWN), len(OTHERS), len(GENERIC)) == (279, 524, 6)
    assert not KNOWN.keys() & OTHERS.keys()
    assert len(CLEARING) == 113
    assert {known.concern for known in KNOWN.values()} == {*Concern}


@pytest.mark.parametrize(
    ("number", "name", "severity", "cleared_by"),
    [
        (1, "communicationLost", Severity.CRITICAL, 8),
        (2, "upsOverload", Severity.CRITICAL, 33),
        (5, "upsOnBattery", Severity.WARNING, 9),
        (7, "lowBattery", Severity.CRITICAL, 11),
        (20, "hardwareFailureBypass", Severity.CRITICAL, 23),
        (22, "switchedBypass", Severity.WARNING, 23),
        (39, "gracefulShutdown", Severity.INFORMATIONAL, None),
        (299, "upsOutletGroupTurnedOff", Severity.WARNING, 298),
        (636, "apcTestTrap", Severity.INFORMATIONAL, None),
        (771, "upsEPOActive", Severity.CRITICAL, 772),
        (806, "upsBatteryPackIncompatible", Severity.CRITICAL, 807),
    ],
)
def test_frequent_ones(
    number: int, name: str, severity: Severity, cleared_by: int | None
) -> None:
    """Those that everybody meets (10.1)."""
    known = KNOWN[number]
    assert (known.name, known.severity, known.cleared_by) == (
        name,
        severity,
        cleared_by,
    )


def test_what_clears_is_known_and_clears_nothing_worse() -> None:
    """The end of something is no alarm, and nothing ends it."""
    for number in CLEARING:
        assert KNOWN[number].severity is Severity.INFORMATIONAL
        assert KNOWN[number].cleared_by is None


def test_titles_are_words() -> None:
    """Titles are short, begin with a capital, and are not the names."""
    for known in (*KNOWN.values(), *GENERIC):
        assert known.title[0].isupper()
        assert len(known.title) <= 60
        assert known.title != known.name


def test_bindings_are_told_apart() -> None:
    """No name stands for two objects."""
    assert len({*BINDINGS.values()}) == len(BINDINGS)
