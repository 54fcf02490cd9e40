"""A status while it is being put into words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ....equipment.draft import Draft
from ....equipment.model import PartId, Point, Setting, Value, Variable


@dataclass(slots=True, kw_only=True)
class StatusDraft(Draft):
    """Notices what an answer leaves out.

    ``before`` are the points that the unit has told earlier.
    """

    before: frozenset[Point]

    def take(
        self,
        part: PartId,
        expected: Iterable[Variable],
        told: Mapping[Variable, Value],
    ) -> None:
        """Add what is told of a part.

        Of what is left out, a point that was there before is unknown now, and one
        that never was stays absent, without others being concluded to be gone.
        """
        for variable in expected:
            if variable in told:
                self.read(part, variable, told[variable])
                continue
            self.complete = False
            if Point(part, variable) in self.before:
                self.read(part, variable, None)

    def allow(self, part: PartId, variable: Variable, setting: Setting) -> None:
        """Make a point writable, if it was read."""
        point = Point(part, variable)
        if point in self.readings:
            self.settings[point] = setting
