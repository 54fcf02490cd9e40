"""Toggles whose effect was not seen yet; they outlive a restart (2.4).

What the portal shows may be older than a toggle, and toggling on the strength of such a
state would undo it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from ....equipment.driver import Json, Memory

PATIENCE: Final = 360.0
"""Seconds until a toggle that nothing was seen of is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A toggle: what it was for, and the log's last line before it.

    ``at``: when it had been answered, or given up, at the latest, by the server's
    clock. ``pending``: its outcome is owed to whoever asked for it.
    """

    want: bool
    at: datetime
    mark: int | None
    pending: bool = False


class SentToggles:
    """The toggles of one unit, by the index of their output."""

    def __init__(self, memory: Memory, unit: str) -> None:
        """Begin with what was under way when the driver before this one ended."""
        self._memory = memory
        self._key = f"sent/{unit}"
        self._by_index = dict(_read(memory.recall(self._key)))

    def __getitem__(self, index: int) -> Sent | None:
        """Return the toggle of an output, None if there is none."""
        return self._by_index.get(index)

    def items(self) -> tuple[tuple[int, Sent], ...]:
        """Return all."""
        return tuple(self._by_index.items())

    def note(self, index: int, sent: Sent) -> None:
        """Keep a toggle."""
        self._by_index[index] = sent
        self._save()

    def give_up(self, index: int) -> None:
        """Note that nobody awaits the outcome any more; it is still not known."""
        if (sent := self._by_index.get(index)) is not None and sent.pending:
            self.note(index, replace(sent, pending=False))

    def forget(self, index: int) -> None:
        """Forget a toggle: its effect was seen, or it was not sent after all."""
        if self._by_index.pop(index, None) is not None:
            self._save()

    def _save(self) -> None:
        self._memory.keep(
            self._key,
            {
                str(index): {**asdict(sent), "at": sent.at.isoformat()}
                for index, sent in self._by_index.items()
            },
        )


def _read(kept: Json) -> Iterator[tuple[int, Sent]]:
    for key, row in kept.items() if isinstance(kept, Mapping) else ():
        if not isinstance(row, Mapping) or not key.isdecimal():
            continue
        at, mark = row.get("at"), row.get("mark")
        if isinstance(at, str):
            yield (
                int(key),
                Sent(
                    want=bool(row.get("want")),
                    at=datetime.fromisoformat(at),
                    mark=mark if isinstance(mark, int) else None,
                    pending=bool(row.get("pending")),
                ),
            )
