"""Where the power comes from, what it does to batteries, and how warm it gets."""

from math import exp
from typing import NamedTuple

from ...clock import Clock
from ..knobs import UnitKnobs
from .battery import charge, discharge
from .state import Port, Supply, UpsState

MAIN, BUS = 54.1, 48.1
"""Volts of the charger, and of the bus behind it."""
_DROP = 0.1  # V between battery and bus
_AMBIENT, _WARMTH = 30.0, 0.044  # degrees C, and degrees per watt
_INERTIA = 600.0  # seconds
_FAN_ON, _FAN_OFF = 50.0, 47.0
MCU_ABOVE_BOARD = 9


class Measured(NamedTuple):
    """What can be measured at a supply, in volts."""

    main: float
    load: float
    batt: float
    cells: list[float]


class Physics:
    """Keeps charge and temperature in step with time, whenever somebody looks."""

    def __init__(self, state: UpsState, clock: Clock, knobs: UnitKnobs) -> None:
        """Begin as if it had run like this for long."""
        self._state = state
        self._clock = clock
        self._knobs = knobs
        self.reset()

    def reset(self) -> None:
        """Begin anew, as if it had run like this for long."""
        self._settled = self._clock.now
        self.board = self._warmest()
        self.fan = False

    @property
    def fitted(self) -> list[Supply]:
        """The supplies that are there."""
        return self._state.supplies[: 2 if self._knobs.psu == "2" else 1]

    @property
    def mains(self) -> bool:
        """Whether any supply has mains."""
        return any(supply.mains for supply in self.fitted)

    @property
    def on_battery(self) -> bool:
        """Whether the batteries carry the load."""
        return self._state.forced or not self.mains

    @property
    def exhausted(self) -> bool:
        """Whether no battery is above the protection any more."""
        return self.on_battery and all(
            self.measure(supply).batt <= self._state.buv for supply in self.fitted
        )

    def watts(self) -> float:
        """Tell what all ports take."""
        return sum(port.rail * port.amperes for port in self._state.ports if port.on)

    def measure(self, supply: Supply) -> Measured:
        """Tell the voltages of a supply."""
        fed = supply.mains and not self._state.forced
        if self.on_battery:
            cells = [block.discharging(self._share()) for block in supply.blocks]
        else:
            cells = [
                block.charging() if fed else block.discharging(0.0)
                for block in supply.blocks
            ]
        batt = sum(cells)
        load = min(BUS, batt - _DROP) if self.on_battery else BUS
        if supply.mains:
            main = MAIN
        else:
            main = 0.0 if self._knobs.main_on_outage == "zero" else batt
        return Measured(main, load, batt, cells)

    def voltage(self, port: Port) -> float:
        """Tell the voltage at a port; only those of the 48 V rail follow the bus."""
        if not port.on and self._knobs.off_voltage == "zero":
            return 0.0
        bus = self.measure(self.fitted[0]).load
        return min(port.rail, bus) if port.rail > 40 else port.rail

    def settle(self) -> None:
        """Let the time since the last look have its effect."""
        elapsed = self._clock.now - self._settled
        self._settled = self._clock.now
        for supply in self.fitted:
            if self.on_battery:
                discharge(supply.blocks, self._share(), elapsed)
            elif supply.mains:
                charge(supply.blocks, elapsed)
        away = self.board - self._warmest()
        self.board = self._warmest() + away * exp(-elapsed / _INERTIA)
        self.fan = self.board > (_FAN_OFF if self.fan else _FAN_ON)

    def _share(self) -> float:
        """Tell the amperes that each battery gives."""
        return self.watts() / BUS / len(self.fitted)

    def _warmest(self) -> float:
        return _AMBIENT + _WARMTH * self.watts()
