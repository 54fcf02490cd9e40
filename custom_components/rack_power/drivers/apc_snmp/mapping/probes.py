"""Probes of temperature and humidity (9)."""

from collections.abc import Iterator
from typing import Final

from ....equipment.draft import Draft
from ....equipment.model import Part, PartId, Point, Unit, Value
from ....equipment.variables import AMBIENT_HUMIDITY, AMBIENT_TEMPERATURE
from .. import values
from ..objects.environment_codes import (
    EM_LINK,
    EM_PROBE_SETTINGS,
    EM_PROBES,
    FAHRENHEIT,
    IEM_PROBE_SETTINGS,
    IEM_PROBES,
    LEVELS,
    LINKED,
    MEASURE_PROBES,
    NOT_INSTALLED,
    PROBE_ALARM,
    PROBE_LINK,
    TEMPERATURE_HYSTERESIS,
    UIO_PROBE_SETTINGS,
    UIO_PROBES,
    UNIT_COLUMN,
    VIOLATED,
    VIOLATION_COLUMNS,
    VIOLATIONS,
)
from ..objects.row import Table
from .scene import Scene
from .sensing import Sensor

_NAME: Final = (3,)
_OLD_NAME: Final = (2,)
_CELSIUS, _HUMIDITY, _VIOLATIONS, _ALARM, _LINK = 6, 7, 8, 9, 10
"""Columns of universal sensors."""
_STATUS, _TEMPERATURE, _OLD_HUMIDITY = 3, 4, 6
"""Columns of the older generations."""
_CONNECTED: Final = 2
_IS_VIOLATED: Final = 2
_NEVER_LINKED: Final = 1


def sensors(scene: Scene) -> tuple[Sensor, ...]:
    """Return the probes to show: a card's older tables repeat its universal ones."""
    universal = tuple(
        Sensor("probe", "uio", UIO_PROBES, key, _NAME, UIO_PROBE_SETTINGS, device=True)
        for key in scene.rows(UIO_PROBES)
        if scene.number(UIO_PROBES, _LINK, key) not in {None, NOT_INSTALLED}
    )
    built_in = () if universal else _older(scene, "iem", IEM_PROBES, IEM_PROBE_SETTINGS)
    external: Iterator[Sensor] | tuple[Sensor, ...] = ()
    if values.whole(scene.values.get(EM_LINK)) != _NEVER_LINKED:
        external = _older(scene, "em", EM_PROBES, EM_PROBE_SETTINGS)
    return (*universal, *built_in, *external)


def _older(
    scene: Scene, family: str, table: Table, settings: Table
) -> Iterator[Sensor]:
    for key in scene.rows(table):
        if scene.number(table, _STATUS, key) == _CONNECTED:
            yield Sensor("probe", family, table, key, _OLD_NAME, settings, device=True)


def tell(scene: Scene, draft: Draft) -> None:
    """Add what all probes measure."""
    found = sensors(scene)
    for sensor in found:
        draft.part(sensor.part(scene))
        if sensor.family == "uio":
            _tell_universal(scene, draft, sensor)
        else:
            _tell_older(scene, draft, sensor)
    if not found:
        _tell_measure(scene, draft)


def tell_settings(scene: Scene, draft: Draft) -> None:
    """Add the thresholds of all probes, in the units that everybody uses."""
    for sensor in sensors(scene):
        if sensor.settings is None or sensor.key not in scene.rows(sensor.settings):
            continue
        draft.part(sensor.part(scene))
        scene.read_row(draft, sensor.id, sensor.settings, sensor.key)
        unit = scene.number(sensor.settings, UNIT_COLUMN, sensor.key)
        if unit == FAHRENHEIT and sensor.family != "uio":
            _convert(draft, sensor.id)


def _convert(draft: Draft, part: PartId) -> None:
    """Convert the temperatures of a probe that were told in Fahrenheit."""
    for point, reading in list(draft.readings.items()):
        variable, value = point.variable, reading.value
        if point.part != part or not isinstance(value, int | float):
            continue
        if variable.unit is Unit.CELSIUS:
            is_step = variable == TEMPERATURE_HYSTERESIS
            draft.read(part, variable, celsius(value, is_step=is_step))


def celsius(degrees: float, *, is_step: bool = False) -> float:
    """Return degrees of Fahrenheit, or steps of them, in those of Celsius."""
    return round((degrees if is_step else degrees - 32) * 5 / 9, 1)


def _tell_universal(scene: Scene, draft: Draft, sensor: Sensor) -> None:
    """Add what a universal sensor tells; only its link says whether it is true."""
    linked = sensor.number(scene, _LINK) == LINKED
    temperature = sensor.number(scene, _CELSIUS)
    draft.read(sensor.id, PROBE_LINK, linked)
    draft.read(sensor.id, AMBIENT_TEMPERATURE, temperature if linked else None)
    humidity = sensor.number(scene, _HUMIDITY) or 0
    if linked and humidity > 0:
        draft.read(sensor.id, AMBIENT_HUMIDITY, humidity)
    elif not linked and Point(sensor.id, AMBIENT_HUMIDITY) in scene.before:
        draft.read(sensor.id, AMBIENT_HUMIDITY, None)
    level = sensor.number(scene, _ALARM)
    alarm: Value = LEVELS.get(level) if linked and level is not None else None
    draft.read(sensor.id, PROBE_ALARM, alarm)
    bits = sensor.number(scene, _VIOLATIONS)
    if bits is None or not linked:
        draft.read(sensor.id, VIOLATED, None)
        return
    names = tuple(name for bit, name in VIOLATIONS.items() if bits & bit)
    _tell_violated(draft, sensor.id, names, violated=bits > 0)


def _tell_older(scene: Scene, draft: Draft, sensor: Sensor) -> None:
    temperature: float | None = sensor.number(scene, _TEMPERATURE)
    if temperature is not None and sensor.number(scene, UNIT_COLUMN) == FAHRENHEIT:
        temperature = celsius(temperature)
    draft.read(sensor.id, AMBIENT_TEMPERATURE, temperature)
    humidity = sensor.number(scene, _OLD_HUMIDITY) or 0
    if humidity > 0:
        draft.read(sensor.id, AMBIENT_HUMIDITY, humidity)
    told = {number: sensor.number(scene, number) for number in VIOLATION_COLUMNS}
    names = tuple(
        VIOLATION_COLUMNS[number]
        for number, state in told.items()
        if state == _IS_VIOLATED
    )
    if any(state is not None for state in told.values()):
        _tell_violated(draft, sensor.id, names, violated=bool(names))


def _tell_violated(
    draft: Draft, part: PartId, names: tuple[str, ...], *, violated: bool
) -> None:
    details = {"violations": names} if names else None
    draft.read(part, VIOLATED, violated, details=details)


def _tell_measure(scene: Scene, draft: Draft) -> None:
    """Add the probes of a Measure-UPS: 0 says that there is none."""
    for number, oids in enumerate(MEASURE_PROBES, 1):
        temperature, humidity = (
            values.whole(scene.values.get(oid)) or 0 for oid in oids
        )
        if temperature <= 0 and humidity <= 0:
            continue
        part = draft.part(
            Part(
                id=PartId("probe", f"measure-{number}"),
                number=str(number),
                device=True,
                position=(number,),
            )
        )
        draft.read(part, AMBIENT_TEMPERATURE, temperature)
        if humidity > 0:
            draft.read(part, AMBIENT_HUMIDITY, humidity)
