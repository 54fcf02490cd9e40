"""The PDU as a part of the command line."""

import argparse
import json
from pathlib import Path
from typing import ClassVar

from ..premises import Premises
from .dialects import DIALECTS
from .scenarios import SCENARIOS
from .server import PduSimulator


class SynaccessPart:
    """Starts a PDU as the command line asks for it."""

    name: ClassVar[str] = "synaccess"

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
        parser.add_argument("--control-port", type=int, default=0)
        parser.add_argument("--tls", action="store_true")
        parser.add_argument("--keep-alive", action="store_true")
        parser.add_argument("--outlets", type=int, default=8)
        parser.add_argument(
            "--state", type=Path, help="JSON that changes the start state"
        )
        parser.add_argument("--latency", type=float, default=0.0, help="seconds")
        parser.add_argument(
            "--dialect", action="append", default=[], choices=sorted(DIALECTS)
        )
        parser.add_argument(
            "--scenario", action="append", default=[], choices=sorted(SCENARIOS)
        )

    def __init__(self, options: argparse.Namespace, premises: Premises) -> None:
        """Build the PDU."""
        self._scenarios: list[str] = options.scenario
        self._state: Path | None = options.state
        self._pdu = premises.share(
            PduSimulator,
            lambda: PduSimulator(
                options.outlets,
                options.dialect,
                options.tls,
                premises.clock,
                options.keep_alive,
                host=options.host,
                port=options.port,
                control_port=options.control_port,
                latency=options.latency,
                wander=True,
            ),
        )

    async def start(self) -> dict[str, str]:
        """Listen, and tell how to get in."""
        await self._pdu.start()
        if self._state is not None:
            self._pdu.patch(json.loads(self._state.read_text()))
        for name in self._scenarios:
            self._pdu.play(name)
        admin = self._pdu.state.users[0]
        return {
            "url": self._pdu.url,
            "username": admin["username"],
            "password": admin["password"],
            "token": admin["token"] or "",
            "control": self._pdu.control_url,
        }

    async def stop(self) -> None:
        """Leave nothing."""
        await self._pdu.stop()
