"""Talk to a running Home Assistant, as a browser does."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse

FLOW = "/api/config/config_entries/flow"
OPTIONS_FLOW = "/api/config/config_entries/options/flow"


class RefusedError(Exception):
    """Home Assistant did not do what it was asked."""


class WebSocket:
    """The WebSocket API: ask for things, one after the other, or listen."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = count(1)

    @classmethod
    async def signed_in(cls, socket: ClientWebSocketResponse, token: str) -> Self:
        """Sign in on a new connection."""
        await socket.receive_json()
        await socket.send_json({"type": "auth", "access_token": token})
        answer = await socket.receive_json()
        if answer["type"] != "auth_ok":
            raise RefusedError(answer)
        return cls(socket)

    async def ask(self, kind: str, **arguments: object) -> Any:
        """Send a command and wait for its result."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "type": kind, **arguments})
        while (answer := await self._socket.receive_json())["id"] != number:
            pass
        if not answer["success"]:
            raise RefusedError(kind, answer["error"])
        return answer["result"]

    async def next_event(self) -> Any:
        """Wait for the next event of what was subscribed to."""
        while (message := await self._socket.receive_json())["type"] != "event":
            pass
        return message["event"]


class Api:
    """The REST API of one Home Assistant, and ways to its WebSocket API."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self.url = url
        self._token = ""

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """Send a request, return its JSON."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with self._session.request(
            method, self.url + path, json=body, headers=headers
        ) as response:
            if not response.ok:
                raise RefusedError(path, response.status, await response.text())
            return await response.json()

    async def create_owner(self, username: str, password: str) -> None:
        """Create the first user and act as that user from now on."""
        client_id = f"{self.url}/"
        owner = await self.call(
            "POST",
            "/api/onboarding/users",
            {
                "name": username.title(),
                "username": username,
                "password": password,
                "client_id": client_id,
                "language": "en",
            },
        )
        grant = {
            "grant_type": "authorization_code",
            "code": owner["auth_code"],
            "client_id": client_id,
        }
        async with self._session.post(f"{self.url}/auth/token", data=grant) as response:
            tokens = await response.json()
        self._token = tokens["access_token"]
        # Tokens of a browser live for half an hour; a demo may stay up for days.
        async with self.websocket() as websocket:
            self._token = await websocket.ask(
                "auth/long_lived_access_token", client_name="Demo", lifespan=365
            )

    @asynccontextmanager
    async def websocket(self) -> AsyncGenerator[WebSocket]:
        """Open the WebSocket API."""
        # Home Assistant sends big registries in one message.
        async with self._session.ws_connect(
            f"{self.url}/api/websocket", max_msg_size=0
        ) as socket:
            yield await WebSocket.signed_in(socket, self._token)

    async def run_config_flow(
        self, domain: str, step: str, fields: dict[str, object]
    ) -> dict[str, str]:
        """Add an entry: choose from the menu, fill in the form.

        Forms that follow are taken as they are; what they tell is returned.
        """
        flow = await self.call("POST", FLOW, {"handler": domain})
        path = f"{FLOW}/{flow['flow_id']}"
        await self.call("POST", path, {"next_step_id": step})
        result = await self.call("POST", path, fields)
        told: dict[str, str] = {}
        while result["type"] == "form" and not result.get("errors"):
            told |= result["description_placeholders"] or {}
            defaults = {
                field["name"]: field["default"]
                for field in result["data_schema"]
                if "default" in field
            }
            result = await self.call("POST", path, defaults)
        if result["type"] != "create_entry":
            raise RefusedError(step, result.get("errors") or result)
        return told

    async def set_options(self, entry_id: str, options: dict[str, object]) -> None:
        """Change the options of an entry's connection."""
        flow = await self.call("POST", OPTIONS_FLOW, {"handler": entry_id})
        path = f"{OPTIONS_FLOW}/{flow['flow_id']}"
        if flow["type"] == "menu":
            await self.call("POST", path, {"next_step_id": "connection"})
        result = await self.call("POST", path, options)
        if result["type"] != "create_entry":
            raise RefusedError(entry_id, result.get("errors") or result)

    async def get_elsewhere(self, url: str) -> Any:
        """Ask a program of ours something."""
        async with self._session.get(url) as response:
            if not response.ok:
                raise RefusedError(url, response.status, await response.text())
            return await response.json()

    async def post_elsewhere(self, url: str, body: object) -> None:
        """Tell a program of ours something."""
        async with self._session.post(url, json=body) as response:
            if not response.ok:
                raise RefusedError(url, response.status, await response.text())
