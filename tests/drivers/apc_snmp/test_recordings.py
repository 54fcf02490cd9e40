"""Recordings of real cards: our own twins of two, and what lies beside the checkout.

Other people's recordings are not ours to pass on: they are looked for, not kept.
"""

from pathlib import Path

import pytest

from custom_components.rack_power.equipment.model import Kind, Quality, Quantity
from custom_components.rack_power.equipment.variables import (
    BATTERY_CHARGE,
    INPUT_MAINS,
    UPS_ONBATTERY,
)

from .conftest import Drive
from .test_recorded import PACKS, SMART_UPS, played

ROOT = Path(__file__).parents[3]
SERIAL = "1.3.6.1.4.1.318.1.1.1.1.2.3.0"
RECORDINGS = {
    "smart-ups": SMART_UPS,
    "packs": PACKS,
    **{
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(
            ROOT.parent.glob("*/data/apc-snmp/recordings/*.snmprec"),
        )
    },
}
NEVER_NEGATIVE = {Quantity.VOLTAGE, Quantity.FREQUENCY, Quantity.LOAD, Quantity.CHARGE}


@pytest.mark.parametrize("name", RECORDINGS)
async def test_a_recording_is_a_ups(drive: Drive, name: str) -> None:
    """On line, with a battery, and nothing that the card only says it has not."""
    recording = RECORDINGS[name]
    if SERIAL not in recording:  # taken out by whoever passed it on
        recording = f"{recording.rstrip()}\n{SERIAL}|4|AS0000000009\n"
    async with await played(drive, recording) as card:
        driven = await drive(card=card)
        assert driven.value(UPS_ONBATTERY) is False
        assert driven.value(INPUT_MAINS) is True
        assert driven.value(BATTERY_CHARGE) == 100
        readings = [
            (point, reading)
            for group in driven.picture.groups.values()
            for point, reading in group.readings.items()
        ]
        assert len(readings) > 15
        for point, reading in readings:
            assert reading.quality is Quality.GOOD
            if point.variable.quantity in NEVER_NEGATIVE:
                assert reading.value is None or reading.value >= 0, point  # type: ignore[operator]
            if point.variable.kind is Kind.TEXT and isinstance(reading.value, str):
                assert reading.value.strip() == reading.value != "", point
