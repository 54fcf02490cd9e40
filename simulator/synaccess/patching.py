"""Reading and changing a unit's state from outside, object by object."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from .state import PduState, Record, find
from .users import all_permissions, make_user

_KEYS = {"sensors": "sensorId", "users": "username"}
_ALIASES = {"relayOutputs": "relay_outputs"}
_SETS = frozenset({"unreachable"})


def snapshot(state: PduState) -> dict[str, Any]:
    """Tell everything in JSON."""
    return {
        item.name: sorted(value) if isinstance(value, set) else value
        for item in fields(state)
        for value in (getattr(state, item.name),)
    }


def patch(state: PduState, changes: Mapping[str, Any]) -> None:
    """Change a state.

    `{"conf": {"deviceName": "x"}, "outlets": {"1-2001607": {"outletName": "y"}}}` sets
    keys, records of lists being named by their id. A whole list replaces a list. Names
    that begin with an underscore are comments.
    `{"remove": {"outlets": {"1-2001607": ["currentRms"]}}}` takes keys away.
    """
    for name, change in changes.items():
        if name != "remove" and not name.startswith("_"):
            _patch(state, _ALIASES.get(name, name), change)
    _complete_users(state)
    if isinstance(changes.get("outlets"), list):
        for outlet in state.outlets:
            state.admit(outlet["id"])
    for name, removals in changes.get("remove", {}).items():
        _remove(state, name, removals)


def _complete_users(state: PduState) -> None:
    """Let users who are told by name and password only do everything."""
    ids = [outlet["id"] for outlet in state.outlets]
    for number, user in enumerate(state.users, start=1):
        token = user.get("token", user.get("pat"))
        known = (user["username"], user.get("password", ""), token)
        for key, value in make_user(number, *known, all_permissions(ids)).items():
            user.setdefault(key, value)


def _patch(state: PduState, name: str, change: Any) -> None:
    known = getattr(state, _checked(name))
    if name in _SETS:
        known.clear()
        known.update(change)
    elif isinstance(known, dict):
        known.update(change)
    elif isinstance(change, list):
        known[:] = change
    else:
        for ident, keys in change.items():
            _record(state, name, ident).update(keys)


def _remove(state: PduState, name: str, removals: Any) -> None:
    known = getattr(state, _checked(name))
    if isinstance(known, dict):
        for key in removals:
            known.pop(key, None)
        return
    for ident, keys in removals.items():
        record = _record(state, name, ident)
        for key in keys:
            record.pop(key, None)


def _record(state: PduState, name: str, ident: str) -> Record:
    if name == "outlets":
        return state.outlet(ident)
    return find(getattr(state, name), ident, _KEYS.get(name, "id"))


def _checked(name: str) -> str:
    if name not in {item.name for item in fields(PduState)}:
        raise KeyError(name)
    return name
