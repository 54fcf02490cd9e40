"""The integration's actions: logs, dashboards, outlets past a protection, rules."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import (
    async_register_admin_service,
    async_register_platform_entity_service,
)
import voluptuous as vol

from . import rule_actions
from .const import DOMAIN
from .dashboard.action import GET_DASHBOARD_FIELDS, get_dashboard
from .log_action import GET_LOG_FIELDS, get_log
from .outlet_action import SET_OUTLET_SCHEMA, set_outlet
from .whole import whole

ATTR_EVENT_ID: Final = "event_id"
ATTR_ACTION_ID: Final = "action_id"

type Fields = dict[vol.Marker, Any]
type _Handler = Callable[[HomeAssistant, Mapping[str, Any]], Awaitable[ServiceResponse]]

_DEVICE: Final[Fields] = {vol.Required(ATTR_DEVICE_ID): cv.string}
_ID = vol.All(whole, vol.Range(min=0))
_PARAMS = vol.All(cv.ensure_list, [vol.Any(str, int, float)])
_WORD = vol.Any(str, int, float)
_NAMED_FIELDS: Final[Fields] = {
    vol.Optional("target"): _WORD,
    vol.Optional("state"): vol.Any(str, bool),
    vol.Optional("params"): _PARAMS,
    vol.Optional("force"): cv.boolean,
}
_EVENT_FIELDS: Final[Fields] = _NAMED_FIELDS | {
    vol.Optional("threshold"): _WORD,
    vol.Optional("seconds"): _WORD,
    vol.Optional("failures"): _WORD,
    vol.Optional("time"): cv.string,
    vol.Optional("interval"): _WORD,
    vol.Optional("day"): _WORD,
    vol.Optional("input"): _WORD,
    vol.Optional("change"): cv.string,
    vol.Optional("actions"): vol.All(cv.ensure_list, [_ID]),
    vol.Optional("enabled"): cv.boolean,
}
_ACTION_FIELDS: Final[Fields] = _NAMED_FIELDS | {
    vol.Optional("community"): cv.string,
    vol.Optional("statistics"): cv.string,
    vol.Optional("outlet"): _WORD,
    vol.Optional("group"): _WORD,
    vol.Optional("relay"): _WORD,
    vol.Optional("token"): cv.string,
}
_NEW: Final[Fields] = {
    vol.Required("name"): cv.string,
    vol.Required("code"): vol.Any(str, int),
}
_CHANGED: Final[Fields] = {
    vol.Optional("name"): cv.string,
    vol.Optional("code"): vol.Any(str, int),
}

_READING: Final[dict[str, tuple[_Handler, Fields]]] = {
    "list_pdu_events": (
        rule_actions.list_events,
        {
            vol.Optional("code"): vol.Any(str, int),
            vol.Optional("triggered_only"): cv.boolean,
        },
    ),
    "list_pdu_actions": (rule_actions.list_actions, {}),
    "list_pdu_event_codes": (rule_actions.list_event_codes, {}),
    "list_pdu_action_codes": (rule_actions.list_action_codes, {}),
    "get_log": (get_log, GET_LOG_FIELDS),
}
_WRITING: Final[dict[str, tuple[_Handler, Fields]]] = {
    "create_pdu_event": (rule_actions.create_event, _NEW | _EVENT_FIELDS),
    "update_pdu_event": (
        rule_actions.update_event,
        {vol.Required(ATTR_EVENT_ID): _ID} | _CHANGED | _EVENT_FIELDS,
    ),
    "delete_pdu_event": (
        rule_actions.delete_event,
        {vol.Required(ATTR_EVENT_ID): _ID},
    ),
    "create_pdu_action": (rule_actions.create_action, _NEW | _ACTION_FIELDS),
    "update_pdu_action": (
        rule_actions.update_action,
        {vol.Required(ATTR_ACTION_ID): _ID} | _CHANGED | _ACTION_FIELDS,
    ),
    "delete_pdu_action": (
        rule_actions.delete_action,
        {vol.Required(ATTR_ACTION_ID): _ID},
    ),
}


@callback
def async_register_actions(hass: HomeAssistant) -> None:
    """Register every action; they stay for as long as Home Assistant runs."""
    for name, (handler, fields) in _READING.items():
        hass.services.async_register(
            DOMAIN,
            name,
            partial(_handle, hass, handler),
            schema=vol.Schema(_DEVICE | fields),
            supports_response=SupportsResponse.ONLY,
        )
    for name, (handler, fields) in _WRITING.items():
        async_register_admin_service(
            hass,
            DOMAIN,
            name,
            partial(_handle, hass, handler),
            schema=vol.Schema(_DEVICE | fields),
            supports_response=SupportsResponse.OPTIONAL,
        )
    hass.services.async_register(
        DOMAIN,
        "get_dashboard",
        partial(_handle, hass, get_dashboard),
        schema=vol.Schema(GET_DASHBOARD_FIELDS),
        supports_response=SupportsResponse.ONLY,
    )
    async_register_platform_entity_service(
        hass,
        DOMAIN,
        "set_outlet",
        entity_domain=SWITCH_DOMAIN,
        schema=SET_OUTLET_SCHEMA,
        func=set_outlet,
    )


async def _handle(
    hass: HomeAssistant, handler: _Handler, call: ServiceCall
) -> ServiceResponse:
    return await handler(hass, call.data)
