"""What all writing to one card shares: who asks, who reads, and one SET at a time."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

from ....equipment.driver import Context
from ....equipment.errors import DriverError, Rejected, WrongEquipment
from ....equipment.model import EquipmentId
from .. import values
from ..client import Raw, SnmpClient, Typed
from ..mapping.identity import ENGINE, hardware_address, identity
from ..mapping.scene import Scene
from ..objects.card_codes import LINK, LINK_LOST, SERIAL
from ..oid import INTERFACE_ADDRESS, UPS, Oid, within
from ..preferences import ALLOWED, LOAD_CONTROL
from ..reader import Reader
from .sending import send

_LINK: Final[Oid] = (*LINK.oid, 0)


class Card:
    """One card that may be written to."""

    def __init__(self, client: SnmpClient, context: Context, reader: Reader) -> None:
        """Write by a client, and see by it and by a reader."""
        self.client = client
        self.context = context
        self.reader = reader
        self.writing = asyncio.Lock()
        """Held from the last look before a SET until its answer, or silence."""

    @property
    def scene(self) -> Scene:
        """What is known of the unit."""
        return self.reader.scene()

    @property
    def now(self) -> float:
        """The monotonic time."""
        return self.context.clock.monotonic()

    def allows_load_control(self, equipment: EquipmentId) -> bool:
        """Tell whether the owner wants to be able to cut the whole load from here."""
        return self.context.preference(equipment, LOAD_CONTROL) == ALLOWED

    def has(self, oid: Oid) -> bool:
        """Tell whether an object is there."""
        return oid in self.reader.values

    async def get(self, oids: Iterable[Oid]) -> dict[Oid, Raw]:
        """Read objects that are there now."""
        return dict(await self.client.get(tuple(oids)))

    async def look(self, target: Oid, oids: Iterable[Oid]) -> dict[Oid, Raw]:
        """Read objects right before a target is set.

        WrongEquipment: another UPS answers by now. Rejected: the card has lost its
        UPS, so that all it tells of that is old; or it does not tell which one it has.
        """
        told = await self.get((*oids, SERIAL, _LINK))
        lost = values.whole(told.get(_LINK)) == LINK_LOST
        if lost and within(target, UPS):
            raise Rejected("snmp_link_lost")
        await self._check_unit(target, told)
        return told

    async def _check_unit(self, target: Oid, told: dict[Oid, Raw]) -> None:
        """Refuse to set what is perhaps another unit's.

        What is the card's own cuts nothing: a card that has lost its UPS, and the
        serial number with it, may be told to start anew.
        """
        expected = self.scene.equipment
        found = identity(told, "")
        if found is not None and found.id == expected:
            return
        plate = await self.get((ENGINE,))
        if hardware_address(plate) is None:
            plate |= await self.client.walk(INTERFACE_ADDRESS)
        by_card = identity(plate, "")
        if by_card is not None and by_card.id == expected:
            return
        if found is not None and found.serial is not None:
            raise WrongEquipment("another_unit", serial=found.serial)
        if within(target, UPS):
            raise Rejected("snmp_unit_uncertain")

    async def send(self, oid: Oid, value: Typed) -> bool:
        """Set an object by one attempt; return whether the card answered."""
        return await send(self.client, oid, value)

    async def show(self, *groups: str) -> None:
        """Read groups at once and tell what they say; later, if that fails."""
        try:
            await self.reader.refresh(*groups)
        except DriverError:  # done all the same
            self.read_again(groups, 0)

    def read_again(self, groups: Sequence[str], seconds: float) -> None:
        """Have groups read in so many seconds."""
        self.reader.agenda.soon(groups, self.now + seconds)
        self.context.wake(seconds)
