"""The driver of one UPS on the local network (way 2)."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....equipment.driver import Json, Outcome, Round
from ....equipment.errors import CannotConnect, InvalidRequest
from ....equipment.model import Equipment, EquipmentId, Order, Point, Value
from ....equipment.variables import OUTLET_NAME, OUTLET_STATUS, RESTART
from ...http import HttpContext, Wire
from ..address import candidates
from ..illustration import illustrate
from ..ports import index_of
from .discovery import Discovery
from .orders import Orders
from .unit import Unit

INTERVAL: Final = 30.0  # seconds


class UpsDriver:
    """Reads a UPS live; switches, restarts and labels its outputs.

    It tells no log: the UPS keeps none that could be asked for.
    """

    def __init__(
        self,
        context: HttpContext,
        url: str,
        api_key: str,
        interval: float = INTERVAL,
    ) -> None:
        """Drive the UPS at an address. InvalidRequest: it is no address."""
        self._context = context
        self._interval = interval
        addresses = candidates(url)
        self._wire = Wire(context)
        self._discovery = Discovery(self._wire, context.memory, addresses, api_key)
        self._unit: Unit | None = None
        self._orders: Orders | None = None

    async def connect(self) -> Sequence[Equipment]:
        """Find the UPS and tell which one it is.

        WrongEquipment: something else answers.
        """
        client, found = await self._discovery.find()
        self._unit = Unit(self._context, client, found)
        self._orders = Orders(client, self._unit, self._context.clock)
        return (found,)

    async def read(self) -> Round:
        """Read the status."""
        unit = self._connected()
        await unit.status()
        return Round(unit.seen.reports(), self._interval)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._wire.close()

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Switch or label an output."""
        orders, index = self._ready(), index_of(point.part)
        if point.variable == OUTLET_STATUS and isinstance(value, bool):
            return await orders.switch(index, on=value)
        if point.variable == OUTLET_NAME:
            return await orders.label(index, value)
        raise InvalidRequest

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Restart an output."""
        if order.command != RESTART:
            raise InvalidRequest
        return await self._ready().restart(index_of(order.part))

    async def illustrate(self, equipment: EquipmentId, key: str) -> Mapping[str, str]:
        """Return how currents and powers would look in either scale."""
        unit = self._connected()
        return illustrate(unit.seen.status or await unit.status(), key)

    def raw(self) -> Mapping[str, Json]:
        """Return what the UPS said last, without secrets."""
        return {} if self._unit is None else self._unit.raw()

    def _connected(self) -> Unit:
        if self._unit is None:
            raise CannotConnect
        return self._unit

    def _ready(self) -> Orders:
        if self._orders is None:
            raise CannotConnect
        return self._orders
