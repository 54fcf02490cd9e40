"""The fixed parts of a unit: inlets, banks and outlets, as they leave the factory."""

from collections.abc import Collection

from .state import Record

SERIAL = 1502530
FIRST_BANK = 2001607
LARGEST_BANK = 16  # outlets


def make_outlet(number: int, index: int, bank: Record) -> Record:
    """Build an outlet that is on; `index` counts within the bank."""
    return {
        "id": f"{number}-{bank['id']}",
        "outletName": f"Outlet {number}",
        "pwrOnState": "PREV",
        "outletIndex": index,
        "receptacle": "NEMA 5-20R" if bank["voltageRms"] < 200 else "IEC C13",
        "customRebootTimeEnabled": False,
        "customRebootTime": 5,
        "circuitVoltage": bank["voltageRms"],
        "currentRms": 0.0,
        "state": "ON",
        "bankId": int(bank["id"]),
        "voltageDetection": True,
        "rebootStatus": "none",
        "relayHealth": "OK",
    }


def make_bank(
    number: int, ident: int, inlet_id: str, volts: float, lines: str
) -> Record:
    """Build a bank with its breaker closed."""
    return {
        "id": str(ident),
        "inletId": inlet_id,
        "firmwareVersion": "030118",
        "hardwareVersion": "010101",
        "outletSwitchingSupported": True,
        "outletMeteringSupported": True,
        "currentRms": 0.0,
        "voltageRms": volts,
        "lineFrequency": 60.02,
        "powerFactor": 0.95,
        "activePower": 0.0,
        "apparentPower": 0.0,
        "energyAccumulation": 89.03 if number == 1 else 41.7,
        "bankName": f"Bank {number}",
        "bankLines": lines,
        "circuitBreakerClosed": True,
        "hasCircuitBreakerProtection": True,
    }


def make_banks(outlets: int, dialects: Collection[str], serial: int) -> list[Record]:
    """Build the banks, as few as can hold the outlets."""
    count = -(-outlets // LARGEST_BANK)
    volts, lines = (120.1, ["L-N"]) if count == 1 else (208.2, ["L-L"])
    if "three_phase" in dialects:
        count, volts, lines = min(3, outlets), 120.1, ["L1-N", "L2-N", "L3-N"]
    elif "ats" in dialects:
        volts, lines = 208.4, ["L-L"]
    first = FIRST_BANK + (serial - SERIAL) * 100
    return [
        make_bank(n, first + n - 1, f"I1-{serial}", volts, lines[(n - 1) % len(lines)])
        for n in range(1, count + 1)
    ]


def make_inlets(dialects: Collection[str], serial: int, volts: float) -> list[Record]:
    """Build the inlets that feed the banks."""
    if "three_phase" in dialects:
        return [_three_phase_inlet(serial)]
    if "ats" in dialects:
        return [
            _ats_inlet(f"I1-{serial}", "Utility A", "A", active=True),
            _ats_inlet(f"I2-{serial}", "Generator B", "B", active=False),
        ]
    plug = "NEMA 5-20P" if volts < 200 else "NEMA L6-30P"
    return [
        {
            "id": f"I1-{serial}",
            "inletType": "single",
            "inletPlug": plug,
            "inletName": f"{plug} Inlet",
            "inletPhase": "Single Phase",
            "inletLineConfiguration": "L-N" if volts < 200 else "L-L",
            "inletEnergyAccumulation": 0.0,
            "inletCurrentRms": 0.0,
            "inletVoltageRms": volts,
            "inletLineFrequency": 60.02,
            "inletPowerFactor": 0.95,
            "inletActivePower": 0.0,
            "inletApparentPower": 0.0,
        }
    ]


def _three_phase_inlet(serial: int) -> Record:
    return {
        "id": f"I1-{serial}",
        "inletType": "single",
        "inletPlug": "NEMA L21-30P",
        "inletName": "NEMA L21-30P Inlet",
        "inletPhase": "Three Phase",
        "inletEnergyAccumulation": 0.0,
        "inletPowerFactor": 0.95,
        "threePhaseBalance": "100%",
        "inletLines": [
            {"currentRms": 0.0, "id": f"L{line}-{serial}", "line": f"L{line}"}
            for line in (1, 2, 3)
        ],
    }


def _ats_inlet(ident: str, name: str, letter: str, *, active: bool) -> Record:
    """Build one of two inlets; what it measures is put in while it is active."""
    return {
        "id": ident,
        "inletType": "ats",
        "inletPlug": "NEMA L6-20P",
        "inletName": name,
        "inletPhase": "Single Phase",
        "inletLineConfiguration": "L-L",
        "inletEnergyAccumulation": 0.0,
        "atsInletId": letter,
        "atsInletActive": active,
        "atsInletReady": True,
    }
