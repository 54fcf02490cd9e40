"""What must not be overlooked: it is told in colour, above everything else.

A tile is grey when something is off, so mains that has failed or a unit that is gone
would look like anything that is not needed at the moment.
"""

from collections.abc import Iterable, Iterator
from typing import Final

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
_ALERT: Final = (
    "{{% if is_state('{entity}', '{state}') %}}"
    '<ha-alert alert-type="{colour}">{text}</ha-alert>\n\n'
    "{{% endif %}}"
)


def is_alarm(variable: Variable) -> bool:
    """Whether it is told in colour, and need not be listed besides."""
    return variable in TEXTS


def alarms(units: Iterable[ShownUnit], words: Words) -> list[Card]:
    """Return the card of alarms, which is hidden while there are none."""
    alerts = [_alert(one, words) for unit in units for one in _alarming(unit)]
    if not alerts:
        return []
    card = {
        "type": "markdown",
        "text_only": True,
        "show_empty": False,
        "content": "".join(alerts),
        "grid_options": {"columns": "full"},
    }
    return [card]


def _alarming(unit: ShownUnit) -> Iterator[Shown]:
    """Return what can alarm; without mains is the same as on battery."""
    found = unit.of(TEXTS)
    knows_battery = any(one.variable == UPS_ONBATTERY for one in found)
    for one in found:
        if not (one.variable == INPUT_MAINS and knows_battery):
            yield one


def _alert(one: Shown, words: Words) -> str:
    """Word an alarm, so that it follows what unit and part are called."""
    entity, variable = one.entity_id, one.variable
    text = words(
        TEXTS[variable],
        unit=f"{{{{ device_name('{entity}') | e }}}}",
        part=f"{{{{ state_attr('{entity}', 'friendly_name') | e }}}}",
    )
    if variable == UPS_ONBATTERY:
        text += _REASON.format(entity=entity)
    return _ALERT.format(
        entity=entity,
        state=alarming_state(variable),
        colour=_COLOURS.get(variable, "error").format(entity=entity),
        text=text,
    )
