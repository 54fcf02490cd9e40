"""What a scenario is played on."""

from collections.abc import Sequence
from typing import Protocol

from ...clock import Clock
from ...faults import Faults
from ..knobs import PortalKnobs, UnitKnobs
from ..portal.accounts import Account
from ..portal.tokens import Tokens
from ..push.pusher import Pusher
from ..unit.state import UpsState
from ..unit.ups import Ups


class Victim(Protocol):
    """The UPS that it happens to."""

    unit: Ups
    pusher: Pusher
    faults: Faults

    @property
    def state(self) -> UpsState:
        """What is so."""

    @property
    def knobs(self) -> UnitKnobs:
        """What is unknown."""

    def leave(self, *, silent: bool = False) -> None:
        """Be off the network."""


class Cloud(Protocol):
    """The portal."""

    faults: Faults
    knobs: PortalKnobs
    accounts: list[Account]
    tokens: Tokens


class Stage(Protocol):
    """Everything."""

    clock: Clock

    @property
    def portal(self) -> Cloud:
        """The portal."""

    @property
    def upses(self) -> Sequence[Victim]:
        """All UPSs."""
