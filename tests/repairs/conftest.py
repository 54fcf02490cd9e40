"""The repairs of a house, as the frontend sees and uses them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.rack_power.const import DOMAIN

type Shown = Mapping[str, Any]
"""An issue or a step of a flow, as it goes over the wire."""


class Repairs:
    """Lists issues, and goes through the flows that mend them."""

    def __init__(
        self,
        hass: HomeAssistant,
        client: ClientSessionGenerator,
        sockets: WebSocketGenerator,
        token: str,
    ) -> None:
        """Prepare; the house is entered when it is set up."""
        self.hass = hass
        self._client_of = client
        self._socket_of = sockets
        self._user = hass.auth.async_validate_access_token(token)
        self._client: TestClient[Any, Any] | None = None

    async def issues(self) -> list[Shown]:
        """Return the issues of the integration that the frontend would list."""
        socket = await self._socket_of(self.hass, self._token())
        await socket.send_json_auto_id({"type": "repairs/list_issues"})
        answer = await socket.receive_json()
        await socket.close()
        told = [one for one in answer["result"]["issues"] if one["domain"] == DOMAIN]
        return sorted(told, key=lambda one: str(one["translation_key"]))

    async def told(self) -> list[str]:
        """Return what is told, by the keys of the texts."""
        return [one["translation_key"] for one in await self.issues()]

    async def issue(self, key: str = "") -> Shown:
        """Return the only issue, or that with a key."""
        (found,) = (
            one for one in await self.issues() if key in {"", one["translation_key"]}
        )
        return found

    async def ignore(self, issue: Shown) -> None:
        """Let the owner ignore an issue."""
        socket = await self._socket_of(self.hass, self._token())
        await socket.send_json_auto_id(
            {
                "type": "repairs/ignore_issue",
                "domain": DOMAIN,
                "issue_id": issue["issue_id"],
                "ignore": True,
            }
        )
        assert (await socket.receive_json())["success"]
        await socket.close()

    async def open(self, issue: Shown) -> Shown:
        """Begin to mend an issue."""
        step = await self._post(
            "/api/repairs/issues/fix",
            {"handler": DOMAIN, "issue_id": issue["issue_id"]},
        )
        assert not step.get("errors"), "nothing was filled in yet"
        return step

    async def choose(self, step: Shown, option: str) -> Shown:
        """Choose from a menu."""
        assert step["type"] == "menu"
        assert option in step["menu_options"]
        return await self.submit(step, next_step_id=option)

    async def submit(self, step: Shown, **fields: str) -> Shown:
        """Fill in a form."""
        path = f"/api/repairs/issues/fix/{step['flow_id']}"
        answer = await self._post(path, fields)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        return answer

    async def mend(self, issue: Shown, option: str) -> Shown:
        """Begin to mend an issue, and choose how."""
        return await self.choose(await self.open(issue), option)

    async def _post(self, path: str, body: Mapping[str, str]) -> Shown:
        if self._client is None:
            self._client = await self._client_of()
        answer = await self._client.post(
            path, json=body, headers={"Authorization": f"Bearer {self._token()}"}
        )
        assert answer.status == HTTPStatus.OK, await answer.text()
        told: Shown = await answer.json()
        return told

    def _token(self) -> str:
        """Return a token of now: time leaps in these tests."""
        assert self._user is not None
        return self.hass.auth.async_create_access_token(self._user)


@pytest.fixture
async def repairs(
    hass: HomeAssistant,
    custom_integrations: None,
    clock: object,
    hass_client_no_auth: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
    hass_access_token: str,
) -> Repairs:
    """The repairs of the house."""
    for component in ("repairs", "websocket_api", "config"):
        assert await async_setup_component(hass, component, {})
    return Repairs(hass, hass_client_no_auth, hass_ws_client, hass_access_token)


async def reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load an entry anew, as a restart would."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Add an entry to the house and set it up."""
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


def how_far(entry: MockConfigEntry) -> ConfigEntryState:
    """Return how far an entry is set up, now."""
    state: ConfigEntryState = entry.state
    return state
