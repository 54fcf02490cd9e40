"""``getUpsList``: the units of an account. None of its fields is documented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import logging
from typing import Final

from ....equipment.driver import Json
from . import values
from .basic import parse_online
from .envelope import unwrap_list
from .values import Row

_LOGGER = logging.getLogger(__name__)

_MOST_NAMES: Final = 30
_MOST_STRANGERS: Final = 5
"""What is shown of units that cannot be read, however many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUps:
    """One unit; only ``id`` is sure, the portal's own key for further questions."""

    id: str
    name: str | None = None
    description: str | None = field(default=None, repr=False)
    serial: str | None = field(default=None, repr=False)
    cmm: str | None = field(default=None, repr=False)
    ip: str | None = field(default=None, repr=False)
    location: str | None = field(default=None, repr=False)
    model: str | None = None
    online: bool | None = None


def parse_list(answer: Json) -> Sequence[ListedUps]:
    """Read the list, bare, wrapped or paged. InvalidAnswer: there is none.

    What has no id cannot be asked about and is left out, with one warning. Of two
    with the same id the first counts.
    """
    found: dict[str, ListedUps] = {}
    strangers: list[str] = []
    for row in unwrap_list(answer):
        if not isinstance(row, Mapping):
            strangers.append(type(row).__name__)
        elif (key := _first(row, "id", "upsId")) is None:
            names = sorted(values.text(name) or "?" for name in row)
            strangers.append(", ".join(names[:_MOST_NAMES]) or "nothing")
        else:
            found.setdefault(key, _read(key, row))
    if strangers:
        _LOGGER.warning(
            "The portal lists units without an id; they have only: %s",
            "; ".join(sorted(set(strangers))[:_MOST_STRANGERS]),
        )
    return tuple(found.values())


def _read(key: str, row: Row) -> ListedUps:
    return ListedUps(
        id=key,
        name=values.name(row.get("name")),
        description=values.name(row.get("description")),
        serial=_first(row, "serialNumber", "sn"),
        cmm=values.key(row.get("cmm")),
        ip=values.name(row.get("ip")),
        location=values.name(row.get("location")),
        model=_model(row),
        online=parse_online(row.get("onOffLine")),
    )


def _first(row: Row, *names: str) -> str | None:
    """Return the first of some ids that there is."""
    found = (values.key(row.get(name)) for name in names)
    return next((key for key in found if key is not None), None)


def _model(row: Row) -> str | None:
    """Return the model, which may be a text or an object with a name."""
    for name in ("type", "model"):
        told = row.get(name)
        found = told.get("name") if isinstance(told, Mapping) else told
        if (model := values.name(found)) is not None:
            return model
    return None
