"""Refuse what would cut the power of protected outlets.

Protected is what feeds Home Assistant, its network, or the link to the unit itself.
"""

from .equipment.model import Danger, Order, Part, PartId, Point, Setting, Value
from .exceptions import refused
from .unit import Unit


def check_setting(unit: Unit, point: Point, value: Value) -> None:
    """Refuse a value that takes power from a protected outlet, now or some day."""
    setting = unit.setting(point)
    if setting is not None and _may_cut(setting, value):
        check_parts(unit, point.part)


def check_order(unit: Unit, order: Order) -> None:
    """Refuse a command that takes power from a protected outlet."""
    if order.command.endangers is Danger.LOAD:
        check_parts(unit, order.part)


def check_parts(unit: Unit, part: PartId) -> None:
    """Refuse to cut a part, or what it can cut, where that is protected."""
    found = unit.parts.get(part)
    check_cuts(unit, {part, *(found.cuts if found else ())})


def check_cuts(unit: Unit, cuts: set[PartId] | frozenset[PartId]) -> None:
    """Refuse to cut these parts where any of them is protected."""
    if hit := sorted(unit.protected & cuts):
        raise refused(
            "protected_outlet",
            outlets=", ".join(_name(unit.parts.get(part), part) for part in hit),
        )


def _may_cut(setting: Setting, value: Value) -> bool:
    if setting.endangers is Danger.LOAD:
        return setting.harmless is None or value != setting.harmless
    return setting.cuts_load_at is not None and value == setting.cuts_load_at


def _name(part: Part | None, part_id: PartId) -> str:
    return (part and (part.label or part.number)) or part_id.key
