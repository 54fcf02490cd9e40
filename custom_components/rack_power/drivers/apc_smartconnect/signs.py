"""By what a page is known that asks for more than a password (2.5, 9 no. 1).

Words count where people see them, in parts of the path and in names of fields: never
anywhere in a body, where chance can spell them.
"""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from .markup import CAPTCHA_ERROR, Markup

_CAPTCHA_WORDS: Final = re.compile(r"captcha|\bnot a robot\b", re.IGNORECASE)
_CODE_WORDS: Final = re.compile(
    r"\b(?:two|multi)[- ]?(?:factor|step)\b"
    r"|\b2[- ]?(?:fa|step|factor)\b|\bmfa\b|\botp\b"
    r"|\b(?:verification|security|authentication|recovery) code\b"
    r"|\bone[- ]time[- ](?:code|pass(?:word|code))\b|\bpasscode\b|\bauthenticator\b"
    r"|\bverify your identity\b"
    # Pages behind the password may be in the language of the account's owner: those
    # that the translations of this integration have, too.
    r"|\bzwei-?(?:faktor|stufen)"
    r"|\b(?:bestätigungs|verifizierungs|sicherheits|einmal|authentifizierungs)-?code\b"
    r"|\beinmal(?:passwort|kennwort)\b"
    r"|\b(?:deux|double|multi|plusieurs)[- ]?(?:facteurs?|étapes)\b"
    r"|\bcode (?:de (?:vérification|sécurité|confirmation)|d\Wauthentification"
    r"|à usage unique)"
    r"|\b(?:dos|doble|múltiples?|varios) (?:factor(?:es)?|pasos)\b"
    r"|\bcódigo de (?:verificación|seguridad|confirmación|autenticación|un solo uso)\b"
    r"|\b(?:dvoj|viac)(?:faktor|krok)ov"
    r"|\b(?:overovac|bezpečnostn|autentifikačn|jednorazov)\w{1,4} kód",
    re.IGNORECASE,
)
_CODE_TOKENS: Final = frozenset({"mfa", "2fa", "otp", "totp", "passcode"})
_CODE_PARTS: Final = re.compile(
    r"(?:two|multi)factor|authenticator|verificationcode|identityverification"
    r"|onetimepass"
)
_VERIFICATION: Final = "verification"
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 200
"""Characters of a name that are looked at."""


def names_captcha(text: str) -> bool:
    """Tell whether a page names the error of a captcha anywhere, as in a script."""
    return CAPTCHA_ERROR in text


def asks_for_captcha(markup: Markup, url: str) -> bool:
    """Tell whether a page asks for proof that one is a person."""
    told = (markup.text, *markup.names, *_segments(url))
    return any(_CAPTCHA_WORDS.search(text) for text in told)


def asks_for_code(markup: Markup, url: str) -> bool:
    """Tell whether a page asks for a second factor."""
    if _CODE_WORDS.search(markup.text) or any(map(_names_code, markup.names)):
        return True
    return any(
        _names_code(part) or part.lower() == _VERIFICATION for part in _segments(url)
    )


def _segments(url: str) -> list[str]:
    return [unquote(part) for part in urlsplit(url).path.split("/")]


def _names_code(name: str) -> bool:
    parts = _NO_LETTER.split(_HUMP.sub("-", name[:_LONGEST]).lower())
    return any(part in _CODE_TOKENS for part in parts) or (
        _CODE_PARTS.search("".join(parts)) is not None
    )
