"""A page: where it leads, and what it asks for."""

from dataclasses import dataclass, field
from functools import cached_property
import re
from typing import Final, Literal

from .hosts import resolved
from .markup import Markup, read_markup
from .scripts import Action, action, script_cookies, script_redirects
from .signs import asks_for_captcha, asks_for_code, names_captcha

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ABSOLUTE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FOUND: Final = (
    "markup",
    "cookie_lines",
    "actions",
    "names_captcha",
    "asks_for",
    "onward",
)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """An answer of the way in; its address and its text hold secrets.

    To look through a large one takes longer than others should wait: `study`.
    """

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

    @cached_property
    def cookie_lines(self) -> tuple[str, ...]:
        """What its scripts assign to document.cookie."""
        return tuple(script_cookies(self.text))

    @cached_property
    def actions(self) -> tuple[Action | None, Action | None]:
        """What its functions for the user name and for the password submit."""
        return action(self.text, 1), action(self.text, 2)

    @cached_property
    def names_captcha(self) -> bool:
        """Whether it names the error of a captcha anywhere, as in a script."""
        return names_captcha(self.text)

    @cached_property
    def asks_for(self) -> Literal["captcha", "code"] | None:
        """What stops those who have only a password, as far as the page says so."""
        if asks_for_captcha(self.markup, self.url):
            return "captcha"
        return "code" if asks_for_code(self.markup, self.url) else None

    @cached_property
    def onward(self) -> str | None:
        """Where a browser would go from here by itself (2.4 no. 4)."""
        found = [target for target in script_redirects(self.text) if _leads(target)]
        if (refresh := self.markup.refresh) and _leads(refresh):
            found.append(refresh)
        if not found:
            return None
        complete = (target for target in found if _ABSOLUTE.match(target.strip()))
        return resolved(self.url, next(complete, found[0]))

    def study(self) -> None:
        """Look through all of it, in whatever thread, so that it is known later."""
        for name in _FOUND:
            getattr(self, name)


def _leads(target: str) -> bool:
    """Leave out what stays on the page, and what is no page."""
    plain = target.strip()
    if not plain or plain.startswith("#"):
        return False
    return bool(_ABSOLUTE.match(plain)) or not _SCHEME.match(plain)
