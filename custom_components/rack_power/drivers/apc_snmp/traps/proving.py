"""Whose notification a message is, and whether it proves that."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ....equipment.driver import Clock
from ..context import Version
from . import message, secure
from .drops import Drop, Refused
from .keys import Keys
from .member import Member
from .message import Notification
from .secure import Authority, Claim
from .window import is_near

_BOOTS: Final = 1
"""Of our engine: its id is a new one at every start."""


class Proven(NamedTuple):
    """A notification, whose it is, and what to answer."""

    member: Member
    told: Notification
    version: Version
    reply: bytes | None


class Challenged(Refused):
    """A message is not taken yet; ``reply`` tells its sender how it would be."""

    def __init__(self, why: Drop, reply: bytes) -> None:
        """Note what to answer."""
        super().__init__(why)
        self.reply = reply


class Prover:
    """Checks messages of all versions. Refused, Malformed: they are not taken."""

    def __init__(self, clock: Clock, engine: bytes) -> None:
        """Be the engine that informs are sent to."""
        self._clock = clock
        self._engine = engine
        self._began = clock.monotonic()
        self._reports = 0

    def prove(self, data: bytes, here: Sequence[Member]) -> Proven:
        """Find out which of the cards at an address sent a message."""
        if message.version_of(data) == message.V3:
            return self._by_keys(secure.claimed(data), here)
        return _by_community(message.read_message(data), here)

    def _by_keys(self, claim: Claim, here: Sequence[Member]) -> Proven:
        """Check in the order of RFC 3414, 3.2."""
        at_engine = [one for one in here if claim.engine in one.keys]
        if not at_engine:
            raise self._unknown_engine(claim, here)
        members = _those(at_engine, lambda one: one.is_user(claim.user), Drop.USER)
        members = _those(
            members, lambda one: one.keys[claim.engine].level == claim.level, Drop.LEVEL
        )
        if claim.level:
            members = _those(
                members,
                lambda one: claim.is_signed_with(one.keys[claim.engine]),
                Drop.SIGNATURE,
            )
        member = _only(members)
        keys = member.keys[claim.engine]
        if claim.level:
            self._check_time(claim, member, keys)
        found = secure.opened(claim, keys)
        is_inform = found.told.request is not None
        if is_inform != (claim.engine == self._engine):
            raise Refused(Drop.ENGINE)
        reply = None
        if is_inform:
            reply = secure.answer(claim, found, keys, self._authority)
        return Proven(member, found.told, Version.V3, reply)

    def _unknown_engine(self, claim: Claim, here: Sequence[Member]) -> Refused:
        """Tell who is about to send an inform which engine we are."""
        if not claim.reportable or not any(one.keys for one in here):
            return Refused(Drop.ENGINE)
        return self._challenged(claim, secure.UNKNOWN_ENGINE, Keys())

    def _check_time(self, claim: Claim, member: Member, keys: Keys) -> None:
        if claim.engine != self._engine:
            if not member.window.admits(claim.boots, claim.time):
                raise Refused(Drop.TIME)
            return
        if claim.boots == _BOOTS and is_near(claim.time, self._authority.time):
            return
        if not claim.reportable:
            raise Refused(Drop.TIME)
        signed = Keys(keys.hash, keys.signing)
        raise self._challenged(claim, secure.NOT_IN_TIME, signed)

    def _challenged(
        self, claim: Claim, what: tuple[int, ...], keys: Keys
    ) -> Challenged:
        self._reports += 1
        reply = secure.report(claim, what, self._reports, keys, self._authority)
        return Challenged(Drop.CHALLENGED, reply)

    @property
    def _authority(self) -> Authority:
        time = int(self._clock.monotonic() - self._began)
        return Authority(self._engine, _BOOTS, time)


def _by_community(read: message.Message, here: Sequence[Member]) -> Proven:
    members = [one for one in here if one.allows(read.community)]
    if not members:
        raise Refused(Drop.COMMUNITY)
    if len(members) > 1:
        members = [one for one in members if one.is_agent(read.told.agent)]
    version = Version.V1 if read.version == message.V1 else Version.V2C
    asks = read.told.request is not None
    reply = message.answer(read) if asks else None
    return Proven(_only(members), read.told, version, reply)


def _those(
    members: Sequence[Member], condition: Callable[[Member], bool], why: Drop
) -> Sequence[Member]:
    """Return the cards that a message can be of. Refused: of none."""
    found = [one for one in members if condition(one)]
    if not found:
        raise Refused(why)
    return found


def _only(members: Sequence[Member]) -> Member:
    if len(members) != 1:
        raise Refused(Drop.AMBIGUOUS)
    return members[0]
