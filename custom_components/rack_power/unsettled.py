"""Tell that a command which was pending did not come true."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, issue_registry as ir

from .const import DOMAIN
from .entity import part_name, unique_id
from .equipment.model import Kind, Point, Value
from .fleet import device_of, part_identifier
from .unit import Unit


@callback
def tell_unsettled(hass: HomeAssistant, unit: Unit, point: Point, wish: Value) -> None:
    """Raise an issue; it goes when the owner has read it or Home Assistant restarts.

    ``wish`` is the value that was sent; None: nobody remembers.
    """
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"unsettled_{unique_id(unit, point.part, point.variable.name)}",
        is_fixable=False,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=_words(unit, point, wish),
        translation_placeholders=_names(hass, unit, point),
    )


def _words(unit: Unit, point: Point, wish: Value) -> str:
    """Return the key of the text: what was wished, and what is seen instead.

    A wish for on or off that nobody remembers was the opposite of what is seen.
    """
    reading = unit.reading(point) if unit.available(point) else None
    seen = reading.value if reading else None
    if point.variable.kind is not Kind.FLAG:
        return "unsettled"
    if wish is None and seen is not None:
        wish = not seen
    if wish is None:
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
