"""Delivers the posts of a simulated unit to where they are addressed."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
import json
from typing import Any, NamedTuple

import aiohttp
from yarl import URL

_TIMEOUT = aiohttp.ClientTimeout(total=5)
_JSON = {"Content-Type": "application/json"}


class Delivery(NamedTuple):
    """What became of a post: the answer's status and text, or the kind of failure."""

    url: str
    status: int | None
    text: str


def _ignore(kind: str, text: str) -> None:
    """Note nothing."""


class Courier:
    """Sends posts one after the other in the background, and remembers them all.

    Each has a connection of its own, and no certificate is looked at: so do small
    devices. None is ever sent twice.
    """

    def __init__(self, note: Callable[[str, str], None] = _ignore) -> None:
        """Tell what fails by `note`."""
        self.posts: list[tuple[str, Any]] = []
        self.deliveries: list[Delivery] = []
        self._note = note
        self._waiting: deque[tuple[str | URL, bytes, Mapping[str, str]]] = deque()
        self._task: asyncio.Task[None] | None = None

    def send(
        self, url: str | URL, body: Any, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a body to a URL, or to a bare address; bytes go as they are."""
        self.posts.append((str(url), body))
        if isinstance(url, str) and "://" not in url:
            url = f"http://{url}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._waiting.append((url, data, _JSON if headers is None else headers))
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def delivered(self) -> None:
        """Wait until nothing is under way."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """Give up what is under way."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while self._waiting:
            await self._deliver(*self._waiting.popleft())

    async def _deliver(
        self, url: str | URL, data: bytes, headers: Mapping[str, str]
    ) -> None:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(
                    url,
                    data=data,
                    headers=headers,
                    skip_auto_headers=("Content-Type",),
                    ssl=False,
                ) as response,
            ):
                text = await response.text(errors="replace")
                self.deliveries.append(Delivery(str(url), response.status, text))
                if response.status != 200:
                    self._note("webhook", f"answered {response.status}")
        # RuntimeError: a test that has closed its sockets.
        except (aiohttp.ClientError, OSError, RuntimeError, ValueError) as err:
            self.deliveries.append(Delivery(str(url), None, type(err).__name__))
            self._note("webhook", f"failed: {type(err).__name__}")
