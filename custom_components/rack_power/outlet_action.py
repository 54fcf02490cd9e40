"""The action that switches or restarts an outlet, past its protection if told so."""

from typing import Any, Final

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.entity import Entity
import voluptuous as vol

from .entity import run_order
from .equipment.model import Meaning
from .exceptions import refused
from .switch import RackPowerSwitch

ATTR_STATE: Final = "state"
ATTR_OVERRIDE: Final = "override_protection"


def _word(state: object) -> object:
    """Undo what YAML makes of an unquoted on or off."""
    return {True: "on", False: "off"}[state] if isinstance(state, bool) else state


SET_OUTLET_SCHEMA: Final[dict[str | vol.Marker, Any]] = {
    vol.Required(ATTR_STATE): vol.All(_word, vol.In(("on", "off", "restart"))),
    vol.Optional(ATTR_OVERRIDE, default=False): cv.boolean,
}


async def set_outlet(entity: Entity, call: ServiceCall) -> None:
    """Switch or restart an outlet or group; returns when the unit confirmed it.

    Raises a translated error where the entity is no outlet, the outlet is protected,
    or the unit refuses or does not confirm.
    """
    if (
        not isinstance(entity, RackPowerSwitch)
        or entity.point.variable.meaning is not Meaning.OUTLET
    ):
        raise refused("not_an_outlet")
    override: bool = call.data[ATTR_OVERRIDE]
    state: str = call.data[ATTR_STATE]
    if state != "restart":
        await entity.wish(state == "on", override_protection=override)
        return
    for order in entity.unit.orders():
        if order.part == entity.part and order.command.restarts:
            await run_order(entity.unit, order, override_protection=override)
            return
    raise refused("cannot_restart")
