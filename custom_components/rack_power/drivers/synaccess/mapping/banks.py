"""GET /api/banks: the outlets behind one breaker, and what they draw together.

Power is in W and VA; a firmware that means kW is seen through by ..kilowatts.
"""

from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Report, Setting
from ....equipment.variables import (
    BANK_BREAKER,
    BANK_CURRENT,
    BANK_ENERGY,
    BANK_FREQUENCY,
    BANK_NAME,
    BANK_POWER,
    BANK_POWERFACTOR,
    BANK_REALPOWER,
    BANK_VOLTAGE,
)
from ..rules.snapshot import Row
from . import values
from .draft import Column, Scene, begun

GROUP = "banks"
KIND = "bank"
KEYS = ("id", "serialNumber")  # the latter in old firmware

COLUMNS: Final[tuple[Column, ...]] = (
    (BANK_CURRENT, "currentRms", values.number),
    (BANK_VOLTAGE, "voltageRms", values.number),
    (BANK_REALPOWER, "activePower", values.number),
    (BANK_POWER, "apparentPower", values.number),
    (BANK_POWERFACTOR, "powerFactor", values.number),
    (BANK_FREQUENCY, "lineFrequency", values.number),
    (BANK_ENERGY, "energyAccumulation", values.number),
    (BANK_NAME, "bankName", values.text),
)
_SETTINGS: Final = {BANK_NAME: Setting(max_length=100)}
_CLOSED = "circuitBreakerClosed"


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the banks."""
    found = values.listed(answer, *KEYS)
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("bankName")),
                position=(index,),
            )
        )
        draft.take(part, row, COLUMNS, _SETTINGS)
        if _CLOSED in row and values.state(row.get("hasCircuitBreakerProtection")):
            draft.read(part, BANK_BREAKER, is_tripped(row))
    return draft.report()


def is_tripped(row: Row) -> bool | None:
    """Tell whether a bank's breaker is open; None where that is not known."""
    closed = values.state(row.get(_CLOSED))
    return None if closed is None else not closed
