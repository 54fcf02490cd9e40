"""Start the simulator."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
import json
from pathlib import Path

from .processes import StoppedEarlyError, running

START_SECONDS = 30

type Parts = Mapping[str, Mapping[str, str]]


@asynccontextmanager
async def simulator(log: Path) -> AsyncGenerator[Parts]:
    """Run all parts on free ports of loopback; yield how to reach each."""
    async with running(["-m", "simulator"], log, listen=True) as process:
        assert process.stdout is not None  # noqa: S101, a pipe was asked for
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        if not line:
            message = f"The simulator did not start:\n{log.read_text()}"
            raise StoppedEarlyError(message)
        yield json.loads(line)
