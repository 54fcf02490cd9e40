"""One request on its way through the card."""

from dataclasses import dataclass

from ..counters import Command
from ..faults import Fault
from .agent.answering import Answerer, Rights
from .agent.mishaps import LOSING, MANGLED
from .agent.tree import Tree
from .counters import CardCounters
from .knobs import AgentKnobs
from .wire.ber import Kind, Oid, Raw, Value, dotted
from .wire.pdu import Pdu, Status, Type, VarBind, write

REQUESTS = frozenset({Type.GET, Type.GETNEXT, Type.GETBULK, Type.SET})
_AROUND = 40
"""Bytes of a message around its body, about."""


def shown(value: Value) -> int | str | None:
    """Tell a value as JSON can."""
    match value.raw:
        case bytes():
            return value.raw.decode("latin-1")
        case tuple():
            return dotted(value.raw)
    return value.raw


def commands_of(pdu: Pdu) -> list[Command]:
    """Tell what a SET asks for."""
    if pdu.type is not Type.SET:
        return []
    return [Command("set", dotted(oid), shown(value)) for oid, value in pdu.varbinds]


@dataclass(slots=True)
class Desk:
    """Answers the bodies of requests, within the limits of the card."""

    answerer: Answerer
    knobs: AgentKnobs
    counters: CardCounters

    def answer(self, pdu: Pdu, rights: Rights, fault: Fault | None) -> Pdu | None:
        """Answer a request, unless a fault keeps the card from it."""
        self.counters.varbinds += len(pdu.varbinds)
        self.counters.commands_received += commands_of(pdu)
        response = None
        if fault is None or fault.executes:
            response = self._within_limits(pdu, rights)
        elif fault.effect in MANGLED:
            response = pdu.response(*pdu.varbinds)
        if fault is not None and response is not None:
            if fault.effect in LOSING:
                return None
            if fault.effect in MANGLED:
                response = MANGLED[fault.effect](fault, response)
        if response is not None and response.status:
            self.counters.errors[Status(response.status).name] += 1
        return response

    def _within_limits(self, pdu: Pdu, rights: Rights) -> Pdu:
        knobs = self.knobs
        if knobs.max_varbinds and len(pdu.varbinds) > knobs.max_varbinds:
            return self._too_big(pdu, rights)
        if pdu.type is Type.SET and 0 < knobs.set_varbinds < len(pdu.varbinds):
            return pdu.failure(Status.GEN_ERR, 1)
        response = self.answerer.answer(pdu, rights)
        size = len(write(response)) + _AROUND
        if size <= knobs.max_size:
            return response
        if pdu.type is not Type.GETBULK:
            return self._too_big(pdu, rights)
        return self._shortened(response)

    def _too_big(self, pdu: Pdu, rights: Rights) -> Pdu:
        """Version 1 repeats the request, the others send no varbinds."""
        if rights.version:
            pdu = Pdu(pdu.type, pdu.request_id)
        return pdu.failure(Status.TOO_BIG, 0)

    def _shortened(self, response: Pdu) -> Pdu:
        kept: list[VarBind] = []
        size = _AROUND
        for varbind in response.varbinds:
            size += len(write(Pdu(Type.RESPONSE, 0, (varbind,)))) - 10
            if size > self.knobs.max_size:
                break
            kept.append(varbind)
        return response.response(*kept)


def open_desk(tree: Tree, knobs: AgentKnobs, counters: CardCounters) -> Desk:
    """Make the desk that answers out of a tree, and counts what it has set."""

    def done(oid: Oid, raw: Raw) -> None:
        told = shown(Value(Kind.NULL, raw))
        counters.commands_executed.append(Command("set", dotted(oid), told))

    def locked() -> Status | None:
        """*Write* gives way while somebody is logged in; *Write+* does not."""
        if knobs.logged_in and knobs.access == "write":
            return Status.NO_ACCESS
        return None

    return Desk(Answerer(tree, done, locked, knobs), knobs, counters)
