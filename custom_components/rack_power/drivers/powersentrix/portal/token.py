"""The portal's token: a JWT, of which only the times are looked at (section 5).

Its signature is the server's own business, so nothing in it is trusted for more than
when to ask for a new one.
"""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ...http import parse

_LEAST: Final = 60.0
"""Seconds before its end at which a token is renewed, at least."""
_SHARE: Final = 0.1
"""Part of its life that may be left then."""
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A token and, where it tells, when it ends and how long it lives."""

    text: str = field(repr=False)
    ends: float | None = None
    life: float | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it should be renewed, by the server's own time.

        A token that is as good as over when it is made, by the clock of a server that
        knows no better, is used until it is refused.
        """
        if self.ends is None or self.life is None or self.life <= 0:
            return False
        margin = min(max(_LEAST, _SHARE * self.life), self.life / 2)
        return self.ends - now.timestamp() < margin


def read_token(text: str, now: datetime) -> Token:
    """Read a token; ``now`` stands in where it does not tell when it was made."""
    ends, made = _times(text)
    if ends is None:
        return Token(text)
    return Token(text, ends, ends - (now.timestamp() if made is None else made))


def _times(text: str) -> tuple[float | None, float | None]:
    parts = text.split(".")
    if len(parts) != _PARTS:
        return None, None
    try:
        claims = parse(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except InvalidAnswer, NotBase64, ValueError:
        return None, None
    if not isinstance(claims, Mapping):
        return None, None
    return _time(claims.get("exp")), _time(claims.get("iat"))


def _time(value: Json) -> float | None:
    """Read seconds since 1970; nonsense is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        datetime.fromtimestamp(value, UTC)
    except OverflowError, OSError, ValueError:
        return None
    return float(value)
