"""The keys of SNMPv3, made from passphrases: a million bytes are hashed for each.

That takes 15 ms and more, so it is done in a thread, and the library is given the
result. It keeps keys by user name and engine id.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from pysnmp.entity import config
from pysnmp.hlapi.v3arch.asyncio import UsmUserData
from pysnmp.proto.rfc1902 import OctetString

from ...equipment.errors import InvalidAuth
from .context import User
from .library import FAILURES
from .protocols import AUTH_PROTOCOLS, PRIV_PROTOCOLS

LOCALIZED: Final = config.USM_KEY_TYPE_LOCALIZED


def derivation(user: User, engine_id: bytes) -> Callable[[], UsmUserData]:
    """Return the work of making a user's keys for one engine.

    InvalidAuth: no keys can be made of what the user has.
    """

    def derive() -> UsmUserData:
        with suppress(*FAILURES):
            return _derived(user, OctetString(engine_id))
        raise InvalidAuth  # alone: what the library raises may show a key

    return derive


def _derived(user: User, engine: OctetString) -> UsmUserData:
    if not user.name.isascii():
        raise ValueError
    if user.auth_protocol is None:
        return UsmUserData(user.name)  # noqa: S509 - what the owner chose
    auth = AUTH_PROTOCOLS[user.auth_protocol]
    service = config.AUTH_SERVICES[auth]
    master = service.hash_passphrase(encoded(user.auth_key))
    keys = {
        "authProtocol": auth,
        "authKey": service.localize_key(master, engine),
        "authKeyType": LOCALIZED,
    }
    if user.priv_protocol is not None:
        priv = PRIV_PROTOCOLS[user.priv_protocol]
        hiding = config.PRIV_SERVICES[priv]
        master = hiding.hash_passphrase(auth, encoded(user.priv_key))
        keys |= {
            "privProtocol": priv,
            "privKey": hiding.localize_key(auth, master, engine),
            "privKeyType": LOCALIZED,
        }
    return UsmUserData(user.name, securityEngineId=engine, **keys)


def encoded(passphrase: str | None) -> bytes:
    """Return the bytes of a passphrase, as they are hashed for requests and traps."""
    return (passphrase or "").encode("utf-8", "replace")
