"""GET /api/relayOutputs: the relays that select models have."""

from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Report, Setting
from ....equipment.variables import (
    RELAY_DELAY_REBOOT,
    RELAY_NAME,
    RELAY_STATUS,
    RESTART,
)
from ..variables import RELAY_DELAY_REBOOT_ENABLED
from . import outlets, values
from .draft import Column, Scene, begun

GROUP = "relays"
KIND = "relay"
STATE = "state"

COLUMNS: Final[tuple[Column, ...]] = (
    (RELAY_STATUS, STATE, values.state),
    (RELAY_DELAY_REBOOT_ENABLED, "customRebootTimeEnabled", values.state),
    (RELAY_DELAY_REBOOT, "customRebootTime", values.number),
    (RELAY_NAME, "relayName", values.text),
)
_SETTINGS: Final = {
    RELAY_STATUS: outlets.SWITCH,
    RELAY_DELAY_REBOOT_ENABLED: Setting(),
    RELAY_DELAY_REBOOT: outlets.REBOOT_TIME,
    RELAY_NAME: Setting(max_length=100),
}


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the relay outputs."""
    found = values.listed(answer, "id")
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("relayName")),
                position=(index,),
            )
        )
        draft.take(part, row, COLUMNS, _SETTINGS)
        if STATE in row:
            draft.order(part, RESTART)
    return draft.report()
