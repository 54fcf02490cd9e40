"""Which object stands behind a point that can be written."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ....equipment.model import UNIT, PartId, Point
from ..layout import (
    OUTLET_GROUP_SETTINGS,
    PACKS_GROUP,
    THRESHOLDS,
    scalar_group,
)
from ..mapping import contacts, outlets, probes
from ..mapping.scene import Scene
from ..objects.battery_codes import CARTRIDGE_DATE, CARTRIDGES, PACKS
from ..objects.environment_codes import FAHRENHEIT, UIO_PROBE_SETTINGS, UNIT_COLUMN
from ..objects.outlet_codes import GROUP_SETTINGS
from ..objects.row import Object, Table
from ..oid import Oid


class Place(NamedTuple):
    """An object with its instance, and the group of reports that tells of it.

    ``fahrenheit``: its degrees are such. ``rising`` are the objects whose values must
    rise, this one among them. ``alone``: it can cut no more than its own part, as the
    object ``rests_on`` tells.
    """

    point: Point
    thing: Object
    oid: Oid
    group: str
    fahrenheit: bool = False
    rising: tuple[Oid, ...] = ()
    alone: bool = False
    rests_on: Oid | None = None


_RISING: Final = ((5, 6, 7, 8), (14, 15, 16, 17))
"""Columns of universal sensors: minimum, low, high, maximum (9)."""


def places(scene: Scene) -> Mapping[Point, Place]:
    """Return all that can be written, whoever may write it."""
    found = (
        *_scalars(scene),
        *_groups(scene),
        *_packs(scene),
        *_sensors(scene),
    )
    return {place.point: place for place in found if place.thing.writable}


def _scalars(scene: Scene) -> Iterator[Place]:
    for thing in scene.layout.scalars:
        point = Point(UNIT, thing.variable)
        yield Place(point, thing, (*thing.oid, 0), scalar_group(thing))


def _groups(scene: Scene) -> Iterator[Place]:
    for key in scene.rows(GROUP_SETTINGS):
        part = outlets.part_id(key)
        for place in _row(scene, GROUP_SETTINGS, key, part, OUTLET_GROUP_SETTINGS):
            is_alone = not outlets.is_main(scene, key)
            yield place._replace(alone=is_alone, rests_on=outlets.type_of(key))


def _packs(scene: Scene) -> Iterator[Place]:
    for key in scene.rows(CARTRIDGES):
        part = PartId("cartridge", f"{key[0]}-{key[-1]}")
        for place in _row(scene, CARTRIDGES, key, part, PACKS_GROUP):
            if place.thing.variable == CARTRIDGE_DATE:
                yield place
    for key in scene.rows(PACKS):
        part = PartId("pack", str(key[0]))
        yield from _row(scene, PACKS, key, part, PACKS_GROUP)


def _sensors(scene: Scene) -> Iterator[Place]:
    for sensor in (*probes.sensors(scene), *contacts.sensors(scene)):
        table, key = sensor.settings, sensor.key
        if table is None:
            continue
        is_universal = table is UIO_PROBE_SETTINGS
        unit = None if is_universal else scene.number(table, UNIT_COLUMN, key)
        fahrenheit = sensor.kind == "probe" and unit == FAHRENHEIT
        for place in _row(scene, table, key, sensor.id, THRESHOLDS):
            rising = _rising(place) if is_universal else ()
            yield place._replace(fahrenheit=fahrenheit, rising=rising)


def _row(
    scene: Scene, table: Table, key: Oid, part: PartId, group: str
) -> Iterator[Place]:
    for thing in scene.columns(table, key):
        oid = (*table.entry, thing.column, *key)
        yield Place(Point(part, thing.variable), thing, oid, group)


def _rising(place: Place) -> tuple[Oid, ...]:
    column = place.thing.column
    for columns in _RISING:
        if column in columns:
            base, key = place.thing.oid[:-1], place.oid[len(place.thing.oid) :]
            return tuple((*base, number, *key) for number in columns)
    return ()
