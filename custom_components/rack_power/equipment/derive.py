"""What follows from readings: a pure step of the vendor's, after the paths' merge."""

from collections.abc import Callable, Mapping
from datetime import datetime

from .driver import Json
from .model import Point, Reading

type Readings = Mapping[Point, Reading]
type Preferences = Mapping[str, Json]
"""What the owner chose for the unit; a key that is missing means the default."""

type Derive = Callable[[Json, Readings, Preferences, datetime], tuple[Json, Readings]]
"""Memory, all readings of a unit, preferences and the time in; memory and derived
readings out. The memory is JSON, None at first, and outlives restarts. It is called
whenever a path has reported, so the same reading may be seen more than once: its
``observed_at`` tells."""
