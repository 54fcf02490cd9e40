"""Delivers the posts of the action "HTTP POST" to where they are addressed."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

_TIMEOUT = aiohttp.ClientTimeout(total=5)


class Courier:
    """Sends webhooks one by one in the background, and remembers them all."""

    def __init__(self, note: Callable[[str, str], None]) -> None:
        """Write what fails into the unit's journal by `note`."""
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self._note = note
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, url: str, body: dict[str, Any]) -> None:
        """Send a body to a URL, or to a bare address."""
        self.posts.append((url, body))
        if "://" not in url:
            url = f"http://{url}"
        task = asyncio.get_running_loop().create_task(self._deliver(url, body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def delivered(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver(self, url: str, body: dict[str, Any]) -> None:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(url, json=body) as response,
            ):
                if response.status != 200:
                    self._note("webhook", f"answered {response.status}")
        # RuntimeError: a test that has closed its sockets.
        except (aiohttp.ClientError, OSError, RuntimeError, ValueError) as err:
            self._note("webhook", f"failed: {type(err).__name__}")
