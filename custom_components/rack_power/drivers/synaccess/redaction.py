"""The last answers of a unit, for a diagnosis: without secrets."""

from collections.abc import Mapping
import re
from typing import Final

from ...equipment.driver import Json
from .mapping import values
from .rules.action_codes import ACTION_CODES
from .rules.redaction import REDACTED, hides
from .rules.snapshot import Row, Snapshot

_SECRET: Final = re.compile(
    r"pass|secret|token|community|username|macaddr|snmp.*string|^cloudpw$",
    re.IGNORECASE,
)


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
        "conf": without_secrets(snapshot.conf),
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


def without_secrets(value: Json, key: str = "") -> Json:
    """Hide passwords, communities, user names and the hardware address."""
    if isinstance(value, Mapping):
        return {name: without_secrets(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_secrets(inner, key) for inner in value]
    is_secret = bool(value) and value is not True and _SECRET.search(key)
    return REDACTED if is_secret else value
