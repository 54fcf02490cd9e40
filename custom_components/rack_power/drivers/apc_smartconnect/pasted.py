"""A session that was taken out of a browser, in any of three forms (9 no. 2)."""

from collections.abc import Iterator, Mapping
import json
import re
from typing import Final

from ...equipment.driver import Json
from ...equipment.errors import InvalidRequest
from .cookies import Cookie, is_below, is_cookie
from .hosts import Hosts
from .keeping import instant

_LONGEST: Final = 256 * 1024
_MOST: Final = 500
_LABEL: Final = re.compile(r"cookie\s*:", re.IGNORECASE)


def read_pasted(text: str, hosts: Hosts) -> tuple[Cookie, ...]:
    """Read cookies from a Cookie header line, a JSON object, or a list of objects.

    InvalidRequest("invalid_session"): it is none of them, or none of the cookies is
    for the portal.
    """
    plain = text.strip()
    if len(plain) > _LONGEST:
        raise InvalidRequest("invalid_session")
    found = _of_json(plain, hosts) if plain[:1] in "[{" else _of_line(plain, hosts)
    cookies = tuple(one for one in found if is_cookie(one.name, one.value))[:_MOST]
    if not any(one.is_for(f"{hosts.origin}/api/v1/") for one in cookies):
        raise InvalidRequest("invalid_session")
    return cookies


def _of_line(text: str, hosts: Hosts) -> Iterator[Cookie]:
    label = _LABEL.match(text)
    for pair in (text[label.end() :] if label else text).split(";"):
        name, equals, value = pair.partition("=")
        if equals:
            yield Cookie(name.strip(), value.strip(), hosts.host)


def _of_json(text: str, hosts: Hosts) -> Iterator[Cookie]:
    try:
        told: Json = json.loads(text)
    except ValueError, RecursionError:
        raise InvalidRequest("invalid_session") from None
    if isinstance(told, Mapping):
        for name, value in told.items():
            if isinstance(value, str):
                yield Cookie(name, value, hosts.host)
    elif isinstance(told, list):
        for one in told:
            if isinstance(one, Mapping) and (cookie := _of_object(one, hosts)):
                yield cookie


def _of_object(told: Mapping[str, Json], hosts: Hosts) -> Cookie | None:
    """Read a cookie as extensions of browsers export it.

    Those of other hosts are left out: a whole browser may have been exported.
    """
    name, value = told.get("name"), told.get("value")
    if not isinstance(name, str) or not isinstance(value, str):
        return None
    domain, path = told.get("domain"), told.get("path")
    host = domain.strip().lower().strip(".") if isinstance(domain, str) else ""
    if not hosts.is_vendor:
        host = hosts.host  # what stands before the vendor's portal has its cookies
    elif host and not (hosts.allows(f"https://{host}") or is_below(hosts.host, host)):
        return None
    only = told.get("hostOnly")
    return Cookie(
        name,
        value,
        host or hosts.host,
        path if isinstance(path, str) and path.startswith("/") else "/",
        told.get("secure") is True,
        only if isinstance(only, bool) else not str(domain or "").startswith("."),
        instant(told.get("expirationDate")),
    )
