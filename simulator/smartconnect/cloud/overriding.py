"""Telling something else than what is so, or nothing."""

from typing import Any

from ..unit.state import UpsState


def overridden(told: dict[str, Any], state: UpsState) -> dict[str, Any]:
    """Apply what the state overrides and leaves out, where it is part of this."""
    for path, value in state.overrides.items():
        if (place := _place(told, path)) is not None:
            place[path.rpartition(".")[2]] = value
    for path in state.absent:
        if (place := _place(told, path)) is not None:
            place.pop(path.rpartition(".")[2], None)
    return told


def _place(told: dict[str, Any], path: str) -> dict[str, Any] | None:
    """Find the object that a path ends in, if this has it."""
    top = path.partition(".")[0]
    if top not in told:
        return None
    place: Any = told
    for name in path.split(".")[:-1]:
        place = place.get(name) if isinstance(place, dict) else None
    return place if isinstance(place, dict) else None


def emptied(told: Any) -> Any:
    """Let all that is measured be null."""
    if isinstance(told, dict):
        return {key: emptied(value) for key, value in told.items()}
    return told if isinstance(told, list) else None
