"""Ciphers of version 3: DES in CBC, AES in CFB."""

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from .usm_codes import PRIV

try:  # newer ones have it there, and warn about the old place
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    from cryptography.hazmat.primitives.ciphers.modes import CFB

_BLOCK = 8


def _des(key: bytes, salt: bytes) -> Cipher[modes.CBC]:
    """DES is what is left of triple DES with one key; the rest of it is for the IV."""
    vector = bytes(a ^ b for a, b in zip(key[8:16], salt, strict=True))
    return Cipher(TripleDES(key[:8] * 3), modes.CBC(vector))


def _aes(key: bytes, salt: bytes, boots: int, time: int) -> Cipher[CFB]:
    vector = boots.to_bytes(4) + time.to_bytes(4) + salt
    return Cipher(algorithms.AES(key), CFB(vector))


def encipher(
    protocol: str, key: bytes, salt: bytes, boots: int, time: int, plain: bytes
) -> bytes:
    """Write; salt, boots and time of the engine never come twice."""
    if PRIV[protocol].des:
        work = _des(key, salt).encryptor()
        plain += bytes(-len(plain) % _BLOCK)
    else:
        work = _aes(key, salt, boots, time).encryptor()
    return work.update(plain) + work.finalize()


def decipher(
    protocol: str, key: bytes, salt: bytes, boots: int, time: int, secret: bytes
) -> bytes:
    """Read; raises ValueError for what cannot have been written like this."""
    if PRIV[protocol].des:
        work = _des(key, salt).decryptor()
    else:
        work = _aes(key, salt, boots, time).decryptor()
    return work.update(secret) + work.finalize()
