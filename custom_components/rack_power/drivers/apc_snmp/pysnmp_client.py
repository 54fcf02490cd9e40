"""Asks a card through pysnmp."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
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
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
)
from .client import LONGEST_WALK, Hangs, Raw, SetRefused, Typed
from .context import Communities, Credentials, SnmpContext, User, Version
from .discovery import engine_id
from .keys import derivation
from .library import Answer, OutOfStep, Target, answered, asked, target, told
from .objects.card_codes import UPTIME
from .oid import Oid, within
from .patience import Patience

TIMEOUT: Final = 3.0
"""Seconds; cards are slow, and have one thread."""
_RETRIES: Final = 2
_DOUBTS: Final = 1
"""How often the card may be out of step, or refuse a user, for one request."""
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
        self._patience = Patience()
        self._closed = False
        self.engine_id: bytes | None = None
        """That of the card, where version 3 had to ask for it."""
        self._heard = False
        """Whether silence is looked into: not each time while the card is away."""

    @property
    def batch(self) -> int:
        """How many objects the card is asked for at once."""
        return self._patience.size

    async def open(self) -> None:
        """Find the card's address, and the keys for it."""
        async with self._lock:
            await self._open()

    async def close(self) -> None:
        """Let go of the engine, after the request that is under way; none follows."""
        self._closed = True
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

    async def walk(
        self, base: Oid, after: Oid | None = None, most: int = LONGEST_WALK
    ) -> Mapping[Oid, Raw]:
        """Return all that lies below, or so much of it that follows another."""
        found = dict[Oid, Raw]()
        last = after or base
        while len(found) < most:
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
            except InvalidAuth as err:  # nobody has signed that
                self._release()
                raise NotConfirmed from err
            except (CannotConnect, InvalidAnswer) as err:
                raise NotConfirmed from err
        if answer.status != "noError":
            raise SetRefused(answer.status)

    async def ask_as_writer(self) -> None:
        """Ask for one object as who may write; nothing is set."""
        async with self._lock:
            await self._open()
            who, where = self._who(writes=True), await self._target(_RETRIES)
            await self._send(get_cmd, who, where, asked(UPTIME))

    async def knows_only_v1(self) -> bool:
        """Tell whether a card that is silent to version 2c answers version 1 (11).

        After the answer it is asked by 2c again: perhaps it was only away.
        """
        by = self._credentials
        if not isinstance(by, Communities) or by.version is not Version.V2C:
            return False
        async with self._lock:
            await self._open()
            where, once = await self._target(_RETRIES), await self._target(0)
            try:
                old = _community(by.read, Version.V1)
                await self._send(get_cmd, old, once, asked(UPTIME))
            except CannotConnect, InvalidAnswer, InvalidAuth:
                return False
            try:
                new = _community(by.read, Version.V2C)
                await self._send(get_cmd, new, where, asked(UPTIME))
            except CannotConnect:
                return True
        return False

    async def _following(self, last: Oid) -> _Bindings:
        """Return some of what follows; empty at the end."""
        if self._version in _NO_BULK:
            found = await self.get_next((last,))
            return [found[last]] if last in found else []
        while True:
            size = self._patience.size
            answer = await self._attempt(bulk_cmd, 0, size, asked(last))
            if answer.status == "noError":
                return answer.bindings
            if answer.status != "tooBig" or size == 1:
                return []
            self._patience.shrink(size, self._now(), is_sure=True)

    async def _read(
        self, command: _Command, oids: Sequence[Oid]
    ) -> Mapping[Oid, tuple[Oid, Raw]]:
        """Ask for objects in batches; return what was asked for with its answer.

        Between two batches others may ask.
        """
        found: dict[Oid, tuple[Oid, Raw]] = {}
        self._patience.begin(self._now())
        rest = self._patience.wanted(oids, self._now())
        parts: list[list[Oid]] = []
        while rest or parts:
            size = self._patience.size
            if not parts:
                parts, rest = [rest[:size]], rest[size:]
            batch = parts.pop(0)
            if len(batch) > size:
                batch, parts[:0] = batch[:size], [batch[size:]]
            answer = await self._attempt_batch(command, batch)
            if answer is None:
                parts[:0] = _halves(self._patience.wanted(batch, self._now()))
            elif answer.status == "noError":
                self._patience.told(batch)
                found |= {
                    oid: (named, value)
                    for oid, (named, value) in zip(batch, answer.bindings, strict=False)
                    if value is not None
                }
            else:
                parts[:0] = self._without_fault(batch, answer)
        return found

    async def _attempt_batch(
        self, command: _Command, batch: Sequence[Oid]
    ) -> Answer | None:
        """Ask for a batch; None: it was too much, ask again for less.

        Silence may mean that the answer was too long for the way, or that one of the
        objects hangs the card: then another, short one comes through. An object that
        does so twice is left out for a while, which Hangs tells; the size is as it was
        before.
        """
        engine = self.engine_id
        try:
            return await self._attempt(command, *map(asked, batch))
        except OutOfStep:
            raise
        except CannotConnect:
            heard, self._heard = self._heard, not self._heard
            self._targets.clear()  # the name may lead elsewhere by now
            if not heard:
                raise
        await self._attempt(get_cmd, asked(UPTIME), retries=0)
        if engine != self.engine_id:
            return None
        if len(batch) > 1:
            self._patience.shrink(len(batch), self._now())
        elif self._patience.silent(batch[0], self._now()):
            raise Hangs
        return None

    def _without_fault(self, batch: list[Oid], answer: Answer) -> list[list[Oid]]:
        """Return what to ask for after an error: one field never drops the others."""
        if answer.status == "tooBig":
            self._patience.shrink(len(batch), self._now(), is_sure=True)
            return _halves(batch) if len(batch) > 1 else []
        if answer.status in _NOT_SEEN and self._is_v3:
            raise NotPermitted
        if 0 < answer.faulty <= len(batch):
            rest = [*batch[: answer.faulty - 1], *batch[answer.faulty :]]
            return [rest] if rest else []
        return _halves(batch) if len(batch) > 1 else []

    async def _attempt(
        self, command: _Command, *words: object, retries: int = _RETRIES
    ) -> Answer:
        """Send a request; again where the card was out of step with us.

        A card with another engine than before is not heard by SNMPv3: after silence
        it is asked for its engine again. That user or keys are wrong is told without
        a signature: it is believed when it is told again, with keys made anew.
        """
        doubts = 0
        async with self._lock:
            while True:
                await self._open()
                try:
                    return await self._ask(command, *words, retries=retries)
                except (OutOfStep, InvalidAuth) as err:
                    self._release()
                    doubts += 1
                    is_sure = isinstance(err, InvalidAuth) and not self._is_v3
                    if is_sure or doubts > _DOUBTS:
                        raise
                except CannotConnect:
                    if self._is_v3:
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
        return _community(community, by.version)

    @property
    def _is_v3(self) -> bool:
        return self._version is Version.V3

    def _now(self) -> float:
        return self._context.clock.monotonic()

    @property
    def _version(self) -> Version:
        by = self._credentials
        return by.version if isinstance(by, Communities) else Version.V3

    async def _open(self) -> None:
        if self._closed:
            raise CannotConnect
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


def _community(word: str, version: Version) -> CommunityData:
    return CommunityData(word, mpModel=0 if version is Version.V1 else 1)


def _halves(batch: list[Oid]) -> list[list[Oid]]:
    middle = len(batch) // 2
    return [part for part in (batch[:middle], batch[middle:]) if part]
