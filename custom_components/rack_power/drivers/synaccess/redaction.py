"""The last answers of a unit, for a diagnosis: without secrets."""

from collections.abc import Mapping
from typing import Final

from ...equipment.driver import Json
from .mapping import values
from .rules.action_codes import ACTION_CODES
from .rules.redaction import REDACTED, hides
from .rules.snapshot import Row, Snapshot

_SECRET_WORDS: Final = ("pass", "secret", "token", "username", "macaddr")
_SECRET_PREFIXES: Final = ("snmpv12", "snmp3")


def raw(snapshot: Snapshot) -> Mapping[str, Json]:
    """Return the answers by the names of their lists; None: not available."""
    actions = snapshot.actions
    return {
        "device": snapshot.device,
        "inlets": snapshot.inlets,
        "banks": snapshot.banks,
        "outlets": snapshot.outlets,
        "groups": snapshot.groups,
        "sensors": snapshot.sensors,
        "relays": snapshot.relays,
        "events": snapshot.events,
        "actions": None if actions is None else [_action(row) for row in actions],
        "conf": None if snapshot.conf is None else _settings(snapshot.conf),
    }


def _action(row: Row) -> Row:
    """Hide webhook addresses, communities and tokens among the parameters."""
    params = row.get("params")
    if not isinstance(params, list):
        return {**row, "params": REDACTED}
    number = values.ident(row.get("code"))
    code = ACTION_CODES.get(int(number)) if number and number.isdecimal() else None
    known = code.params if code else ()
    shown = [
        REDACTED
        if hides(code, known[index] if index < len(known) else None, str(param))
        else param
        for index, param in enumerate(params)
    ]
    return {**row, "params": shown}


def _settings(row: Row) -> Row:
    """Hide passwords, communities, user names and the hardware address."""
    return {
        key: _settings(value)
        if isinstance(value, Mapping)
        else REDACTED
        if value != "" and _is_secret(key)
        else value
        for key, value in row.items()
    }


def _is_secret(key: str) -> bool:
    key = key.lower()
    if any(word in key for word in _SECRET_WORDS):
        return True
    return key.startswith(_SECRET_PREFIXES) and key.endswith(("string", "pass"))
