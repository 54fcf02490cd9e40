"""What becomes of a datagram."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..clock import Clock
from ..faults import Effect, Fault, Faults
from .agent.answering import Rights
from .agent.gate import Gate
from .agent.mishaps import LEAVING, LOSING, damaged
from .agent.port import Address
from .counters import CardCounters
from .requests import REQUESTS, Desk
from .wire.ber import MalformedMessageError, dotted
from .wire.pdu import Pdu

type Send = Callable[[bytes, Address, float], None]


@dataclass(slots=True)
class Reception:
    """Takes datagrams, lets them meet what goes wrong, and has them answered."""

    gate: Gate
    desk: Desk
    faults: Faults
    counters: CardCounters
    clock: Clock
    leave: Callable[[], None]
    """Called when a fault says that nobody is to be answered any more."""
    send: Send
    _struck: Fault | None = field(default=None, init=False)

    def receive(self, data: bytes, sender: Address) -> None:
        """Answer a datagram, or be silent."""
        self.counters.arrived(sender)
        self._struck = None
        try:
            reply = self.gate.receive(data, self._answer)
        except MalformedMessageError:
            self.counters.malformed += 1
            reply = None
        self._reply(reply, sender, self._struck)

    def _answer(self, pdu: Pdu, rights: Rights) -> Pdu | None:
        self._struck = self._strike(pdu)
        return self.desk.answer(pdu, rights, self._struck)

    def _strike(self, pdu: Pdu) -> Fault | None:
        """Find what goes wrong with a request: path is its objects, method its kind."""
        if pdu.type not in REQUESTS:
            raise MalformedMessageError("no request")
        kind = pdu.type.name.lower()
        self.counters.requests[kind] += 1
        path = " ".join(dotted(each.oid) for each in pdu.varbinds)
        fault = self.faults.strike(kind, path)
        if fault is not None and fault.effect in LEAVING:
            self.leave()
        return fault

    def _reply(self, reply: bytes | None, sender: Address, fault: Fault | None) -> None:
        if fault is not None and fault.effect in LOSING | LEAVING:
            self.counters.dropped += 1
            reply = None
        if reply is None:
            self.counters.answered(sender)
            return
        data = damaged(fault, reply)
        if fault is not None and fault.effect is Effect.DELAY:
            self.clock.call_later(fault.seconds, lambda: self.send(data, sender, 0))
            return
        self.send(data, sender, self.desk.knobs.latency)
