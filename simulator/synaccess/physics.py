"""Currents, their sums, voltages behind breakers, and energy that grows with time."""

from math import sin
from typing import Any

from ..clock import Clock
from .derived import Derived
from .state import PduState, Record

POWER_FACTOR = 0.95
FREQUENCY = 60.02
_JOULES_PER_KWH = 3.6e6


def is_number(value: Any) -> bool:
    """Tell numbers from everything that may be set in their place."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def number(value: Any) -> float:
    """Read a number; what is none counts nothing."""
    return float(value) if is_number(value) else 0.0


class Physics:
    """Keeps what is measured in step with loads, relays and breakers."""

    def __init__(self, state: PduState, clock: Clock, *, wander: bool = False) -> None:
        """Work out the first values; with `wander` loads vary a little over time."""
        self._state = state
        self._clock = clock
        self._wander = wander
        self._derived = Derived()
        self._settled = clock.now
        self._uptime = float(state.device["uptime"])
        self._energy: dict[str, float] = {}
        self.settle()

    def settle(self) -> None:
        """Bring every worked out value up to now."""
        elapsed = self._clock.now - self._settled
        self._settled = self._clock.now
        self._tell_time(elapsed)
        for bank in self._state.banks:
            self._accumulate(bank, elapsed)
        for outlet in self._state.outlets:
            self._measure_outlet(outlet)
        for bank in self._state.banks:
            self._measure_bank(bank)
        for inlet in self._state.inlets:
            self._measure_inlet(inlet)

    def restart(self) -> None:
        """Count the uptime from nothing."""
        self._uptime = 0.0
        self._derived.force(self._state.device, "uptime", 0)

    def reset_energy(self) -> None:
        """Zero the accumulated energy of every bank."""
        for bank in self._state.banks:
            self._energy[bank["id"]] = 0.0
            if "energyAccumulation" in bank:
                self._derived.force(bank, "energyAccumulation", 0.0)
        self.settle()

    def _tell_time(self, elapsed: float) -> None:
        device = self._state.device
        if self._derived.by_hand(device, "uptime"):
            self._uptime = number(device.get("uptime"))
        self._uptime += elapsed
        if is_number(device.get("uptime")):
            self._derived.force(device, "uptime", int(self._uptime))
        time = self._clock.time.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._derived.put(device, "time", time)

    def _accumulate(self, bank: Record, elapsed: float) -> None:
        """Count the energy since the last time, at the power that there was."""
        key = "energyAccumulation"
        if key not in bank:
            return
        ident = bank["id"]
        counting = self._derived.has_written(bank, key)
        if not counting or self._derived.by_hand(bank, key):
            if not is_number(bank[key]):
                return
            self._energy[ident] = float(bank[key])
        watts = number(bank.get("activePower"))
        self._energy[ident] += watts * elapsed / _JOULES_PER_KWH
        self._derived.force(bank, key, round(self._energy[ident], 4))

    def _measure_outlet(self, outlet: Record) -> None:
        state, derived = self._state, self._derived
        ident = outlet["id"]
        bank = state.bank_of(outlet)
        powered = bool(bank.get("circuitBreakerClosed", True))
        closed = state.stuck.get(ident, outlet.get("state", "ON") == "ON")
        live = powered and closed
        if live and derived.by_hand(outlet, "currentRms"):
            self._adopt_load(outlet)
        amperes = self._draw(outlet) if live else 0.0
        volts = bank.get("voltageRms", 0.0) if powered else 0.0
        derived.put(outlet, "circuitVoltage", volts)
        derived.put(outlet, "currentRms", amperes)
        derived.put(outlet, "voltageDetection", live)

    def _adopt_load(self, outlet: Record) -> None:
        if is_number(outlet.get("currentRms")):
            self._state.loads[outlet["id"]] = float(outlet["currentRms"])
            self._derived.force(outlet, "currentRms", outlet["currentRms"])

    def _draw(self, outlet: Record) -> float:
        loads = self._state.loads
        amperes = loads.setdefault(outlet["id"], number(outlet.get("currentRms")))
        if not self._wander:
            return amperes
        phase = number(outlet.get("outletIndex"))
        return round(amperes * (1 + 0.03 * sin(self._clock.now / 41 + phase)), 2)

    def _measure_bank(self, bank: Record) -> None:
        amperes = sum(
            number(outlet.get("currentRms"))
            for outlet in self._state.outlets
            if str(outlet["bankId"]) == bank["id"]
        )
        apparent = amperes * number(bank.get("voltageRms"))
        put = self._derived.put
        put(bank, "currentRms", round(amperes, 3))
        put(bank, "activePower", round(apparent * number(bank.get("powerFactor")), 1))
        put(bank, "apparentPower", round(apparent, 1))

    def _measure_inlet(self, inlet: Record) -> None:
        banks = self._state.banks
        energy = sum(number(bank.get("energyAccumulation")) for bank in banks)
        self._derived.put(inlet, "inletEnergyAccumulation", round(energy, 4))
        if "inletLines" in inlet:
            self._measure_lines(inlet)
            return
        values = {
            "inletCurrentRms": _total(banks, "currentRms", 3),
            "inletVoltageRms": banks[0].get("voltageRms") if banks else 0.0,
            "inletLineFrequency": FREQUENCY,
            "inletPowerFactor": POWER_FACTOR,
            "inletActivePower": _total(banks, "activePower", 1),
            "inletApparentPower": _total(banks, "apparentPower", 1),
        }
        standby = not inlet.get("atsInletActive", True)
        metered = self._state.device["outletPwrMeasurementsSupported"]
        for key, value in values.items():
            if standby:
                self._derived.drop(inlet, key)
            elif (
                metered
                and "atsInletActive" in inlet
                and not self._derived.by_hand(inlet, key)
            ):
                self._derived.force(inlet, key, value)
            else:
                self._derived.put(inlet, key, value)

    def _measure_lines(self, inlet: Record) -> None:
        """Sum what the banks draw from each line; call the line that is best even."""
        amperes = []
        for line in inlet["inletLines"]:
            fed = [b for b in self._state.banks if line["line"] in b["bankLines"]]
            self._derived.put(line, "currentRms", _total(fed, "currentRms", 3))
            amperes.append(number(line.get("currentRms")))
        mean = sum(amperes) / len(amperes) if amperes else 0.0
        worst = max((abs(value - mean) for value in amperes), default=0.0)
        balance = 100 if mean == 0 else max(0, round(100 * (1 - worst / mean)))
        self._derived.put(inlet, "threePhaseBalance", f"{balance}%")


def _total(records: list[Record], key: str, digits: int) -> float:
    return round(sum(number(record.get(key)) for record in records), digits)
