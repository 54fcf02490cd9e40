"""The messages of version 3, and the user-based security model."""

from dataclasses import dataclass, field
import hmac
from itertools import count

from . import cipher
from .ber import (
    Kind,
    MalformedMessageError,
    Piece,
    body,
    fields,
    integer,
    number,
    octets,
    piece,
    sequence,
)
from .keys import EXTENSIONS, cipher_key, signing_key
from .message import V3
from .pdu import Pdu, read, whole, write
from .usm_codes import AUTH, NONE

_AUTH, _PRIV, _REPORTABLE = 1, 2, 4
_USM = 3
_MAX_SIZE = 65507
_SALTS = count(1)


class DecryptionError(MalformedMessageError):
    """The key is another one."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody whom an engine knows; passphrases have at least eight characters."""

    username: str
    auth_protocol: str = NONE
    auth_key: str = field(default="", repr=False)
    priv_protocol: str = NONE
    priv_key: str = field(default="", repr=False)
    writes: bool = True
    """Whether this one may set anything."""

    @property
    def level(self) -> int:
        """The flags of what this user's messages must have."""
        signs = _AUTH if self.auth_protocol != NONE else 0
        return signs | (_PRIV if self.priv_protocol != NONE else 0)

    def sign(self, engine: bytes) -> bytes:
        """Make the key for signing."""
        return signing_key(self.auth_protocol, self.auth_key.encode(), engine)

    def secret(self, engine: bytes, extension: str) -> bytes:
        """Make the key for ciphering."""
        return cipher_key(
            self.auth_protocol,
            self.priv_protocol,
            self.priv_key.encode(),
            engine,
            extension,
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """All of a message but its body."""

    message_id: int
    flags: int
    engine: bytes
    boots: int
    time: int
    username: bytes
    context: bytes = b""
    """The context's name."""
    salt: bytes = b""
    extension: str = EXTENSIONS[0]

    @property
    def level(self) -> int:
        """Whether it is signed, and whether it is ciphered."""
        return self.flags & (_AUTH | _PRIV)

    @property
    def reportable(self) -> bool:
        """Whether the sender wants to know what is wrong."""
        return bool(self.flags & _REPORTABLE)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message before it has been checked."""

    data: bytes = field(repr=False)
    envelope: Envelope
    digest: Piece
    content: Piece

    def is_signed_by(self, user: User) -> bool:
        """Check the signature."""
        auth = AUTH[user.auth_protocol]
        blank = bytearray(self.data)
        blank[self.digest.start : self.digest.end] = bytes(
            self.digest.end - self.digest.start
        )
        key = user.sign(self.envelope.engine)
        right = hmac.digest(key, bytes(blank), auth.hash)[: auth.digest]
        return hmac.compare_digest(right, body(self.data, self.digest))

    def opened(self, user: User | None, extensions: tuple[str, ...]) -> Opened:
        """Read the body, which may be ciphered."""
        if self.envelope.level & _PRIV and user is not None:
            return self._deciphered(user, extensions)
        return self._scoped(self.data, self.content, extensions[:1])

    def _deciphered(self, user: User, extensions: tuple[str, ...]) -> Opened:
        """Try each way to lengthen keys: all but the right one make a mess."""
        if self.content.tag != Kind.OCTETS:
            raise DecryptionError("not ciphered")
        told = self.envelope
        for extension in extensions:
            try:
                plain = cipher.decipher(
                    user.priv_protocol,
                    user.secret(told.engine, extension),
                    told.salt,
                    told.boots,
                    told.time,
                    body(self.data, self.content),
                )
                return self._scoped(plain, piece(plain, 0, len(plain)), (extension,))
            except ValueError:
                continue
        raise DecryptionError("cannot be read")

    def _scoped(self, data: bytes, where: Piece, extensions: tuple[str, ...]) -> Opened:
        if where.tag != Kind.SEQUENCE:
            raise MalformedMessageError("no scoped body")
        _, context, pdu = fields(data, where, Kind.OCTETS, Kind.OCTETS, 0)
        extension = extensions[0] if extensions else EXTENSIONS[0]
        return Opened(read(data, pdu), body(data, context), extension)


@dataclass(frozen=True, slots=True)
class Opened:
    """The body of a message."""

    pdu: Pdu
    context: bytes
    extension: str


def read_sealed(data: bytes) -> Sealed:
    """Read what can be read without any key."""
    _, header, security, content = fields(
        data, whole(data), Kind.INTEGER, Kind.SEQUENCE, Kind.OCTETS, 0
    )
    message_id, _, flags, model = fields(
        data, header, Kind.INTEGER, Kind.INTEGER, Kind.OCTETS, Kind.INTEGER
    )
    if number(data, model) != _USM or flags.end - flags.start != 1:
        raise MalformedMessageError("another security model")
    inner = piece(data, security.start, security.end)
    kinds = (Kind.OCTETS, Kind.INTEGER, Kind.INTEGER) + (Kind.OCTETS,) * 3
    engine, boots, time, user, digest, salt = fields(data, inner, *kinds)
    envelope = Envelope(
        number(data, message_id),
        data[flags.start],
        body(data, engine),
        number(data, boots),
        number(data, time),
        body(data, user),
        salt=body(data, salt),
    )
    return Sealed(data, envelope, digest, content)


def seal(envelope: Envelope, pdu: Pdu, context_engine: bytes, user: User) -> bytes:
    """Write a message as secure as the envelope says."""
    content = sequence(octets(context_engine), octets(envelope.context), write(pdu))
    salt = b""
    if envelope.flags & _PRIV:
        salt = next(_SALTS).to_bytes(8)
        content = octets(
            cipher.encipher(
                user.priv_protocol,
                user.secret(envelope.engine, envelope.extension),
                salt,
                envelope.boots,
                envelope.time,
                content,
            )
        )
    if not envelope.flags & _AUTH:
        return _assembled(envelope, b"", salt, content)
    auth = AUTH[user.auth_protocol]
    blank = _assembled(envelope, bytes(auth.digest), salt, content)
    key = user.sign(envelope.engine)
    digest = hmac.digest(key, blank, auth.hash)[: auth.digest]
    return _assembled(envelope, digest, salt, content)


def _assembled(told: Envelope, digest: bytes, salt: bytes, content: bytes) -> bytes:
    header = sequence(
        integer(told.message_id),
        integer(_MAX_SIZE),
        octets(bytes((told.flags,))),
        integer(_USM),
    )
    security = sequence(
        octets(told.engine),
        integer(told.boots),
        integer(told.time),
        octets(told.username),
        octets(digest),
        octets(salt),
    )
    return sequence(integer(V3), header, octets(security), content)
