"""The tokens of logins: JWTs as the documentation's sample (section 5)."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha512
import hmac
import json
import secrets
from typing import Any

from ...clock import Clock
from ..knobs import PortalKnobs


@dataclass(frozen=True, slots=True)
class _Login:
    email: str
    expires: float


def _part(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Tokens:
    """Makes tokens, and knows which of them still open the door."""

    def __init__(self, clock: Clock, knobs: PortalKnobs) -> None:
        """Begin with a secret of its own."""
        self._clock = clock
        self._knobs = knobs
        self._secret = secrets.token_bytes(64)
        self._logins: dict[str, _Login] = {}
        self._made = 0

    def make(self, email: str) -> str:
        """Make a token; it expires whether it says so or not."""
        now = int(self._clock.time.timestamp())
        expires = now + self._knobs.jwt_lifetime
        self._made += 1
        claims: dict[str, Any] = {"sub": email, "iat": now, "jti": str(self._made)}
        if self._knobs.jwt_exp == "present":
            claims["exp"] = int(expires)
        head = _part(b'{"alg":"HS512"}')
        body = f"{head}.{_part(json.dumps(claims).encode())}"
        signature = hmac.digest(self._secret, body.encode(), sha512)
        token = f"{body}.{_part(signature)}"
        self._logins[token] = _Login(email, expires)
        return token

    def email_of(self, authorization: str) -> str | None:
        """Tell who shows this header, if it is still good."""
        scheme, _, token = authorization.partition(" ")
        login = self._logins.get(token)
        if scheme != "Bearer" or login is None:
            return None
        if self._clock.time.timestamp() >= login.expires:
            return None
        return login.email

    def revoke(self) -> None:
        """Let no token be good any more."""
        self._logins.clear()
