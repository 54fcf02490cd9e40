"""GET /api/sensors: what is plugged in at the ports A and B."""

from collections.abc import Sequence
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ....equipment.model import Part, PartId, Report
from ....equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
    CONTACT_STATE,
    RELAY_CLOSED,
)
from ..rules.snapshot import Row
from ..variables import HUB_SUPPLY, HUB_SWITCH
from . import relays, values
from .draft import Column, ListDraft, Scene, begun

GROUP = "sensors"
KIND = "probe"
CONTACT = "contact"
_PORT = "sensorPort"

COLUMNS: Final[tuple[Column, ...]] = (
    (AMBIENT_TEMPERATURE, "sensorTempInC", values.number),
    (AMBIENT_HUMIDITY, "sensorHumidity", values.number),
    (HUB_SUPPLY, "vdcOutputState", values.state),
)


def report(answer: Json, scene: Scene) -> Report:
    """Tell of temperature sensors and I/O hubs."""
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        raise InvalidAnswer
    found = values.listed([_with_id(item) for item in answer], "id")
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                number=values.label(row.get(_PORT)),
                label=values.label(row.get("sensorName")),
                device=True,
                position=(index,),
            )
        )
        draft.take(part, row, COLUMNS)
        _hub(draft, part, index, row)
    return draft.report()


def _with_id(item: Json) -> Json:
    """Name an object's id; one without is known by the port that it is at."""
    if not isinstance(item, dict):
        return None
    told = (item[key] for key in ("sensorId", "serialNumber") if key in item)
    port = values.ident(item.get(_PORT))
    found = values.ident(next(told, None)) or (f"port-{port}" if port else None)
    return {**item, "id": found}


def _hub(draft: ListDraft, hub: PartId, place: int, row: Row) -> None:
    """Tell of the relays, inputs and switch of an I/O hub."""
    rows = values.objects(row.get("outputRelays"))
    column = (RELAY_CLOSED, "state", values.closed)
    _terminals(draft, hub, place, rows, relays.KIND, "outputRelayName", column)
    rows = values.objects(row.get("digitalInputs"))
    column = (CONTACT_STATE, "state", values.high)
    _terminals(draft, hub, place, rows, CONTACT, "digitalInputName", column)
    if "userSwitchState" in row:
        part = Part(id=PartId(CONTACT, f"{hub.key}-switch"), within=hub)
        draft.part(part)
        draft.read(part.id, HUB_SWITCH, values.state(row["userSwitchState"]))


def _terminals(
    draft: ListDraft,
    hub: PartId,
    place: int,
    rows: Sequence[Row],
    kind: str,
    name: str,
    column: Column,
) -> None:
    """Tell of relays or inputs; their index is printed at the terminals."""
    for row in rows:
        number = values.ident(row.get("index"))
        if number is None:
            continue
        part = draft.part(
            Part(
                id=PartId(kind, f"{hub.key}-{number}"),
                number=number,
                label=values.label(row.get(name)),
                within=hub,
                position=(place, int(number) if number.isdecimal() else 0),
            )
        )
        draft.take(part, row, (column,))
