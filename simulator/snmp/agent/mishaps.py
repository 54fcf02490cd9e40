"""How a fault looks on this wire."""

from collections.abc import Callable
from dataclasses import replace

from ...faults import Effect, Fault
from ..wire.ber import Kind, Value
from ..wire.pdu import Pdu, Status, VarBind

_ODD = "\x00\u202e\U0001f50c".encode()
_WORST_STATUS = 18

LOSING = frozenset(
    {Effect.HANG, Effect.CUT_BEFORE, Effect.CUT_AFTER, Effect.RESET, Effect.EMPTY}
)
"""No answer comes."""
LEAVING = frozenset({Effect.REFUSE, Effect.VANISH})
"""Nor to anything that follows, until it is told to come back."""


def _each(change: Callable[[Value], Value]) -> Callable[[Fault, Pdu], Pdu]:
    def changed(fault: Fault, pdu: Pdu) -> Pdu:
        changed = (VarBind(oid, change(value)) for oid, value in pdu.varbinds)
        return replace(pdu, varbinds=tuple(changed))

    return changed


def _odd(value: Value) -> Value:
    if isinstance(value.raw, bytes) and value.kind == Kind.OCTETS:
        return Value(value.kind, value.raw + _ODD)
    return value


def _not_utf8(value: Value) -> Value:
    if isinstance(value.raw, bytes) and value.kind == Kind.OCTETS:
        return Value(value.kind, b"\xff\xfe\xc0" + value.raw)
    return value


def _other_type(value: Value) -> Value:
    if value.kind == Kind.OCTETS:
        return Value(Kind.INTEGER, 7)
    return Value(Kind.OCTETS, b"wrong")


def _failed(fault: Fault, pdu: Pdu) -> Pdu:
    status = fault.status if fault.status <= _WORST_STATUS else Status.GEN_ERR
    return pdu.failure(status, 1)


MANGLED: dict[Effect, Callable[[Fault, Pdu], Pdu]] = {
    Effect.STATUS: _failed,
    Effect.WRONG_TYPE: _each(_other_type),
    Effect.ODD_UNICODE: _each(_odd),
    Effect.BAD_UTF8: _each(_not_utf8),
}
"""Another body instead of the true one; `status` is the error-status."""


def damaged(fault: Fault | None, data: bytes) -> bytes:
    """Damage what is sent, if the fault is one that does."""
    if fault is None:
        return data
    match fault.effect:
        case Effect.TRUNCATED:
            return data[: len(data) // 2]
        case Effect.NOT_JSON | Effect.HTML:
            return (fault.body or "OK, done").encode()
        case Effect.HUGE:
            return data + bytes(min(fault.size, 60_000 - len(data)))
    return data
