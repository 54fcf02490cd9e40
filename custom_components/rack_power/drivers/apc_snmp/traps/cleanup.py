"""Which traps leave the table: what is too old, or too many (10.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidRequest
from ....equipment.model import Value, Variable
from .variables import AGE, AMOUNT, METHOD, NUMBER, SETTINGS

MOST: Final = 5000
"""Rows that are kept whatever is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleanup:
    """What the owner chose. ``age`` is in days."""

    method: str = "count"
    number: int = 200
    age: int = 30
    amount: int = 10

    @classmethod
    def of(cls, kept: Json) -> Cleanup:
        """Go on with what was kept; what makes no sense is as if never chosen."""
        chosen = cls()
        for name, value in kept.items() if isinstance(kept, Mapping) else ():
            variable = _VARIABLES.get(name)
            if variable is not None and isinstance(value, int | str):
                try:
                    chosen = chosen.changed(variable, value)
                except InvalidRequest:
                    continue
        return chosen

    def changed(self, variable: Variable, value: Value) -> Cleanup:
        """Return this with another choice. InvalidRequest: there is no such choice."""
        if variable == METHOD and value in METHOD.options:
            return replace(self, method=str(value))
        if variable == NUMBER:
            return replace(self, number=_within(variable, value))
        if variable == AGE:
            return replace(self, age=_within(variable, value))
        if variable == AMOUNT:
            return replace(self, amount=_within(variable, value))
        raise InvalidRequest

    def value(self, variable: Variable) -> Value:
        """Return what is chosen."""
        chosen: Value = getattr(self, _NAMES[variable])
        return chosen

    def as_json(self) -> Json:
        """Return what has to be kept."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def leaving(self, times: Sequence[datetime], now: datetime) -> int:
        """Return how many of the oldest leave, from when rows came, oldest first.

        When there are too many, so many leave at a time that this is not done for
        each new one; the newest always stays then.
        """
        old = 0
        if self.method in ("age", "both"):
            limit = now - timedelta(days=self.age)
            old = sum(time < limit for time in times)
        rest = len(times) - old
        limited = self.method in ("count", "both")
        over = rest - (self.number if limited else MOST)
        if over <= 0:
            return old
        return old + min(max(over, self.amount), rest - 1)


_NAMES: Final = {METHOD: "method", NUMBER: "number", AGE: "age", AMOUNT: "amount"}
_VARIABLES: Final = {name: variable for variable, name in _NAMES.items()}


def _within(variable: Variable, value: Value) -> int:
    bounds = SETTINGS[variable]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidRequest
    least, most = bounds.minimum or 0, bounds.maximum or 0
    if not least <= value <= most:
        raise InvalidRequest
    return int(value)
