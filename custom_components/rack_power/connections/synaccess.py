"""Connections to PDUs of Synaccess."""

from collections.abc import Sequence
from typing import Any, Final

from homeassistant.const import (
    CONF_PASSWORD,
    CONF_TOKEN,
    CONF_URL,
    CONF_USERNAME,
    CONF_VERIFY_SSL,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import BooleanSelector, TextSelector
import voluptuous as vol

from ..drivers.synaccess.cloud import CloudDriver
from ..drivers.synaccess.cloud.access import HEADER, PREFIX, Access
from ..drivers.synaccess.pdu import Credentials, PduDriver
from ..equipment.driver import Context, Driver
from ..equipment.errors import InvalidRequest
from ..equipment.model import Equipment
from ..outside import with_http
from .cautions import FACTORY_PASSWORD, PLAIN_HTTP, in_clear
from .connection import (
    CLOUD,
    LOCAL,
    PASSWORD,
    URL,
    USERNAME,
    Connection,
    advanced,
    name_of,
    suggested,
)
from .data import Data, Fields

CLOUD_URL: Final = "https://api.synaccess.com/api/v1"
CONF_BASIC: Final = "basic"
CONF_HEADER: Final = "header"
CONF_PREFIX: Final = "prefix"
_FACTORY: Final = ("admin", "admin")
"""User name and password of a PDU that nobody has changed (section 1)."""
_NO_PREFIX: Final = "none"
"""How people write that there is none: a field that is left empty is left out."""


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


def _has_factory_password(data: Data, _: Sequence[Equipment]) -> bool:
    return (data.get(CONF_USERNAME), data.get(CONF_PASSWORD)) == _FACTORY


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
    rivals={
        CONF_TOKEN: frozenset({CONF_USERNAME, CONF_PASSWORD}),
        CONF_PASSWORD: frozenset({CONF_TOKEN}),
        CONF_USERNAME: frozenset({CONF_TOKEN}),
    },
    tidy=_pdu_tidy,
    make=_pdu,
    unique_id=lambda _, found: found[0].id,
    one_unit=True,
    title=lambda _, found: name_of(found[0]),
    default_interval=30,
    least_interval=10,
    greatest_interval=300,
    cautions={FACTORY_PASSWORD: _has_factory_password, PLAIN_HTTP: in_clear},
)


def _cloud_address(data: Data) -> Fields:
    header = data.get(CONF_HEADER, HEADER)
    prefix = data.get(CONF_PREFIX, PREFIX) or _NO_PREFIX
    return {
        vol.Required(CONF_URL, default=data.get(CONF_URL, CLOUD_URL)): URL,
        **advanced(
            {
                vol.Optional(CONF_HEADER, default=header): TextSelector(),
                vol.Optional(CONF_PREFIX, default=prefix): TextSelector(),
                vol.Optional(
                    CONF_VERIFY_SSL, default=data.get(CONF_VERIFY_SSL, True)
                ): BooleanSelector(),
            }
        ),
    }


def _cloud_credentials(_: Data) -> Fields:
    return {vol.Required(CONF_TOKEN): PASSWORD}


def _cloud_tidy(data: Data) -> dict[str, Any]:
    """Check what was filled in; a word before the token needs a blank after it."""
    if not (token := data.get(CONF_TOKEN, "").strip()):
        raise InvalidRequest("credentials_missing")
    prefix = data.get(CONF_PREFIX, PREFIX).strip()
    if prefix.lower() == _NO_PREFIX:
        prefix = ""
    return {
        CONF_URL: data.get(CONF_URL, CLOUD_URL).strip(),
        CONF_TOKEN: token,
        CONF_HEADER: data.get(CONF_HEADER, HEADER).strip(),
        CONF_PREFIX: f"{prefix} " if prefix[-1:].isalnum() else prefix,
        CONF_VERIFY_SSL: data.get(CONF_VERIFY_SSL, True),
    }


def _cloud(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return CloudDriver(
        with_http(hass, context, verify_ssl=data.get(CONF_VERIFY_SSL, True)),
        data[CONF_URL],
        Access(
            token=data[CONF_TOKEN],
            header=data.get(CONF_HEADER, HEADER),
            prefix=data.get(CONF_PREFIX, PREFIX),
        ),
        SYNACCESS_CLOUD.interval(options),
    )


def _smallest(found: Sequence[Equipment]) -> Equipment:
    """Return the unit that stands for the account, which has no id of its own."""
    return min(found, key=lambda one: (len(one.serial or ""), one.serial or ""))


SYNACCESS_CLOUD: Final = Connection(
    key="synaccess_cloud",
    rank=CLOUD,
    address=_cloud_address,
    credentials=_cloud_credentials,
    secrets=frozenset({CONF_TOKEN}),
    tidy=_cloud_tidy,
    make=_cloud,
    unique_id=lambda _, found: _smallest(found).id,
    title=lambda *_: "Synaccess Cloud",
    default_interval=60,
    least_interval=30,
    greatest_interval=900,
    known_by_units=True,
    cautions={PLAIN_HTTP: in_clear},
)
