"""What the owner may decide about a unit, declared by the vendor's folder."""

from dataclasses import dataclass

from .model import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A choice (``options``) or a number within bounds, with its default.

    ``below`` is the key of another number that this one must be less than.
    """

    key: str
    default: str | float
    options: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    unit: Unit | None = None
    below: str | None = None
