"""A dashboard to look at, as the integration's own action makes it."""

from typing import Any

from .api import Api
from .connections import DOMAIN

PATH = "rack-power"
ICON = "mdi:server"


async def make_dashboard(api: Api, *device_ids: str) -> dict[str, Any]:
    """Ask the integration for a dashboard of some units, else of all that are there."""
    answer = await api.call(
        "POST",
        f"/api/services/{DOMAIN}/get_dashboard?return_response",
        {"device_id": device_ids} if device_ids else {},
    )
    made: dict[str, Any] = answer["service_response"]
    return made


def drawn(made: Any) -> set[str]:
    """Find every entity whose history is drawn, wherever its card lies."""
    if isinstance(made, list):
        return set().union(*map(drawn, made))
    if not isinstance(made, dict):
        return set()
    if made.get("type") == "history-graph":
        return {one["entity"] for one in made["entities"]}
    return drawn(list(made.values()))


async def save_dashboard(api: Api, made: dict[str, Any]) -> None:
    """Create the dashboard and make it what a person sees first."""
    async with api.websocket() as websocket:
        await websocket.ask(
            "lovelace/dashboards/create",
            url_path=PATH,
            title=made["title"],
            icon=ICON,
            show_in_sidebar=True,
            require_admin=False,
        )
        await websocket.ask("lovelace/config/save", url_path=PATH, config=made)
        await websocket.ask(
            "frontend/set_system_data", key="core", value={"default_panel": PATH}
        )


async def is_shown_first(api: Api) -> bool:
    """Tell whether the dashboard is still there, and what a person sees first."""
    async with api.websocket() as websocket:
        panels = await websocket.ask("get_panels")
        system = await websocket.ask("frontend/get_system_data", key="core")
    return PATH in panels and (system["value"] or {}).get("default_panel") == PATH
