"""How the portal writes times (4.9)."""

from datetime import UTC, datetime

from ..knobs import PortalKnobs

type Stamp = str | int | list[int]


def with_zone(time: datetime, knobs: PortalKnobs) -> Stamp:
    """Write a time that is known in UTC."""
    return _written(time, knobs, "%Y-%m-%dT%H:%M:%S.000+0000")


def without_zone(time: datetime, knobs: PortalKnobs) -> Stamp:
    """Write a time of which nobody knows the zone."""
    return _written(time.replace(tzinfo=UTC), knobs, "%Y-%m-%dT%H:%M:%S")


def _written(time: datetime, knobs: PortalKnobs, pattern: str) -> Stamp:
    match knobs.stamp_form:
        case "text":
            return time.strftime(pattern)
        case "millis":
            return int(time.timestamp()) * 1000
        case "array":
            return list(time.timetuple()[:6])
