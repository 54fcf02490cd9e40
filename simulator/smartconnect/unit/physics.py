"""What flows through a UPS, what it does to the battery, and how warm that gets.

Our own choice, enough to look right.
"""

from math import exp, inf

from ...clock import Clock
from .state import UpsState

_EMPTY, _FULL = 22.4, 25.6
"""Volts of the battery at rest."""
_FLOAT, _CHARGING = 27.3, 26.9
"""Volts on the charger: full, and while it is filled."""
_SAG = 0.6  # V that the battery loses at the full load
_LOSSES = 6.5  # W of the electronics, whatever the load
_ON_LINE, _INVERTER = 0.985, 0.88
"""What arrives of what is taken, without the losses."""
_CHARGE_RATE = 0.3  # of the capacity, in an hour
_WARMTH, _BATTERY_WARMTH = 3.0, 7.0
"""Degrees Celsius that the battery is above the room: always, and when it works."""
_INERTIA = 1800.0  # seconds
_CALM = 0.1  # degrees Celsius from which nobody waits for the rest
_HOUR = 3600.0
_FIRST_ENERGY = 184532.0  # Wh that have gone out when it starts


class Physics:
    """Keeps charge, energy and temperature in step, whenever somebody looks."""

    def __init__(self, state: UpsState, clock: Clock) -> None:
        """Begin as if it had run like this for long."""
        self._state = state
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Begin anew, as if it had run like this for long."""
        self._settled = self._clock.now
        self.energy = _FIRST_ENERGY
        self.temperature = self._target()

    @property
    def on_battery(self) -> bool:
        """Whether the battery carries the load."""
        state = self._state
        if not state.output or state.bypass:
            return False
        return not state.mains or state.calibrating

    @property
    def carries(self) -> bool:
        """Whether there is power at the output."""
        state = self._state
        if not state.output or (state.bypass and not state.mains):
            return False
        return not self.on_battery or (state.battery and state.charge > 0)

    @property
    def watts(self) -> float:
        """Tell what the output gives."""
        return self._state.watts if self.carries else 0.0

    @property
    def apparent(self) -> float:
        """Tell the same in VA."""
        return self.watts / self._state.power_factor

    @property
    def charging(self) -> bool:
        """Whether the charger fills the battery."""
        state = self._state
        return (
            state.mains and state.battery and not self.on_battery and state.charge < 1
        )

    @property
    def moving(self) -> bool:
        """Whether time alone changes something."""
        return self.charging or abs(self.temperature - self._target()) > _CALM

    @property
    def drawn(self) -> float:
        """Tell the watts taken from the mains."""
        if not self._state.mains or self.on_battery:
            return 0.0
        charger = _CHARGE_RATE * self._state.capacity if self.charging else 0.0
        return self.watts / _ON_LINE + _LOSSES + charger

    @property
    def efficiency(self) -> float:
        """Tell the percentage that arrives."""
        return 100 * self.watts / self.drawn if self.drawn else 0.0

    @property
    def runtime(self) -> float:
        """Tell for how many seconds the battery would last."""
        state = self._state
        if not state.battery:
            return 0.0
        taken = (state.watts if state.output else 0.0) / _INVERTER + _LOSSES
        return state.charge * state.capacity / taken * _HOUR if taken else inf

    @property
    def battery_voltage(self) -> float:
        """Tell the volts at the battery."""
        state = self._state
        if not state.battery:
            return 0.0
        rest = _EMPTY + (_FULL - _EMPTY) * state.charge
        if self.on_battery:
            return rest - _SAG * self.watts / state.rated_watts
        if not state.mains:
            return rest
        return min(_CHARGING, rest + 1.5) if self.charging else _FLOAT

    def settle(self) -> None:
        """Let the time since the last look have its effect."""
        state = self._state
        hours = (self._clock.now - self._settled) / _HOUR
        self._settled = self._clock.now
        self.energy += self.watts * hours
        if self.on_battery and state.battery:
            taken = (self.watts / _INVERTER + _LOSSES) * hours
            state.charge = max(0.0, state.charge - taken / state.capacity)
        elif self.charging:
            state.charge = min(1.0, state.charge + _CHARGE_RATE * hours)
        away = self.temperature - self._target()
        self.temperature = self._target() + away * exp(-hours * _HOUR / _INERTIA)

    def _target(self) -> float:
        works = self.on_battery or self.charging
        return self._state.room + (_BATTERY_WARMTH if works else _WARMTH)
