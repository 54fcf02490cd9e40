"""Finding the UPS at an address of which the scheme may be left out (section 1)."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from ....equipment.driver import Memory
from ....equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    WrongEquipment,
)
from ....equipment.model import Equipment
from ...http import Refused, Wire
from ..mapping.ident import Ident, equipment, parse_ident, stand_in
from ..mapping.status import parse_status
from .client import LOGIN_PAGE, Fn, UpsClient

_ADDRESS: Final = "address"
_TELLING: Final = (InvalidAuth, CertificateRefused, WrongEquipment)
"""What says more than that nobody answers, the most telling first."""


class Discovery:
    """Tries the addresses that may be meant, and keeps the one that answers."""

    def __init__(
        self, wire: Wire, memory: Memory, candidates: Sequence[str], api_key: str
    ) -> None:
        """Note what the owner may have meant, the best first; nothing is sent yet."""
        self._wire = wire
        self._memory = memory
        self._key = api_key
        self._candidates = candidates

    async def find(self) -> tuple[UpsClient, Equipment]:
        """Return a client of the UPS, and which one it is.

        An address that once answered is the only one tried: the key must not go over
        the network in clear text because https is silent for a moment.
        """
        failures: list[DriverError] = []
        for address in self._known() or self._candidates:
            client = UpsClient(self._wire, address, self._key)
            try:
                found = await _identified(client)
            except DriverError as err:
                failures.append(err)
                if isinstance(err, CertificateRefused) or _is_refused(err):
                    break
                continue
            self._memory.keep(
                _ADDRESS, {"given": self._candidates[0], "found": address}
            )
            return client, found
        for kind in _TELLING:
            for failure in failures:
                if isinstance(failure, kind):
                    raise failure
        raise failures[0] if failures else CannotConnect()

    def _known(self) -> tuple[str, ...]:
        kept = self._memory.recall(_ADDRESS)
        if not isinstance(kept, Mapping) or kept.get("given") != self._candidates[0]:
            return ()
        return tuple(one for one in self._candidates if one == kept.get("found"))


def _is_refused(err: DriverError) -> bool:
    """Tell whether a UPS said so, and not some page on the port of another program."""
    return isinstance(err, InvalidAuth) and err.reason != LOGIN_PAGE


async def _identified(client: UpsClient) -> Equipment:
    """Ask who answers. WrongEquipment: no UPS of this make."""
    try:
        ident = await _ident(client)
        name = equipment(ident, fallback=None, name=None, url=client.url)
        if name is None:  # no serial number: told apart as on the other ways
            status = parse_status(await client.read(Fn.STATUS))
            host = urlsplit(client.url).netloc
            name = equipment(
                ident,
                fallback=stand_in(status.settings, host),
                name=None,
                url=client.url,
            )
    except (InvalidAnswer, Refused) as err:
        raise WrongEquipment from err
    if name is None:
        raise WrongEquipment
    return name


async def _ident(client: UpsClient) -> Ident:
    try:
        answer = await client.read(Fn.IDENT)
    except InvalidAnswer as err:
        if client.shows_page:
            raise InvalidAuth(LOGIN_PAGE) from err
        raise
    ident = parse_ident(answer)
    if not (ident.serial or ident.model or ident.com_firmware):
        raise WrongEquipment
    return ident
