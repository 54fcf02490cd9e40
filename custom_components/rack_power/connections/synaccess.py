"""Connections to PDUs of Synaccess."""

from typing import Any, Final

from homeassistant.const import (
    CONF_PASSWORD,
    CONF_TOKEN,
    CONF_URL,
    CONF_USERNAME,
    CONF_VERIFY_SSL,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from ..drivers.synaccess.pdu import Credentials, PduDriver
from ..equipment.driver import Context, Driver
from ..equipment.errors import InvalidRequest
from ..outside import with_http
from .connection import (
    LOCAL,
    PASSWORD,
    URL,
    USERNAME,
    Connection,
    Data,
    Fields,
    advanced,
    suggested,
)

CONF_BASIC: Final = "basic"


def _pdu_address(data: Data) -> Fields:
    return {
        vol.Required(CONF_URL, **suggested(CONF_URL, data)): URL,
        vol.Required(
            CONF_VERIFY_SSL, default=data.get(CONF_VERIFY_SSL, True)
        ): BooleanSelector(),
    }


def _pdu_credentials(data: Data) -> Fields:
    basic = vol.Optional(CONF_BASIC, default=data.get(CONF_BASIC, False))
    return {
        vol.Optional(CONF_TOKEN): PASSWORD,
        vol.Optional(CONF_USERNAME, **suggested(CONF_USERNAME, data)): USERNAME,
        vol.Optional(CONF_PASSWORD): PASSWORD,
        **advanced({basic: BooleanSelector()}),
    }


def _pdu_tidy(data: Data) -> dict[str, Any]:
    tidy = {
        CONF_URL: data[CONF_URL].strip(),
        CONF_VERIFY_SSL: data.get(CONF_VERIFY_SSL, True),
    }
    if token := data.get(CONF_TOKEN, "").strip():
        return tidy | {CONF_TOKEN: token}
    if data.get(CONF_USERNAME) and data.get(CONF_PASSWORD):
        return tidy | {
            CONF_USERNAME: data[CONF_USERNAME],
            CONF_PASSWORD: data[CONF_PASSWORD],
            CONF_BASIC: data.get(CONF_BASIC, False),
        }
    raise InvalidRequest("credentials_missing")


def _pdu(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return PduDriver(
        with_http(hass, context, verify_ssl=data[CONF_VERIFY_SSL]),
        data[CONF_URL],
        Credentials(
            token=data.get(CONF_TOKEN),
            username=data.get(CONF_USERNAME),
            password=data.get(CONF_PASSWORD),
            basic=data.get(CONF_BASIC, False),
        ),
        SYNACCESS_PDU.interval(options),
    )


SYNACCESS_PDU: Final = Connection(
    key="synaccess_pdu",
    rank=LOCAL,
    address=_pdu_address,
    credentials=_pdu_credentials,
    secrets=frozenset({CONF_TOKEN, CONF_PASSWORD}),
    tidy=_pdu_tidy,
    make=_pdu,
    unique_id=lambda _, found: found[0].id,
    title=lambda _, found: found[0].name or found[0].model or found[0].maker,
    default_interval=30,
    least_interval=10,
    greatest_interval=300,
)
