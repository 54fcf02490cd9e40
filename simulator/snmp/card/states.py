"""The units of the models besides the one that a cloud knows, too."""

from functools import partial

from ...smartconnect.unit.start import build
from ...smartconnect.unit.state import UpsState

smart_ups = partial(build, 1)


def three_phase() -> UpsState:
    """Build a Symmetra with 20 kW."""
    return UpsState(
        device_id="",
        serial="QD0000000001",
        name="Hall UPS",
        model="Symmetra PX 40",
        part_number="SY20K40F",
        cartridge="SYBTU1-PLP",
        ip="",
        rated_watts=20_000,
        rated_va=20_000,
        capacity=5_000,
        watts=7_400,
        firmware="53.05.D",
    )


def first_generation() -> UpsState:
    """Build a UPS of long ago."""
    return UpsState(
        device_id="",
        serial="WS9800000001",
        name="Old UPS",
        model="SMART-UPS 700",
        part_number="SU700I",
        cartridge="RBC5",
        ip="",
        rated_watts=450,
        rated_va=700,
        capacity=110,
        watts=120,
        firmware="50.14.I",
    )
