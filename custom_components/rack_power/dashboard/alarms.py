"""What must not be overlooked: it is told in colour, above everything else.

A tile is grey when something is off, so mains that has failed or a unit that is gone
would look like anything that is not needed at the moment.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from homeassistant.const import STATE_UNAVAILABLE

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
    """Return the card of alarms, which is hidden while there are none."""
    alerts = [_alert(one, unit, words) for unit in units for one in unit.of(TEXTS)]
    if not alerts:
        return []
    card = {
        "type": "markdown",
        "text_only": True,
        "show_empty": False,
        "content": "".join((_PLAIN, *alerts)),
        "grid_options": {"columns": "full"},
    }
    return [card]


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
        condition=" and ".join(_conditions(one, unit)),
        colour=_COLOURS.get(variable, "error").format(entity=entity),
        text=text,
    )


def _conditions(one: Shown, unit: ShownUnit) -> Iterator[str]:
    """Say when to alarm; that there is no mains, on battery says already.

    A unit that has given up, or waits for the mains with its output off, is not on
    battery, and is as much without mains. One whose connection is not loaded is not
    reached either, but nobody is there to say so.
    """
    states = [alarming_state(one.variable)]
    if one.variable == CONNECTED:
        states.append(STATE_UNAVAILABLE)
    yield f"is_state('{one.entity_id}', {states})"
    if one.variable == INPUT_MAINS:
        for other in unit.of((UPS_ONBATTERY,)):
            yield f"not is_state('{other.entity_id}', 'on')"
