"""Connections to UPSs of APC by the SmartConnect cloud."""

from typing import Any, Final

from homeassistant.const import CONF_EMAIL, CONF_PASSWORD, CONF_URL
from homeassistant.core import HomeAssistant
import voluptuous as vol

from ..drivers.apc_smartconnect import SmartConnectDriver
from ..equipment.driver import Context, Driver
from ..equipment.errors import InvalidRequest
from ..outside import with_http
from .cautions import PLAIN_HTTP, in_clear
from .connection import (
    CLOUD,
    PASSWORD,
    URL,
    USERNAME,
    Connection,
    advanced,
    suggested,
)
from .data import Data, Fields

CLOUD_URL: Final = "https://smartconnect.apc.com"
CONF_SESSION: Final = "session"


def _address(data: Data) -> Fields:
    url = vol.Optional(CONF_URL, default=data.get(CONF_URL, CLOUD_URL))
    return advanced({url: URL})


def _credentials(data: Data) -> Fields:
    return {
        vol.Required(CONF_EMAIL, **suggested(CONF_EMAIL, data)): USERNAME,
        vol.Optional(CONF_PASSWORD): PASSWORD,
        **advanced({vol.Optional(CONF_SESSION): PASSWORD}),
    }


def _tidy(data: Data) -> dict[str, Any]:
    tidy = {
        CONF_URL: data.get(CONF_URL, CLOUD_URL).strip(),
        CONF_EMAIL: data[CONF_EMAIL].strip(),
    }
    secrets = {
        CONF_PASSWORD: data.get(CONF_PASSWORD, ""),
        CONF_SESSION: data.get(CONF_SESSION, "").strip(),
    }
    if not any(secrets.values()):
        raise InvalidRequest("password_missing")
    return tidy | {key: secret for key, secret in secrets.items() if secret}


def _make(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return SmartConnectDriver(
        with_http(hass, context, verify_ssl=True),
        data[CONF_URL],
        data[CONF_EMAIL],
        data.get(CONF_PASSWORD),
        data.get(CONF_SESSION),
        APC_SMARTCONNECT.interval(options),
    )


APC_SMARTCONNECT: Final = Connection(
    key="apc_smartconnect",
    rank=CLOUD,
    address=_address,
    credentials=_credentials,
    secrets=frozenset({CONF_PASSWORD, CONF_SESSION}),
    # A password alone ends a session, which may be over or of somebody else.
    rivals={CONF_SESSION: frozenset(), CONF_PASSWORD: frozenset({CONF_SESSION})},
    tidy=_tidy,
    make=_make,
    unique_id=lambda data, _: data[CONF_EMAIL].casefold(),
    title=lambda data, _: f"SmartConnect ({data[CONF_EMAIL]})",
    default_interval=120,
    least_interval=60,
    greatest_interval=900,
    hands_over=frozenset({"cookies", "sign_in"}),
    cautions={PLAIN_HTTP: in_clear},
)
