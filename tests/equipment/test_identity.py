"""Which serial numbers identify a unit."""

import pytest

from custom_components.rack_power.equipment.identity import equipment_id, is_serial


@pytest.mark.parametrize(
    "serial", ["AS1234567890", "1502530", "PSX-2024-001234", "F0A1"]
)
def test_real_serials(serial: str) -> None:
    """What a maker would print on a plate."""
    assert is_serial(serial)


@pytest.mark.parametrize(
    "serial",
    [
        None, "", "   ", "FFFFFFFFFFFF", "000000", "0", "00:00:00", "unknown",
        "Not Set", "N/A", "none", "default", "Serial Number", "xxxxxxx", "11111111",
        "-", "Blank", "*?!", "序列号",
    ],
)  # fmt: skip
def test_fake_serials(serial: str | None) -> None:
    """What must never merge two units."""
    assert not is_serial(serial)


def test_the_id_is_the_same_by_every_path() -> None:
    """Case and punctuation of a path do not matter."""
    assert (
        equipment_id("APC", " AS-123 ") == equipment_id("apc", "as-123") == "apc_as-123"
    )
    assert equipment_id("A", "1") != equipment_id("B", "1")
