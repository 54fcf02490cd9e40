"""Setting what can be set on a unit."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from ...equipment.driver import Json, Outcome
from ...equipment.errors import DriverError, InvalidRequest
from ...equipment.model import UNIT, PartId, Point, Value, Variable
from ...equipment.variables import (
    GROUP_STATUS,
    OUTLET_POWERON,
    OUTLET_STATUS,
    RELAY_STATUS,
    RULE_ENABLED,
)
from .lists import Lists
from .mapping import banks, conf, events, groups, inlets, outlets, relays, values
from .reader import Reader
from .rules import Rules
from .writes import Told, Writes

_POWER: Final = frozenset({OUTLET_STATUS, RELAY_STATUS})
_SETTLING: Final = 1.0
"""Seconds after which a relay has moved, and what is measured behind it is told."""
_SLACK: Final = 5.0
"""Seconds that a group may take beyond its own delays."""


def _flag(value: Value) -> bool:
    """Take a truth value and nothing that might be meant as one: it cuts power."""
    if not isinstance(value, bool):
        raise InvalidRequest
    return value


def _word(value: Value) -> Json:
    return "ON" if _flag(value) else "OFF"


def _poweron(value: Value) -> Json:
    if value not in OUTLET_POWERON.options:
        raise InvalidRequest
    return outlets.POWERON[str(value)]


def _plain(value: Value) -> Json:
    """Write truth values and texts as they are, and whole numbers without a point."""
    if isinstance(value, str):
        return values.text(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return value
    raise InvalidRequest


_COLUMNS: Final[Mapping[Variable, tuple[str, Callable[[Json], Value]]]] = {
    **{
        variable: (key, parse)
        for module in (banks, conf, groups, inlets, outlets, relays)
        for variable, key, parse in module.COLUMNS
    },
    OUTLET_STATUS: (outlets.STATE, values.state),
}
_ENCODERS: Final[Mapping[Variable, Callable[[Value], Json]]] = {
    OUTLET_STATUS: _word,
    RELAY_STATUS: _word,
    OUTLET_POWERON: _poweron,
}


class Settings:
    """Sets points of one unit; each call returns when the unit shows the value."""

    def __init__(
        self, writes: Writes, lists: Lists, reader: Reader, rules: Rules
    ) -> None:
        """Set by the writes of a unit; what its rules are is a matter of theirs."""
        self._writes = writes
        self._lists = lists
        self._reader = reader
        self._rules = rules

    async def write(self, point: Point, value: Value) -> Outcome:
        """Set a point.

        InvalidRequest: it cannot be set, or not to this. NotConfirmed: it was sent,
        or perhaps sent, and the unit does not show it.
        """
        if self._lists.picture.setting(point) is None:
            raise InvalidRequest
        if point.variable == RULE_ENABLED:
            await self._enable(point.part, enabled=_flag(value))
        elif point.variable == GROUP_STATUS:
            await self._switch_group(point.part, on=_flag(value))
        else:
            await self._set(point, value)
        return Outcome.CONFIRMED

    async def _set(self, point: Point, value: Value) -> None:
        key, parse = _COLUMNS[point.variable]
        body = {key: _ENCODERS.get(point.variable, _plain)(value)}
        wanted = parse(body[key])
        told: Told
        if point.part == UNIT:
            name, told = conf.GROUP, await self._writes.configure(body)
        else:
            name = self._writes.list_of(point.part)
            told = await self._writes.change(point.part, body)
        if key in told and parse(told[key]) == wanted:
            if point.variable in _POWER:
                self._reader.look_at(name, after=_SETTLING)
            return
        await self._writes.look((name,), lambda: self._lists.value(point) == wanted)

    async def _switch_group(self, group: PartId, *, on: bool) -> None:
        """Switch a group; its outlets follow one after the other, each seen done."""
        if not on:
            await self._writes.check_members(group)
        members = self._lists.switchable(group.key).keys()
        delay = self._lists.delay(group.key)

        def done() -> bool:
            now = self._lists.members(group.key)
            states = (now.get(key, {}).get(outlets.STATE) for key in members)
            return all(values.state(state) is on for state in states)

        await self._writes.change(group, {outlets.STATE: _word(on)})
        await self._writes.look(
            self._lists.showing(group.key), done, within=len(members) * delay + _SLACK
        )

    async def _enable(self, rule: PartId, *, enabled: bool) -> None:
        if not rule.key.isdecimal():
            raise InvalidRequest("unknown_event", id=rule.key)
        await self._rules.set_event_enabled(int(rule.key), enabled)
        try:
            await self._reader.refresh(events.GROUP)
        except DriverError:  # done all the same
            self._reader.look_at(events.GROUP)
