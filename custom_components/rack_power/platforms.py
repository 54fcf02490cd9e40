"""Which platform shows what: the declaration decides, never a name."""

from homeassistant.const import Platform

from .equipment.model import Kind, Variable

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


def platform_of(variable: Variable, writable: bool) -> Platform:
    """Return the platform of a point."""
    table = _WRITTEN if writable else _READ
    return table.get(variable.kind, Platform.SENSOR)


def platform_of_order() -> Platform:
    """Return the platform of instant commands."""
    return Platform.BUTTON
