"""Lines of logs whose UPS is not known yet: kept until it says who it is.

A new UPS may have something to tell before its first status, which comes five minutes
after the entry was made at the latest.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ....equipment.driver import Json

_MOST: Final = 64
"""Lines that are kept, of all UPSs together: anybody who knows the company may post.
Of more the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class Held:
    """A line as it was posted, and when it came."""

    cmm: str
    answer: Json = field(repr=False)
    arrived: datetime


class Strangers:
    """Keeps lines by what their UPS is called at the server."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held: deque[Held] = deque(maxlen=_MOST)

    def hold(self, line: Held) -> None:
        """Keep a line."""
        self._held.append(line)

    def introduced(self, cmm: str) -> Sequence[Held]:
        """Hand over the lines of a UPS that is known now, in the order they came."""
        found = [one for one in self._held if one.cmm == cmm]
        for one in found:
            self._held.remove(one)
        return found
