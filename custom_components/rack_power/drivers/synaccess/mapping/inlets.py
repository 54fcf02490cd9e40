"""GET /api/inlets: what comes in."""

from typing import Final

from ....equipment.driver import Json
from ....equipment.model import UNIT, Part, PartId, Report, Setting
from ....equipment.variables import (
    INPUT_ACTIVE,
    INPUT_CURRENT,
    INPUT_ENERGY,
    INPUT_FREQUENCY,
    INPUT_NAME,
    INPUT_POWER,
    INPUT_POWERFACTOR,
    INPUT_READY,
    INPUT_REALPOWER,
    INPUT_SOURCE,
    INPUT_VOLTAGE,
    LINE_CURRENT,
)
from ..rules.snapshot import Row
from ..variables import INPUT_PHASE_BALANCE
from . import values
from .draft import Column, ListDraft, Scene, begun

GROUP = "inlets"
KIND = "inlet"
LINE = "line"
_ACTIVE = "atsInletActive"
_LETTER = "atsInletId"

COLUMNS: Final[tuple[Column, ...]] = (
    (INPUT_CURRENT, "inletCurrentRms", values.number),
    (INPUT_VOLTAGE, "inletVoltageRms", values.number),
    (INPUT_FREQUENCY, "inletLineFrequency", values.number),
    (INPUT_REALPOWER, "inletActivePower", values.number),
    (INPUT_POWER, "inletApparentPower", values.number),
    (INPUT_POWERFACTOR, "inletPowerFactor", values.number),
    (INPUT_PHASE_BALANCE, "threePhaseBalance", values.percent),
    (INPUT_READY, "atsInletReady", values.state),
    (INPUT_ACTIVE, _ACTIVE, values.state),
    (INPUT_NAME, "inletName", values.text),
)
_SETTINGS: Final = {INPUT_NAME: Setting(max_length=100)}
_ENERGY: Final[Column] = (INPUT_ENERGY, "inletEnergyAccumulation", values.number)


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the inlets; every one repeats the unit's energy, so the first has it."""
    found = values.listed(answer, "id")
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("inletName")),
                position=(index,),
            )
        )
        columns = (*COLUMNS, _ENERGY) if index == 0 else COLUMNS
        draft.take(part, row, columns, _SETTINGS)
        _lines(draft, part, index, row)
    if any(_ACTIVE in row for row in found.rows.values()):
        draft.read(UNIT, INPUT_SOURCE, _source(tuple(found.rows.values())))
    return draft.report()


def _lines(draft: ListDraft, inlet: PartId, place: int, row: Row) -> None:
    """Tell of the lines of a three-phase inlet; L1 to L3 are printed at its plug."""
    for index, line in enumerate(values.objects(row.get("inletLines"))):
        key = values.ident(line.get("id")) or f"{inlet.key}-{index + 1}"
        part = draft.part(
            Part(
                id=PartId(LINE, key),
                number=values.label(line.get("line")),
                within=inlet,
                position=(place, index),
            )
        )
        draft.take(part, line, ((LINE_CURRENT, "currentRms", values.number),))


def _source(rows: tuple[Row, ...]) -> str | None:
    """Return the letter of the one inlet that is in use."""
    letters = [row.get(_LETTER) for row in rows if values.state(row.get(_ACTIVE))]
    if len(letters) != 1 or not isinstance(letters[0], str):
        return None
    letter = letters[0].strip().lower()
    return letter if letter in INPUT_SOURCE.options else None
