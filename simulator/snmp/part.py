"""The network card on the command line."""

import argparse
from pathlib import Path
from typing import Any, ClassVar

from ..premises import Premises
from ..smartconnect.unit.start import share_first
from .card.models import MODELS
from .knobs import CardKnobs
from .scenarios import SCENARIOS
from .sender import KINDS
from .server import COMMUNITY, USER, WRITE_COMMUNITY, SnmpSimulator
from .wire.secure import User
from .wire.usm_codes import AUTH, NONE, PRIV

_SHARED = "smart_ups"
"""The model whose UPS a cloud shows, too."""


def _knob(text: str) -> tuple[str, str]:
    """Read one knob; try it, so that nonsense is refused before anything starts."""
    name, _, value = text.partition("=")
    try:
        CardKnobs().turn(**{name: value})
    except KeyError as err:
        raise argparse.ArgumentTypeError(f"there is no knob {name}") from err
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return name, value


def _receiver(text: str) -> tuple[str, int, str]:
    """Read HOST:PORT or HOST:PORT:VERSION."""
    host, _, rest = text.partition(":")
    port, _, version = rest.partition(":")
    if version and version not in KINDS:
        raise argparse.ArgumentTypeError(f"{version}: one of {', '.join(KINDS)}")
    return host, int(port), version or "1"


class SnmpPart:
    """Starts the card as the command line asks for it."""

    name: ClassVar[str] = "snmp"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        parser.add_argument("--control-port", type=int, default=0)
        parser.add_argument("--model", default=_SHARED, choices=sorted(MODELS))
        parser.add_argument(
            "--recording", type=Path, help="an .snmprec to play instead of a model"
        )
        parser.add_argument("--community", default=COMMUNITY)
        parser.add_argument("--write-community", default=WRITE_COMMUNITY)
        parser.add_argument("--username", default=USER.username)
        parser.add_argument(
            "--auth-protocol", default=USER.auth_protocol, choices=[NONE, *AUTH]
        )
        parser.add_argument("--auth-key", default=USER.auth_key)
        parser.add_argument(
            "--priv-protocol", default=USER.priv_protocol, choices=[NONE, *PRIV]
        )
        parser.add_argument("--priv-key", default=USER.priv_key)
        parser.add_argument("--latency", type=float, default=0.0, help="seconds")
        parser.add_argument(
            "--receiver",
            action="append",
            default=[],
            type=_receiver,
            metavar="HOST:PORT[:VERSION]",
            help="who gets traps",
        )
        parser.add_argument(
            "--knob",
            action="append",
            default=[],
            type=_knob,
            metavar="NAME=VALUE",
            help="see simulator/snmp/knobs.py",
        )
        parser.add_argument(
            "--scenario", action="append", default=[], choices=sorted(SCENARIOS)
        )

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the card, and find the UPS that it is in."""
        given: dict[str, Any] = {
            "clock": premises.clock,
            "host": options.host,
            "port": options.port,
            "control_port": options.control_port,
            "community": options.community,
            "write_community": options.write_community,
            "user": User(
                options.username,
                options.auth_protocol,
                options.auth_key,
                options.priv_protocol,
                options.priv_key,
            ),
            "latency": options.latency,
            **dict(options.knob),
        }
        if options.recording is not None:
            self._card = SnmpSimulator.from_snmprec(options.recording, **given)
        else:
            ups = share_first(premises) if options.model == _SHARED else None
            self._card = SnmpSimulator(options.model, ups=ups, **given)
        self._card.receivers.extend(options.receiver)
        self._scenarios: list[str] = options.scenario

    async def start(self) -> dict[str, str | int]:
        """Listen, and tell how to get in."""
        card = self._card
        await card.start()
        for name in self._scenarios:
            card.play(name)
        user = card.user
        return {
            "host": card.host,
            "port": card.port,
            "community": card.community,
            "write_community": card.write_community,
            "username": user.username,
            "auth_protocol": user.auth_protocol,
            "auth_key": user.auth_key,
            "priv_protocol": user.priv_protocol,
            "priv_key": user.priv_key,
            "control": card.control_url,
        }

    async def stop(self) -> None:
        """Leave nothing."""
        await self._card.stop()
