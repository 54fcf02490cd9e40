"""A client as thin as can be, so that tests see what is on the wire."""

from dataclasses import dataclass
import json
from typing import Any

import aiohttp


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, which has to be JSON."""
        return json.loads(self.text)


@dataclass(slots=True)
class Client:
    """Sends requests with whatever credentials it was given."""

    session: aiohttp.ClientSession
    url: str
    token: str | None = None
    headers: dict[str, str] | None = None

    async def send(self, method: str, path: str, body: Any = None) -> Answer:
        """Send a request; a body that is no text is sent as JSON."""
        headers = dict(self.headers or {})
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        data = body if body is None or isinstance(body, str) else json.dumps(body)
        async with self.session.request(
            method, self.url + path, data=data, headers=headers, allow_redirects=False
        ) as response:
            return Answer(
                response.status, await response.text(), dict(response.headers)
            )

    async def get(self, path: str) -> Any:
        """Read JSON."""
        answer = await self.send("GET", path)
        assert answer.status == 200, answer.text
        return answer.json

    async def put(self, path: str, body: Any) -> Any:
        """Write JSON."""
        answer = await self.send("PUT", path, body)
        assert answer.status == 200, answer.text
        return answer.json

    async def post(self, path: str, body: Any = None) -> Any:
        """Post JSON."""
        answer = await self.send("POST", path, body)
        assert answer.status == 200, answer.text
        return answer.json

    async def delete(self, path: str) -> Answer:
        """Delete, and expect nothing to read."""
        answer = await self.send("DELETE", path)
        assert answer.status == 200, answer.text
        return answer

    async def item(self, path: str, ident: object, key: str = "id") -> Any:
        """Read one object of a list."""
        for item in await self.get(path):
            if str(item[key]) == str(ident):
                return item
        raise AssertionError(f"{ident} is not in {path}")

    async def login(self, username: str, password: str) -> Answer:
        """Log in, as the vendor's client does."""
        body = {"username": username, "password": password}
        return await self.send("POST", "/login", body)
