"""What must not be overlooked: it is told in colour, above everything else.

A tile is grey when something is off, so mains that has failed or a unit that is gone
would look like anything that is not needed at the moment.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from homeassistant.const import STATE_ON, STATE_UNAVAILABLE

from ..equipment.contact import CONNECTED
from ..equipment.model import Variable
from ..equipment.variables import (
    BANK_BREAKER,
    BATTERY_LOW,
    INPUT_MAINS,
    UPS_ONBATTERY,
    UPS_OVERLOAD,
)
from .cards import Card
from .choices import alarming_state
from .named import Shown
from .shown import ShownUnit
from .words import Words

TEXTS: Final = {
    UPS_ONBATTERY: "alarm_on_battery",
    INPUT_MAINS: "alarm_no_mains",
    BATTERY_LOW: "alarm_battery_low",
    UPS_OVERLOAD: "alarm_overload",
    BANK_BREAKER: "alarm_breaker",
    CONNECTED: "alarm_not_reached",
}
"""The worst first."""
_COLOURS: Final = {
    # A test runs on battery, too, and is nothing to worry about.
    UPS_ONBATTERY: "{{{{ 'error' if state_attr('{entity}', 'reason') "
    "in [none, 'outage'] else 'warning' }}}}",
    CONNECTED: "warning",
}
_REASON: Final = (
    "{{% if state_attr('{entity}', 'reason') %}}: "
    "{{{{ state_attr_translated('{entity}', 'reason') }}}}{{% endif %}}"
)
_PLAIN: Final = (
    "{% macro plain(name) %}{{ name | default('', true) "
    r"| regex_replace('\\s+', ' ') | e "
    r"| regex_replace('([\\\\`*_~|\\[\\]])', '\\\\\\1') }}{% endmacro %}"
)
"""A name as it is: neither signs of markup nor a blank line in it are taken as such."""
_ALERT: Final = (
    "{{% if {condition} %}}"
    '<ha-alert alert-type="{colour}">{text}</ha-alert>\n\n'
    "{{% endif %}}"
)


def is_alarm(variable: Variable) -> bool:
    """Whether it is told in colour, and need not be listed besides."""
    return variable in TEXTS


def alarms(units: Iterable[ShownUnit], words: Words) -> list[Card]:
    """Return the card of alarms, which is hidden while there are none.

    A card that hid itself for being empty would hear no more of what it shows. So the
    view decides, by the same states.
    """
    found = [(one, unit) for unit in units for one in unit.of(TEXTS)]
    if not found:
        return []
    any_of: list[Card] = [
        {"condition": "and", "conditions": [one.for_the_view() for one in _when(*each)]}
        for each in found
    ]
    card = {
        "type": "markdown",
        "text_only": True,
        "content": "".join((_PLAIN, *(_alert(*each, words) for each in found))),
        "visibility": [{"condition": "or", "conditions": any_of}],
        "grid_options": {"columns": "full"},
    }
    return [card]


class _Condition(NamedTuple):
    """Whether an entity has one of some states, or has not."""

    entity: str
    states: list[str]
    has: bool = True

    def for_the_template(self) -> str:
        """Return it as a template asks."""
        return f"{'' if self.has else 'not '}is_state('{self.entity}', {self.states})"

    def for_the_view(self) -> Card:
        """Return it as a view asks."""
        test = "state" if self.has else "state_not"
        return {"condition": "state", "entity": self.entity, test: self.states}


def _alert(one: Shown, unit: ShownUnit, words: Words) -> str:
    """Word an alarm, so that it follows what unit and part are called."""
    entity, variable = one.entity_id, one.variable
    text = words(
        TEXTS[variable],
        unit=f"{{{{ plain(device_name('{entity}')) }}}}",
        part=f"{{{{ plain(state_attr('{entity}', 'friendly_name')) }}}}",
    )
    if variable == UPS_ONBATTERY:
        text += _REASON.format(entity=entity)
    return _ALERT.format(
        condition=" and ".join(each.for_the_template() for each in _when(one, unit)),
        colour=_COLOURS.get(variable, "error").format(entity=entity),
        text=text,
    )


def _when(one: Shown, unit: ShownUnit) -> Iterator[_Condition]:
    """Say when to alarm; that there is no mains, on battery says already.

    A unit that has given up, or waits for the mains with its output off, is not on
    battery, and is as much without mains. One whose connection is not loaded is not
    reached either, but nobody is there to say so.
    """
    gone = STATE_UNAVAILABLE if one.variable == CONNECTED else None
    states = [state for state in (alarming_state(one.variable), gone) if state]
    yield _Condition(one.entity_id, states)
    if one.variable == INPUT_MAINS:
        for other in unit.of((UPS_ONBATTERY,)):
            yield _Condition(other.entity_id, [STATE_ON], has=False)
