"""Start programs and stop them, leaving nothing behind."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import shutil
import sys

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 30


class StoppedEarlyError(Exception):
    """A program ended before it did what it was started for."""


@asynccontextmanager
async def running(
    arguments: Sequence[str], log: Path, *, listen: bool = False, append: bool = False
) -> AsyncGenerator[Process]:
    """Run a Python program of this environment; what it says goes to the log.

    With listen, what it says can be read instead, and only its complaints are logged.
    With append, the log keeps what it has.

    It gets a session of its own, so that Ctrl-C at the terminal reaches only us and
    each program is asked to end exactly once: asked twice, Home Assistant drops dead.
    """
    with log.open("ab" if append else "wb") as output:
        process = await asyncio.create_subprocess_exec(
            *_end_with_parent(),
            sys.executable,
            *arguments,
            cwd=ROOT,
            stdin=DEVNULL,
            stdout=PIPE if listen else output,
            stderr=output,
            env=_environment(),
            start_new_session=True,
        )
    try:
        yield process
    finally:
        await asyncio.shield(_stop(process))


async def _stop(process: Process) -> None:
    """Ask to end, insist after a while."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        # Reads what is left, too: a program may hang on a full pipe.
        await asyncio.wait_for(process.communicate(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _end_with_parent() -> tuple[str, ...]:
    """Have the kernel end the program if we are killed and cannot do it ourselves."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", "--") if setpriv else ()


def _environment() -> dict[str, str]:
    """Put this environment's programs on the PATH: Home Assistant looks for uv."""
    programs = str(Path(sys.executable).parent)
    return os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
