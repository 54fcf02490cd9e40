"""What the PDU is made of, as its own lists told it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ....equipment.driver import Json

type Row = Mapping[str, Json]
type Rows = tuple[Row, ...] | None

ID: Final = ("id",)
BANK_ID: Final = ("id", "serialNumber")
GROUP_ID: Final = ("id", "groupUuid")
OUTLET_ID: Final = ("id", "outletUuid")
SENSOR_ID: Final = ("sensorId", "serialNumber")
"""Where an object's id is: the first of these keys that it has; the later ones are
those of old firmware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The last answers of the PDU, as they came; None: not available or not read yet.

    An empty list is different: the PDU has none of these. ``events`` and ``actions``
    are only looked at where nothing can be asked of the PDU; whatever is written is
    checked against lists read just then.
    """

    device: Row | None = None
    inlets: Rows = None
    banks: Rows = None
    outlets: Rows = None
    groups: Rows = None
    sensors: Rows = None
    relays: Rows = None
    events: Rows = None
    actions: Rows = None
    conf: Row | None = None
    host: str | None = None
    """The name or address at which the PDU answers us."""

    @property
    def settings(self) -> Row | None:
        """The configuration, whether flat or in an object of its own (``network``)."""
        if self.conf is None:
            return None
        nested = self.conf.get("network")
        return {**self.conf, **nested} if isinstance(nested, Mapping) else self.conf


def text_of(row: Row, *keys: str) -> str | None:
    """Return an id or name as text, from the first of the keys that is there.

    Numbers and texts are the same id.
    """
    value = next((row[key] for key in keys if key in row), None)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value)


def rows_of(value: Json) -> tuple[Row, ...]:
    """Return the objects in a list, leaving out what is none."""
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))
