"""The kinds of connection: what is asked for, which driver it makes, how far it is.

A new vendor is one row here. This is the only file that knows the drivers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.const import (
    CONF_PASSWORD,
    CONF_TOKEN,
    CONF_URL,
    CONF_USERNAME,
    CONF_VERIFY_SSL,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from .const import CONF_SCAN_INTERVAL
from .drivers.synaccess.pdu import Credentials, PduDriver
from .equipment.driver import Context, Driver
from .equipment.errors import InvalidRequest
from .equipment.model import Equipment
from .outside import with_http

CONF_ADVANCED: Final = "advanced"
CONF_BASIC: Final = "basic"

type Data = Mapping[str, Any]
type Fields = dict[vol.Marker, Any]

LOCAL, PUSHED, CLOUD = range(3)
"""How far a path is from the unit; of two that work the nearer one is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One kind of connection.

    ``address`` and ``credentials`` are the form's fields; a reauthentication asks
    for the credentials only. ``secrets`` are never shown again. ``tidy`` checks what
    was filled in and returns what is stored; it raises InvalidRequest. Intervals and
    grace are in seconds.
    """

    key: str
    rank: int
    address: Callable[[Data], Fields]
    credentials: Callable[[Data], Fields]
    secrets: frozenset[str]
    tidy: Callable[[Data], dict[str, Any]]
    make: Callable[[HomeAssistant, Data, Data, Context], Driver]
    unique_id: Callable[[Data, Sequence[Equipment]], str]
    title: Callable[[Data, Sequence[Equipment]], str]
    default_interval: int
    least_interval: int
    greatest_interval: int
    grace_polls: int = 3
    option_fields: tuple[str, ...] = field(default=(CONF_SCAN_INTERVAL,))

    def interval(self, options: Data) -> float:
        """Return the seconds between two polls that the owner chose."""
        chosen: float = options.get(CONF_SCAN_INTERVAL, self.default_interval)
        return chosen

    def grace(self, options: Data) -> float:
        """Return how many seconds values are kept when the path is silent."""
        return self.grace_polls * self.interval(options)


_PASSWORD = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
)
_USERNAME = TextSelector(TextSelectorConfig(autocomplete="username"))
_URL = TextSelector(TextSelectorConfig(type=TextSelectorType.TEXT))


def _suggested(key: str, data: Data) -> dict[str, Any]:
    return {"description": {"suggested_value": data[key]}} if data.get(key) else {}


def _pdu_address(data: Data) -> Fields:
    return {
        vol.Required(CONF_URL, **_suggested(CONF_URL, data)): _URL,
        vol.Required(
            CONF_VERIFY_SSL, default=data.get(CONF_VERIFY_SSL, True)
        ): BooleanSelector(),
    }


def _pdu_credentials(data: Data) -> Fields:
    advanced = {
        vol.Optional(CONF_BASIC, default=data.get(CONF_BASIC, False)): BooleanSelector()
    }
    return {
        vol.Optional(CONF_TOKEN): _PASSWORD,
        vol.Optional(CONF_USERNAME, **_suggested(CONF_USERNAME, data)): _USERNAME,
        vol.Optional(CONF_PASSWORD): _PASSWORD,
        vol.Optional(CONF_ADVANCED): section(vol.Schema(advanced), {"collapsed": True}),
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

CONNECTIONS: Final = {row.key: row for row in (SYNACCESS_PDU,)}
