"""What a scenario is played on."""

from typing import Protocol

from ...clock import Clock
from ...faults import Faults
from ..cloud.account import Cloud
from ..knobs import CloudKnobs
from ..unit.ups import Ups


class Stage(Protocol):
    """The cloud."""

    clock: Clock
    faults: Faults
    knobs: CloudKnobs
    cloud: Cloud

    def add(self) -> Ups:
        """Add another UPS to the account."""
