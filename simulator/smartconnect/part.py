"""SmartConnect on the command line."""

import argparse
from pathlib import Path
from typing import ClassVar

from ..premises import Premises
from ..station import Place
from .knobs import CloudKnobs
from .scenarios import SCENARIOS
from .server import SmartConnectSimulator
from .unit.start import share_first


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


class SmartConnectPart:
    """Starts the cloud as the command line asks for it."""

    name: ClassVar[str] = "smartconnect"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        parser.add_argument("--identity-host", help="left out: as --host")
        parser.add_argument("--identity-port", type=int, default=0)
        parser.add_argument("--control-port", type=int, default=0)
        parser.add_argument("--tls", action="store_true")
        parser.add_argument(
            "--certificate", type=Path, help="where to write the certificate"
        )
        parser.add_argument("--public-url", help="the portal's address in pages")
        parser.add_argument("--identity-public-url", help="the identity host's")
        parser.add_argument("--units", type=int, default=2)
        parser.add_argument("--latency", type=float, default=0.0, help="seconds")
        parser.add_argument("--seed", type=int, default=1, help="of the noise")
        parser.add_argument(
            "--knob",
            action="append",
            default=[],
            type=_knob,
            metavar="NAME=VALUE",
            help="see simulator/smartconnect/knobs.py",
        )
        parser.add_argument(
            "--scenario", action="append", default=[], choices=sorted(SCENARIOS)
        )

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the cloud, and the UPSs behind it."""
        self._site = SmartConnectSimulator(
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
            identity_host=options.identity_host,
            identity_port=options.identity_port,
            public=options.public_url,
            identity_public=options.identity_public_url,
            seed=options.seed,
            first=share_first(premises),
            **dict(options.knob),
        )
        self._scenarios: list[str] = options.scenario
        self._certificate: Path | None = options.certificate

    async def start(self) -> dict[str, str]:
        """Listen, and tell how to get in."""
        site = self._site
        if self._certificate is not None:
            self._certificate.write_text(site.certificate or "")
        await site.start()
        for name in self._scenarios:
            site.play(name)
        return {
            "url": site.url,
            "email": site.email,
            "password": site.password,
            "control": site.control_url,
        }

    async def stop(self) -> None:
        """Leave nothing."""
        await self._site.stop()
