"""Changes of hardware while the unit runs: banks, sensors, the transfer switch."""

from .accessories import temperature_sensor
from .hardware import make_bank, make_outlet
from .unit import Unit


def add_bank(unit: Unit) -> None:
    """Put in a bank of eight outlets."""
    state = unit.state
    last = state.banks[-1]
    bank = make_bank(
        len(state.banks) + 1,
        int(last["id"]) + 1,
        last["inletId"],
        last.get("voltageRms", 120.1),
        last["bankLines"],
    )
    bank = {key: bank[key] for key in bank if key in last}
    first = max(int(row["id"].partition("-")[0]) for row in state.outlets) + 1
    sample = state.outlets[-1]
    volts = {"voltageRms": last.get("voltageRms", 120.1)}
    rows = [make_outlet(first + n, n + 1, volts | {"id": bank["id"]}) for n in range(8)]
    state.banks.append(bank)
    for row in rows:
        state.add_outlet({key: row[key] for key in row if key in sample}, 0.3)
    _count_parts(unit)


def remove_bank(unit: Unit) -> None:
    """Take out the last bank, with its outlets."""
    state = unit.state
    bank = state.banks.pop()
    gone = {row["id"] for row in state.outlets if str(row["bankId"]) == bank["id"]}
    state.remove_outlets(gone)
    _count_parts(unit)


def _count_parts(unit: Unit) -> None:
    state = unit.state
    state.device["numBanks"] = len(state.banks)
    state.device["numOutlets"] = len(state.outlets)
    unit.physics.settle()


def pull_sensor(unit: Unit, port: str) -> None:
    """Pull out what is plugged in at a port."""
    if sensor := unit.state.sensor_at(port):
        unit.state.sensors.remove(sensor)
        unit.state.pulled[port] = sensor


def plug_sensor(unit: Unit, port: str) -> None:
    """Plug in what was at a port, or a temperature sensor: its id follows the port."""
    if unit.state.sensor_at(port) is not None:
        return
    fresh = temperature_sensor() | {
        "sensorPort": port,
        "sensorId": "1" if port == "A" else "2",
    }
    unit.state.sensors.append(unit.state.pulled.pop(port, fresh))
    unit.state.sensors.sort(key=lambda sensor: str(sensor["sensorPort"]))


def switch_ats(unit: Unit, letter: str | None = None) -> None:
    """Move the load to the other inlet. A is the primary: it comes back ready."""
    inlets = unit.state.inlets
    if not all("atsInletActive" in inlet for inlet in inlets):
        raise ValueError("this unit has no automatic transfer switch")
    for inlet in inlets:
        active = not inlet["atsInletActive"]
        if letter is not None:
            active = inlet["atsInletId"] == letter
        inlet["atsInletActive"] = active
        if inlet["atsInletId"] == "A":
            inlet["atsInletReady"] = active
    unit.physics.settle()
