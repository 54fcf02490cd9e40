"""Start Home Assistant."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
import socket

from aiohttp import ClientError, ClientSession

from .api import Api
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


@asynccontextmanager
async def home_assistant(folder: Path, port: int) -> AsyncGenerator[Api]:
    """Run a new Home Assistant in a folder, which is emptied before."""
    await asyncio.to_thread(write_configuration, folder, port)
    log = folder / OUTPUT
    arguments = ["--config", str(folder), "--skip-pip", "--log-no-color"]
    async with (
        running(["-m", "homeassistant", *arguments], log) as process,
        ClientSession() as session,
    ):
        url = f"http://127.0.0.1:{port}"
        try:
            async with asyncio.timeout(START_SECONDS):
                await _until_it_answers(process, session, url)
        except (StoppedEarlyError, TimeoutError) as err:
            message = f"Home Assistant did not start:\n{log.read_text()}"
            raise StoppedEarlyError(message) from err
        yield Api(session, url)


async def _until_it_answers(process: Process, session: ClientSession, url: str) -> None:
    while process.returncode is None:
        try:
            async with session.get(f"{url}/manifest.json") as response:
                if response.ok:
                    return
        except ClientError:
            pass
        await asyncio.sleep(0.1)
    raise StoppedEarlyError
