"""A jar of cookies that gives back exactly what it was given (2.4 no. 1, 9 no. 8).

The jars of aiohttp and of the standard library put values in quotes or take quotes off,
and ignore hosts that are named by address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
import re
from typing import Final
from urllib.parse import urlsplit

from ...equipment.driver import Clock
from .hosts import is_loopback

MOST: Final = 100
"""Cookies in a jar."""
LONGEST: Final = 4096
"""Characters of a name with its value, as in browsers."""
_HEADER: Final = 16 * 1024
"""Characters of all that is sent at once: no server takes more."""
_DATE: Final = 100
_PAIR: Final = re.compile(r"[^\x00-\x1f\x7f;\ud800-\udfff]*")


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie; its value is a secret. ``expires``: seconds since 1970."""

    name: str
    value: str = field(repr=False)
    domain: str
    path: str = "/"
    secure: bool = False
    host_only: bool = True
    expires: float | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What another cookie must share to replace this one."""
        return self.name, self.domain, self.path

    def is_for(self, url: str) -> bool:
        """Tell whether it goes with a request to an address."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if self.secure and parts.scheme != "https" and not is_loopback(host):
            return False
        if not _lies_within(parts.path or "/", self.path):
            return False
        if self.host_only:
            return host == self.domain
        return is_below(host, self.domain)


def is_cookie(name: str, value: str) -> bool:
    """Tell whether a pair can be sent as it is."""
    if not name or len(name) + len(value) > LONGEST or "=" in name:
        return False
    return all(
        _PAIR.fullmatch(text) is not None and text == text.strip(" \t")
        for text in (name, value)
    )


def is_below(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or belongs to it; top-level ones have none.

    Addresses belong to nothing; none of them ends in letters.
    """
    if host == domain:
        return True
    named = host[-1:].isalpha()
    return named and "." in domain and host.endswith(f".{domain}")


def read_cookie(line: str, url: str, now: float) -> Cookie | None:
    """Read what a server, or the script of its page, sets; None: it cannot be."""
    pair, *rest = line.split(";")
    name, equals, value = (text.strip(" \t") for text in pair.partition("="))
    told: dict[str, str] = {}
    for attribute in rest:
        key, _, text = attribute.partition("=")
        told[key.strip().lower()] = text.strip()
    parts = urlsplit(url)
    host, domain = parts.hostname or "", told.get("domain", "").lower().strip(".")
    if not equals or not is_cookie(name, value):
        return None
    if domain and not is_below(host, domain):
        return None
    path = told.get("path", "")
    if not path.startswith("/") or not is_cookie("path", path):
        path = (parts.path or "/").rpartition("/")[0] or "/"
    return Cookie(
        name,
        value,
        domain or host,
        path,
        "secure" in told,
        not domain,
        _expires(told.get("max-age"), told.get("expires"), now),
    )


class Jar:
    """Cookies of all hosts of an account; the oldest are dropped if there are many."""

    def __init__(self, clock: Clock, cookies: Iterable[Cookie] = ()) -> None:
        """Begin with some cookies."""
        self._clock = clock
        self._cookies: dict[tuple[str, str, str], Cookie] = {}
        self.changes = 0
        """How often something has changed in it."""
        for cookie in cookies:
            self.take(cookie)

    def take(self, cookie: Cookie) -> None:
        """Take a cookie in place of an older one; one that is over only ends that."""
        old = self._cookies.get(cookie.key)
        if self._is_over(cookie):
            if old is not None:
                del self._cookies[cookie.key]
                self.changes += 1
            return
        self._cookies[cookie.key] = cookie
        self.changes += cookie != old
        if len(self._cookies) > MOST:
            del self._cookies[next(iter(self._cookies))]

    def take_line(self, line: str, url: str) -> None:
        """Take what an answer from an address sets, if it can be."""
        cookie = read_cookie(line, url, self._clock.now().timestamp())
        if cookie is not None:
            self.take(cookie)

    def header(self, url: str) -> str | None:
        """Return the line that goes with a request, if there is one."""
        meant = [one for one in self.cookies() if one.is_for(url)]
        meant.sort(key=lambda one: -len(one.path))
        line = ""
        for one in meant:
            longer = f"{line}; {one.name}={one.value}" if line else _written(one)
            if len(longer) <= _HEADER:
                line = longer
        return line or None

    def cookies(self) -> tuple[Cookie, ...]:
        """Return all that are good, oldest first."""
        return tuple(one for one in self._cookies.values() if not self._is_over(one))

    def lasting(self) -> tuple[Cookie, ...]:
        """Return those that outlast the session, as when a browser is closed."""
        return tuple(one for one in self.cookies() if one.expires is not None)

    def _is_over(self, cookie: Cookie) -> bool:
        ends = cookie.expires
        return ends is not None and ends <= self._clock.now().timestamp()


def _written(cookie: Cookie) -> str:
    return f"{cookie.name}={cookie.value}"


def _lies_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _expires(age: str | None, date: str | None, now: float) -> float | None:
    """Read when a cookie ends; an age counts more than a date."""
    if age is not None and re.fullmatch(r"-?\d{1,12}", age, re.ASCII):
        return now + int(age)
    if date is None:
        return None
    try:
        ends = parsedate_to_datetime(date[:_DATE])
        if ends.tzinfo is None:
            ends = ends.replace(tzinfo=UTC)
        return ends.timestamp()
    except IndexError, OverflowError, TypeError, ValueError:
        return None
