"""Input contacts and output relays (9)."""

from collections.abc import Iterator, Mapping
from typing import Final

from ....equipment.draft import Draft
from ....equipment.model import Variable
from ....equipment.variables import RELAY_CLOSED
from .. import values
from ..objects.environment_codes import (
    CONTACT_CLOSED,
    CONTACT_FAULT,
    EM_CONTACT_SETTINGS,
    EM_CONTACTS,
    EM_LINK,
    IEM_CONTACT_SETTINGS,
    IEM_CONTACTS,
    IEM_RELAYS,
    LINKED,
    MEASURE_CONTACTS,
    NOT_INSTALLED,
    RELAY_FAULT,
    UIO_CONTACT_SETTINGS,
    UIO_CONTACTS,
    UIO_RELAYS,
    UPS_CONTACTS,
    UPS_RELAYS,
)
from ..objects.row import Table
from .scene import Scene
from .sensing import Sensor

_NAME: Final = (3,)
_OLD_NAME: Final = (2,)
_STATE, _ALARM, _LINK = 5, 6, 7
"""Columns of universal contacts and relays."""
_OLD_STATE, _ENABLED = 3, 3
"""Columns of the older generations, and of their settings."""
_CLOSED: Final = {1: True, 2: False}
_ALARMS: Final = {1: False, 2: True, 3: True}
_FAULTS: Final = {1: False, 2: True}
_DISABLED: Final = 1
_NEVER_LINKED: Final = 1
_MEASURE_WATCHED, _MEASURE_STATE = 4, 5
_NOT_WATCHED: Final = 3
_MEASURE_FAULTS: Final = {2: False, 3: True}
_UPS_STATE: Final = 2
_RELAY_STATE: Final = 3
_RELAY_FAULTS: Final = {1: True, 2: False}
"""Of relays of the older generations: the other way round than of contacts."""


def sensors(scene: Scene) -> tuple[Sensor, ...]:
    """Return the contacts to show, as with probes."""
    universal = tuple(
        Sensor("contact", "uio", UIO_CONTACTS, key, _NAME, UIO_CONTACT_SETTINGS)
        for key in scene.rows(UIO_CONTACTS)
        if scene.number(UIO_CONTACTS, _LINK, key) not in {None, NOT_INSTALLED}
    )
    older: list[Sensor] = []
    if not universal:
        older += _older(scene, "iem", IEM_CONTACTS, IEM_CONTACT_SETTINGS)
    if values.whole(scene.values.get(EM_LINK)) != _NEVER_LINKED:
        older += _older(scene, "em", EM_CONTACTS, EM_CONTACT_SETTINGS)
    measured = (
        Sensor("contact", "measure", MEASURE_CONTACTS, key, _NAME)
        for key in scene.rows(MEASURE_CONTACTS)
        if scene.number(MEASURE_CONTACTS, _MEASURE_WATCHED, key) != _NOT_WATCHED
    )
    of_ups = (
        Sensor("contact", "ups", UPS_CONTACTS, key, ())
        for key in scene.rows(UPS_CONTACTS)
    )
    return (*universal, *older, *measured, *of_ups)


def _older(
    scene: Scene, family: str, table: Table, settings: Table
) -> Iterator[Sensor]:
    """Return the contacts of an older table; one without a name is not used."""
    for key in scene.rows(table):
        enabled = scene.number(settings, _ENABLED, key)
        if scene.text(table, 2, key) is None and enabled in {None, _DISABLED}:
            continue
        yield Sensor("contact", family, table, key, _OLD_NAME, settings)


def tell(scene: Scene, draft: Draft) -> None:
    """Add what all contacts and relays tell."""
    for sensor in sensors(scene):
        draft.part(sensor.part(scene))
        match sensor.family:
            case "uio":
                _tell_universal(scene, draft, sensor)
            case "measure":
                _tell_fault(scene, draft, sensor, _MEASURE_STATE, _MEASURE_FAULTS)
            case "ups":
                _tell_fault(scene, draft, sensor, _UPS_STATE, _FAULTS)
            case _:
                _tell_fault(scene, draft, sensor, _OLD_STATE, _FAULTS)
    _tell_relays(scene, draft)


def _tell_relays(scene: Scene, draft: Draft) -> None:
    """Add what all relays tell: a card's older table may repeat its universal ones."""
    universal = [
        Sensor("relay", "uio", UIO_RELAYS, key, _NAME)
        for key in scene.rows(UIO_RELAYS)
        if scene.number(UIO_RELAYS, _LINK, key) not in {None, NOT_INSTALLED}
    ]
    for relay in universal:
        draft.part(relay.part(scene))
        draft.read(relay.id, RELAY_CLOSED, _closed(scene, relay))
        draft.read(relay.id, RELAY_FAULT, _alarm(scene, relay))
    for key in () if universal else scene.rows(IEM_RELAYS):
        relay = Sensor("relay", "iem", IEM_RELAYS, key, _OLD_NAME)
        draft.part(relay.part(scene))
        _tell_fault(scene, draft, relay, _RELAY_STATE, _RELAY_FAULTS, RELAY_FAULT)
    for key in scene.rows(UPS_RELAYS):
        relay = Sensor("relay", "ups", UPS_RELAYS, key, ())
        draft.part(relay.part(scene))
        _tell_fault(scene, draft, relay, _UPS_STATE, _FAULTS, RELAY_FAULT)


def tell_settings(scene: Scene, draft: Draft) -> None:
    """Add what can be set for all contacts."""
    for sensor in sensors(scene):
        if sensor.settings is not None and sensor.key in scene.rows(sensor.settings):
            draft.part(sensor.part(scene))
            scene.read_row(draft, sensor.id, sensor.settings, sensor.key)


def _closed(scene: Scene, sensor: Sensor) -> bool | None:
    linked = sensor.number(scene, _LINK) == LINKED
    return _CLOSED.get(sensor.number(scene, _STATE) or 0) if linked else None


def _alarm(scene: Scene, sensor: Sensor) -> bool | None:
    linked = sensor.number(scene, _LINK) == LINKED
    return _ALARMS.get(sensor.number(scene, _ALARM) or 0) if linked else None


def _tell_universal(scene: Scene, draft: Draft, sensor: Sensor) -> None:
    draft.read(sensor.id, CONTACT_FAULT, _alarm(scene, sensor))
    draft.read(sensor.id, CONTACT_CLOSED, _closed(scene, sensor))


def _tell_fault(
    scene: Scene,
    draft: Draft,
    sensor: Sensor,
    column: int,
    codes: Mapping[int, bool],
    variable: Variable = CONTACT_FAULT,
) -> None:
    value = codes.get(sensor.number(scene, column) or 0)
    quality = scene.quality(sensor.table.entry)
    draft.read(sensor.id, variable, value, quality=quality)
