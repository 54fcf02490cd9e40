"""Start Home Assistant, and start it again when it asks for that."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
import socket

from aiohttp import ClientError, ClientSession
from homeassistant.const import RESTART_EXIT_CODE

from .api import Api, RefusedError
from .configuration import write_configuration
from .processes import StoppedEarlyError, running

START_SECONDS = 120
OUTPUT = "home-assistant.out"


def free_port(wish: int = 0) -> int:
    """Find a port of loopback; another one if the wish is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wish))
        except OSError:
            return free_port()
        return int(probe.getsockname()[1])


class Instance:
    """Home Assistant in a folder, whichever process it is at present."""

    def __init__(self, folder: Path, port: int, session: ClientSession) -> None:
        self._folder = folder
        self._session = session
        self._stack = AsyncExitStack()
        self._process: Process | None = None
        self.api = Api(session, f"http://127.0.0.1:{port}")

    async def start(self) -> None:
        """Run it, until it answers.

        Raises StoppedEarlyError, with what it printed, if it does not.
        """
        await self._start(self._answers)

    async def start_again(self) -> None:
        """Run it once more after its end, until all of it works for its owner.

        Raises StoppedEarlyError, with what it printed, if it does not.
        """
        await self._start(self._works)

    async def wants_restart(self) -> None:
        """Wait until it ends because somebody asked it to start again.

        Home Assistant leaves that to whoever started it, and tells by its exit code.
        Raises StoppedEarlyError if it ends for another reason.
        """
        assert self._process is not None  # noqa: S101, it was started
        code = await self._process.wait()
        if code != RESTART_EXIT_CODE:
            log = self._folder / OUTPUT
            message = f"Home Assistant ended with code {code}; what it said is in {log}"
            raise StoppedEarlyError(message)

    async def stop(self) -> None:
        """End it, if it runs."""
        await self._stack.aclose()

    async def _start(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        await self.stop()
        log = self._folder / OUTPUT
        arguments = ["--config", str(self._folder), "--skip-pip", "--log-no-color"]
        self._process = await self._stack.enter_async_context(
            running(["-m", "homeassistant", *arguments], log, append=True)
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await _until(is_ready, self._process)
        except (StoppedEarlyError, TimeoutError) as err:
            message = f"Home Assistant did not start:\n{log.read_text()}"
            raise StoppedEarlyError(message) from err

    async def _answers(self) -> bool:
        async with self._session.get(f"{self.api.url}/manifest.json") as response:
            return response.ok

    async def _works(self) -> bool:
        told = await self.api.call("GET", "/api/config")
        return bool(told["state"] == "RUNNING")


async def _until(is_ready: Callable[[], Awaitable[bool]], process: Process) -> None:
    while process.returncode is None:
        with suppress(ClientError, RefusedError):
            if await is_ready():
                return
        await asyncio.sleep(0.1)
    raise StoppedEarlyError


@asynccontextmanager
async def home_assistant(folder: Path, port: int) -> AsyncGenerator[Instance]:
    """Run a new Home Assistant in a folder, which is emptied before."""
    await asyncio.to_thread(write_configuration, folder, port)
    async with ClientSession() as session:
        instance = Instance(folder, port, session)
        try:
            await instance.start()
            yield instance
        finally:
            await instance.stop()
