"""Mending what is told as an issue, together with the owner."""

from typing import Final

from homeassistant.components.repairs import RepairsFlow
from homeassistant.core import HomeAssistant

from .fix_flows.battery import BatteryFlow
from .fix_flows.choice import ChoiceFlow, KnownFlow
from .fix_flows.connection import CautionFlow, ConnectionFlow, SignInFlow
from .fix_flows.posts import PostsFlow
from .fix_flows.replaced import ReplacedFlow
from .fix_flows.unsettled import UnsettledFlow
from .troubles import (
    FIX_BATTERY,
    FIX_CAUTION,
    FIX_CHOICE,
    FIX_CONNECTION,
    FIX_KNOWN,
    FIX_POSTS,
    FIX_REPLACED,
    FIX_SIGN_IN,
    FIX_UNSETTLED,
)

_FLOWS: Final[dict[str, type[RepairsFlow]]] = {
    FIX_BATTERY: BatteryFlow,
    FIX_CAUTION: CautionFlow,
    FIX_CHOICE: ChoiceFlow,
    FIX_CONNECTION: ConnectionFlow,
    FIX_KNOWN: KnownFlow,
    FIX_POSTS: PostsFlow,
    FIX_REPLACED: ReplacedFlow,
    FIX_SIGN_IN: SignInFlow,
    FIX_UNSETTLED: UnsettledFlow,
}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the flow that mends an issue; its data name it."""
    return _FLOWS[str((data or {})["fix"])]()
