"""What the control plane can do with every station besides its state."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .control import Verb

if TYPE_CHECKING:
    from .station import Station

type Told = Mapping[str, Any]


class StationVerbs:
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def refuse(self, told: Told) -> None:
        """Refuse connections."""
        self._station.leave()

    def vanish(self, told: Told) -> None:
        """Take connections and never answer."""
        self._station.leave(silent=True)

    def come_back(self, told: Told) -> None:
        """Be back."""
        self._station.arrive()

    def behaviour(self, told: Told) -> dict[str, Any]:
        """Set `keep_alive` or `latency`; tells how they are now."""
        if unknown := told.keys() - {"keep_alive", "latency"}:
            raise KeyError(*unknown)
        for name, value in told.items():
            setattr(self._station, name, value)
        return {
            "keep_alive": self._station.keep_alive,
            "latency": self._station.latency,
        }


def by_name(bound: StationVerbs) -> dict[str, Verb]:
    """List the verbs by name."""
    names = [name for name in dir(bound) if not name.startswith("_")]
    return {name: getattr(bound, name) for name in names}
