"""What the cloud keeps of every post: the rows of its logs."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ..state import Record

if TYPE_CHECKING:
    from .records import Known

_KEPT: Final = 5000
MOST_SINCE: Final = 1000
"""Rows that `since` tells at most."""
_PAGE: Final = 60

_POWER: Final = ("lineFrequency", "powerFactor", "activePower", "apparentPower")


class BadQuery(ValueError):
    """A query that contradicts itself, or is none."""


def _outlet(known: Known, row: Record) -> Record:
    return {
        "outlet_id": row["id"],
        "outlet_name": row.get("outletName"),
        "circuitVoltage": row.get("circuitVoltage"),
        "outletIndex": row.get("outletIndex"),
        "currentRms": row.get("currentRms"),
        "state": row.get("state") == "ON",
        "voltageDetection": row.get("voltageDetection"),
    }


def _inlet(known: Known, row: Record) -> Record:
    def told(key: str) -> Any:
        return row.get(f"inlet{key[0].upper()}{key[1:]}")

    return {
        "inlet_id": row["id"],
        "inlet_name": row.get("inletName"),
        "energyAccumulation": told("energyAccumulation"),
        "currentRms": told("currentRms"),
        "voltageRms": told("voltageRms"),
        **{key: told(key) for key in _POWER},
    }


def _bank(known: Known, row: Record) -> Record:
    return {
        "bank_id": row["id"],
        "bank_name": row.get("bankName"),
        "energyAccumulation": row.get("energyAccumulation"),
        "currentRms": row.get("currentRms"),
        "voltageRms": row.get("voltageRms"),
        **{key: row.get(key) for key in _POWER},
        "circuitBreakerClosed": row.get("circuitBreakerClosed"),
        "hasCircuitBreakerProtection": row.get("hasCircuitBreakerProtection"),
        "bankHw": row.get("hardwareVersion"),
        "bankFw": row.get("firmwareVersion"),
    }


HISTORY: Final[Mapping[str, Callable[[Known, Record], Record]]] = {
    "outlets": _outlet,
    "inlets": _inlet,
    "banks": _bank,
}


class History:
    """One log, oldest first."""

    def __init__(self, name: str) -> None:
        """Begin empty."""
        self._name = name
        self._next = 1
        self._rows: deque[tuple[datetime, Record]] = deque(maxlen=_KEPT)

    def take(self, known: Known, at: datetime) -> None:
        """Keep a post."""
        for row in getattr(known, self._name):
            told = {
                "id": self._next,
                **HISTORY[self._name](known, row),
                "enclosureSerialNumber": known.serial,
                "deviceFirmware": known.device.get("controllerFirmwareVersion"),
                "createdAt": at.isoformat(timespec="milliseconds").replace(
                    "+00:00", "Z"
                ),
            }
            self._rows.append(
                (at, {key: value for key, value in told.items() if value is not None})
            )
            self._next += 1

    def told(self, query: Mapping[str, str]) -> list[Record]:
        """Tell rows: `since`, or `before` and `after`, and then a page of them."""
        if "since" in query and query.keys() & {"before", "after"}:
            raise BadQuery("since goes without before and after")
        first = _instant(query.get("since") or query.get("after"))
        last = _instant(query.get("before"))
        rows = [
            row
            for at, row in self._rows
            if (first is None or at > first) and (last is None or at < last)
        ]
        if "since" in query:
            return rows[:MOST_SINCE]
        size = min(_number(query, "per_page", _PAGE), _number(query, "limit", _KEPT))
        start = _number(query, "page", 0) * size
        return rows[::-1][start : start + size]


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as err:
        raise BadQuery(text) from err
    if at.tzinfo is None:
        raise BadQuery(text)
    return at


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal():
        raise BadQuery(text)
    return int(text)
