"""The door of the agent: who may come in, by version, community or user."""

from collections.abc import Callable
from dataclasses import dataclass

from ..counters import CardCounters
from ..knobs import AgentKnobs
from ..wire.keys import EXTENSIONS
from ..wire.message import V1, V2C, V3, read_message, version_of, write_message
from ..wire.pdu import Pdu
from .answering import Rights
from .engine import Engine

type Answer = Callable[[Pdu, Rights], Pdu | None]
_NAMES = {V1: "v1", V2C: "v2c", V3: "v3"}


@dataclass(slots=True)
class Communities:
    """The words that let people in; a wrong one is answered by silence."""

    read: str
    write: str


class Gate:
    """Opens messages, and seals the answers."""

    def __init__(
        self,
        communities: Communities,
        engine: Engine,
        knobs: AgentKnobs,
        counters: CardCounters,
    ) -> None:
        """Know whom to let in."""
        self._communities = communities
        self._engine = engine
        self._knobs = knobs
        self._counters = counters

    def receive(self, data: bytes, answer: Answer) -> bytes | None:
        """Answer a message, or be silent; raises MalformedMessageError."""
        version = version_of(data)
        name = _NAMES.get(version, "version")
        if not getattr(self._knobs, name, False):
            self._counters.refused[name] += 1
            return None
        if version == V3:
            return self._receive_v3(data, answer)
        message = read_message(data)
        community = message.community.decode("latin-1")
        writes = community == self._communities.write and bool(community)
        if not writes and community != self._communities.read:
            self._counters.refused["community"] += 1
            return None
        response = answer(message.pdu, Rights(version, writes))
        if response is None:
            return None
        return write_message(version, message.community, response)

    def _receive_v3(self, data: bytes, answer: Answer) -> bytes | None:
        only = self._knobs.key_extension
        self._engine.extensions = EXTENSIONS if only == "either" else (only,)
        return self._engine.receive(
            data, lambda pdu, user: answer(pdu, Rights(V3, user.writes))
        )
