"""Version 3 at the agent: who is it, is it true, and what is answered if not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..wire import usm_codes as usm
from ..wire.ber import Kind, MalformedMessageError, Oid, Value
from ..wire.keys import EXTENSIONS
from ..wire.pdu import Pdu, Type, VarBind
from ..wire.secure import (
    DecryptionError,
    Envelope,
    Opened,
    Sealed,
    User,
    read_sealed,
    seal,
)

_WINDOW = 150  # seconds that a message may be old
_NOBODY = User("")


class _Report(Exception):
    def __init__(self, oid: Oid, level: int = 0) -> None:
        super().__init__(oid)
        self.oid = oid
        self.level = level


class Engine:
    """An SNMP engine: its id, its users, its clock, and what it refused so far."""

    def __init__(
        self, engine_id: bytes, users: Sequence[User], now: Callable[[], float]
    ) -> None:
        """`now` tells seconds of real time: so count the engines on both sides."""
        self.id = engine_id
        self.users = list(users)
        self.boots = 1
        self.extensions = EXTENSIONS
        """The ways to lengthen keys that are understood."""
        self.extension = EXTENSIONS[0]
        """The one by which it was spoken to last, and speaks by itself."""
        self.refused: dict[Oid, int] = {}
        self._now = now
        self._began = now()

    @property
    def time(self) -> int:
        """Seconds since the last start."""
        return int(self._now() - self._began)

    def restart(self) -> None:
        """Begin to count anew."""
        self.boots += 1
        self._began = self._now()

    def receive(
        self, data: bytes, answer: Callable[[Pdu, User], Pdu | None]
    ) -> bytes | None:
        """Answer a message; nothing when there is nothing to say to it."""
        sealed = read_sealed(data)
        envelope = sealed.envelope
        user = self._user(envelope)
        try:
            opened = self._checked(sealed, user)
        except _Report as report:
            return self._report(sealed, report, user or _NOBODY)
        self.extension = opened.extension
        response = answer(opened.pdu, user or _NOBODY)
        if response is None:
            return None
        reply = replace(
            envelope,
            flags=envelope.level,
            engine=self.id,
            boots=self.boots,
            time=self.time,
            context=opened.context,
            extension=opened.extension,
        )
        return seal(reply, response, self.id, user or _NOBODY)

    def _user(self, envelope: Envelope) -> User | None:
        known = (
            each for each in self.users if each.username.encode() == envelope.username
        )
        return next(known, None)

    def _checked(self, sealed: Sealed, user: User | None) -> Opened:
        """Check in the order of RFC 3414, 3.2."""
        told = sealed.envelope
        if told.engine != self.id:
            raise _Report(usm.UNKNOWN_ENGINE)
        if user is None:
            raise _Report(usm.UNKNOWN_USER)
        if told.level != user.level:
            raise _Report(usm.UNSUPPORTED_LEVEL)
        if told.level:
            if not sealed.is_signed_by(user):
                raise _Report(usm.WRONG_DIGEST)
            late = self.time - told.time > _WINDOW
            if told.boots != self.boots or late or told.time - self.time > _WINDOW:
                raise _Report(usm.NOT_IN_TIME, level=1)
        try:
            return sealed.opened(user, self.extensions)
        except DecryptionError as err:
            raise _Report(usm.DECRYPTION_ERROR) from err

    def _report(self, sealed: Sealed, report: _Report, user: User) -> bytes | None:
        """Tell what is wrong, if the sender wants to know."""
        told = sealed.envelope
        self.refused[report.oid] = self.refused.get(report.oid, 0) + 1
        if not told.reportable:
            return None
        count = Value(Kind.COUNTER, self.refused[report.oid])
        pdu = Pdu(Type.REPORT, _request_id(sealed), (VarBind(report.oid, count),))
        reply = replace(
            told,
            flags=report.level,
            engine=self.id,
            boots=self.boots,
            time=self.time,
            salt=b"",
        )
        return seal(reply, pdu, self.id, user)


def _request_id(sealed: Sealed) -> int:
    """Find the number of the request, which is 0 where it cannot be read."""
    try:
        return sealed.opened(None, ()).pdu.request_id
    except MalformedMessageError:
        return 0
