"""The UPSs of an account: which there are, and who they are (1.1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
import logging
from typing import Final

from ...equipment.driver import Json
from ...equipment.errors import (
    CertificateRefused,
    DriverError,
    InvalidAuth,
    RateLimited,
    SignInBlocked,
)
from ...equipment.model import Equipment
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

    def __init__(self, session: Session) -> None:
        """Start without any."""
        self._session = session
        self._answer: Json = None
        self.units: dict[str, CloudUps] = {}

    async def take(self, answer: Json) -> None:
        """Take a list: make new UPSs known, and note which are gone.

        InvalidAnswer: it is none. One of 2022 holds no more than ids; then each new
        UPS is asked who it is, and one that does not answer is left for later.
        """
        listed = parse_gateways(answer)
        self._answer = answer
        strangers = [one for one in listed if one.id not in self.units]
        shared = _shared_serials(listed)
        for one in strangers:
            try:
                who = await self._identify(one, shared)
            except OF_ALL:
                raise
            except DriverError as err:
                _LOGGER.debug("A UPS was not asked who it is: %s", err.reason)
                continue
            if who not in (unit.who for unit in self.units.values()):
                self.units[one.id] = CloudUps(self._session, one.id, who)
        there = {one.id for one in listed}
        for ident, unit in self.units.items():
            if ident not in there:
                unit.gone()

    async def _identify(self, one: Listed, shared: frozenset[str]) -> Equipment:
        """Tell who a UPS is; a serial number that two have is that of none."""
        if one.serial is not None:
            known = replace(one, serial=None) if one.serial in shared else one
            return equipment(known, None, self._session.origin)
        answer = await self._session.get(gateway_path(one.id))
        return equipment(one, answer, self._session.origin)

    def raw(self) -> Json:
        """Return what the cloud listed last, without what tells whose UPSs they are."""
        return redacted(self._answer)


def _shared_serials(listed: Iterable[Listed]) -> frozenset[str]:
    counted = Counter(one.serial for one in listed if one.serial is not None)
    return frozenset(serial for serial, count in counted.items() if count > 1)
