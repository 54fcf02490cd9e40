"""The UPSs of an account: which there are, and who they are (4.8)."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
import logging
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import DriverError, InvalidAuth, RateLimited
from ....equipment.model import Equipment
from ..mapping.basic import parse_basic_info
from ..mapping.diagnosis import without_secrets
from ..mapping.ident import Ident, equipment, stand_in
from ..mapping.listing import ListedUps, parse_list
from ..mapping.status import parse_status
from .client import PortalClient

_LOGGER: Final = logging.getLogger(__name__)

AT_ONCE: Final = 4
"""UPSs that are asked about at the same time."""


class Account:
    """Lists the UPSs that the account shows."""

    def __init__(self, client: PortalClient, url: str) -> None:
        """List by a client; ``url`` is where a person finds them."""
        self._client = client
        self._url = url
        self._answer: Json = None

    async def list(self) -> Sequence[ListedUps]:
        """Return all UPSs of the account."""
        told = await self._client.get("/ups/getUpsList")
        found = parse_list(told.body)
        self._answer = told.body
        return found

    async def identify(self, listed: Sequence[ListedUps]) -> Mapping[str, Equipment]:
        """Tell who UPSs are, by the portal's ids; who cannot be told is left out.

        A serial number that several have is none, and tells nobody apart. Raises what
        stood in the way if nobody could be told.
        """
        gate = asyncio.Semaphore(AT_ONCE)
        failures: list[DriverError] = []

        async def ask(one: ListedUps) -> Equipment | None:
            async with gate:
                try:
                    return await self._who(one)
                except InvalidAuth, RateLimited:
                    raise
                except DriverError as err:
                    _LOGGER.debug("A UPS of the account is not known: %s", err.reason)
                    failures.append(err)
                    return None

        asked = await asyncio.gather(*map(ask, listed))
        known = {one.id: who for one, who in zip(listed, asked, strict=True) if who}
        if failures and not known:
            raise failures[0]
        times = Counter(who.id for who in known.values())
        return {
            ident: who if times[who.id] == 1 else self._apart(ident, who)
            for ident, who in known.items()
        }

    def raw(self) -> Json:
        """Return the list without secrets."""
        return without_secrets(self._answer)

    async def _who(self, one: ListedUps) -> Equipment | None:
        """Tell who a UPS is, by the list, the summary, or all that it says."""
        failure: DriverError | None = None
        ident, name = Ident(serial=one.serial, model=one.model), one.name
        try:
            told = await self._client.get("/ups/getBasicInfo", id=one.id)
            info = parse_basic_info(told.body)
        except InvalidAuth, RateLimited:
            raise
        except DriverError as err:
            failure = err
        else:
            ident, name = _filled(info.ident, ident), info.name or name
        who = equipment(ident, fallback=None, name=name, url=self._url)
        if who is not None:
            return who
        if failure is not None:
            raise failure
        told = await self._client.get("/ups/getUpsComplexObject", id=one.id)
        status = parse_status(told.body)
        return equipment(
            _filled(status.ident, ident),
            fallback=stand_in(status.settings, f"portal:{one.id}"),
            name=name,
            url=self._url,
        )

    def _apart(self, ident: str, who: Equipment) -> Equipment:
        nobody = Ident(model=who.model)
        apart = equipment(
            nobody, fallback=f"{who.serial}@{ident}", name=who.name, url=self._url
        )
        return apart or who


def _filled(ident: Ident, listed: Ident) -> Ident:
    return replace(
        ident, serial=ident.serial or listed.serial, model=ident.model or listed.model
    )
