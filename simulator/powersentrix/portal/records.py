"""What the portal's database holds of the UPSs: what they have posted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ...clock import Clock
from ..push.post import LOG, REPORT, Post
from ..unit.ups import Ups

SILENCE = timedelta(seconds=900)
"""After which the portal calls a UPS offline, if it is honest; our own choice."""


@dataclass(slots=True)
class Known:
    """What is known of one UPS."""

    ups: Ups
    pushed: datetime | None = None
    """When the last post came."""
    reported: datetime | None = None
    """When the last status came."""
    whole: Any = None
    """The last status, as it came."""
    ident: Mapping[str, Any] = field(default_factory=dict)
    board: int | None = None
    logs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id in the database."""
        return str(self.ups.state.portal_id)


class Records:
    """Takes what UPSs post."""

    def __init__(self, clock: Clock, upses: Iterable[Ups]) -> None:
        """Know some UPSs by name, and nothing of what they are doing."""
        self._clock = clock
        self._next_id = 9901
        self._known = [Known(ups) for ups in upses]

    def __iter__(self) -> Iterator[Known]:
        """Go through all that are known."""
        return iter(self._known)

    def find(self, ident: str) -> Known | None:
        """Find a UPS by its id in the database."""
        return next((known for known in self._known if known.id == ident), None)

    def of(self, ups: Ups) -> Known:
        """Find what is known of a UPS."""
        return next(known for known in self._known if known.ups is ups)

    def take(self, ups: Ups, post: Post) -> None:
        """Take a post in."""
        known = self.of(ups)
        known.pushed = self._clock.time
        match post.name:
            case name if name == LOG:
                known.logs.append(self._row(known, post.body))
            case name if name == REPORT:
                known.reported = self._clock.time
                known.whole = post.body
                known.board = ups.views.board()
                known.ident = _ident_in(post.body) or known.ident
            case _:
                known.ident = post.body

    def is_online(self, known: Known) -> bool:
        """Tell whether a UPS has posted of late."""
        return known.pushed is not None and self._clock.time - known.pushed <= SILENCE

    def reset(self) -> None:
        """Forget all logs."""
        for known in self._known:
            known.logs.clear()

    def _row(self, known: Known, told: Mapping[str, Any]) -> dict[str, Any]:
        ident = self._next_id
        self._next_id += 1
        return {
            "id": ident,
            "upsId": known.id,
            "cmm": told["cmm"],
            "code": told["code"],
            "description": told["description"],
            "params": told["params"],
            "timestamp": told["timestamp"].replace(" ", "T"),
        }


def _ident_in(whole: Any) -> Mapping[str, Any] | None:
    """Find the identification in a status, which may be malformed."""
    match whole:
        case {"config": {"ident": dict(ident)}}:
            return ident
    return None
