"""Connections to UPSs of PowerSentrix: the portal, the UPS itself, and its posts."""

from functools import partial
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from homeassistant.const import (
    CONF_API_KEY,
    CONF_EMAIL,
    CONF_PASSWORD,
    CONF_URL,
    CONF_VERIFY_SSL,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
)
from homeassistant.helpers.singleton import singleton
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
import voluptuous as vol

from ..drivers.powersentrix.derived import PREFERENCES, derive
from ..drivers.powersentrix.portal import PortalDriver
from ..drivers.powersentrix.push import Doors, Place, PushDriver
from ..drivers.powersentrix.ups import UpsDriver
from ..equipment.driver import Context, Driver
from ..equipment.preference import Preference
from ..outside import in_thread, with_http
from .cautions import PLAIN_HTTP, in_clear
from .connection import (
    CLOUD,
    LOCAL,
    PASSWORD,
    PUSHED,
    URL,
    Connection,
    OwnPort,
    advanced,
    name_of,
    suggested,
)
from .data import Data, Fields

PORTAL_URL: Final = "https://view.powersentrix.com"
CONF_COMPANY_ID: Final = "company_id"
CONF_SECRET: Final = "secret"  # noqa: S105 - a field's name
CONF_POSTS: Final = "own_port"
CONF_POST_PORT: Final = "post_port"
CONF_POST_TLS: Final = "post_tls"

POST_PORT: Final = 8443
_DOORS: HassKey[Doors] = HassKey("rack_power_doors")

_PREFERENCES: Final = (
    Preference(key="current_scale", default="10mA", options=("10mA", "1mA")),
    Preference(key="log_timezone", default="device", options=("device", "utc", "home")),
    *PREFERENCES,
)
_ASKS: Final = "current_scale"


def _portal_address(data: Data) -> Fields:
    return {vol.Required(CONF_URL, default=data.get(CONF_URL, PORTAL_URL)): URL}


def _portal_credentials(data: Data) -> Fields:
    return {
        vol.Required(CONF_EMAIL, **suggested(CONF_EMAIL, data)): TextSelector(),
        vol.Required(CONF_PASSWORD): PASSWORD,
    }


def _portal_tidy(data: Data) -> dict[str, Any]:
    return {
        CONF_URL: data.get(CONF_URL, PORTAL_URL).strip(),
        CONF_EMAIL: data[CONF_EMAIL].strip(),
        CONF_PASSWORD: data[CONF_PASSWORD],
    }


def _portal(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return PortalDriver(
        with_http(hass, context, verify_ssl=True),
        data[CONF_URL],
        data[CONF_EMAIL],
        data[CONF_PASSWORD],
        POWERSENTRIX_PORTAL.interval(options),
        dt_util.get_default_time_zone(),
    )


POWERSENTRIX_PORTAL: Final = Connection(
    key="powersentrix_portal",
    rank=CLOUD,
    address=_portal_address,
    credentials=_portal_credentials,
    secrets=frozenset({CONF_PASSWORD}),
    tidy=_portal_tidy,
    make=_portal,
    unique_id=lambda data, _: data[CONF_EMAIL].casefold(),
    title=lambda data, _: f"PowerSentrix portal ({data[CONF_EMAIL]})",
    default_interval=60,
    least_interval=30,
    greatest_interval=300,
    derive=derive,
    preferences=_PREFERENCES,
    asks=_ASKS,
    cautions={PLAIN_HTTP: in_clear},
)


def _ups_address(data: Data) -> Fields:
    return {
        vol.Required(CONF_URL, **suggested(CONF_URL, data)): URL,
        vol.Required(
            CONF_VERIFY_SSL, default=data.get(CONF_VERIFY_SSL, False)
        ): BooleanSelector(),
    }


def _ups_credentials(_: Data) -> Fields:
    return {vol.Required(CONF_API_KEY): PASSWORD}


def _ups_tidy(data: Data) -> dict[str, Any]:
    return {
        CONF_URL: data[CONF_URL].strip(),
        CONF_VERIFY_SSL: data.get(CONF_VERIFY_SSL, False),
        CONF_API_KEY: data[CONF_API_KEY].strip(),
    }


def _ups(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return UpsDriver(
        with_http(hass, context, verify_ssl=data[CONF_VERIFY_SSL]),
        data[CONF_URL],
        data[CONF_API_KEY],
        POWERSENTRIX_UPS.interval(options),
    )


POWERSENTRIX_UPS: Final = Connection(
    key="powersentrix_ups",
    rank=LOCAL,
    address=_ups_address,
    credentials=_ups_credentials,
    secrets=frozenset({CONF_API_KEY}),
    tidy=_ups_tidy,
    make=_ups,
    unique_id=lambda _, found: found[0].id,
    one_unit=True,
    title=lambda _, found: name_of(found[0]),
    default_interval=30,
    least_interval=10,
    greatest_interval=300,
    derive=derive,
    preferences=_PREFERENCES,
    asks=_ASKS,
    cautions={PLAIN_HTTP: in_clear},
)


_POSTS_TO: Final = tuple(
    f"{prefix}/{name}"
    for prefix in ("api", "api/v1", "api/v1/api")
    for name in ("setNewUps", "setUpsData", "setUpsLog")
)


def _push_address(data: Data) -> Fields:
    return advanced(
        {
            vol.Optional(
                CONF_POSTS, default=data.get(CONF_POSTS, False)
            ): BooleanSelector(),
            vol.Optional(
                CONF_POST_PORT, default=data.get(CONF_POST_PORT, POST_PORT)
            ): NumberSelector(
                NumberSelectorConfig(
                    min=1, max=65535, step=1, mode=NumberSelectorMode.BOX
                )
            ),
            vol.Optional(
                CONF_POST_TLS, default=data.get(CONF_POST_TLS, True)
            ): BooleanSelector(),
        }
    )


def _push_credentials(_: Data) -> Fields:
    return {vol.Required(CONF_COMPANY_ID): PASSWORD}


def _push_tidy(data: Data) -> dict[str, Any]:
    return {
        CONF_COMPANY_ID: data[CONF_COMPANY_ID].strip(),
        CONF_SECRET: data.get(CONF_SECRET) or token_urlsafe(12),
        CONF_POSTS: data.get(CONF_POSTS, False),
        CONF_POST_PORT: int(data.get(CONF_POST_PORT, POST_PORT)),
        CONF_POST_TLS: data.get(CONF_POST_TLS, True),
    }


@singleton(_DOORS)
def doors_of(hass: HomeAssistant) -> Doors:
    """Return the ports that UPSs post to, for all connections of the house."""
    return Doors(partial(in_thread, hass))


def _own_port(data: Data) -> OwnPort | None:
    if not data.get(CONF_POSTS, False):
        return None
    return OwnPort(
        port=data.get(CONF_POST_PORT, POST_PORT), tls=data.get(CONF_POST_TLS, True)
    )


def _place(hass: HomeAssistant, data: Data) -> Place | None:
    own = _own_port(data)
    return own and Place(doors=doors_of(hass), port=own.port, tls=own.tls)


def _push(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return PushDriver(
        context,
        data[CONF_COMPANY_ID],
        data[CONF_SECRET],
        dt_util.get_default_time_zone(),
        _place(hass, data),
    )


POWERSENTRIX_PUSH: Final = Connection(
    key="powersentrix_push",
    rank=PUSHED,
    address=_push_address,
    credentials=_push_credentials,
    secrets=frozenset({CONF_COMPANY_ID}),
    tidy=_push_tidy,
    make=_push,
    # The company is a secret, so that only its trace is kept in plain sight.
    unique_id=lambda data, _: sha256(data[CONF_COMPANY_ID].encode()).hexdigest()[:16],
    title=lambda *_: "PowerSentrix posts",
    default_interval=60,
    least_interval=60,
    greatest_interval=60,
    derive=derive,
    preferences=_PREFERENCES,
    posts_to=_POSTS_TO,
    shows_address=True,
    own_port=_own_port,
)
