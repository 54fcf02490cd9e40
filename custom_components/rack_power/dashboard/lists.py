"""Parts that are only read: what they tell, kind by kind."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .cards import Card, heading, section, subheading
from .choices import LISTED, SWITCHED, UNLISTED, is_told
from .layout import listed
from .named import Shown
from .naming import by_part, common_title, within
from .shown import ShownUnit
from .words import Words

_ICONS: Final = {
    "inlets": "mdi:power-plug",
    "phases": "mdi:sine-wave",
    "banks": "mdi:fuse",
    "power_supplies": "mdi:current-dc",
    "cells": "mdi:car-battery",
    "packs": "mdi:battery-plus-variant",
    "probes": "mdi:thermometer",
    "contacts": "mdi:electric-switch-closed",
    "others": "mdi:puzzle-outline",
}
_MANY: Final = 3
"""Readings of one part that are worth a heading of its own."""


def lists(unit: ShownUnit, words: Words) -> Iterator[Card]:
    """List what the parts tell that are not switched."""
    listed_kinds = {kind for _, kinds in LISTED for kind in kinds}
    elsewhere = {*UNLISTED, *SWITCHED, *listed_kinds}
    others = {one.point.part.kind for one in unit.points} - elsewhere
    for key, kinds in (*LISTED, ("others", tuple(sorted(others)))):
        if told := _told(unit, kinds):
            title = heading(words(key), _ICONS[key])
            yield section([title, *_by_part(unit, told)])


def _told(unit: ShownUnit, kinds: Iterable[str]) -> list[Shown]:
    return [
        one
        for kind in kinds
        for one in unit.points
        if one.point.part.kind == kind and is_told(one.variable)
    ]


def _by_part(unit: ShownUnit, told: Sequence[Shown]) -> Iterator[Card]:
    """Say once what a part is called if it tells much, else in each name."""
    parts = list(by_part(told).values())
    titles = [common_title(unit, of_part) for of_part in parts]
    if not all(titles) or max(map(len, parts)) < _MANY:
        yield from listed(told)
        return
    for title, of_part in zip(titles, parts, strict=True):
        yield subheading(title)
        yield from listed(within(unit, one) for one in of_part)
