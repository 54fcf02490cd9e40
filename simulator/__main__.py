"""Starts the simulator: `python -m simulator [PART [options]]`.

Prints one line of JSON that tells how to reach each part, then runs until it is
interrupted or terminated.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
import json
import signal
from typing import ClassVar, Protocol

from .clock import RunningClock
from .powersentrix.part import PortalPart, UpsPart
from .premises import Premises
from .smartconnect.part import SmartConnectPart
from .snmp.part import SnmpPart
from .synaccess.cloud.part import SynaccessCloudPart
from .synaccess.part import SynaccessPart


class Part(Protocol):
    """What can be started."""

    name: ClassVar[str]

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the part."""

    async def start(self) -> Mapping[str, str | int]:
        """Listen, and tell how to get in."""

    async def stop(self) -> None:
        """Leave nothing."""


PARTS: tuple[type[Part], ...] = (
    SynaccessPart,
    PortalPart,
    UpsPart,
    SmartConnectPart,
    SnmpPart,
    SynaccessCloudPart,
)


def chosen(arguments: Sequence[str] | None) -> tuple[Premises, list[Part]]:
    """Read the command line: one part with its options, or all with the defaults.

    Parts that are started together lead to the same units.
    """
    parser = argparse.ArgumentParser("python -m simulator", description=__doc__)
    parser.add_argument("--speed", type=float, default=1.0, help="of the clock")
    commands = parser.add_subparsers(dest="part", metavar="PART")
    parsers = {part.name: commands.add_parser(part.name) for part in PARTS}
    for part in PARTS:
        part.add_arguments(parsers[part.name])
    options = parser.parse_args(arguments)
    premises = Premises(RunningClock(speed=options.speed))
    if options.part is None:
        defaults = {part: parsers[part.name].parse_args([]) for part in PARTS}
        return premises, [part(defaults[part], premises) for part in PARTS]
    wanted = [part for part in PARTS if part.name == options.part]
    return premises, [part(options, premises) for part in wanted]


async def run(arguments: Sequence[str] | None = None) -> None:
    """Start what was chosen and run until told to end."""
    premises, parts = chosen(arguments)
    clock = premises.clock
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    await clock.start()
    try:
        told = {part.name: await part.start() for part in parts}
        print(json.dumps(told), flush=True)
        await ended.wait()
    finally:
        for part in parts:
            await part.stop()
        await clock.stop()


if __name__ == "__main__":
    asyncio.run(run())
