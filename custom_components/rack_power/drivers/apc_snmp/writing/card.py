"""What all writing to one card shares: who asks, who reads, and one SET at a time."""

import asyncio
from collections.abc import Iterable, Sequence

from ....equipment.driver import Context
from ....equipment.errors import DriverError
from ....equipment.model import EquipmentId
from ..client import Raw, SnmpClient, Typed
from ..mapping.scene import Scene
from ..oid import Oid
from ..preferences import ALLOWED, LOAD_CONTROL
from ..reader import Reader
from .sending import send


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
