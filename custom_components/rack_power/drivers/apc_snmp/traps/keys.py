"""Keys of SNMPv3 users: made from passphrases in a thread, once for each engine.

Every card has keys of its own, so that cards whose users have the same name and other
passphrases never meet. A passphrase is spread over a million bytes and hashed (RFC
3414, A.2); hashlib lets others run meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
import hashlib
from typing import Any, Final, NamedTuple

from pyasn1.type.univ import OctetString
from pysnmp.entity import config
from pysnmp.error import PySnmpError

from ..context import User
from ..keys import encoded
from ..protocols import PRIV_PROTOCOLS
from .ber import Malformed

_SPREAD: Final = 2**20


class Hash(NamedTuple):
    """How messages are signed: by which hash, and how much of it is sent."""

    name: str
    length: int


_HASHES: Final = {
    "md5": Hash("md5", 12),
    "sha1": Hash("sha1", 12),
    "sha224": Hash("sha224", 16),
    "sha256": Hash("sha256", 24),
    "sha384": Hash("sha384", 32),
    "sha512": Hash("sha512", 48),
}
_AS_DRAFTED: Final = frozenset({"aes192_blumenthal", "aes256_blumenthal"})
"""Ciphers whose keys are lengthened by hashing on, not as a passphrase is."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a user signs and ciphers with at one engine; None: not used."""

    hash: Hash | None = None
    signing: bytes = field(default=b"", repr=False)
    cipher: Any | None = None
    """The library's; it has no types."""
    ciphering: OctetString | None = field(default=None, repr=False)

    @property
    def level(self) -> int:
        """The security that messages must have, as their flags tell it."""
        return (self.hash is not None) + 2 * (self.cipher is not None)

    def decipher(self, secret: bytes, salt: bytes, boots: int, time: int) -> bytes:
        """Read what was ciphered. Malformed: it cannot have been, with this key."""
        if self.cipher is None:
            raise Malformed
        how = boots, time, OctetString(salt)
        try:
            plain = self.cipher.decrypt_data(self.ciphering, how, OctetString(secret))
        except (PySnmpError, ValueError) as err:
            raise Malformed from err
        return bytes(plain)

    def encipher(self, plain: bytes, boots: int, time: int) -> tuple[bytes, bytes]:
        """Cipher something; return it and the salt."""
        if self.cipher is None:
            raise Malformed
        secret, salt = self.cipher.encrypt_data(
            self.ciphering, (boots, time, b""), plain
        )
        return bytes(secret), bytes(salt)


def derivation(user: User, *engines: bytes) -> Callable[[], dict[bytes, Keys]]:
    """Return the work of making a user's keys for some engines; it takes a while.

    What cannot be used together, as a cipher without a signature, gives no keys, and
    so does a cipher that the machine has no library for.
    """

    def derive() -> dict[bytes, Keys]:
        try:
            return _derived(user, engines)
        except PySnmpError:
            return {}

    return derive


def _derived(user: User, engines: Sequence[bytes]) -> dict[bytes, Keys]:
    hash_ = _HASHES.get(user.auth_protocol or "")
    if user.auth_protocol is None:
        known = user.priv_protocol is None
        return dict.fromkeys(engines, Keys()) if known else {}
    if hash_ is None or not user.auth_key:
        return {}
    master = _spread(hash_, encoded(user.auth_key))
    signing = {engine: _localized(hash_, master, engine) for engine in engines}
    if user.priv_protocol is None:
        return {one: Keys(hash_, key) for one, key in signing.items()}
    cipher = config.PRIV_SERVICES.get(PRIV_PROTOCOLS.get(user.priv_protocol))
    if cipher is None or not user.priv_key:
        return {}
    master = _spread(hash_, encoded(user.priv_key))
    drafted = user.priv_protocol in _AS_DRAFTED
    return {
        one: _tried(
            Keys(
                hash_,
                key,
                cipher,
                _lengthened(hash_, master, one, cipher.KEY_SIZE, drafted=drafted),
            )
        )
        for one, key in signing.items()
    }


def _tried(keys: Keys) -> Keys:
    """Use keys once: what the cipher loads is loaded here, not on the event loop."""
    keys.encipher(b"", 0, 0)
    return keys


def _digest(hash_: Hash, content: bytes) -> bytes:
    return hashlib.new(hash_.name, content, usedforsecurity=False).digest()


def _spread(hash_: Hash, passphrase: bytes) -> bytes:
    times = _SPREAD // len(passphrase) + 1
    return _digest(hash_, (passphrase * times)[:_SPREAD])


def _localized(hash_: Hash, master: bytes, engine: bytes) -> bytes:
    return _digest(hash_, master + engine + master)


def _lengthened(
    hash_: Hash, master: bytes, engine: bytes, size: int, *, drafted: bool
) -> OctetString:
    """Make a key that is as long as a cipher wants it."""
    last = key = _localized(hash_, master, engine)
    while len(key) < size:
        last = (
            _digest(hash_, key)
            if drafted
            else _localized(hash_, _spread(hash_, last), engine)
        )
        key += last
    return OctetString(key[:size])
