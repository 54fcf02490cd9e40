"""Reading and changing a UPS from outside."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from .state import UpsState
from .ups import Ups

_RECORDS = {"settings", "keys", "overrides"}
_LISTS = {"ports", "supplies"}
_SWITCHES = {"mains", "charge"}


def snapshot(ups: Ups) -> dict[str, Any]:
    """Tell everything in JSON."""
    ups.physics.settle()
    state = asdict(ups.state)
    state["inputs"] = {str(key): high for key, high in ups.state.inputs.items()}
    return {
        **state,
        "mains": ups.physics.mains,
        "on_battery": ups.physics.on_battery,
        "online": ups.online,
        "watts": round(ups.physics.watts(), 1),
        "board": round(ups.physics.board, 1),
        "toggles": ups.switching.toggles.as_json(),
        "knobs": ups.knobs.as_json(),
    }


def patch(ups: Ups, changes: Mapping[str, Any]) -> None:
    """Change a UPS.

    `{"mains": false, "charge": 0.5, "ports": {"0": {"amperes": 2}},
    "supplies": {"1": {"mains": false}}, "knobs": {"psu": "1"},
    "overrides": {"upsData.ps.0.main": 3990}, "com_firmware": "v9"}`. An override of
    null is taken back.
    """
    for name in changes:
        _check(name)
    ups.knobs.turn(**changes.get("knobs", {}))
    for name, change in changes.items():
        _apply(ups, name, change)
    ups.changed()


def _check(name: str) -> None:
    known = {item.name for item in fields(UpsState)} - {"inputs"}
    if name not in known | _SWITCHES | {"knobs"}:
        raise KeyError(name)


def _apply(ups: Ups, name: str, change: Any) -> None:
    match name:
        case "knobs":
            return
        case "mains":
            ups.set_mains(on=bool(change))
        case "forced":
            ups.force_battery(on=bool(change))
        case "charge":
            for supply in ups.state.supplies:
                for block in supply.blocks:
                    block.charge = float(change)
        case _:
            _set(ups.state, name, change)


def _set(state: UpsState, name: str, change: Any) -> None:
    match name:
        case "overrides":
            known = {**state.overrides, **change}
            state.overrides = {k: v for k, v in known.items() if v is not None}
        case _ if name in _RECORDS:
            getattr(state, name).update(change)
        case _ if name in _LISTS:
            _set_rows(getattr(state, name), change)
        case _:
            setattr(state, name, type(getattr(state, name))(change))


def _set_rows(rows: list[Any], change: Mapping[str, Mapping[str, Any]]) -> None:
    for position, keys in change.items():
        row = rows[int(position)]
        for key, value in keys.items():
            setattr(row, key, type(getattr(row, key))(value))
