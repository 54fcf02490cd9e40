"""Which right a request needs. Any one of those that are named is enough."""

import re

from .state import Record

_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("GET", "/api/inlets", ("viewInletStats",)),
    ("PUT", "/api/inlets/.*", ("modifyInletStats",)),
    ("GET", "/api/banks", ("viewBankStats",)),
    ("PUT", "/api/banks/.*", ("modifyBankStats",)),
    ("GET", "/api/groups", ("viewOutletGroups",)),
    ("POST|PUT|DELETE", "/api/groups.*", ("modifyOutletGroups",)),
    ("GET", "/api/(events|actions)", ("viewEventActions",)),
    ("POST|PUT|DELETE", "/api/(events|actions).*", ("modifyEventActions",)),
    ("POST|PUT", "/api/(sensors|relayOutput)/.*", ("modifyPortSettings",)),
    ("GET", "/api/conf", ("viewNetworkSettings", "viewGlobalDeviceSettings")),
    ("POST", "/api/conf", ("modifyNetworkSettings", "modifyGlobalDeviceSettings")),
    ("POST", "/api/system/reboot", ("allowPduRestart",)),
    ("POST", "/api/system/firmware", ("modifyFirmwareVersion",)),
    ("POST", "/api/system/cloudRegistration", ("modifyNetworkSettings",)),
)


def allowed(user: Record, method: str, path: str) -> bool:
    """Tell whether a user may make a request; outlets have lists of their own."""
    permissions = user["role"]["permissions"]
    for methods, paths, rights in _RULES:
        if re.fullmatch(methods, method) and re.fullmatch(paths, path):
            return any(permissions.get(right) for right in rights)
    return True


def may_view(user: Record, outlet_id: str) -> bool:
    """Tell whether an outlet is in the user's list of those to see."""
    return outlet_id in user["role"]["permissions"]["viewOutlets"]


def may_modify(user: Record, outlet_id: str) -> bool:
    """Tell whether an outlet is in the user's list of those to change."""
    return outlet_id in user["role"]["permissions"]["modifyOutlets"]
