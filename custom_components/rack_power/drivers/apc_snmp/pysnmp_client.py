"""Asks a card through pysnmp."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from itertools import batched
from typing import Any, Final

from pysnmp.entity.engine import SnmpEngine
from pysnmp.hlapi.v3arch.asyncio import (
    CommunityData,
    ContextData,
    UsmUserData,
    bulk_cmd,
    get_cmd,
    next_cmd,
    set_cmd,
)

from ...equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    NotConfirmed,
    NotPermitted,
)
from .client import Raw, SetRefused, Typed
from .context import Communities, Credentials, SnmpContext, User, Version
from .discovery import engine_id
from .keys import derivation
from .library import Answer, OutOfStep, Target, answered, asked, target, told
from .oid import Oid, within

TIMEOUT: Final = 3.0
"""Seconds; cards are slow, and have one thread."""
_RETRIES: Final = 2
_BATCH: Final = 10
"""Objects in a request: the library takes 3 ms of the event loop for as many."""
_LONGEST_WALK: Final = 5000
_NOT_SEEN: Final = frozenset({"authorizationError", "noAccess"})
_NO_BULK: Final = frozenset({Version.V1})

type _Command = Callable[..., Awaitable[tuple[Any, Any, Any, Any]]]
type _Bindings = Sequence[tuple[Oid, Raw | None]]


class PysnmpClient:
    """One card; requests wait for each other, and what is too big is halved."""

    def __init__(
        self,
        context: SnmpContext,
        host: str,
        port: int,
        credentials: Credentials,
        timeout: float = TIMEOUT,
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._context = context
        self._host = host
        self._port = port
        self._credentials = credentials
        self._timeout = timeout
        self._lock = asyncio.Lock()
        self._engine: SnmpEngine | None = None
        self._user: UsmUserData | None = None
        self._targets: dict[int, Target] = {}
        self._size = _BATCH
        self.engine_id: bytes | None = None
        """That of the card, where version 3 had to ask for it."""
        self._heard = False
        """Whether the card has answered since it was silent."""

    @property
    def batch(self) -> int:
        """How many objects the card is asked for at once."""
        return self._size

    async def open(self) -> None:
        """Find the card's address, and the keys for it."""
        async with self._lock:
            await self._open()

    async def close(self) -> None:
        """Let go of the engine; nothing may be asked afterwards."""
        async with self._lock:
            self._release()

    async def get(self, oids: Sequence[Oid]) -> Mapping[Oid, Raw]:
        """Return the values of objects; those that are not there are left out."""
        wanted, found = set(oids), dict[Oid, Raw]()
        for asked_for, (oid, value) in (await self._read(get_cmd, oids)).items():
            if oid in wanted and asked_for == oid:
                found[oid] = value
        return found

    async def get_next(self, oids: Sequence[Oid]) -> Mapping[Oid, tuple[Oid, Raw]]:
        """Return what follows each object; left out where nothing follows."""
        return {
            asked_for: one
            for asked_for, one in (await self._read(next_cmd, oids)).items()
            if one[0] > asked_for
        }

    async def walk(self, base: Oid) -> Mapping[Oid, Raw]:
        """Return all that lies below."""
        found = dict[Oid, Raw]()
        last = base
        while len(found) < _LONGEST_WALK:
            following = await self._following(last)
            for oid, value in following:
                if oid <= last or not within(oid, base) or value is None:
                    return found
                found[oid] = value
                last = oid
            if not following:
                break
        return found

    async def set(self, oid: Oid, value: Typed) -> None:
        """Set one object, by one attempt."""
        async with self._lock:
            await self._open()
            who, where = self._who(writes=True), await self._target(0)
            try:
                answer = await self._send(set_cmd, who, where, told(oid, value))
            except OutOfStep:
                self._release()
                raise
            except (CannotConnect, InvalidAnswer) as err:
                raise NotConfirmed from err
        if answer.status != "noError":
            raise SetRefused(answer.status)

    async def _following(self, last: Oid) -> _Bindings:
        """Return some of what follows; empty at the end."""
        if self._version in _NO_BULK:
            found = await self.get_next((last,))
            return [found[last]] if last in found else []
        async with self._lock:
            while True:
                answer = await self._attempt(bulk_cmd, 0, self._size, asked(last))
                if answer.status == "noError":
                    return answer.bindings
                if answer.status != "tooBig" or self._size == 1:
                    return []
                self._size //= 2

    async def _read(
        self, command: _Command, oids: Sequence[Oid]
    ) -> Mapping[Oid, tuple[Oid, Raw]]:
        """Ask for objects in batches; return what was asked for with its answer."""
        found: dict[Oid, tuple[Oid, Raw]] = {}
        async with self._lock:
            pending = [list(batch) for batch in batched(oids, self._size, strict=False)]
            while pending:
                batch = pending.pop(0)
                if len(batch) > self._size:
                    pending[:0] = [
                        list(part) for part in batched(batch, self._size, strict=False)
                    ]
                    continue
                answer = await self._attempt_batch(command, batch)
                if answer is None:
                    pending.insert(0, batch)
                elif answer.status == "noError":
                    found |= {
                        oid: (named, value)
                        for oid, (named, value) in zip(
                            batch, answer.bindings, strict=False
                        )
                        if value is not None
                    }
                else:
                    pending[:0] = self._without_fault(batch, answer)
        return found

    async def _attempt_batch(
        self, command: _Command, batch: Sequence[Oid]
    ) -> Answer | None:
        """Ask for a batch; None: it was too much, ask again for less.

        Silence may mean that the answer was too long for the way: then a short one
        comes through.
        """
        try:
            return await self._attempt(command, *map(asked, batch))
        except OutOfStep:
            raise
        except CannotConnect:
            heard, self._heard = self._heard, False
            self._targets.clear()  # the name may lead elsewhere by now
            if len(batch) == 1 or not heard:
                raise
        await self._attempt(command, asked(batch[0]), retries=0)
        self._size = max(len(batch) // 2, 1)
        return None

    def _without_fault(self, batch: list[Oid], answer: Answer) -> list[list[Oid]]:
        """Return what to ask for after an error: one field never drops the others."""
        if answer.status == "tooBig":
            if len(batch) > 1:
                self._size = len(batch) // 2
                return [batch]
            return []
        if answer.status in _NOT_SEEN and self._version is Version.V3:
            raise NotPermitted
        if 0 < answer.faulty <= len(batch):
            rest = [*batch[: answer.faulty - 1], *batch[answer.faulty :]]
            return [rest] if rest else []
        middle = len(batch) // 2
        return [batch[:middle], batch[middle:]] if middle else []

    async def _attempt(
        self, command: _Command, *words: object, retries: int = _RETRIES
    ) -> Answer:
        """Send a request; once more where the card was out of step with us.

        A card with another engine than before is not heard by SNMPv3: after silence
        it is asked for its engine again.
        """
        await self._open()
        try:
            return await self._ask(command, *words, retries=retries)
        except OutOfStep:
            self._release()
            await self._open()
            return await self._ask(command, *words, retries=retries)
        except CannotConnect:
            if self._version is Version.V3:
                self._release()
            raise

    async def _ask(self, command: _Command, *words: object, retries: int) -> Answer:
        who, where = self._who(writes=False), await self._target(retries)
        answer = await self._send(command, who, where, *words)
        self._heard = True
        return answer

    async def _send(
        self,
        command: _Command,
        who: CommunityData | UsmUserData | None,
        where: Target,
        *words: object,
    ) -> Answer:
        return await answered(
            command(self._engine, who, where, ContextData(), *words, lookupMib=False)
        )

    async def _target(self, retries: int) -> Target:
        """Return where to send to. CannotConnect: the name is not known."""
        if retries not in self._targets:
            self._targets[retries] = await target(
                self._host, self._port, self._timeout, retries
            )
        return self._targets[retries]

    def _who(self, *, writes: bool) -> CommunityData | UsmUserData | None:
        """Return whom to ask as. NotPermitted: nobody may write."""
        by = self._credentials
        if isinstance(by, User):
            if writes and not by.writes:
                raise NotPermitted
            return self._user
        community = by.write if writes else by.read
        if community is None:
            raise NotPermitted
        return CommunityData(community, mpModel=0 if by.version is Version.V1 else 1)

    @property
    def _version(self) -> Version:
        by = self._credentials
        return by.version if isinstance(by, Communities) else Version.V3

    async def _open(self) -> None:
        if self._engine is not None:
            return
        if isinstance(self._credentials, User):
            where = await self._target(0)
            name = await engine_id(where.transport_address, self._timeout)
            self.engine_id = name
            job = derivation(self._credentials, name)
            self._user = await self._context.in_thread(job)
        self._engine = await self._context.engine()

    def _release(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            with suppress(Exception):
                self._context.release_engine(engine)
