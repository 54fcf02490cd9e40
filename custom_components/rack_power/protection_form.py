"""The form field for what must not lose power."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .entity import part_name
from .equipment.model import Part, PartId
from .unit import Unit

_GROUP = "outlet_group"
_PROTECTABLE = ("outlet", _GROUP)
"""Kinds of parts that feed something; groups of other parts are protected by those."""
_SEPARATOR = "/"


class ProtectionField:
    """What can be protected, of one unit or of several, and what is."""

    def __init__(self, units: Mapping[str, Unit], texts: Mapping[str, str]) -> None:
        """Offer the outlets of units, by what their owner calls them."""
        self._units = units
        self._texts = texts

    @classmethod
    async def of(cls, hass: HomeAssistant, units: Mapping[str, Unit]) -> Self:
        """Return the field in the language of the house."""
        language = hass.config.language
        return cls(
            units, await async_get_translations(hass, language, "device", {DOMAIN})
        )

    def selector(self) -> SelectSelector | None:
        """Return the field, None where nothing can be protected."""
        named = {
            key: self._label(name, part)
            for name, unit in self._units.items()
            for key, part in _protectable(unit).items()
        }
        times = Counter(named.values())
        options = [
            SelectOptionDict(
                value=key,
                label=label if times[label] == 1 else f"{label} ({_printed(key)})",
            )
            for key, label in named.items()
        ]
        if not options:
            return None
        return SelectSelector(SelectSelectorConfig(options=options, multiple=True))

    def chosen(self) -> Sequence[str]:
        """Return what is protected now."""
        return [
            key
            for unit in self._units.values()
            for key, part in _protectable(unit).items()
            if part.id in unit.protected
        ]

    def _label(self, unit: str, part: Part) -> str:
        """Name a part: its unit where there are several, a group as such."""
        name = part_name(part, part.id)
        if part.id.kind == _GROUP or not part.label:
            key = f"component.{DOMAIN}.device.{part.id.kind}.name"
            name = self._texts.get(key, "{part}").format(part=name)
        return name if len(self._units) == 1 else f"{unit}, {name}"


def protected_parts(unit: Unit, chosen: Collection[str]) -> Iterable[PartId]:
    """Return what is protected by a choice: what was not offered stays so."""
    offered = _protectable(unit)
    parts = {part.id for part in offered.values()}
    return {part.id for key, part in offered.items() if key in chosen} | (
        unit.protected - parts
    )


def _protectable(unit: Unit) -> Mapping[str, Part]:
    """Return what feeds something, in the order of the box, by what it is stored as."""
    found = [
        part
        for part in unit.parts.values()
        if part.id.kind in _PROTECTABLE and not part.cuts
    ]
    found.sort(key=lambda part: (part.id.kind, part.position, part.id))
    return {_SEPARATOR.join((unit.id, *part.id)): part for part in found}


def _printed(key: str) -> str:
    return key.rpartition(_SEPARATOR)[2]
