"""Messages of SNMPv3 by the user-based security model (RFC 3412, 3414).

Who sends a trap is the authority for engine id and time, who receives an inform is it
for that. Reading is split: what a message claims, then whether a user's keys prove it.
"""

from dataclasses import dataclass, field
import hmac
from typing import Final, NamedTuple

from ..oid import Oid, oid
from . import ber
from .ber import Fields, Malformed
from .keys import Keys
from .message import REPORT, V3, Notification, acknowledgement, notification

AUTH: Final = 1
_PRIV: Final = 2
_REPORTABLE: Final = 4
LEVEL: Final = AUTH | _PRIV
_USM: Final = 3
_MAX_SIZE: Final = 8192
_STATISTICS: Final = oid("1.3.6.1.6.3.15.1.1")
NOT_IN_TIME: Final = (*_STATISTICS, 2, 0)
UNKNOWN_ENGINE: Final = (*_STATISTICS, 4, 0)
_COUNTER: Final = 0x41


@dataclass(frozen=True, slots=True)
class Claim:
    """What a message says of itself before anything is proven.

    ``digest`` is where the signature stands, ``content`` where the body does.
    """

    data: bytes = field(repr=False)
    message: int
    flags: int
    engine: bytes
    boots: int
    time: int
    user: bytes = field(repr=False)
    digest: tuple[int, int]
    salt: bytes
    content: tuple[int, int]

    @property
    def level(self) -> int:
        """The security that it says to have."""
        return self.flags & LEVEL

    @property
    def reportable(self) -> bool:
        """Whether the sender wants to hear what is wrong."""
        return bool(self.flags & _REPORTABLE)

    def is_signed_with(self, keys: Keys) -> bool:
        """Tell whether somebody signed it who has these keys."""
        if keys.hash is None:
            return False
        begin, end = self.digest
        if end - begin != keys.hash.length:
            return False
        blank = self.data[:begin] + bytes(end - begin) + self.data[end:]
        signature = hmac.digest(keys.signing, blank, keys.hash.name)
        told = self.data[begin:end]
        return hmac.compare_digest(signature[: keys.hash.length], told)


class Opened(NamedTuple):
    """The body of a message that was proven."""

    context_engine: bytes
    context: bytes
    told: Notification


class Authority(NamedTuple):
    """An engine, and how often and how long ago it was started."""

    engine: bytes
    boots: int
    time: int


def claimed(data: bytes) -> Claim:
    """Read what anybody can read. Malformed: it is no message of version 3."""
    fields = Fields(data).inner()
    if fields.number() != V3:
        raise Malformed
    header = fields.inner()
    message, _, flags = header.number(), header.number(), header.octets()
    if header.number() != _USM or len(flags) != 1:
        raise Malformed
    begin, end = fields.span(ber.OCTETS)
    security = Fields(data, begin, end).inner()
    engine, boots, time = security.octets(), security.number(), security.number()
    user, digest = security.octets(), security.span(ber.OCTETS)
    salt = security.octets()
    content = fields.span(ber.OCTETS if flags[0] & _PRIV else ber.SEQUENCE)
    return Claim(
        data, message, flags[0], engine, boots, time, user, digest, salt, content
    )


def opened(claim: Claim, keys: Keys) -> Opened:
    """Read the body of a message. Malformed: it tells nothing."""
    data, (begin, end) = claim.data, claim.content
    if claim.flags & _PRIV:
        data = keys.decipher(data[begin:end], claim.salt, claim.boots, claim.time)
        fields = Fields(data).inner()
    else:
        fields = Fields(data, begin, end)
    context_engine, context = fields.octets(), fields.octets()
    return Opened(context_engine, context, notification(data, fields))


def answer(claim: Claim, found: Opened, keys: Keys, ours: Authority) -> bytes:
    """Write the answer to an inform, as secure as that was."""
    body = ber.sequence(
        ber.octets(found.context_engine),
        ber.octets(found.context),
        acknowledgement(found.told),
    )
    return _sealed(claim, body, keys, ours)


def report(claim: Claim, what: Oid, times: int, keys: Keys, ours: Authority) -> bytes:
    """Write what is wrong with an inform: a statistic and its count.

    By it a sender learns our engine id and time, which it begins with (RFC 3414, 4).
    """
    binding = ber.sequence(ber.identifier(what), ber.number(times, _COUNTER))
    numbers = (ber.number(0),) * 3
    body = ber.sequence(
        ber.octets(ours.engine),
        ber.octets(b""),
        ber.field(REPORT, *numbers, ber.sequence(binding)),
    )
    return _sealed(claim, body, keys, ours)


def _sealed(claim: Claim, body: bytes, keys: Keys, ours: Authority) -> bytes:
    salt, content = b"", body
    if keys.cipher is not None:
        secret, salt = keys.encipher(body, ours.boots, ours.time)
        content = ber.octets(secret)
    if keys.hash is None:
        return _assembled(claim, keys, ours, b"", salt, content)
    blank = _assembled(claim, keys, ours, bytes(keys.hash.length), salt, content)
    signature = hmac.digest(keys.signing, blank, keys.hash.name)[: keys.hash.length]
    return _assembled(claim, keys, ours, signature, salt, content)


def _assembled(
    claim: Claim,
    keys: Keys,
    ours: Authority,
    signature: bytes,
    salt: bytes,
    content: bytes,
) -> bytes:
    header = ber.sequence(
        ber.number(claim.message),
        ber.number(_MAX_SIZE),
        ber.octets(bytes((keys.level,))),
        ber.number(_USM),
    )
    security = ber.sequence(
        ber.octets(ours.engine),
        ber.number(ours.boots),
        ber.number(ours.time),
        ber.octets(claim.user),
        ber.octets(signature),
        ber.octets(salt),
    )
    return ber.sequence(ber.number(V3), header, ber.octets(security), content)
