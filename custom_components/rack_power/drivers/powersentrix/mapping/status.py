"""The full status (``UpsComplexObject``): from fn 2, from the portal, and as pushed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
import logging
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import EquipmentId, Quality, Report
from ....equipment.variables import OUTLET_REALPOWER, UPS_REALPOWER
from . import outlets, supplies, unit, values
from .actions import ExtraAction, read_actions
from .draft import StatusDraft
from .envelope import unwrap
from .ident import Ident, read_ident
from .memory import Memory
from .outlets import Outlet, read_outlets
from .settings import UnitSettings, read_settings
from .supplies import Supply, read_supplies
from .unit import UnitState, read_unit

__all__ = ["GROUP", "Memory", "Status", "parse_status", "reports"]

_LOGGER = logging.getLogger(__name__)

GROUP: Final = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a unit told of itself at one instant.

    ``heartbeat`` holds uptime, comUptime and freeRamSize as they came: where they are
    the same as before, so is the whole answer.
    """

    ident: Ident = field(default_factory=Ident)
    settings: UnitSettings = field(default_factory=UnitSettings)
    unit: UnitState = field(default_factory=UnitState)
    outlets: Mapping[int, Outlet] = field(default_factory=dict)
    supplies: Sequence[Supply] = ()
    extra_actions: Sequence[ExtraAction] = ()
    heartbeat: tuple[object, ...] = ()

    @property
    def states(self) -> Mapping[int, bool | None]:
        """Whether each output is on, by its index; None: not known."""
        return {index: outlet.state for index, outlet in self.outlets.items()}

    @property
    def labels(self) -> Mapping[int, str]:
        """The owner's names of outputs by index, of those that were told."""
        return {
            index: outlet.label
            for index, outlet in self.outlets.items()
            if outlet.label is not None
        }

    @property
    def changing(self) -> tuple[object, ...]:
        """The heartbeat and all that wavers: two live reads differ in it."""
        return (
            *self.heartbeat,
            *((outlet.volts, outlet.counts) for outlet in self.outlets.values()),
            *((*one.readings.values(), *one.cells) for one in self.supplies),
        )


def parse_status(answer: Json) -> Status:
    """Read a full status, bare or wrapped. InvalidAnswer: it is no object."""
    row = values.one(unwrap(answer))
    config, data = values.within(row, "config"), values.within(row, "upsData")
    ident = values.within(config, "ident")
    settings = values.within(config, "settings")
    beats = (
        data.get("uptime"),
        ident.get("comUptime"),
        ident.get("freeRamSize"),
    )
    return Status(
        ident=read_ident(ident),
        settings=read_settings(settings),
        unit=read_unit(ident, settings, data),
        outlets=read_outlets(config, data),
        supplies=read_supplies(data.get("ps")),
        extra_actions=read_actions(config.get("extraActions")),
        heartbeat=tuple(values.scalar(beat) for beat in beats),
    )


def reports(
    status: Status,
    equipment: EquipmentId,
    at: datetime,
    *,
    scale: str,
    quality: Quality,
    writable: bool,
    restartable: bool,
    before: Memory,
) -> tuple[Memory, Sequence[Report]]:
    """Tell of a unit, all in one report, so that nothing is seen half changed.

    ``at``: when the unit told it; ``scale``: what one count of a current is, ``10mA``
    or ``1mA``; ``restartable``: the path can restart and label outputs. The memory
    is for the next call. The report says nothing of who the unit is.
    """
    draft = StatusDraft(
        equipment=equipment, group=GROUP, at=at, quality=quality, before=before.told
    )
    second = before.second or any(one.live for one in status.supplies[1:])
    labels = {**before.labels, **status.labels}
    outlets.tell(
        draft,
        status.outlets,
        labels,
        scale,
        writable=writable,
        restartable=restartable,
    )
    supplies.tell(draft, status.supplies, second=second)
    power = {}
    if any(OUTLET_REALPOWER in one.told for one in status.outlets.values()):
        power[UPS_REALPOWER] = outlets.total_power(status.outlets, scale)
    started = unit.tell(draft, status.unit, power, before.started)
    told = before.told | draft.readings.keys()
    reported = unit.tell_age(draft, before.reported)
    _watch_bits(status.supplies, before.bits)
    memory = replace(
        before,
        told=told,
        labels=labels,
        started=started,
        second=second,
        reported=reported,
        bits=tuple(one.bits for one in status.supplies),
    )
    return memory, (draft.report(),)


def _watch_bits(told: Sequence[Supply], before: Sequence[str | None]) -> None:
    """Note what the status bits do, so that somebody may learn what they mean."""
    for index, (supply, bits) in enumerate(zip(told, before, strict=False)):
        if supply.bits != bits:
            volts = {one.name: value for one, value in supply.readings.items()}
            _LOGGER.debug(
                "Power supply %s: bits %s, were %s, %s", index, supply.bits, bits, volts
            )
