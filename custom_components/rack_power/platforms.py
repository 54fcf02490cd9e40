"""Which platform shows what: the declaration decides, never a name."""

from homeassistant.const import Platform

from .equipment.model import Kind, Setting, Variable

_READ = {Kind.FLAG: Platform.BINARY_SENSOR, Kind.FIRMWARE: Platform.UPDATE}
_WRITTEN = {
    Kind.FLAG: Platform.SWITCH,
    Kind.MEASURE: Platform.NUMBER,
    Kind.COUNTER: Platform.NUMBER,
    Kind.CHOICE: Platform.SELECT,
    Kind.TEXT: Platform.TEXT,
    Kind.DATE: Platform.DATE,
    Kind.TIME: Platform.TIME,
}

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.DATE,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TEXT,
    Platform.TIME,
    Platform.UPDATE,
]


def platform_of(variable: Variable, setting: Setting | None) -> Platform:
    """Return the platform of a point; ``setting``: how it can be set, if it can.

    A number of which the unit names all that it may be is a choice.
    """
    if setting is None:
        return _READ.get(variable.kind, Platform.SENSOR)
    platform = _WRITTEN.get(variable.kind, Platform.SENSOR)
    listed = platform is Platform.NUMBER and setting.numbers
    return Platform.SELECT if listed else platform


def platforms_of(variable: Variable) -> tuple[Platform, ...]:
    """Return every platform that a point may have, those that can set it first."""
    return _POSSIBLE[variable.kind]


def _possible(kind: Kind) -> tuple[Platform, ...]:
    one = Variable(name="any", kind=kind)
    settings = (Setting(numbers=(0,)), Setting(), None)
    return tuple(dict.fromkeys(platform_of(one, setting) for setting in settings))


_POSSIBLE = {kind: _possible(kind) for kind in Kind}


def platform_of_order() -> Platform:
    """Return the platform of instant commands."""
    return Platform.BUTTON
