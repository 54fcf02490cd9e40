"""PowerSentrix on the command line: the portal is one part, the UPSs are another."""

import argparse
from typing import ClassVar

from ..premises import Premises
from ..station import Place
from .knobs import PortalKnobs, UnitKnobs
from .scenarios import SCENARIOS
from .site import PowerSentrixSimulator
from .unit.start import COMPANY


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--units", type=int, default=1)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--seed", type=int, default=1, help="of the noise")
    parser.add_argument(
        "--knob",
        action="append",
        default=[],
        type=_knob,
        metavar="NAME=VALUE",
        help="see simulator/powersentrix/knobs.py",
    )
    parser.add_argument(
        "--scenario", action="append", default=[], choices=sorted(SCENARIOS)
    )


def _place(options: argparse.Namespace, *, keep_alive: bool) -> Place:
    return Place(
        options.host,
        options.port,
        options.control_port,
        options.tls,
        keep_alive,
        options.latency,
    )


def _knob(text: str) -> tuple[str, str]:
    """Read one knob; try it, so that nonsense is refused before anything starts."""
    name, _, value = text.partition("=")
    knobs = PortalKnobs() if name in PortalKnobs.names() else UnitKnobs()
    try:
        knobs.turn(**{name: value})
    except KeyError as err:
        raise argparse.ArgumentTypeError(f"there is no knob {name}") from err
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return name, value


def _site(
    options: argparse.Namespace, premises: Premises, **places: Place
) -> PowerSentrixSimulator:
    """Find the units, or build them; parts that start together have the defaults."""
    return premises.share(
        PowerSentrixSimulator,
        lambda: PowerSentrixSimulator(
            options.units,
            clock=premises.clock,
            seed=options.seed,
            **places,
            **dict(options.knob),
        ),
    )


class PortalPart:
    """Starts the portal as the command line asks for it."""

    name: ClassVar[str] = "powersentrix-portal"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        _add_arguments(parser)

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the portal, and the UPSs behind it."""
        place = _place(options, keep_alive=True)
        self._site = _site(options, premises, portal=place)
        self._scenarios: list[str] = options.scenario

    async def start(self) -> dict[str, str]:
        """Listen, and tell how to get in."""
        self._site.begin()
        portal = self._site.portal
        await portal.start()
        for name in self._scenarios:
            portal.play(name)
        return {
            "url": portal.url,
            "email": portal.email,
            "password": portal.password,
            "control": portal.control_url,
        }

    async def stop(self) -> None:
        """Leave nothing."""
        await self._site.end()
        await self._site.portal.stop()


class UpsPart:
    """Starts the UPSs as the command line asks for them."""

    name: ClassVar[str] = "powersentrix-ups"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        _add_arguments(parser)
        parser.add_argument("--keep-alive", action="store_true")
        parser.add_argument("--push-url", help="a server for the first UPS to post to")
        parser.add_argument("--company-id", default=COMPANY)

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the UPSs."""
        place = _place(options, keep_alive=options.keep_alive)
        self._site = _site(options, premises, ups=place)
        self._scenarios: list[str] = options.scenario
        self._push_url: str | None = options.push_url
        self._company_id: str = options.company_id

    async def start(self) -> dict[str, str]:
        """Listen, and tell how to get in; further UPSs are `url_2`, and so on."""
        self._site.begin()
        for ups in self._site.upses:
            await ups.start()
        if self._push_url is not None:
            self._site.ups.push_to(self._push_url, self._company_id)
        for name in self._scenarios:
            self._site.ups.play(name)
        first, *others = self._site.upses
        told = {
            "url": first.url,
            "api_key": first.api_key,
            "read_key": first.read_key,
            "serial": first.serial,
            "control": first.control_url,
        }
        for number, ups in enumerate(others, start=2):
            told |= {f"url_{number}": ups.url, f"control_{number}": ups.control_url}
        return told

    async def stop(self) -> None:
        """Leave nothing."""
        await self._site.end()
        for ups in self._site.upses:
            await ups.stop()
