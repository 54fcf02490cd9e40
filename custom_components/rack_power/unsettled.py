"""Tell that a command which was pending did not come true."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .entity import part_name, unique_id
from .equipment.errors import DriverError
from .equipment.model import Point
from .unit import Unit


@callback
def tell_unsettled(
    hass: HomeAssistant, unit: Unit, point: Point, error: DriverError
) -> None:
    """Raise an issue; it goes when the owner has read it or Home Assistant restarts."""
    part = unit.parts.get(point.part)
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"unsettled_{unique_id(unit, point.part, point.variable.name)}",
        is_fixable=False,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key="unsettled",
        translation_placeholders={
            "unit": unit.about.name or unit.about.model or unit.about.maker,
            "part": part_name(part, point.part),
            "reason": error.reason,
        },
    )
