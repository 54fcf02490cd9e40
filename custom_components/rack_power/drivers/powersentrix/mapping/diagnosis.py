"""Answers as they may be shown to anybody.

By a list of what may be shown: what is not on it, of a firmware yet to come, may be a
secret. Structure, keys and numbers stay, as they are what a diagnosis needs.
"""

from collections.abc import Mapping, Sequence
import re
from typing import Final

from ....equipment.driver import Json
from .status import Status

HIDDEN: Final = "**REDACTED**"
_SHOWN: Final = frozenset(
    {
        "action",
        "code",
        "comFirmware",
        "comUptime",
        "event",
        "info",
        "mainFirmware",
        "mainUptime",
        "model",
        "onOffLine",
        "params",
        "responseMessage",
        "status",
        "timestamp",
        "timezone",
        "type",
        "uptime",
    }
)
"""Keys whose texts may be shown."""
_PRIVATE: Final = frozenset(
    {"cmm", "sn", "serialNumber", "companyId", "upsId", "token"}
)
"""Keys whose numbers may not be shown either."""
_DEEPEST: Final = 20
"""Levels that are looked into; a status has six."""
_ADDRESS = re.compile(
    r"[0-9]+(?:\.[0-9]+){3}|@|://|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,}", re.IGNORECASE
)
"""Addresses of any kind may stand in any text; times of day do not match."""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}", re.ASCII)


def without_secrets(answer: Json, key: str = "", depth: int = 0) -> Json:
    """Return an answer without what nobody else should see, nor what is too deep."""
    if depth > _DEEPEST and isinstance(answer, Mapping | list):
        return HIDDEN
    if isinstance(answer, Mapping):
        logged = "code" in answer
        return {
            (name if _KEY.fullmatch(name) else HIDDEN): (
                value
                if logged and name == "description" and _is_plain(value)
                else without_secrets(value, name, depth + 1)
            )
            for name, value in answer.items()
        }
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return [without_secrets(item, key, depth + 1) for item in answer]
    if answer is None or isinstance(answer, bool):
        return answer
    if isinstance(answer, str):
        shown = not answer or (key in _SHOWN and _is_plain(answer))
    else:
        shown = key not in _PRIVATE
    return answer if shown else HIDDEN


def _is_plain(value: Json) -> bool:
    return isinstance(value, str) and _ADDRESS.search(value) is None


def explained(status: Status) -> Mapping[str, Json]:
    """Return what is read and has no entity, in words."""
    return {
        "dhcp": status.settings.dhcp,
        "timezone": status.settings.timezone,
        "timezone_understood": status.settings.zone is not None,
        "info": status.ident.info,
        "power_supply_status": [supply.bits for supply in status.supplies],
        "extra_actions": [
            {
                "slot": action.slot,
                "event": action.event,
                "outlet": action.outlet,
                "switches_on": action.switches_on,
            }
            for action in status.extra_actions
        ],
    }
