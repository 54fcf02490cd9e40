"""A page, and where it leads."""

from dataclasses import dataclass, field
from functools import cached_property
import re
from typing import Final

from .hosts import resolved
from .markup import Markup, read_markup
from .scripts import script_redirects

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ABSOLUTE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """An answer of the way in; its address and its text hold secrets."""

    url: str = field(repr=False)
    status: int
    location: str | None = field(repr=False)
    """The header, as it was sent."""
    text: str = field(repr=False)

    @property
    def redirect(self) -> str | None:
        """Where the status leads to, if it is one that does."""
        if self.status not in _REDIRECTS or not self.location:
            return None
        return resolved(self.url, self.location)

    @cached_property
    def markup(self) -> Markup:
        """What the page holds."""
        return read_markup(self.text)

    @property
    def onward(self) -> str | None:
        """Where a browser would go from here by itself (2.4 no. 4)."""
        found = [target for target in script_redirects(self.text) if _leads(target)]
        if (refresh := self.markup.refresh) and _leads(refresh):
            found.append(refresh)
        if not found:
            return None
        complete = (target for target in found if _ABSOLUTE.match(target.strip()))
        return resolved(self.url, next(complete, found[0]))


def _leads(target: str) -> bool:
    """Leave out what stays on the page, and what is no page."""
    plain = target.strip()
    if not plain or plain.startswith("#"):
        return False
    return bool(_ABSOLUTE.match(plain)) or not _SCHEME.match(plain)
