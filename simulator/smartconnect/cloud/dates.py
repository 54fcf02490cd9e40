"""How the cloud writes times and days: as text, or in milliseconds."""

from datetime import UTC, date, datetime, time

from ..knobs import CloudKnobs


def of_time(moment: datetime, knobs: CloudKnobs) -> str | int:
    """Write a time."""
    if knobs.date_form == "millis":
        return int(moment.timestamp() * 1000)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{moment.microsecond // 1000:03d}Z"
    )


def of_day(day: date, knobs: CloudKnobs) -> str | int:
    """Write a day, which is told as its first moment."""
    return of_time(datetime.combine(day, time(), UTC), knobs)
