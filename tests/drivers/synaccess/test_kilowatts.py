"""Firmware that means kW: seen by what volts and amperes say, and remembered."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.synaccess import kilowatts
from custom_components.rack_power.equipment.model import PartId, Value
from custom_components.rack_power.equipment.variables import BANK_POWER, BANK_REALPOWER

from ..conftest import Outside
from .conftest import BANK, Drive, Driven
from .lists import report, value

FULL = {"id": "7", "voltageRms": 120.0, "currentRms": 5.0}  # 600 VA


def powers(
    row: dict[str, Any], memory: kilowatts.Memory | None = None
) -> tuple[kilowatts.Memory, tuple[Value, ...]]:
    """Return what is known now, and active and apparent power."""
    known, told = kilowatts.correct(memory or {}, report("banks", [row]))
    names = {point.variable.name for point in told.readings}
    wanted = [name for name in ("bank.realpower", "bank.power") if name in names]
    return known, tuple(value(told, name) for name in wanted)


@pytest.mark.parametrize(
    ("row", "known", "shown"),
    [
        ({"activePower": 570.0, "apparentPower": 600.0}, {"7": False}, (570, 600)),
        ({"activePower": 0.57, "apparentPower": 0.6}, {"7": True}, (570, 600)),
        ({"activePower": 0.57, "apparentPower": 0.5}, {"7": True}, (570, 500)),
        ({"activePower": 0.57, "apparentPower": 0.4}, {}, (0.57, 0.4)),
        ({"activePower": None, "apparentPower": 0.6}, {"7": True}, (None, 600)),
        ({"activePower": 0.3, "powerFactor": -0.5}, {"7": True}, (300,)),
        ({"activePower": 300, "powerFactor": -0.5}, {"7": False}, (300,)),
        ({"activePower": 0.3}, {}, (0.3,)),
        ({"activePower": 0.3, "powerFactor": 0}, {}, (0.3,)),
        ({"powerFactor": 0.5}, {}, ()),
        ({"apparentPower": 0.6, "voltageRms": None}, {}, (0.6,)),
        ({"apparentPower": 0.04, "currentRms": 0.4}, {}, (0.04,)),
    ],
)
def test_what_a_reading_tells(
    row: dict[str, Any], known: kilowatts.Memory, shown: tuple[Value, ...]
) -> None:
    """Above 50 VA one of the two fits; without evidence it is W."""
    found, told = powers(FULL | row)
    assert found == known
    assert told == pytest.approx(shown)


def test_the_documented_bank_fits_neither() -> None:
    """0.807 A, 119.9 V, active 0.009, apparent 0.930: left as it is."""
    row = {"id": "7", "currentRms": 0.807, "voltageRms": 119.9}
    known, told = powers(row | {"activePower": 0.009, "apparentPower": 0.93})
    assert not known
    assert told == (0.009, 0.93)


def test_what_was_found_holds_for_small_loads() -> None:
    """It is applied below 50 VA as well, to that bank only."""
    small = {"id": "7", "voltageRms": 120.0, "currentRms": 0.1, "apparentPower": 0.012}
    assert powers(small, {"7": True})[1] == (12.0,)
    assert powers(small, {"8": True})[1] == (0.012,)


def test_other_firmware_may_mean_watts() -> None:
    """The next reading with enough load says so."""
    known, told = powers(FULL | {"apparentPower": 600.0}, {"7": True})
    assert known == {"7": False}
    assert told == (600.0,)


@given(
    st.floats(0, 1e6) | st.none(),
    st.floats(0, 1e6) | st.none(),
    st.floats(0, 1e6) | st.none(),
    st.booleans(),
)
def test_nothing_else_is_changed(
    volts: float | None, amperes: float | None, power: float | None, before: bool
) -> None:
    """A power is what was told, or a thousand times that."""
    row = {"id": "7", "voltageRms": volts, "currentRms": amperes}
    told = report("banks", [row | {"apparentPower": power}])
    _, corrected = kilowatts.correct({"7": before}, told)
    assert value(corrected, "bank.voltage") == volts
    assert value(corrected, "bank.current") == amperes
    shown = value(corrected, "bank.power")
    assert shown == power or (power is not None and shown == power * 1000)


def in_kilowatts(driven: Driven) -> None:
    """Have the PDU tell kW from now on."""
    bank = driven.pdu.state.bank(BANK)
    bank |= {"activePower": 0.4107, "apparentPower": 0.4324}


async def test_it_is_remembered_over_a_restart(drive: Drive) -> None:
    """Also while nothing draws enough to see it again."""
    outside = Outside()
    driven = await drive(outside=outside)
    assert outside.notes.kept.get("banks_in_kilowatts") is None
    in_kilowatts(driven)
    await driven.poll()
    bank = PartId("bank", BANK)
    assert driven.value(bank, BANK_REALPOWER) == pytest.approx(410.7)
    assert driven.value(bank, BANK_POWER) == pytest.approx(432.4)
    assert outside.notes.kept["banks_in_kilowatts"] == [BANK]
    again = await drive(outside=outside, started=False)
    small = {"currentRms": 0.1, "activePower": 0.0114, "apparentPower": 0.012}
    again.pdu.state.bank(BANK).update(small)
    await again.start()
    assert again.value(bank, BANK_REALPOWER) == pytest.approx(11.4)


async def test_a_memory_that_makes_no_sense(drive: Drive) -> None:
    """Nothing is known then."""
    outside = Outside()
    outside.notes.keep("banks_in_kilowatts", {"7": "yes"})
    driven = await drive(outside=outside)
    assert driven.value(PartId("bank", BANK), BANK_POWER) == 432.4
