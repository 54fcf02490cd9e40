"""The port of its own that one connection has, if its owner wants one (2.3)."""

from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import Final

from ....equipment.driver import Context, Post
from ....equipment.errors import CannotConnect
from .doors import Doors, Leave, Take

_TROUBLE: Final = "port"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which port that is, among those of the house."""

    doors: Doors
    port: int
    tls: bool


class Entrance:
    """Keeps the port open, and tells if that cannot be."""

    def __init__(
        self, context: Context, place: Place | None, take: Take, who: str
    ) -> None:
        """Open nothing yet; without a place nothing ever is."""
        self._context = context
        self._place = place
        self._take = take
        self._who = who
        self._leave: Leave | None = None
        self._closed = False
        self.failure: CannotConnect | None = None
        """Why the port is not open."""

    async def open(self) -> None:
        """Open the port, unless it is; what fails is tried again at the next call."""
        place = self._place
        if place is None:
            self._context.trouble(_TROUBLE, None)
            return
        if self._leave is not None or self._is_over():
            return
        try:
            self._leave = await place.doors.open(
                place.port, tls=place.tls, take=self._take, who=self._who
            )
        except CannotConnect as err:
            self.failure = err
        else:
            self.failure = None
        self._context.trouble(_TROUBLE, self.failure)
        if self._is_over():  # it was closed meanwhile
            await self.close()

    async def close(self) -> None:
        """Close the port, if nobody else takes posts from it."""
        self._closed = True
        leave, self._leave = self._leave, None
        if leave is not None:
            await leave()

    def _is_over(self) -> bool:
        return self._closed


def below(post: Post, secret: str) -> Post:
    """Return a post with the path that follows the secret of an address.

    A path without it stays as it is, and did not come by the address.
    """
    parts = post.path.split("/")
    told = [part.encode("utf-8", "replace") for part in parts]
    wanted = secret.encode("utf-8", "replace")
    found = [place for place, part in enumerate(told) if compare_digest(part, wanted)]
    if not found:
        return replace(post, addressed=False)
    return replace(post, path="/".join(parts[found[0] + 1 :]), addressed=True)
