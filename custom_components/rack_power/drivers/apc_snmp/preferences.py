"""What the owner may decide about a UPS."""

from typing import Final

from ...equipment.preference import Preference

LOAD_CONTROL: Final = "load_control"
ALLOWED: Final = "on"

PREFERENCES: Final = (
    Preference(key=LOAD_CONTROL, default="off", options=("off", ALLOWED)),
)
"""``load_control``: whether what cuts, or may cut, the whole load is offered."""
