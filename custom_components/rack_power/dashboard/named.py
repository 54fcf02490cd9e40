"""Entities as a dashboard needs them: what they are, and what they are called there."""

from dataclasses import dataclass

from homeassistant.const import Platform

from ..equipment.model import Point, Variable

_TELLING = (Platform.SENSOR, Platform.BINARY_SENSOR)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, and what it is called beside others of its unit."""

    entity_id: str
    named_by: tuple[str, ...]
    """What the frontend makes its name of; nothing, if that is written down."""
    name: str
    """That name as it is now, to see how much room it needs."""

    @property
    def switchable(self) -> bool:
        """Whether it can be switched."""
        return self._domain == Platform.SWITCH

    @property
    def only_tells(self) -> bool:
        """Whether nothing can be done with it."""
        return self._domain in _TELLING

    @property
    def _domain(self) -> str:
        return self.entity_id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Shown(Named):
    """A point that has an entity."""

    point: Point

    @property
    def variable(self) -> Variable:
        """What it tells."""
        return self.point.variable
