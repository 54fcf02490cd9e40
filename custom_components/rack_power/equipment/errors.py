"""What can go wrong between us and a unit, each error meaning one reaction."""

from collections.abc import Mapping


class DriverError(Exception):
    """Something that a driver could not do.

    ``reason`` is the key of the message that says it more exactly than the class
    does, ``placeholders`` fill that message. Neither ever holds a secret.
    """

    key = "driver_error"

    def __init__(
        self, reason: str | None = None, /, **placeholders: str | float
    ) -> None:
        """Note the key of the message and what fills it."""
        self.reason = reason or self.key
        self.placeholders: Mapping[str, str] = {
            name: str(value) for name, value in placeholders.items()
        }
        super().__init__(self.reason, self.placeholders)


class CannotConnect(DriverError):
    """The unit was not reached; on a write: it was certainly not sent."""

    key = "cannot_connect"


class CertificateRefused(DriverError):
    """The unit's certificate is not trusted."""

    key = "certificate_refused"


class WrongEquipment(DriverError):
    """What answers is not a unit of this kind, or another unit than before."""

    key = "wrong_equipment"


class InvalidAuth(DriverError):
    """The credentials were refused; the owner must sign in again."""

    key = "invalid_auth"


class SignInBlocked(DriverError):
    """Signing in needs a person (captcha, second factor, changed page)."""

    key = "sign_in_blocked"


class NotPermitted(DriverError):
    """The credentials are right, but this is not allowed to them."""

    key = "not_permitted"


class Rejected(DriverError):
    """The unit said no. Placeholder ``answer``: its words, if it gave a reason."""

    key = "rejected"

    def __init__(
        self, reason: str | None = None, /, **placeholders: str | float
    ) -> None:
        """Note why; without a reason nothing is said of one."""
        has_words = bool(str(placeholders.get("answer", "")).strip())
        super().__init__(
            reason or (self.key if has_words else DriverError.key), **placeholders
        )


class NotConfirmed(DriverError):
    """A write was sent, or perhaps sent, and its effect was not seen."""

    key = "not_confirmed"


class InvalidAnswer(DriverError):
    """The answer cannot be understood."""

    key = "invalid_answer"


class RateLimited(DriverError):
    """The unit or cloud asks to be left alone for ``retry_after`` seconds."""

    key = "rate_limited"

    def __init__(self, retry_after: float) -> None:
        """Note the time to wait, in seconds."""
        super().__init__(None, seconds=round(retry_after))
        self.retry_after = retry_after


class InvalidRequest(DriverError):
    """What was asked for cannot be right; found before anything was sent."""

    key = "invalid_request"
