"""The rules of the protocol: how bodies are answered (RFC 1157, RFC 3416)."""

from collections.abc import Callable
from typing import NamedTuple

from ..knobs import AgentKnobs
from ..wire.ber import Kind, Oid, Raw, Value
from ..wire.message import V1
from ..wire.pdu import Pdu, Status, Type, VarBind
from .objects import Object, RefusedError
from .tree import Tree

_END = Value(Kind.END_OF_VIEW)
_V1_STATUS = {
    Status.NO_ACCESS: Status.NO_SUCH_NAME,
    Status.NOT_WRITABLE: Status.NO_SUCH_NAME,
    Status.AUTHORIZATION_ERROR: Status.NO_SUCH_NAME,
    Status.WRONG_TYPE: Status.BAD_VALUE,
    Status.WRONG_LENGTH: Status.BAD_VALUE,
    Status.WRONG_VALUE: Status.BAD_VALUE,
}
"""How version 1 says what it has no word for."""


class Rights(NamedTuple):
    """Who asks, and in which version."""

    version: int
    writes: bool


class _Stop(Exception):
    def __init__(self, status: Status, index: int) -> None:
        super().__init__(status.name)
        self.status = status
        self.index = index


class Answerer:
    """Answers bodies out of a tree."""

    def __init__(
        self,
        tree: Tree,
        done: Callable[[Oid, Raw], None],
        locked: Callable[[], Status | None],
        knobs: AgentKnobs,
    ) -> None:
        """Tell `done` what was set; `locked` says why nobody can set anything now."""
        self._tree = tree
        self._done = done
        self._locked = locked
        self._knobs = knobs

    def answer(self, pdu: Pdu, rights: Rights) -> Pdu:
        """Answer a request."""
        try:
            match pdu.type:
                case Type.GET:
                    return pdu.response(*self._got(pdu, rights))
                case Type.GETNEXT:
                    return pdu.response(*self._following(pdu, rights))
                case Type.GETBULK:
                    return pdu.response(*self._bulk(pdu))
                case _:
                    self._set(pdu, rights)
                    return pdu.response(*pdu.varbinds)
        except _Stop as stop:
            return pdu.failure(self._status(stop.status, rights), stop.index)

    def _status(self, status: Status, rights: Rights) -> Status:
        if rights.version != V1:
            return status
        if status is Status.WRONG_TYPE and self._knobs.wrong_type_v1 == "genErr":
            return Status.GEN_ERR
        return _V1_STATUS.get(status, status)

    def _got(self, pdu: Pdu, rights: Rights) -> list[VarBind]:
        found = []
        for index, (oid, _) in enumerate(pdu.varbinds, start=1):
            value = self._tree.value(oid)
            if value is None and rights.version == V1:
                raise _Stop(Status.NO_SUCH_NAME, index)
            found.append(VarBind(oid, value or self._tree.lack(oid)))
        return found

    def _following(self, pdu: Pdu, rights: Rights) -> list[VarBind]:
        found = []
        for index, (oid, _) in enumerate(pdu.varbinds, start=1):
            following = self._tree.after(oid)
            if following is None and rights.version == V1:
                raise _Stop(Status.NO_SUCH_NAME, index)
            found.append(following or VarBind(oid, _END))
        return found

    def _bulk(self, pdu: Pdu) -> list[VarBind]:
        """`status` and `index` are non-repeaters and max-repetitions here."""
        once = max(pdu.status, 0)
        found = [self._next(each.oid) for each in pdu.varbinds[:once]]
        repeated = [each.oid for each in pdu.varbinds[once:]]
        for _ in range(max(pdu.index, 0)):
            row = [self._next(oid) for oid in repeated]
            found += row
            repeated = [each.oid for each in row]
            if all(each.value is _END for each in row):
                break
        return found

    def _next(self, oid: Oid) -> VarBind:
        return self._tree.after(oid) or VarBind(oid, _END)

    def _set(self, pdu: Pdu, rights: Rights) -> None:
        """Check everything, then do everything."""
        wanted = []
        for index, (oid, value) in enumerate(pdu.varbinds, start=1):
            known = self._settable(oid, rights, index)
            if value.kind != known.kind:
                raise _Stop(Status.WRONG_TYPE, index)
            self._try(known.check, value.raw, index)
            wanted.append((index, oid, known, value.raw))
        for index, oid, known, raw in wanted:
            self._try(known.write, raw, index)
            self._done(oid, raw)

    def _settable(self, oid: Oid, rights: Rights, index: int) -> Object:
        if not rights.writes:
            raise _Stop(Status.NO_ACCESS, index)
        if (status := self._locked()) is not None:
            raise _Stop(status, index)
        known = self._tree.object(oid)
        if known is None or self._tree.value(oid) is None or known.write is None:
            raise _Stop(Status.NOT_WRITABLE, index)
        return known

    def _try(self, act: Callable[[Raw], None] | None, raw: Raw, index: int) -> None:
        if act is None:
            return
        try:
            act(raw)
        except RefusedError as err:
            raise _Stop(err.status, index) from err
