"""What a kind of connection is, and the fields that several kinds ask for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import CONF_SCAN_INTERVAL
from ..equipment.derive import Derive
from ..equipment.driver import Context, Driver
from ..equipment.model import Equipment, EquipmentId
from ..equipment.preference import Preference
from .cautions import Caution
from .data import Data, Fields

CONF_ADVANCED: Final = "advanced"

LOCAL, PUSHED, CLOUD = range(3)
"""How far a path is from the unit; of two that work the nearer one is used."""


class OwnPort(NamedTuple):
    """A port of ours that units post to, beside Home Assistant's."""

    port: int
    tls: bool


def _no_port(_: Data) -> OwnPort | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One kind of connection.

    ``address`` and ``credentials`` are the form's fields; a reauthentication asks
    for the credentials only. ``secrets`` are never shown again; left empty they stay as
    they are. ``rivals`` are what takes the place of other things when it is given: the
    first that is given counts, and ends what it names. ``tidy`` checks what was filled
    in and returns what is stored; it raises InvalidRequest. Intervals and grace are in
    seconds.

    ``derive`` and ``preferences`` are the vendor's, the same for all paths to a unit;
    ``asks`` is the preference that is asked for when a unit is added. ``posts_to`` are
    the paths that units of the maker post to, where an address may lose its own;
    ``shows_address`` says that the owner has to give an address to the unit. Then no
    unit need be there yet, and what makes the entry's id may be changed: nobody can
    tell by it that these are other units; ``own_port`` is what it then has in the place
    of Home Assistant's port, if the owner wants one. ``one_unit``: the entry stands for
    the unit that is found, of which its id is made. ``known_by_units``: units, of which
    the id is made, may come and go; it is the same account if it shows any unit of
    before.
    ``hands_over`` are the keys of what a driver that was tried has learnt and the entry
    goes on with. ``cautions`` are what may be unwise about it, by the key of the text
    that says so. Equal bounds of the interval say that units are not asked.
    """

    key: str
    rank: int
    address: Callable[[Data], Fields]
    credentials: Callable[[Data], Fields]
    secrets: frozenset[str]
    tidy: Callable[[Data], dict[str, Any]]
    make: Callable[[HomeAssistant, Data, Data, Context], Driver]
    unique_id: Callable[[Data, Sequence[Equipment]], str]
    title: Callable[[Data, Sequence[Equipment]], str]
    default_interval: int
    least_interval: int
    greatest_interval: int
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    grace_polls: int = 3
    derive: Derive | None = None
    preferences: tuple[Preference, ...] = ()
    asks: str | None = None
    posts_to: tuple[str, ...] = ()
    shows_address: bool = False
    own_port: Callable[[Data], OwnPort | None] = _no_port
    hands_over: frozenset[str] = frozenset()
    one_unit: bool = False
    known_by_units: bool = False
    cautions: Mapping[str, Caution] = field(default_factory=dict)

    def interval(self, options: Data) -> float:
        """Return the seconds between two polls that the owner chose."""
        chosen: float = options.get(CONF_SCAN_INTERVAL, self.default_interval)
        return chosen

    def entry_id(self, data: Data, found: Sequence[Equipment]) -> str:
        """Return the entry's unique id; it carries the kind, for second paths."""
        return f"{self.key}:{self.unique_id(data, found)}"

    def unit_of(self, entry_id: str) -> EquipmentId:
        """Return the unit that an entry stands for, by the entry's unique id."""
        return EquipmentId(entry_id.removeprefix(f"{self.key}:"))

    def grace(self, options: Data) -> float:
        """Return how many seconds values are kept when the path is silent."""
        return self.grace_polls * self.interval(options)


PASSWORD: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
)
USERNAME: Final = TextSelector(TextSelectorConfig(autocomplete="username"))
URL: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.TEXT))


def name_of(unit: Equipment) -> str:
    """Return what an entry that stands for a unit is called."""
    return unit.name or f"{unit.model or unit.maker} {unit.serial or ''}".rstrip()


def advanced(fields: Fields) -> Fields:
    """Put fields that few people need into the section that is collapsed."""
    return {
        vol.Optional(CONF_ADVANCED): section(vol.Schema(fields), {"collapsed": True})
    }


def form(*parts: Fields) -> Fields:
    """Put the parts of a form together; the rare fields of all come last."""
    fields: Fields = {}
    rare: Fields = {}
    for marker, one in (
        (marker, one) for part in parts for marker, one in part.items()
    ):
        if isinstance(one, section):
            rare |= one.schema.schema
        else:
            fields[marker] = one
    return fields | advanced(rare) if rare else fields


def required(fields: Fields) -> set[str]:
    """Return the names of the fields that must be filled in."""
    return {str(marker.schema) for marker in fields if isinstance(marker, vol.Required)}


def suggested(key: str, data: Data) -> dict[str, Any]:
    """Return what lets a field show what it held before."""
    return {"description": {"suggested_value": data[key]}} if data.get(key) else {}
