"""How currents would look in either scale, to compare with the UPS's own page."""

from collections.abc import Mapping

from .choices import CURRENT_SCALE
from .mapping.outlets import AMPERES, Outlet
from .mapping.status import Status


def illustrate(status: Status, key: str) -> Mapping[str, str]:
    """Return, for every scale, the outputs that have a load, one a line."""
    if key != CURRENT_SCALE:
        return {}
    return {
        scale: "\n".join(
            _line(index, outlet, scale)
            for index, outlet in status.outlets.items()
            if outlet.state and outlet.counts
        )
        for scale in AMPERES
    }


def _line(index: int, outlet: Outlet, scale: str) -> str:
    amperes = (outlet.counts or 0) * AMPERES[scale]
    watts = outlet.power(scale)
    name = f"{index + 1} {outlet.label or ''}".rstrip()
    return f"{name}: {amperes:.3f} A" + (
        f", {watts:.1f} W" if watts is not None else ""
    )
