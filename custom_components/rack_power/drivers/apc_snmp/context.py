"""What a driver needs from outside to speak SNMP, and who it says it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from pysnmp.entity.engine import SnmpEngine

from ...equipment.driver import Context


class Version(StrEnum):
    """The versions of SNMP, as people name them."""

    V1 = "1"
    V2C = "2c"
    V3 = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpContext(Context):
    """A context with an SNMP engine, whose MIB modules are in memory already.

    ``engine`` returns the one that all cards with communities share, or one of the
    driver's own for SNMPv3: an engine keeps one set of keys for each user name.
    ``release_engine`` closes the latter and leaves the former alone.
    """

    engine: Callable[[], Awaitable[SnmpEngine]]
    release_engine: Callable[[SnmpEngine], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """Who may read by SNMPv1 or v2c, and who may write.

    Without ``write`` nothing can be set.
    """

    version: Version
    read: str = field(repr=False)
    write: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user of SNMPv3; a protocol that is None is not used.

    The names of the protocols are the keys of :mod:`.protocols`.
    """

    name: str = field(repr=False)
    auth_protocol: str | None = None
    auth_key: str | None = field(default=None, repr=False)
    priv_protocol: str | None = None
    priv_key: str | None = field(default=None, repr=False)
    writes: bool = True
    """Whether this user may be tried for writing."""


type Credentials = Communities | User
