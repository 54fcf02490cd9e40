"""From passphrases to keys (RFC 3414, 7258, 3826), cached because it is dear."""

from functools import lru_cache
import hashlib

from .usm_codes import AUTH, PRIV

_SPREAD = 1 << 20  # bytes over which a passphrase is repeated
EXTENSIONS: tuple[str, ...] = ("blumenthal", "reeder")
"""How a key is made longer than a hash is: two drafts, both are in use."""


def _hashed(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()


@lru_cache(maxsize=256)
def _spread(name: str, passphrase: bytes) -> bytes:
    count = _SPREAD // len(passphrase) + 1
    return _hashed(name, (passphrase * count)[:_SPREAD])


@lru_cache(maxsize=512)
def signing_key(protocol: str, passphrase: bytes, engine: bytes) -> bytes:
    """Make the key for signing at one engine."""
    name = AUTH[protocol].hash
    key = _spread(name, passphrase)
    return _hashed(name, key + engine + key)


@lru_cache(maxsize=512)
def cipher_key(
    auth: str, priv: str, passphrase: bytes, engine: bytes, extension: str
) -> bytes:
    """Make the key for ciphering at one engine."""
    key = signing_key(auth, passphrase, engine)
    last = key
    while len(key) < PRIV[priv].key:
        if extension == "blumenthal":
            key += _hashed(AUTH[auth].hash, key)
        else:
            last = signing_key(auth, last, engine)
            key += last
    return key[: PRIV[priv].key]
