"""Clients as thin as can be, and a server that takes whatever is posted."""

from dataclasses import dataclass, field
import json
from typing import Any, Self

import aiohttp
from aiohttp import web

from ..client import Answer, Client

BASE = "/api/v1"
UPS = f"{BASE}/ups"


@dataclass(slots=True)
class Portal:
    """A client of the portal."""

    session: aiohttp.ClientSession
    url: str
    token: str | None = None

    async def send(self, method: str, path: str, body: Any = None) -> Answer:
        """Send a request with the token; a body that is no text is sent as JSON."""
        headers = {"Content-Type": "application/json"}
        return await Client(self.session, self.url, self.token, headers).send(
            method, path, body
        )

    async def login(self, email: str, password: str) -> Answer:
        """Log in, and keep the token."""
        body = {"email": email, "password": password}
        answer = await self.send("POST", f"{BASE}/user/authenticate", body)
        if answer.status == 200:
            self.token = answer.json["token"]
        return answer

    async def ask(self, name: str) -> Answer:
        """Read something of UPSs."""
        return await self.send("GET", f"{UPS}/{name}")

    async def get(self, name: str) -> Any:
        """Read something that is there."""
        answer = await self.ask(name)
        assert answer.status == 200, answer.text
        return answer.json

    async def whole(self, ident: str = "42") -> Any:
        """Read a UPS whole."""
        told = await self.get(f"getUpsComplexObject?id={ident}")
        assert told["responseMessage"] == "OK", told
        return told["responseObject"]

    async def toggle(self, port: int = 0, ident: str = "42") -> Answer:
        """Toggle a port."""
        return await self.ask(f"changePortState?id={ident}&port={port}")


@dataclass(slots=True)
class Local:
    """A client of a UPS."""

    session: aiohttp.ClientSession
    url: str
    key: str

    async def ask(self, fn: object, *params: object) -> Answer:
        """Call a function."""
        named = "".join(f"&param{n}={text}" for n, text in enumerate(params, start=1))
        path = f"/api_actions?apiKey={self.key}&fn={fn}{named}"
        return await Client(self.session, self.url).send("GET", path)

    async def get(self, fn: int, *params: object) -> Any:
        """Call a function that answers in JSON."""
        answer = await self.ask(fn, *params)
        assert answer.status == 200, answer.text
        return answer.json

    async def data(self) -> Any:
        """Read what is measured."""
        return (await self.get(2))["upsData"]


@dataclass(slots=True)
class Post:
    """What came: the path, the query, the body as it was, its type."""

    path: str
    query: dict[str, str]
    body: bytes
    type: str | None

    @property
    def name(self) -> str:
        """The last word of the path."""
        return self.path.rpartition("/")[2]

    @property
    def json(self) -> Any:
        """The body, which has to be JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Receiver:
    """A monitoring server."""

    posts: list[Post] = field(default_factory=list)
    status: int = 200
    url: str = ""
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen."""
        app = web.Application(client_max_size=1 << 20)
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://127.0.0.1:{1}".format(*self._runner.addresses[0])
        return self

    async def __aexit__(self, *_: object) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    def named(self, name: str) -> list[Post]:
        """Find the posts of a kind."""
        return [post for post in self.posts if post.name == name]

    async def _take(self, request: web.Request) -> web.Response:
        self.posts.append(
            Post(
                request.path,
                dict(request.query),
                await request.read(),
                request.headers.get("Content-Type"),
            )
        )
        return web.json_response({"responseMessage": "OK"}, status=self.status)
