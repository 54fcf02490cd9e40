"""Log lines as evidence of states: ``Output 3 turned ON`` (2.4, cached mode).

A status that is minutes old and the lines that came after it tell the state of now. But
nobody knows whether the lines count outputs from 0 or from 1, so until that is learnt a
line speaks of one of two outputs, and what follows from it is certain only where both
ways of counting say the same.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ...equipment.driver import Json
from .mapping.log import LogLine
from .mapping.outlets import COUNT
from .mapping.status import Status

_BASES: Final = (0, 1)
"""What the first output may be called."""
_LAST: Final = COUNT - 1


class Ledger:
    """Knows, or learns, how the log of one unit counts, and reads states from it."""

    def __init__(self, kept: Json) -> None:
        """Begin with what was learnt before."""
        self.base: int | None = next((one for one in _BASES if one == kept), None)
        self._attributed: dict[int, int] = {}

    def attribute(self, line: LogLine, index: int) -> None:
        """Note that a line is about an output, as it was switched just then."""
        if line.id is not None:
            self._attributed[line.id] = index

    def read(self, lines: Iterable[LogLine]) -> None:
        """Learn from numbers that only one way of counting has."""
        for line in lines:
            if line.switched is None or self.base is not None:
                continue
            if line.switched[0] == 0:
                self.base = 0
            elif line.switched[0] == COUNT:
                self.base = 1

    def compare(
        self, before: Status, after: Status, between: Iterable[LogLine]
    ) -> None:
        """Learn from two statuses and all lines that came between them.

        Only where one line alone fits one output alone.
        """
        told = [line.switched for line in between if line.switched is not None]
        if self.base is not None or len(told) != 1:
            return
        number, on = told[0]
        changed = {
            index
            for index, state in after.states.items()
            if state is not None and before.states.get(index) is (not state)
        }
        if len(changed) != 1 or after.states.get(index := changed.pop()) is not on:
            return
        if number - index in _BASES:
            self.base = number - index

    def concerns(self, line: LogLine, index: int) -> bool:
        """Tell whether a line may be about an output being switched."""
        return any(self._index(line, base) == index for base in self._bases())

    def is_certain(self, line: LogLine) -> bool:
        """Tell whether it is known which output a line is about."""
        return self.base is not None or line.id in self._attributed

    def states(
        self, known: Mapping[int, bool | None], lines: Iterable[LogLine]
    ) -> Mapping[int, bool | None]:
        """Return the states after lines, oldest first; None: uncertain."""
        lines = tuple(lines)
        one, *others = (self._replayed(known, lines, base) for base in self._bases())
        return {
            index: state if all(other[index] is state for other in others) else None
            for index, state in one.items()
        }

    def _replayed(
        self, known: Mapping[int, bool | None], lines: Iterable[LogLine], base: int
    ) -> dict[int, bool | None]:
        states = dict(known)
        for line in lines:
            index = self._index(line, base)
            if line.switched is not None and index in states:
                states[index] = line.switched[1]
        return states

    def _bases(self) -> tuple[int, ...]:
        return _BASES if self.base is None else (self.base,)

    def _index(self, line: LogLine, base: int) -> int | None:
        """Return which output a line is about, if lines count from a base."""
        if line.switched is None:
            return None
        if line.id is not None and line.id in self._attributed:
            return self._attributed[line.id]
        return line.switched[0] - base
