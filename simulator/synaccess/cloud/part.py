"""The Synaccess Cloud on the command line."""

import argparse
from typing import ClassVar

from ...premises import Premises
from ...station import Place
from ..server import PduSimulator
from .knobs import CloudKnobs
from .scenarios import SCENARIOS
from .server import CloudSimulator


def _knob(text: str) -> tuple[str, str]:
    """Read one knob; try it, so that nonsense is refused before anything starts."""
    name, _, value = text.partition("=")
    try:
        CloudKnobs().turn(**{name: value})
    except KeyError as err:
        raise argparse.ArgumentTypeError(f"there is no knob {name}") from err
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return name, value


class SynaccessCloudPart:
    """Starts the cloud as the command line asks for it.

    Its first PDU is that of the part `synaccess`: both ways lead to it.
    """

    name: ClassVar[str] = "synaccess-cloud"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        parser.add_argument("--control-port", type=int, default=0)
        parser.add_argument("--tls", action="store_true")
        parser.add_argument("--units", type=int, default=3)
        parser.add_argument("--latency", type=float, default=0.0, help="seconds")
        parser.add_argument(
            "--knob",
            action="append",
            default=[],
            type=_knob,
            metavar="NAME=VALUE",
            help="see simulator/synaccess/cloud/knobs.py",
        )
        parser.add_argument(
            "--scenario", action="append", default=[], choices=sorted(SCENARIOS)
        )

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the cloud, and the PDUs behind it."""
        shared = premises.share(
            PduSimulator, lambda: PduSimulator(clock=premises.clock, wander=True)
        )
        self._shared = shared.unit
        self._cloud = CloudSimulator(
            options.units,
            clock=premises.clock,
            place=Place(
                options.host,
                options.port,
                options.control_port,
                options.tls,
                keep_alive=True,
                latency=options.latency,
            ),
            first=shared.unit,
            wander=True,
            **dict(options.knob),
        )
        self._scenarios: list[str] = options.scenario

    async def start(self) -> dict[str, str]:
        """Listen, and tell how to get in."""
        await self._cloud.start()
        for name in self._scenarios:
            self._cloud.play(name)
        return {
            "url": self._cloud.url,
            "token": self._cloud.token,
            "control": self._cloud.control_url,
        }

    async def stop(self) -> None:
        """Leave nothing."""
        await self._cloud.stop()
        await self._shared.stop()
