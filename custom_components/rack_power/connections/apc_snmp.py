"""Connections to UPSs of APC by SNMP, through their network management cards."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from functools import partial
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.const import CONF_HOST, CONF_PORT, CONF_TIMEOUT, CONF_USERNAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey
import voluptuous as vol

from ..drivers.apc_snmp import (
    PREFERENCES,
    Communities,
    SnmpContext,
    SnmpDriver,
    Traps,
    User,
    Version,
)
from ..drivers.apc_snmp.context import Credentials
from ..drivers.apc_snmp.driver import INTERVAL, PORT
from ..drivers.apc_snmp.protocols import AUTH_PROTOCOLS, NONE, PRIV_PROTOCOLS
from ..drivers.apc_snmp.pysnmp_client import TIMEOUT
from ..drivers.apc_snmp.traps import TrapReceivers
from ..engines import SnmpEngines
from ..equipment.driver import Context, Driver
from ..equipment.errors import InvalidRequest
from ..equipment.model import Equipment
from ..outside import RealClock, in_thread
from .cautions import PUBLIC_WRITE
from .connection import (
    LOCAL,
    PASSWORD,
    USERNAME,
    Connection,
    advanced,
    name_of,
    suggested,
)
from .data import Data, Fields

CONF_VERSION: Final = "version"
CONF_COMMUNITY: Final = "community"
CONF_WRITE_COMMUNITY: Final = "write_community"
CONF_AUTH_PROTOCOL: Final = "auth_protocol"
CONF_AUTH_KEY: Final = "auth_key"
CONF_PRIV_PROTOCOL: Final = "priv_protocol"
CONF_PRIV_KEY: Final = "priv_key"
CONF_WRITES: Final = "writes"
CONF_TRAPS: Final = "traps"
CONF_TRAP_PORT: Final = "trap_port"
CONF_TRAP_COMMUNITY: Final = "trap_community"

TRAP_PORT: Final = 162
_RECEIVERS: HassKey[TrapReceivers] = HassKey("rack_power_traps")

_KNOWN_TO_ALL: Final = frozenset({"public", "private"})
"""Communities that every program tries first."""
_SHORTEST_KEY: Final = 8
"""Characters of a passphrase (RFC 3414, 11.2)."""


def _choice(key: str, options: tuple[str, ...]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=list(options),
            mode=SelectSelectorMode.DROPDOWN,
            translation_key=f"snmp_{key}",
        )
    )


def _number(least: float, most: float) -> NumberSelector:
    return NumberSelector(
        NumberSelectorConfig(min=least, max=most, step=1, mode=NumberSelectorMode.BOX)
    )


def _address(data: Data) -> Fields:
    return {
        vol.Required(CONF_HOST, **suggested(CONF_HOST, data)): TextSelector(),
        vol.Optional(CONF_PORT, default=data.get(CONF_PORT, PORT)): _number(1, 65535),
        **advanced(
            {
                vol.Optional(
                    CONF_TIMEOUT, default=data.get(CONF_TIMEOUT, TIMEOUT)
                ): _number(1, 10),
                vol.Optional(
                    CONF_TRAPS, default=data.get(CONF_TRAPS, True)
                ): BooleanSelector(),
                vol.Optional(
                    CONF_TRAP_PORT, default=data.get(CONF_TRAP_PORT, TRAP_PORT)
                ): _number(1, 65535),
            }
        ),
    }


def _credentials(data: Data) -> Fields:
    return {
        vol.Required(
            CONF_VERSION, default=data.get(CONF_VERSION, Version.V2C.value)
        ): _choice(CONF_VERSION, tuple(Version)),
        vol.Optional(CONF_COMMUNITY): PASSWORD,
        vol.Optional(CONF_WRITE_COMMUNITY): PASSWORD,
        vol.Optional(CONF_USERNAME, **suggested(CONF_USERNAME, data)): USERNAME,
        vol.Optional(
            CONF_AUTH_PROTOCOL, default=data.get(CONF_AUTH_PROTOCOL, "sha1")
        ): _choice(CONF_AUTH_PROTOCOL, (NONE, *AUTH_PROTOCOLS)),
        vol.Optional(CONF_AUTH_KEY): PASSWORD,
        vol.Optional(
            CONF_PRIV_PROTOCOL, default=data.get(CONF_PRIV_PROTOCOL, "aes128")
        ): _choice(CONF_PRIV_PROTOCOL, (NONE, *PRIV_PROTOCOLS)),
        vol.Optional(CONF_PRIV_KEY): PASSWORD,
        vol.Optional(
            CONF_WRITES, default=data.get(CONF_WRITES, True)
        ): BooleanSelector(),
        **advanced({vol.Optional(CONF_TRAP_COMMUNITY): PASSWORD}),
    }


def _tidy(data: Data) -> dict[str, Any]:
    version = Version(data.get(CONF_VERSION, Version.V2C.value))
    tidy = {
        CONF_HOST: _host(data[CONF_HOST]),
        CONF_PORT: int(data.get(CONF_PORT, PORT)),
        CONF_VERSION: version.value,
        CONF_TIMEOUT: float(data.get(CONF_TIMEOUT, TIMEOUT)),
        CONF_TRAPS: data.get(CONF_TRAPS, True),
        CONF_TRAP_PORT: int(data.get(CONF_TRAP_PORT, TRAP_PORT)),
        CONF_WRITES: _may_write(data),
    }
    if not tidy[CONF_HOST]:
        raise InvalidRequest("host_missing")
    return tidy | (_user(data) if version is Version.V3 else _communities(data))


def _host(text: str) -> str:
    """Return the host alone: people copy the address of the card's web page."""
    host = text.strip()
    with suppress(ValueError):
        return str(ip_address(host))
    try:
        return urlsplit(host if "://" in host else f"//{host}").hostname or ""
    except ValueError:
        return host


def _communities(data: Data) -> dict[str, Any]:
    """Return who may read and write. InvalidRequest: nobody may read."""
    if not (community := data.get(CONF_COMMUNITY, "").strip()):
        raise InvalidRequest("community_missing")
    tidy = {CONF_COMMUNITY: community}
    if (writer := data.get(CONF_WRITE_COMMUNITY, "").strip()) and _may_write(data):
        tidy[CONF_WRITE_COMMUNITY] = writer
    return tidy | _trap_community(data)


def _may_write(data: Data) -> bool:
    allowed: bool = data.get(CONF_WRITES, True)
    return allowed


def _trap_community(data: Data) -> dict[str, Any]:
    community = data.get(CONF_TRAP_COMMUNITY, "").strip()
    return {CONF_TRAP_COMMUNITY: community} if community else {}


def _user(data: Data) -> dict[str, Any]:
    """Return a user of SNMPv3 with as much protection as was asked for.

    InvalidRequest: something is missing; privacy needs authentication.
    """
    if not (name := data.get(CONF_USERNAME, "").strip()):
        raise InvalidRequest("user_missing")
    tidy = {CONF_USERNAME: name}
    auth = data.get(CONF_AUTH_PROTOCOL, NONE)
    priv = data.get(CONF_PRIV_PROTOCOL, NONE)
    if priv != NONE and auth == NONE:
        raise InvalidRequest("snmp_privacy_alone")
    for key, protocol, passphrase in (
        (CONF_AUTH_PROTOCOL, auth, CONF_AUTH_KEY),
        (CONF_PRIV_PROTOCOL, priv, CONF_PRIV_KEY),
    ):
        tidy[key] = protocol
        if protocol == NONE:
            continue
        if len(word := data.get(passphrase, "")) < _SHORTEST_KEY:
            raise InvalidRequest("snmp_key_short", field=passphrase)
        if not word.isascii():
            raise InvalidRequest("snmp_key_ascii", field=passphrase)
        tidy[passphrase] = word
    return tidy | _trap_community(data)


def credentials(data: Data) -> Credentials:
    """Return who the card is told that we are."""
    version = Version(data[CONF_VERSION])
    if version is not Version.V3:
        return Communities(
            version=version,
            read=data[CONF_COMMUNITY],
            write=data.get(CONF_WRITE_COMMUNITY),
        )
    auth, priv = data[CONF_AUTH_PROTOCOL], data[CONF_PRIV_PROTOCOL]
    return User(
        name=data[CONF_USERNAME],
        auth_protocol=None if auth == NONE else auth,
        auth_key=data.get(CONF_AUTH_KEY),
        priv_protocol=None if priv == NONE else priv,
        priv_key=data.get(CONF_PRIV_KEY),
        writes=_may_write(data),
    )


def with_snmp(hass: HomeAssistant, context: Context, *, shared: bool) -> SnmpContext:
    """Return a context with an engine of SNMP.

    A user of SNMPv3 needs one that nobody shares: an engine keeps one set of keys for
    each user name.
    """
    engines = SnmpEngines(hass, shared=shared)
    given = {one.name: getattr(context, one.name) for one in fields(Context)}
    return SnmpContext(**given, engine=engines.engine, release_engine=engines.release)


@singleton(_RECEIVERS)
def receivers_of(hass: HomeAssistant) -> TrapReceivers:
    """Return what listens for traps, for all cards of the house."""
    return TrapReceivers(RealClock(), partial(in_thread, hass))


def _is_writable_by_anybody(data: Data, _: Sequence[Equipment]) -> bool:
    return data.get(CONF_WRITE_COMMUNITY, "").casefold() in _KNOWN_TO_ALL


def _traps(hass: HomeAssistant, data: Data) -> Traps | None:
    if not data.get(CONF_TRAPS, True):
        return None
    return Traps(
        receivers=receivers_of(hass),
        port=data.get(CONF_TRAP_PORT, TRAP_PORT),
        community=data.get(CONF_TRAP_COMMUNITY),
    )


def _ups(hass: HomeAssistant, data: Data, options: Data, context: Context) -> Driver:
    return SnmpDriver(
        with_snmp(hass, context, shared=data[CONF_VERSION] != Version.V3),
        data[CONF_HOST],
        data.get(CONF_PORT, PORT),
        credentials(data),
        APC_SNMP.interval(options),
        data.get(CONF_TIMEOUT, TIMEOUT),
        _traps(hass, data),
    )


APC_SNMP: Final = Connection(
    key="apc_snmp",
    rank=LOCAL,
    address=_address,
    credentials=_credentials,
    secrets=frozenset(
        {
            CONF_COMMUNITY,
            CONF_WRITE_COMMUNITY,
            CONF_TRAP_COMMUNITY,
            CONF_AUTH_KEY,
            CONF_PRIV_KEY,
        }
    ),
    tidy=_tidy,
    make=_ups,
    unique_id=lambda _, found: found[0].id,
    one_unit=True,
    title=lambda _, found: name_of(found[0]),
    default_interval=int(INTERVAL),
    least_interval=5,
    greatest_interval=300,
    preferences=PREFERENCES,
    cautions={PUBLIC_WRITE: _is_writable_by_anybody},
)
