"""Users, their roles and what a role may do."""

from collections.abc import Iterable
from typing import Any

RIGHTS = (
    "viewInletStats",
    "modifyInletStats",
    "viewBankStats",
    "modifyBankStats",
    "viewEventActions",
    "modifyEventActions",
    "viewNetworkSettings",
    "modifyNetworkSettings",
    "modifyLcdSettings",
    "modifyPortSettings",
    "modifyFirmwareVersion",
    "viewUsersList",
    "modifyUsers",
    "allowFactoryReset",
    "allowPduRestart",
    "modifyGlobalDeviceSettings",
    "viewGlobalDeviceSettings",
    "viewPortInfo",
    "viewOutletGroups",
    "modifyOutletGroups",
)
ADMIN = "admin"
ADMIN_PASSWORD = "rack-power-simulator"  # noqa: S105 - a demo, and not the factory's
ADMIN_TOKEN = "R4ckP0werS1mPAT0001"  # noqa: S105 - 19 letters and digits, as the real
VIEWER = "viewer"
VIEWER_PASSWORD = "look-but-do-not-touch"  # noqa: S105
VIEWER_TOKEN = "R4ckP0werS1mPAT0002"  # noqa: S105


def make_user(
    number: int,
    username: str,
    password: str,
    token: str | None,
    permissions: dict[str, Any],
) -> dict[str, Any]:
    """Build a user; `password` and `token` never leave the unit."""
    everything = all(permissions[right] for right in RIGHTS)
    return {
        "username": username,
        "id": str(number),
        "lastLogin": 1325659007,
        "created": 1617325133,
        "roleId": number,
        "role": {
            "id": number,
            "name": "Administrator" if everything else f"Role {number}",
            "description": "All Permissions." if everything else "Some Permissions.",
            "permissions": permissions,
        },
        "password": password,
        "token": token,
    }


def all_permissions(outlet_ids: Iterable[str]) -> dict[str, Any]:
    """Allow everything."""
    ids = list(outlet_ids)
    return {
        **dict.fromkeys(RIGHTS, True),
        "viewOutlets": ids.copy(),
        "modifyOutlets": ids.copy(),
    }


def view_permissions(outlet_ids: Iterable[str]) -> dict[str, Any]:
    """Allow to see everything and to change nothing."""
    return {
        **{right: right.startswith("view") for right in RIGHTS},
        "viewOutlets": list(outlet_ids),
        "modifyOutlets": [],
    }


def start_users(outlet_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Build the users of the demo: one who may do all, one who may only look."""
    ids = list(outlet_ids)
    return [
        make_user(1, ADMIN, ADMIN_PASSWORD, ADMIN_TOKEN, all_permissions(ids)),
        make_user(2, VIEWER, VIEWER_PASSWORD, VIEWER_TOKEN, view_permissions(ids)),
    ]


def public(user: dict[str, Any]) -> dict[str, Any]:
    """Tell a user as the login does."""
    return {key: user[key] for key in user if key not in ("password", "token")}
