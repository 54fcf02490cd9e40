"""All receivers of traps: one a port, shared by the cards of all entries."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
import logging
import secrets
import socket
from typing import Final, cast

from ....equipment.driver import Clock
from .keys import Keys, derivation
from .member import Member
from .proving import Prover
from .receiver import TrapReceiver
from .sockets import bound
from .trap import Card, Take

_LOGGER: Final = logging.getLogger(__name__)

type InThread = Callable[[Callable[[], object]], Awaitable[object]]

_ENGINE: Final = bytes.fromhex("8000000005")
"""How an id begins whose rest was chosen freely (RFC 3411, 5)."""
_CHOSEN: Final = 12
"""Bytes of it."""


class TrapReceivers:
    """Opens a port with the first card that takes part, closes it with the last."""

    def __init__(
        self,
        clock: Clock,
        in_thread: InThread,
        bind: Callable[[int], Sequence[socket.socket]] = bound,
    ) -> None:
        """Listen on nothing yet. ``bind`` opens the sockets of a port."""
        self._clock = clock
        self._in_thread = in_thread
        self._bind = bind
        self._engine = _ENGINE + secrets.token_bytes(_CHOSEN)
        self._prover = Prover(clock, self._engine)
        self._receivers: dict[int, TrapReceiver] = {}

    async def join(self, port: int, card: Card, take: Take) -> Callable[[], None]:
        """Call ``take`` with each trap of a card, once, until the answer is called.

        CannotConnect: ``trap_port_taken``, ``trap_port_forbidden``.
        """
        member = Member(card, take, await self._keys(card), self._clock)
        if port not in self._receivers:
            self._receivers[port] = TrapReceiver(
                port, self._bind(port), self._clock, self._prover
            )
        receiver = self._receivers[port]

        def leave() -> None:
            if not receiver.has(member):
                return
            receiver.remove(member)
            if receiver.is_unused:
                del self._receivers[port]
                receiver.close()

        try:
            await receiver.add(member)
        except BaseException:
            leave()
            raise
        return leave

    def drops(self, port: int) -> Mapping[str, int]:
        """Return what came to a port and was not taken, by reason."""
        receiver = self._receivers.get(port)
        return {} if receiver is None else receiver.drops

    async def _keys(self, card: Card) -> Mapping[bytes, Keys]:
        if card.user is None:
            return {}
        engines = [one for one in (card.engine_id, self._engine) if one is not None]
        job = derivation(card.user, *engines)
        keys = cast("Mapping[bytes, Keys]", await self._in_thread(job))
        if not keys:
            _LOGGER.warning(
                "The SNMPv3 user of a card cannot be used for its traps: a key is "
                "missing, or the machine lacks its cipher"
            )
        return keys
