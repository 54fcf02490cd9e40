"""What reports and log lines prove about the outputs of one unit (2.4, cached mode)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from ....equipment.driver import Memory
from ..ledger import Ledger
from ..mapping.log import LogLine
from ..switching import PORTAL
from .age import Sight
from .journal import Journal
from .sent import Sent, SentToggles

_CLOCKS_APART: Final = timedelta(hours=15)
"""By which stamps of the log may be off, their zone being uncertain."""
_SETTLE: Final = timedelta(seconds=PORTAL.settle)


class Evidence:
    """Lays the lines of the log over what the last report says."""

    def __init__(
        self, journal: Journal, sent: SentToggles, memory: Memory, unit: str
    ) -> None:
        """Judge by the journal of a unit; how it counts is kept in the memory."""
        self._journal = journal
        self._sent = sent
        self._memory = memory
        self._key = f"log_base/{unit}"
        self._ledger = Ledger(memory.recall(self._key))
        self._sight: Sight | None = None
        self._mark: int | None = None
        self._next_mark: int | None = None
        self._since: int | None = None
        self._proven: set[int | None] = set()

    def take(self, sight: Sight, known: int | None) -> None:
        """Take a look; ``known``: the last line that was known when it began.

        A line that was known while the report before was still shown is older than
        this report, and part of it. One that was not there yet when the log was read
        after the report had been seen is newer. Of those in between it is not known.
        """
        before, self._sight = self._sight, sight
        if before is not None and sight.new:
            self._learn(before, sight)
            self._mark, self._since = self._next_mark, None
            self._proven.clear()
        self._next_mark = known
        self._drop_seen()

    def read(self, lines: Sequence[LogLine]) -> None:
        """Take what the log brought when it was read just now."""
        if self._since is None:
            self._since = self._journal.mark
        self._ledger.read(lines)
        self._keep_base()

    def states(self) -> Mapping[int, bool | None]:
        """Return the states of now; None: not known, or uncertain."""
        if (sight := self._sight) is None:
            return {}
        if sight.live:
            return sight.status.states
        told = sight.status.states
        lines = self._journal.after(self._mark)
        newer = [line for line in lines if self._is_newer(line)]
        earliest = sight.told - _CLOCKS_APART
        unsure = [
            line
            for line in lines
            if not self._is_newer(line) and line.record.time > earliest
        ]
        replayed = self._ledger.states(told, unsure)
        agreed = {
            index: state if replayed[index] is state else None
            for index, state in told.items()
        }
        return self._ledger.states(agreed, newer)

    def newer_states(self) -> Mapping[int, bool]:
        """Return the states that are certainly other than the last report says."""
        told = self._sight.status.states if self._sight else {}
        return {
            index: state
            for index, state in self.states().items()
            if state is not None and state is not told[index]
        }

    def outcome(self, index: int, sent: Sent) -> bool | None:
        """Return the state that was seen since a toggle was sent; None: none was."""
        if (sight := self._sight) is None:
            return None
        if is_after(sight, sent):
            state = self.states().get(index)
            if state is sent.want or sight.live:
                return state
            settled = sight.not_before and sight.not_before > sent.at + _SETTLE
            return state if settled else None
        return self._told_by_log(index, sent)

    def _told_by_log(self, index: int, sent: Sent) -> bool | None:
        """Return what the last line since a toggle says of its output."""
        if sent.mark is None:
            return None
        lines = [
            line
            for line in self._journal.after(sent.mark)
            if line.switched is not None and self._ledger.concerns(line, index)
        ]
        if not lines or lines[-1].switched is None:
            return None
        line, state = lines[-1], lines[-1].switched[1]
        if not self._ledger.is_certain(line):
            if state is not sent.want or self._may_be_of_another(line, index, state):
                return None
            self._ledger.attribute(line, index)
        self._proven.add(line.id)
        return state

    def _may_be_of_another(self, line: LogLine, index: int, state: bool) -> bool:
        """Tell whether a line fits the toggle of a neighbour just as well."""
        return any(
            other != index and sent.want is state and self._ledger.concerns(line, other)
            for other, sent in self._sent.items()
        )

    def _drop_seen(self) -> None:
        """Forget the toggles that nobody waits for and that are part of a report."""
        for index, sent in self._sent.items():
            seen = self._sight is not None and is_after(self._sight, sent)
            if seen and not sent.pending and self.outcome(index, sent) is not None:
                self._sent.forget(index)

    def _is_newer(self, line: LogLine) -> bool:
        """Tell whether a line is certainly newer than the last report."""
        if line.id in self._proven:
            return True
        return self._since is not None and self._journal.place(line) > self._since

    def _learn(self, before: Sight, after: Sight) -> None:
        lines = self._journal.after(self._mark)
        self._ledger.compare(before.status, after.status, lines)
        self._keep_base()

    def _keep_base(self) -> None:
        if self._ledger.base is not None:
            self._memory.keep(self._key, self._ledger.base)


def is_after(sight: Sight, sent: Sent) -> bool:
    """Tell whether a look shows what the UPS told after a toggle."""
    return sight.live or (sight.not_before is not None and sight.not_before > sent.at)
