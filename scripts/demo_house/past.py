"""A day that never was: graphs of a house that has just been built would be empty."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from math import cos, pi
from random import Random
from typing import Any

from .api import Api

HOURS = 24
FAILURE = 9
"""Hours since the mains failed for a while, and the batteries lost half of it."""
CHARGES = (52.0, 71.0, 84.0, 93.0, 98.0)
"""Percent, hour by hour, from the failure on."""
NO_MEAN = 0
ARITHMETIC_MEAN = 1

STEADY = {"voltage": 0.004, "temperature": 0.02, "humidity": 0.03, "frequency": 0.001}
"""How much readings waver, as a share of what they are now; others do more."""
WAVERING = 0.05
DAY = 0.12
"""How much more is drawn by day than by night."""


async def remember(api: Api, entity_ids: Iterable[str]) -> None:
    """Give sensors a past that ends at what they show now."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    states = {
        state["entity_id"]: state for state in await api.call("GET", "/api/states")
    }
    async with api.websocket() as websocket:
        for entity_id in entity_ids:
            state = states[entity_id]
            if (value := number(state["state"])) is None:
                continue
            attributes = state["attributes"]
            random = Random(entity_id)  # noqa: S311, readings waver, no secrets are made
            await websocket.ask(
                "recorder/import_statistics",
                metadata={
                    "source": "recorder",
                    "statistic_id": entity_id,
                    "name": None,
                    "mean_type": ARITHMETIC_MEAN,
                    "has_sum": False,
                    "unit_of_measurement": attributes.get("unit_of_measurement"),
                    "unit_class": None,
                },
                stats=list(hours(now, value, attributes.get("device_class"), random)),
            )


async def remember_energy(api: Api, energy: str, power: str, unit: str) -> None:
    """Give a counter of kWh a past, by the power that is drawn now.

    Parts of a unit waver together, so that what is in one is in what contains it.
    """
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    counted = number((await api.call("GET", f"/api/states/{energy}"))["state"])
    drawn = number((await api.call("GET", f"/api/states/{power}"))["state"])
    if counted is None or drawn is None:
        return
    random = Random(unit)  # noqa: S311, readings waver, no secrets are made
    past = list(hours(now, drawn / 1000, None, random))
    # Home Assistant begins to add up at 0, so that is where the past has to end.
    total = -sum(hour["mean"] for hour in past)
    stats = []
    for hour in past:
        total += hour["mean"]
        stats.append({"start": hour["start"], "state": counted + total, "sum": total})
    async with api.websocket() as websocket:
        await websocket.ask(
            "recorder/import_statistics",
            metadata={
                "source": "recorder",
                "statistic_id": energy,
                "name": None,
                "mean_type": NO_MEAN,
                "has_sum": True,
                "unit_of_measurement": "kWh",
                "unit_class": "energy",
            },
            stats=stats,
        )


def hours(
    now: datetime, value: float, kind: str | None, random: Random
) -> Iterator[dict[str, Any]]:
    """Make up the mean of each hour."""
    for ago in range(HOURS, 0, -1):
        start = now - timedelta(hours=ago)
        mean = value * factor(ago, start, kind, random)
        yield {"start": start.isoformat(), "mean": mean, "min": mean, "max": mean}


def factor(ago: int, at: datetime, kind: str | None, random: Random) -> float:
    """Say how a reading was compared with now."""
    since = FAILURE - ago
    charge = CHARGES[since] / 100 if 0 <= since < len(CHARGES) else 1.0
    if kind == "battery":
        return charge
    wavered = 1 + random.uniform(-1, 1) * STEADY.get(kind or "", WAVERING)
    if kind in STEADY:
        return wavered
    by_day = 1 - DAY * (1 + cos(2 * pi * (at.hour - 2) / 24)) / 2
    # What lasts, lasts the longer the less is drawn.
    return charge * wavered / by_day if kind == "duration" else wavered * by_day


def number(state: str) -> float | None:
    """Read a state that is a number."""
    try:
        return float(state)
    except ValueError:
        return None
