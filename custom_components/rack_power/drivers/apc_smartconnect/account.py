"""The UPSs of an account: which there are, and who they are (1.1)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
import logging
from typing import Final

from ...equipment.driver import Json, Memory
from ...equipment.errors import (
    CertificateRefused,
    DriverError,
    InvalidAuth,
    RateLimited,
    SignInBlocked,
)
from ...equipment.model import Equipment, EquipmentId, Report
from .mapping.identity import equipment
from .mapping.listing import Listed, parse_gateways
from .mapping.redaction import redacted
from .session import Session
from .ups import CloudUps, gateway_path

_LOGGER: Final = logging.getLogger(__name__)

OF_ALL: Final = (InvalidAuth, SignInBlocked, RateLimited, CertificateRefused)
"""What concerns the account, not one of its UPSs."""


class Account:
    """Knows the UPSs that the account shows, by the cloud's ids."""

    def __init__(self, session: Session, memory: Memory) -> None:
        """Start without any."""
        self._session = session
        self._memory = memory
        self._answer: Json = None
        self._plates: dict[str, Equipment] = {}
        """Who the UPSs say that they are, by their ids."""
        self._left: list[CloudUps] = []
        """Those that are followed no more, and have to say so."""
        self._missed: frozenset[str] = frozenset()
        """Ids that the last list lacked."""
        self.units: dict[str, CloudUps] = {}

    async def take(self, answer: Json) -> None:
        """Take a list: make new UPSs known, and note which are gone.

        InvalidAnswer: it is none. One of 2022 holds no more than ids; then each new
        UPS is asked who it is, and one that does not answer is left for later.
        """
        listed = parse_gateways(answer)
        self._answer = answer
        self._plates = await self._identify(listed)
        present = _told_apart(self._plates, self._session.origin)
        for ident, who in present.items():
            known = self.units.get(ident)
            if known is not None and known.who.id == who.id:
                continue
            if known is not None:
                known.gone()
                self._left.append(known)
            self.units[ident] = CloudUps(self._session, ident, who, self._memory)
        self._part_with(
            self.units.keys() - {one.id for one in listed},
            {who.id for who in present.values()},
        )

    @property
    def listed(self) -> Collection[EquipmentId] | None:
        """The UPSs that the last list has; None: there was none yet."""
        if self._answer is None:
            return None
        return {
            unit.who.id
            for ident, unit in self.units.items()
            if ident not in self._missed
        }

    def news(self) -> Sequence[Report]:
        """Return what is new of all UPSs since this was asked last."""
        units = (*self._left, *self.units.values())
        self._left.clear()
        return tuple(report for unit in units for report in unit.news())

    def raw(self) -> Json:
        """Return what the cloud listed last, without what tells whose UPSs they are."""
        return redacted(self._answer)

    async def _identify(self, listed: Iterable[Listed]) -> dict[str, Equipment]:
        """Find out who the UPSs of a list are; whoever was asked is not asked again."""
        found: dict[str, Equipment] = {}
        for one in listed:
            known = self._plates.get(one.id)
            if one.serial is not None:
                found[one.id] = equipment(one, None, self._session.origin)
            elif known is not None:
                found[one.id] = known
            elif (asked := await self._ask(one)) is not None:
                found[one.id] = asked
        return found

    async def _ask(self, one: Listed) -> Equipment | None:
        try:
            answer = await self._session.get(gateway_path(one.id))
        except OF_ALL:
            raise
        except DriverError as err:
            _LOGGER.debug("A UPS was not asked who it is: %s", err.reason)
            return None
        return equipment(one, answer, self._session.origin)

    def _part_with(self, absent: Collection[str], present: Collection[str]) -> None:
        """Let go of UPSs that the list lacks.

        One that was registered anew is followed under its new id. Any other is not
        shown any more, and forgotten when the next list lacks it, too.
        """
        for ident in absent:
            unit = self.units[ident]
            if unit.who.id in present:
                del self.units[ident]
                continue
            unit.gone()
            if ident in self._missed:
                self._left.append(self.units.pop(ident))
        self._missed = frozenset(absent)


def _told_apart(plates: Mapping[str, Equipment], origin: str) -> dict[str, Equipment]:
    """Return who the UPSs are; a serial number that two have is that of none."""
    counted = Counter(who.id for who in plates.values())
    return {
        ident: who if counted[who.id] == 1 else _without_serial(ident, who, origin)
        for ident, who in plates.items()
    }


def _without_serial(ident: str, who: Equipment, origin: str) -> Equipment:
    nobody = equipment(Listed(id=ident), None, origin)
    return replace(who, id=nobody.id, serial=None)
