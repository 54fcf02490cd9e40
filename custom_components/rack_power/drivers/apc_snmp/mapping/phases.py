"""Inputs, outputs and their phases (7).

The index of a phase ends with it and begins with its input or output, whatever lies
between. Units with one phase tell of it by plain objects.
"""

from typing import Final

from ....equipment.draft import Draft
from ....equipment.model import Part, PartId, Report
from ....equipment.variables import INPUT_FREQUENCY, INPUT_VOLTAGE, OUTPUT_VOLTAGE
from ..layout import PHASES
from ..objects.power_codes import (
    BYPASS,
    INPUT_PHASES,
    INPUT_TYPE,
    INPUTS,
    OUTPUT_PHASES,
    OUTPUTS,
    PHASE_COUNT,
)
from ..objects.row import Table
from ..oid import Oid
from .scene import Scene

_MOST_PHASES: Final = 3


def report(scene: Scene) -> Report:
    """Tell of all phases, if the plain objects do not tell enough."""
    draft = scene.draft(PHASES)
    plain = {thing.variable for thing in scene.layout.scalars}
    has_several = _has_several(scene)
    if has_several or INPUT_VOLTAGE not in plain:
        for key in scene.rows(INPUT_PHASES):
            _tell_phase(scene, draft, INPUT_PHASES, key, _side(scene, key[:1]))
    if has_several or OUTPUT_VOLTAGE not in plain:
        for key in scene.rows(OUTPUT_PHASES):
            _tell_phase(scene, draft, OUTPUT_PHASES, key, "output")
    for key in scene.rows(INPUTS):
        side = _side(scene, key)
        if side == "bypass" or INPUT_FREQUENCY not in plain:
            _tell_input(scene, draft, key, side)
    return draft.report()


def _has_several(scene: Scene) -> bool:
    """Tell whether any input or output has more than one phase."""
    return any(
        (scene.number(table, PHASE_COUNT, key) or 0) > 1
        for table in (INPUTS, OUTPUTS)
        for key in scene.rows(table)
    ) or any(
        key[-1] in range(2, _MOST_PHASES + 1)
        for table in (INPUT_PHASES, OUTPUT_PHASES)
        for key in scene.rows(table)
    )


def _side(scene: Scene, key: Oid) -> str:
    """Return which kind of input a row is."""
    kind = scene.number(INPUTS, INPUT_TYPE, key)
    return "bypass" if kind == BYPASS else "input"


def _tell_phase(scene: Scene, draft: Draft, table: Table, key: Oid, side: str) -> None:
    part = Part(
        id=PartId(f"{side}_phase", f"{key[0]}-{key[-1]}"),
        number=f"L{key[-1]}",
        position=(key[0], key[-1]),
    )
    scene.read_row(draft, part.id, table, key)
    if any(point.part == part.id for point in draft.readings):
        draft.part(part)


def _tell_input(scene: Scene, draft: Draft, key: Oid, side: str) -> None:
    part = Part(id=PartId(side, "-".join(map(str, key))), position=key)
    scene.read_row(draft, part.id, INPUTS, key)
    if any(point.part == part.id for point in draft.readings):
        draft.part(part)
