"""Cookies kept over restarts, for the credentials that they were got with."""

from collections.abc import Mapping
import hashlib
import json
from math import isfinite
from typing import Final

from ...equipment.driver import Json, Memory
from .cookies import MOST, Cookie, Jar, is_cookie

KEY: Final = "cookies"


def fingerprint(*words: str | None) -> str:
    """Return what tells credentials from others, and does not tell them."""
    told = json.dumps(words).encode("ascii")
    return hashlib.sha256(told).hexdigest()


def keep(memory: Memory, who: str, jar: Jar) -> None:
    """Keep all cookies of a jar."""
    told: list[Json] = [
        {
            "name": one.name,
            "value": one.value,
            "domain": one.domain,
            "path": one.path,
            "secure": one.secure,
            "host_only": one.host_only,
            "expires": one.expires,
        }
        for one in jar.cookies()
    ]
    memory.keep(KEY, {"who": who, "cookies": told})


def recall(memory: Memory, who: str) -> tuple[Cookie, ...]:
    """Return the cookies that were kept for the same credentials; nonsense is none."""
    told = memory.recall(KEY)
    if not isinstance(told, Mapping) or told.get("who") != who:
        return ()
    listed = told.get("cookies")
    if not isinstance(listed, list | tuple):
        return ()
    read = [_read(one) for one in listed[-MOST:] if isinstance(one, Mapping)]
    return tuple(one for one in read if one is not None)


def _read(told: Mapping[str, Json]) -> Cookie | None:
    name, value, domain, path = (
        told.get(key) for key in ("name", "value", "domain", "path")
    )
    secure, host_only, ends = (
        told.get(key) for key in ("secure", "host_only", "expires")
    )
    if not (isinstance(name, str) and isinstance(value, str)):
        return None
    if not (isinstance(domain, str) and isinstance(path, str)):
        return None
    if not (isinstance(secure, bool) and isinstance(host_only, bool)):
        return None
    if not (is_cookie(name, value) and domain and path.startswith("/")):
        return None
    return Cookie(name, value, domain, path, secure, host_only, instant(ends))


def instant(value: Json) -> float | None:
    """Read seconds since 1970; nonsense is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None
