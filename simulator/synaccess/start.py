"""A unit as it starts: one coherent state in which all ids refer to each other."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from .accessories import hub, relay_outputs, temperature_sensor
from .conf import factory_conf
from .hardware import LARGEST_BANK, SERIAL, make_banks, make_inlets, make_outlet
from .state import PduState, Record
from .users import start_users

_LOADS = (0.8, 0.6, 1.1, 0.0, 0.7, 0.4, 0.0, 0.0)  # A, of the eight-outlet unit
_NOT_MINIMAL = frozenset(
    [
        "currentRms",
        "voltageRms",
        "lineFrequency",
        "powerFactor",
        "activePower",
        "apparentPower",
        "energyAccumulation",
        "circuitVoltage",
        "voltageDetection",
        "rebootStatus",
        "relayHealth",
        "inletCurrentRms",
        "inletVoltageRms",
        "inletLineFrequency",
        "inletPowerFactor",
        "inletActivePower",
        "inletApparentPower",
        "inletEnergyAccumulation",
        "threePhaseBalance",
        "inletLines",
    ]
)


def build(outlets: int, dialects: Collection[str], serial: int = SERIAL) -> PduState:
    """Build the start state of a unit with so many outlets in the given dialects."""
    banks = make_banks(outlets, dialects, serial)
    inlets = make_inlets(dialects, serial, volts=banks[0]["voltageRms"])
    shares = [round(outlets * n / len(banks)) for n in range(len(banks) + 1)]
    rows = [
        make_outlet(number, number - before, bank)
        for bank, (before, end) in zip(banks, pairwise(shares), strict=True)
        for number in range(before + 1, end + 1)
    ]
    loads = {row["id"]: _load(n, outlets) for n, row in enumerate(rows)}
    for number, row in enumerate(rows, start=1):
        row["state"] = "OFF" if number % 8 == 0 else "ON"
    state = PduState(
        device=_device(outlets, len(banks), inlets, dialects, serial),
        inlets=inlets,
        banks=banks,
        outlets=rows,
        groups=_groups(rows),
        sensors=[hub(), temperature_sensor()],
        relay_outputs=relay_outputs(serial) if "relays" in dialects else [],
        events=_events(banks[0]["id"]),
        actions=_actions(rows[0]["id"]),
        conf=factory_conf(),
        users=start_users(row["id"] for row in rows),
        loads=loads,
    )
    if "minimal" in dialects:
        _strip(state)
    return state


def _load(index: int, outlets: int) -> float:
    """Give the eight-outlet unit its known loads, and larger ones plausible loads."""
    if outlets <= len(_LOADS):
        return _LOADS[index]
    if index % 7 == 3:
        return 0.0
    return round(0.15 + (index * 0.618) % 1 * 0.9, 2)


def _device(
    outlets: int,
    banks: int,
    inlets: list[Record],
    dialects: Collection[str],
    serial: int,
) -> Record:
    metered = "minimal" not in dialects
    return {
        "numBanks": banks,
        "numOutlets": outlets,
        "numInlets": len(inlets),
        "inletPlug": inlets[0]["inletPlug"],
        "outletPwrMeasurementsSupported": metered,
        "outletSwitchingSupported": True,
        "enclosureSerialNumber": serial,
        "modelNumber": f"SP-{banks}{outlets:03d}-SIM",
        "inletConfig": "ats" if "ats" in dialects else "standard",
        "formFactor": "1U" if outlets <= LARGEST_BANK else "0U",
        "controllerSerialNumber": 1360604425,
        "controllerFirmwareVersion": "2.5.90",
        "controllerHardwareVersion": "1.0.0",
        "phase": "Three Phase Wye" if "three_phase" in dialects else "Single Phase",
        "circuitBreakerProtection": True,
        "uptime": 86400,
        "time": "",
    }


def _groups(rows: list[Record]) -> list[Record]:
    ids = [row["id"] for row in rows]
    return [
        _group("1", "Networking Equipment", 3, ids[:2]),
        _group("2", "Lab Bench", 0, ids[6:8]),
    ]


def _group(ident: str, name: str, delay: int, outlet_ids: list[str]) -> Record:
    return {
        "groupName": name,
        "id": ident,
        "groupRebootSequenceDelay": delay,
        "outletIds": outlet_ids,
    }


def make_event(
    ident: int, name: str, code: int, params: list[str], actions: list[int]
) -> Record:
    """Build an event that is enabled and quiet."""
    return {
        "name": name,
        "id": ident,
        "enabled": True,
        "code": code,
        "numTicksBeyond": 0,
        "triggered": False,
        "params": params,
        "actions": actions,
    }


def _events(bank_id: str) -> list[Record]:
    overload = "Example High Current Event for Bank #1"
    warm = make_event(2, "Rack too warm", 49, ["2", "22", "30"], [2])
    nightly = make_event(3, "Nightly power cycle", 53, ["03:30", "", ""], [1])
    return [
        make_event(1, overload, 31, [bank_id, "16", "10"], [1]),
        warm | {"numTicksBeyond": 42, "triggered": True},
        nightly | {"enabled": False},
    ]


def _actions(outlet_id: str) -> list[Record]:
    url = "http://192.0.2.10:8123/api/webhook/example"
    cycle: dict[str, Any] = {"id": 1, "name": "Example Power Cycle for Outlet #1"}
    notify: dict[str, Any] = {"id": 2, "name": "Notify Home Assistant"}
    return [
        cycle | {"code": 12, "params": [outlet_id, "", ""]},
        notify | {"code": 20, "params": [url, "sensors", ""]},
    ]


def _strip(state: PduState) -> None:
    """Leave what a switched unit without meters, groups and sensors has."""
    for record in (*state.inlets, *state.banks, *state.outlets):
        for key in _NOT_MINIMAL & record.keys():
            del record[key]
    for bank in state.banks:
        bank["outletMeteringSupported"] = False
    state.groups.clear()
    state.sensors.clear()
    state.events = [event for event in state.events if event["code"] == 53]
