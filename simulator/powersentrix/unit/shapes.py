"""Malformed answers that are JSON (scenario 14), and values set by hand."""

from collections.abc import Callable
from typing import Any

from .state import Record

_ARRAYS = ("voltages", "currents", "outputs")


def put(whole: Any, path: str, value: Any) -> None:
    """Set one value of an object by its path, as `upsData.ps.0.main`."""
    *way, last = path.split(".")
    for step in way:
        whole = whole[int(step)] if isinstance(whole, list) else whole[step]
    whole[int(last) if isinstance(whole, list) else last] = value


def _every_number(value: Any, change: Callable[[int], Any]) -> Any:
    match value:
        case bool():
            return value
        case int():
            return change(value)
        case list():
            return [_every_number(item, change) for item in value]
        case dict():
            return {key: _every_number(item, change) for key, item in value.items()}
    return value


def _short_arrays(whole: Record) -> Any:
    for name in _ARRAYS:
        whole["upsData"][name] = whole["upsData"][name][:8]
    del whole["config"]["outputs"][8:]
    return whole


def _long_arrays(whole: Record) -> Any:
    """A thirteenth port."""
    for name in _ARRAYS:
        whole["upsData"][name].append(1)
    thirteenth = {"id": 12, "description": "?", "status": "ON", "voltage": 1}
    whole["config"]["outputs"].append(thirteenth)
    return whole


def _null_ps(whole: Record) -> Any:
    whole["upsData"]["ps"] = [None, *whole["upsData"]["ps"][1:]]
    return whole


def _no_ps(whole: Record) -> Any:
    whole["upsData"]["ps"] = None
    return whole


def _nulls(whole: Record) -> Any:
    """Some single values are unknown, one in each group."""
    data = whole["upsData"]
    data["voltages"][0] = data["currents"][1] = data["temps"]["mcu"] = None
    data["ps"][0]["cell"][2] = data["ventilation"] = None
    whole["config"]["ident"]["cpuLoad"] = None
    whole["config"]["outputs"][3]["description"] = None
    return whole


def _wrong_types(whole: Record) -> Any:
    """An object for a list, a list for an object, words for numbers."""
    data = whole["upsData"]
    data["voltages"] = {"0": 4810}
    data["temps"] = [42, 51]
    data["currents"][0] = "much"
    data["ps"][0]["status"] = "fine"
    whole["config"]["settings"]["remoteServer"] = None
    whole["config"]["extraActions"] = "none"
    return whole


def _absurd(whole: Record) -> Any:
    """Numbers that no such UPS can have."""
    data = whole["upsData"]
    data["voltages"][0], data["voltages"][1] = 99999, -5
    data["temps"] = {"board": 3000, "mcu": -273}
    data["ps"][0]["cell"][0] = 90000
    data["outputs"][2] = 7
    return whole


def _missing(whole: Record) -> Any:
    """Half of the keys are not there."""
    del whole["config"]["ident"], whole["config"]["settings"]
    del whole["upsData"]["currents"], whole["upsData"]["temps"]
    return whole


_SHAPES: dict[str, Callable[[Record], Any]] = {
    "short_arrays": _short_arrays,
    "long_arrays": _long_arrays,
    "null_ps": _null_ps,
    "no_ps": _no_ps,
    "strings": lambda whole: _every_number(whole, str),
    "floats": lambda whole: _every_number(whole, float),
    "nulls": _nulls,
    "wrong_types": _wrong_types,
    "absurd": _absurd,
    "missing": _missing,
}


def deform(whole: Record, shape: str, turn: int) -> Any:
    """Give an object the shape that is wanted; `cycle` has another every turn."""
    if shape == "normal":
        return whole
    if shape == "cycle":
        shape = list(_SHAPES)[turn % len(_SHAPES)]
    return _SHAPES[shape](whole)
