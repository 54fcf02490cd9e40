"""What of a parameter may be told: never a secret, never what could be one.

Addresses of webhooks and personal access tokens travel in parameters. Those of known
codes are marked in the tables. Of a code that is not in the table nobody knows which
parameter is one, so only shapes that cannot be a secret are shown: short numbers, ids
as the PDU makes them, and the words of its own language.
"""

from collections.abc import Iterable
import re
from typing import Final

from ....equipment.errors import DriverError
from .codes import Code, EventCode, Param

REDACTED: Final = "**REDACTED**"

_SECRETIVE: Final = re.compile(
    r"""://|/api/|/webhook|\?|\S@\S  # addresses carry keys
        | (?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{16,}  # a token""",
    re.IGNORECASE | re.VERBOSE,
)
_ORIGIN: Final = re.compile(r"https?://[^/]*/?", re.IGNORECASE)
_HARMLESS: Final = re.compile(
    r"""(?: -?[0-9]{1,6}(?:\.[0-9]{1,6})? | [ILR]?[0-9]{1,3}-[0-9]{1,12}
        | [0-9]{2}:[0-9]{2} | A | B | on | off | open | closed | reboot | any | none
        | connect | disconnect | inlets | sensors | outlets | circuits )?""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST: Final = 60  # characters of a value that an error repeats
_LARGEST: Final = 10**15
_SECRET_LENGTH: Final = 3  # shorter texts are found everywhere by chance
_PIECE: Final = 8  # characters of a secret that give it away


def hides(code: Code | None, param: Param | None, text: str) -> bool:
    """Tell whether a stored parameter must not be shown.

    ``code`` and ``param`` are None if the tables do not have them. Events carry no
    secrets; an address in one would be strange.
    """
    if not text or "://" in text:
        return bool(text)
    if param is not None:
        return param.secret
    return not isinstance(code, EventCode) and not _HARMLESS.fullmatch(text)


def shown(value: object) -> str:
    """Return what an error may repeat of a value that was asked for."""
    if isinstance(value, str):
        if _SECRETIVE.search(value):
            return REDACTED
        printable = "".join(c if c.isprintable() else "\ufffd" for c in value)
        if len(printable) > _LONGEST:
            return printable[: _LONGEST - 1] + "…"
        return printable
    if isinstance(value, int) and abs(value) < _LARGEST:
        return str(value)
    return repr(value) if isinstance(value, float) else type(value).__name__


def hide(error: DriverError, secrets: Iterable[str]) -> None:
    """Take secrets out of an error that may repeat what the PDU answered.

    An answer that still holds a piece of one, because it was cut or written another
    way, is not told at all.
    """
    kept = dict(error.placeholders)
    for secret in sorted(secrets, key=len, reverse=True):
        kept = {name: _without(secret, text) for name, text in kept.items()}
    error.placeholders = kept
    error.args = (error.reason, kept)


def _without(secret: str, text: str) -> str:
    if len(secret) < _SECRET_LENGTH:
        return text
    text = text.replace(secret, REDACTED)
    inner = _ORIGIN.sub("", secret)
    pieces = range(len(inner) - _PIECE + 1)
    betrayed = any(inner[start : start + _PIECE] in text for start in pieces)
    return REDACTED if betrayed else text
