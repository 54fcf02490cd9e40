"""The simulator's control plane, as the tests use it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import ClientSession


@dataclass(frozen=True, slots=True)
class Control:
    """Sees what arrived at a simulated unit."""

    session: ClientSession
    url: str

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncGenerator[Self]:
        """Hold a connection for as long as needed."""
        async with ClientSession(raise_for_status=True) as session:
            yield cls(session, url)

    async def _get(self, path: str) -> Any:
        async with self.session.get(self.url + path) as response:
            return await response.json()

    async def reset_counters(self) -> None:
        """Count from here."""
        async with self.session.delete(f"{self.url}counters"):
            pass

    async def commands(self) -> dict[str, list[list[str]]]:
        """Tell the commands received and executed, in order."""
        commands: dict[str, list[list[str]]] = (await self._get("counters"))["commands"]
        return commands

    async def outlets(self) -> list[dict[str, Any]]:
        """Tell the outlets as they are, not as they say."""
        outlets: list[dict[str, Any]] = (await self._get("state"))["outlets"]
        return outlets

    async def polled(self, times: int) -> None:
        """Wait until the unit has been read some more times."""
        seen = await self._reads()
        while await self._reads() < seen + times:
            await asyncio.sleep(0.2)

    async def _reads(self) -> int:
        requests: dict[str, int] = (await self._get("counters"))["requests"]
        return sum(
            count
            for request, count in requests.items()
            if request.startswith("GET ") and request.endswith("/outlets")
        )
