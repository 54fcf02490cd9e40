"""Tell what a person should mend about a connection, until it is mended.

Every issue carries the entry that it is about and, in ``fix``, which flow mends it;
see repairs.py.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .connections import Connection
from .const import DOMAIN
from .equipment.errors import CertificateRefused, DriverError, SignInBlocked
from .equipment.model import Equipment, EquipmentId
from .replacing import ANOTHER_UNIT

CONTACT: Final = "contact"
"""What a unit or cloud is not reached for, if only a person can change it."""
NO_POSTS: Final = "no_posts"
DOUBTFUL_SCALE: Final = "current_scale_doubtful"
ONLY_BY_LOG: Final = "mains_only_by_log"

FIX_CONNECTION: Final = "connection"
FIX_SIGN_IN: Final = "sign_in"
FIX_CAUTION: Final = "caution"
FIX_REPLACED: Final = "replaced"
FIX_POSTS: Final = "posts"
FIX_BATTERY: Final = "battery"
FIX_UNSETTLED: Final = "unsettled"
FIX_CHOICE: Final = "choice"
FIX_KNOWN: Final = "known"

_BY_REASON: Final = {
    ANOTHER_UNIT: FIX_REPLACED,
    NO_POSTS: FIX_POSTS,
    DOUBTFUL_SCALE: FIX_CHOICE,
    ONLY_BY_LOG: FIX_KNOWN,
}


def needs_a_person(error: DriverError) -> bool:
    """Tell whether waiting will not help."""
    lasting = isinstance(error, SignInBlocked | CertificateRefused)
    return lasting or error.reason == ANOTHER_UNIT


@callback
def tell_trouble(
    hass: HomeAssistant, entry: ConfigEntry, about: str, error: DriverError | None
) -> None:
    """Raise an issue, or take it away where there is no error any more.

    The error's reason names the text; it says what to do. What is about one unit is
    told under the name of the matter, a slash and the unit's id; the issue holds both.
    """
    if error is None:
        ir.async_delete_issue(hass, DOMAIN, _issue(entry, about))
        return
    stops = isinstance(error, SignInBlocked)
    fix = FIX_SIGN_IN if stops else _BY_REASON.get(error.reason, FIX_CONNECTION)
    matter, _, unit = about.partition("/")
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue(entry, about),
        data={
            "entry_id": entry.entry_id,
            "fix": fix,
            **({"matter": matter, "unit": unit} if unit else {}),
        },
        is_fixable=True,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR
        if needs_a_person(error)
        else ir.IssueSeverity.WARNING,
        translation_key=error.reason,
        translation_placeholders={"name": entry.title, **error.placeholders},
    )


@callback
def end_told_of(hass: HomeAssistant, unit: EquipmentId) -> None:
    """Take back all that was told of a unit that is not there any more."""
    for (domain, key), issue in list(ir.async_get(hass).issues.items()):
        if domain == DOMAIN and (issue.data or {}).get("unit") == unit:
            ir.async_delete_issue(hass, domain, key)


@callback
def tell_cautions(
    hass: HomeAssistant,
    entry: ConfigEntry,
    connection: Connection,
    units: Sequence[Equipment],
) -> None:
    """Tell what is unwise about a connection that works."""
    for key, applies in connection.cautions.items():
        if not applies(entry.data, units):
            ir.async_delete_issue(hass, DOMAIN, _issue(entry, key))
            continue
        ir.async_create_issue(
            hass,
            DOMAIN,
            _issue(entry, key),
            data={"entry_id": entry.entry_id, "fix": FIX_CAUTION},
            is_fixable=True,
            is_persistent=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders={"name": entry.title},
        )


@callback
def end_troubles(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take all issues of an entry away, since it is there no more, or disabled.

    With an entry that was removed go the forms that would change it: what is filled in
    there could go nowhere. Home Assistant ends those for new credentials only.
    """
    if hass.config_entries.async_get_entry(entry.entry_id) is None:
        for flow in list(entry.async_get_active_flows(hass, {SOURCE_RECONFIGURE})):
            hass.config_entries.flow.async_abort(flow["flow_id"])
    for (domain, key), issue in list(ir.async_get(hass).issues.items()):
        told_by = (issue.data or {}).get("entry_id")
        if domain == DOMAIN and (
            told_by == entry.entry_id or key.startswith(_issue(entry, ""))
        ):
            ir.async_delete_issue(hass, domain, key)


def trace_of(name: str) -> str:
    """Return what names a unit in the name of an issue.

    Those names get into diagnostics; the id of a unit, which holds its serial number,
    must not.
    """
    return sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def _issue(entry: ConfigEntry, about: str) -> str:
    matter, slash, unit = about.partition("/")
    return f"{entry.entry_id}_{matter}{slash}{trace_of(unit) if unit else ''}"
