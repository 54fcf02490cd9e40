"""All objects of an agent, in order."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from ..wire.ber import Kind, Oid, Value, oid_of
from ..wire.pdu import VarBind
from .objects import Object, Objects, Told, raw_of

NO_OBJECT = Value(Kind.NO_OBJECT)
NO_INSTANCE = Value(Kind.NO_INSTANCE)


def _guessed(told: Told) -> Kind:
    match told:
        case int():
            return Kind.INTEGER
        case tuple():
            return Kind.OID
    return Kind.OCTETS


class Tree:
    """Finds objects; an override hides what is below, None makes it absent."""

    def __init__(self, objects: Objects) -> None:
        """Put the objects in order."""
        self._objects: dict[Oid, Object] = {}
        self._order: list[Oid] = []
        self._overrides: dict[Oid, Value | None] = {}
        self.add(objects)

    def __len__(self) -> int:
        return len(self._order)

    def add(self, objects: Objects) -> None:
        """Put further objects in, or others in the place of those."""
        self._objects |= {oid_of(name): each for name, each in objects.items()}
        self._sort()

    def _sort(self) -> None:
        self._order = sorted(self._objects.keys() | self._overrides.keys())

    @property
    def overrides(self) -> Mapping[Oid, Value | None]:
        """What is told instead of the truth."""
        return self._overrides

    def override(self, oid: Oid, told: Told, kind: Kind | None = None) -> None:
        """Tell something else; the type is the object's own if none is given."""
        known = self._objects.get(oid)
        if kind is None:
            kind = known.kind if known is not None else _guessed(told)
        value = None if told is None else Value(kind, raw_of(kind, told))
        self._overrides[oid] = value
        self._sort()

    def restore(self, oid: Oid | None = None) -> None:
        """Take one override back, or all."""
        if oid is None:
            self._overrides.clear()
        else:
            self._overrides.pop(oid, None)
        self._sort()

    def object(self, oid: Oid) -> Object | None:
        """Find an object, absent or not."""
        return self._objects.get(oid)

    def value(self, oid: Oid) -> Value | None:
        """Tell the value now, or nothing."""
        if oid in self._overrides:
            return self._overrides[oid]
        known = self._objects.get(oid)
        return None if known is None else known.value

    def lack(self, oid: Oid) -> Value:
        """Tell in which way there is no value."""
        for known in (oid, oid[:-1]):
            if len(known) > 1 and self._has_below(known):
                return NO_INSTANCE
        return NO_OBJECT

    def _has_below(self, oid: Oid) -> bool:
        found = self.after(oid)
        return found is not None and found.oid[: len(oid)] == oid

    def after(self, oid: Oid) -> VarBind | None:
        """Find the next that has a value."""
        for at in range(bisect_right(self._order, oid), len(self._order)):
            following = self._order[at]
            value = self.value(following)
            if value is not None:
                return VarBind(following, value)
        return None

    def below(self, oid: Oid) -> list[VarBind]:
        """List all that have a value, at or below a place."""
        found = []
        for at in range(bisect_left(self._order, oid), len(self._order)):
            name = self._order[at]
            if name[: len(oid)] != oid:
                break
            value = self.value(name)
            if value is not None:
                found.append(VarBind(name, value))
        return found
