"""Reading and changing a UPS from outside."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from .state import UpsState
from .ups import Ups


def snapshot(ups: Ups) -> dict[str, Any]:
    """Tell everything in JSON."""
    ups.physics.settle()
    state = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(ups.state).items()
    }
    return {
        **state,
        "told_mode": ups.mode,
        "told_conditions": list(ups.conditions),
        "cable": ups.cable,
        "online": ups.online,
        "runtime": round(ups.physics.runtime),
        "temperature": round(ups.physics.temperature, 1),
    }


def patch(ups: Ups, changes: Mapping[str, Any]) -> None:
    """Change a UPS: fields of its state, and `cable`.

    An override of null is told as null; the word `forget` takes it back.
    """
    known = {item.name for item in fields(UpsState)} | {"cable"}
    if unknown := changes.keys() - known:
        raise KeyError(*unknown)
    ups.physics.settle()
    for name in changes.keys() - {"mains", "cable", "bypass"}:
        _set(ups.state, name, changes[name])
    if "bypass" in changes:
        ups.set_bypass(str(changes["bypass"]))
    if "mains" in changes:
        ups.set_mains(on=bool(changes["mains"]))
    if "cable" in changes:
        ups.set_cable(plugged=bool(changes["cable"]))
    ups.changed()


def _set(state: UpsState, name: str, change: Any) -> None:
    old = getattr(state, name)
    match old:
        case dict():
            new = {**old, **change}
            state.overrides = {k: v for k, v in new.items() if v != "forget"}
        case date():
            setattr(state, name, date.fromisoformat(change))
        case list():
            setattr(state, name, [str(item) for item in change])
        case _ if name == "pending_firmware":
            state.pending_firmware = None if change is None else str(change)
        case _:
            setattr(state, name, type(old)(change))
