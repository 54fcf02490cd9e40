"""The UPSs of a company: known by what they are called at the server, and who they are.

Several entries of one memory: a driver that begins knows them before they post again.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from ipaddress import IPv4Address
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.model import Equipment, EquipmentId, Report
from ..mapping.ident import Ident, equipment, stand_in
from ..mapping.settings import UnitSettings
from ..mapping.status import Status
from .unit import LOST, PushingUnit

_KEY: Final = "units"
_MOST: Final = 64


class Roster:
    """Finds the unit that a post is about, or makes it known."""

    def __init__(self, context: Context, company_id: str, home: tzinfo) -> None:
        """Begin with the units that are remembered."""
        self._context = context
        self._company_id = company_id
        self._home = home
        self._clashed: float | None = None
        self._by_id: dict[EquipmentId, PushingUnit] = {}
        self._holders: dict[str, EquipmentId] = {}
        for cmm, who in _remembered(context.memory.recall(_KEY)):
            self._add(cmm, who)

    @property
    def units(self) -> Sequence[PushingUnit]:
        """All units."""
        return tuple(self._by_id.values())

    @property
    def clashes(self) -> bool:
        """Whether two UPSs have posted under one name, not long ago."""
        if self._clashed is None:
            return False
        return self._context.clock.monotonic() - self._clashed <= LOST

    def holder(self, cmm: str) -> PushingUnit | None:
        """Return the unit that is called so."""
        ident = self._holders.get(cmm)
        return None if ident is None else self._by_id[ident]

    def registered(self, cmm: str, ident: Ident, name: str | None) -> None:
        """Take a registration; another unit under the same name changes nothing."""
        who = self._who(cmm, ident, UnitSettings(), name)
        if who is None or not self._may_hold(cmm, who):
            return
        unit = self._known(cmm, who)
        report = Report(
            equipment=who.id, group="ident", complete=False, about=unit.seen.equipment
        )
        self._context.publish((report,))

    def reported(self, cmm: str, status: Status) -> PushingUnit | None:
        """Return the unit that a status is of; None: there are too many.

        A status tells by itself whose it is, so two units under one name get along,
        but for their logs: those are told of the one that had the name first, for as
        long as it posts.
        """
        who = self._who(cmm, status.ident, status.settings, None)
        if who is None:
            return None
        if self._may_hold(cmm, who):
            return self._known(cmm, who)
        if (unit := self._by_id.get(who.id)) is not None:
            return unit
        return self._add(None, who) if len(self._by_id) < _MOST else None

    def _who(
        self, cmm: str, ident: Ident, settings: UnitSettings, name: str | None
    ) -> Equipment | None:
        url = _url(settings.ip)
        fallback = stand_in(settings, None) or f"{self._company_id}:{cmm}"
        if ident.serial is None and (holder := self.holder(cmm)) is not None:
            return holder.seen.equipment  # a status may leave out the plate
        return equipment(ident, fallback=fallback, name=name, url=url)

    def _may_hold(self, cmm: str, who: Equipment) -> bool:
        """Tell whether a unit is, or becomes, the one that is called so."""
        holder = self.holder(cmm)
        if holder is None:
            known = who.id in self._by_id
            return len(self._holders) < _MOST and (known or len(self._by_id) < _MOST)
        if holder.seen.equipment.id == who.id:
            return True
        silent = holder.silent
        if silent is None or silent > LOST:
            return True  # the unit was replaced, and its settings were taken over
        self._clashed = self._context.clock.monotonic()
        return False

    def _known(self, cmm: str, who: Equipment) -> PushingUnit:
        """Return the unit, which holds the name from now on."""
        unit = self._by_id.get(who.id)
        before = self.holder(cmm)
        plate = None if before is None else before.seen.equipment
        unit = self._by_id.get(who.id) or self._add(cmm, who)
        self._holders[cmm] = who.id
        unit.renamed(who)
        if unit.seen.equipment != plate:
            self._keep()
        return unit

    def _add(self, cmm: str | None, who: Equipment) -> PushingUnit:
        unit = PushingUnit(self._context, who, self._home)
        self._by_id[who.id] = unit
        if cmm is not None:
            self._holders[cmm] = who.id
        return unit

    def _keep(self) -> None:
        self._context.memory.keep(
            _KEY,
            {
                cmm: {"id": ident, **_plate(self._by_id[ident].seen.equipment)}
                for cmm, ident in self._holders.items()
            },
        )


def _url(ip: str | None) -> str | None:
    """Return where a UPS may be looked at; what is no address leads nowhere."""
    try:
        return f"http://{IPv4Address(ip or '')}"
    except ValueError:
        return None


def _plate(who: Equipment) -> dict[str, Json]:
    return {
        "maker": who.maker,
        "serial": who.serial,
        "name": who.name,
        "model": who.model,
        "firmware": who.firmware,
        "url": who.url,
    }


def _remembered(kept: Json) -> Iterator[tuple[str, Equipment]]:
    for cmm, row in kept.items() if isinstance(kept, Mapping) else ():
        if not isinstance(row, Mapping):
            continue
        told = {key: value for key, value in row.items() if isinstance(value, str)}
        if "id" in told and "maker" in told:
            yield (
                cmm,
                Equipment(
                    id=EquipmentId(told["id"]),
                    maker=told["maker"],
                    serial=told.get("serial"),
                    name=told.get("name"),
                    model=told.get("model"),
                    firmware=told.get("firmware"),
                    url=told.get("url"),
                ),
            )
