"""A report while an answer is being put into words, field by field."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ....equipment.draft import Details, Draft
from ....equipment.driver import Json
from ....equipment.model import UNIT, Point, Quality, Value, Variable
from . import values
from .values import Row


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an answer and the variable that it tells.

    ``optional``: not every unit has it (section 5, "opt"). ``lasting``: what is told
    can still be shown when the unit falls silent, as a date or a setting can.
    """

    path: str
    variable: Variable
    parse: Callable[[Json], Value]
    optional: bool = False
    lasting: bool = False

    def told(self, answer: Row) -> Json:
        """Return the field as it came; where it is absent, None."""
        *way, last = self.path.split(".")
        return values.within(answer, *way).get(last)


@dataclass(slots=True, kw_only=True)
class AnswerDraft(Draft):
    """Notices what an answer leaves out.

    ``before`` are the points that the unit has told earlier; ``live`` is the quality
    of what does not last. Unless that is good, what lasts is as it was last known.
    """

    before: Collection[Point]
    live: Quality = Quality.GOOD

    def take(self, field: Field, answer: Row) -> None:
        """Add what a field tells."""
        self.tell(field, field.parse(field.told(answer)))

    def tell(self, field: Field, value: Value, details: Details | None = None) -> None:
        """Add a value of a field.

        What every unit has is unknown where nothing is told. What only some have
        becomes a point with the first value; from then on it is unknown, too. While
        it never was, others are not concluded to be gone.
        """
        known = Point(UNIT, field.variable) in self.before
        if field.optional and value is None and not known:
            self.complete = False
            return
        good = self.live is Quality.GOOD
        quality = self.live if good or not field.lasting else Quality.STALE
        self.read(UNIT, field.variable, value, details=details, quality=quality)
