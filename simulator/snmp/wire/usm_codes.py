"""What secures version 3: the protocols, by the names that people know them by."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Auth(NamedTuple):
    """A way to sign."""

    hash: str
    digest: int
    """Bytes of the signature that are sent."""


class Priv(NamedTuple):
    """A way to cipher."""

    key: int
    """Bytes of the key."""
    des: bool = False


AUTH: Final[Mapping[str, Auth]] = MappingProxyType(
    {
        "MD5": Auth("md5", 12),
        "SHA1": Auth("sha1", 12),
        "SHA224": Auth("sha224", 16),
        "SHA256": Auth("sha256", 24),
        "SHA384": Auth("sha384", 32),
        "SHA512": Auth("sha512", 48),
    }
)
PRIV: Final[Mapping[str, Priv]] = MappingProxyType(
    {
        "DES": Priv(16, des=True),
        "AES128": Priv(16),
        "AES192": Priv(24),
        "AES256": Priv(32),
    }
)
NONE: Final = "none"

_STATISTICS: Final = (1, 3, 6, 1, 6, 3, 15, 1, 1)
UNSUPPORTED_LEVEL: Final = (*_STATISTICS, 1, 0)
NOT_IN_TIME: Final = (*_STATISTICS, 2, 0)
UNKNOWN_USER: Final = (*_STATISTICS, 3, 0)
UNKNOWN_ENGINE: Final = (*_STATISTICS, 4, 0)
WRONG_DIGEST: Final = (*_STATISTICS, 5, 0)
DECRYPTION_ERROR: Final = (*_STATISTICS, 6, 0)
