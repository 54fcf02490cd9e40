"""Tell that a command which was pending did not come true, for as long as that counts.

It does until the unit shows what was wished, a newer command about the same matter is
confirmed, or the owner says that it was seen to. The issue itself remembers the wish:
it outlives the unit, which is known anew when its entry is loaded again.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.util import dt as dt_util

from .commands import matter_of
from .const import DOMAIN
from .entity import part_name, unique_id
from .equipment.model import EquipmentId, Kind, PartId, Point, Quality, Value
from .fleet import device_of, part_identifier
from .troubles import FIX_UNSETTLED, trace_of
from .unit import Unit

type _Told = Mapping[str, Any]
"""What an issue remembers."""

_WISH: Final = "wish"


@callback
def tell_unsettled(
    hass: HomeAssistant, entry_id: str, unit: Unit, point: Point, wish: Value
) -> None:
    """Raise an issue about a wish that an entry had sent to a unit.

    ``wish`` is the value that was sent; None: nobody remembers.
    """
    reading = unit.reading(point) if unit.available(point) else None
    seen = reading.value if reading else None
    if point.variable.kind is Kind.FLAG and wish is None and seen is not None:
        wish = not seen  # else there would have been nothing to wish
    about = trace_of(unique_id(unit, point.part, point.variable.name))
    key = f"unsettled_{about}"
    # One that was ignored was about another command.
    ir.async_delete_issue(hass, DOMAIN, key)
    ir.async_create_issue(
        hass,
        DOMAIN,
        key,
        data={
            "entry_id": entry_id,
            "fix": FIX_UNSETTLED,
            "unit": unit.id,
            "part": _key(point.part),
            "variable": point.variable.name,
            "matter": matter_of(unit, point),
            "told": dt_util.utcnow().isoformat(),
            **({} if wish is None else {_WISH: _plain(wish)}),
        },
        is_fixable=True,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=_words(point, wish, seen),
        translation_placeholders=_names(hass, unit, point),
    )


@callback
def end_unsettled(
    hass: HomeAssistant,
    unit: EquipmentId,
    part: PartId,
    matters: Collection[str],
) -> None:
    """Take back what was told of matters of a part that were decided anew."""

    def is_over(told: _Told) -> bool:
        return told["part"] == _key(part) and told["matter"] in matters

    _end(hass, unit, is_over)


@callback
def look_again(hass: HomeAssistant, unit: Unit) -> None:
    """Take back what was told of wishes that the unit shows now."""

    def is_over(told: _Told) -> bool:
        if _WISH not in told:
            return False
        since = datetime.fromisoformat(told["told"])
        return any(
            _plain(reading.value) == told[_WISH]
            and reading.quality is Quality.GOOD
            and reading.observed_at > since
            for point in unit.points()
            if point.variable.name == told["variable"]
            and _key(point.part) == told["part"]
            and (reading := unit.reading(point)) is not None
        )

    _end(hass, unit.id, is_over)


def _end(
    hass: HomeAssistant, unit: EquipmentId, is_over: Callable[[_Told], bool]
) -> None:
    for (domain, key), issue in list(ir.async_get(hass).issues.items()):
        told = issue.data or {}
        if domain != DOMAIN or told.get("fix") != FIX_UNSETTLED:
            continue
        if told["unit"] == unit and is_over(told):
            ir.async_delete_issue(hass, domain, key)


def _key(part: PartId) -> str:
    return f"{part.kind}/{part.key}"


def _plain(value: Value) -> str | int | float | None:
    """Return a value as an issue can hold it."""
    return value if isinstance(value, str | int | float | None) else str(value)


def _words(point: Point, wish: Value, seen: Value) -> str:
    """Return the key of the text: what was wished, and what is seen instead."""
    if point.variable.kind is not Kind.FLAG or wish is None:
        return "unsettled"
    if seen is None or seen is wish:
        return "unsettled_on_unseen" if wish else "unsettled_off_unseen"
    return "unsettled_on" if wish else "unsettled_off"


def _names(hass: HomeAssistant, unit: Unit, point: Point) -> dict[str, str]:
    """Return what the owner calls the unit and its part."""
    about, part = unit.about, unit.parts.get(point.part)
    names = {
        "unit": about.name or about.model or about.maker,
        "part": part_name(part, point.part),
    }
    if device := device_of(hass, unit.id):
        names["unit"] = device.name_by_user or device.name or names["unit"]
        child = dr.async_get(hass).async_get_child_device_by_identifier(
            (DOMAIN, part_identifier(unit, point.part)), device.config_entry_id
        )
        if child is not None:
            names["part"] = child.name_by_user or child.name or names["part"]
    return names
