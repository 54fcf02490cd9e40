"""The portal's own call to a UPS (2.1): for live reads and for every command."""

from typing import Any

from ..unit.actions import Result, act
from ..unit.ups import Ups


class Unreachable(Exception):
    """The portal cannot reach the UPS."""


def call(ups: Ups, fn: int, port: object = "") -> Result:
    """Call a function of a UPS, with the key that the portal has been given.

    Not over a socket: the counters of the UPS's own server count its other clients.
    """
    if not ups.online or ups.knobs.uplink == "down":
        raise Unreachable
    return act(ups, ups.state.portal_key, str(fn), str(port), "")


def read(ups: Ups, fn: int) -> Any:
    """Read from a UPS."""
    return call(ups, fn).body
