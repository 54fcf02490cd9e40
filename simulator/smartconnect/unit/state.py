"""What is so with a UPS, for tests to read and change."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True)
class UpsState:
    """The live state; mode, conditions and most of what is measured follow from it.

    `overrides` sets what is told on the wire, whatever is so: the keys are paths into
    one UPS or its collections, as `status.upsOperatingMode` or `battery.temperature`.
    `absent` holds paths that are not told at all.
    """

    device_id: str
    serial: str
    name: str
    model: str
    part_number: str
    cartridge: str
    ip: str
    rated_watts: float
    rated_va: float
    capacity: float
    """Watt-hours of the full battery."""
    watts: float
    """What hangs on the output."""
    power_factor: float = 0.86
    description: str = ""
    firmware: str = "UPS 04.1"
    pending_firmware: str | None = None
    installing: bool = False
    build: str = "SIM01"
    mains: bool = True
    mains_voltage: float = 231.2
    frequency: float = 50.0
    low_transfer: float = 208
    high_transfer: float = 253
    sensitivity: int = 1
    output: bool = True
    """Whether the output is on."""
    bypass: str = ""
    """`ups` or `user`: who has put it into bypass; empty: nobody."""
    calibrating: bool = False
    """On battery on purpose, to learn how long it lasts."""
    charge: float = 1.0
    """0 to 1."""
    battery: bool = True
    """Whether the battery is connected."""
    battery_age: str = ""
    """`impending`, `exceeded` or `needed`: what the UPS says of replacing it."""
    packs: int = 0
    room: float = 21.5
    """Degrees Celsius around it."""
    self_test_result: str = "Passed"
    self_test_interval: int = 14
    refusal: str = ""
    """Why a self-test cannot run."""
    installed: date = date(2024, 3, 31)
    replace_by: date = date(2028, 6, 1)
    subscription_end: date = date(2027, 3, 31)
    basic: bool = False
    """Whether the plan is Basic Monitoring, which records no events."""
    monitored: bool = True
    low_runtime: float = 150.0
    """Seconds of runtime at which the battery is called low."""
    mode: str = ""
    """A mode that is told instead of the true one."""
    conditions: list[str] = field(default_factory=list)
    """Conditions besides those that follow from the state."""
    overrides: dict[str, Any] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
