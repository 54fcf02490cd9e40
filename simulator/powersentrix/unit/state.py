"""What is so with a UPS, for tests to read and change."""

from dataclasses import dataclass, field
from typing import Any

from .battery import Block

type Record = dict[str, Any]
PORTS = 12


@dataclass(slots=True)
class Port:
    """An output port."""

    id: int
    label: str
    on: bool
    rail: float
    """Volts when on; 0: nothing behind it."""
    amperes: float = 0.0
    """What hangs on it draws so much while it is on."""


@dataclass(slots=True)
class Supply:
    """A power supply with its battery."""

    mains: bool = True
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class UpsState:
    """The live state; what is measured follows from it.

    `overrides` sets what is told on the wire, whatever is so: the keys are paths into
    the complete object, as `upsData.ps.0.main`.
    """

    sn: str
    cmm: str
    portal_id: int
    name: str
    ports: list[Port]
    supplies: list[Supply]
    settings: Record
    """As on the wire, without `forcePowerFromBatteries` and `remoteServer`."""
    extra_actions: list[Record]
    type: str = "PWX-12-4422"
    com_firmware: str = "v3.2.1"
    main_firmware: str = "v2.1.0"
    description: str = ""
    location: str = ""
    company: str = ""
    forced: bool = False
    """Power is taken from the batteries on purpose."""
    buv: float = 48.0
    """Volts of the battery at which the UPS gives up."""
    inputs: dict[int, bool] = field(default_factory=lambda: {1: False, 2: False})
    keys: dict[str, bool] = field(default_factory=dict)
    """API key: whether "Enable API Write Actions" is ticked for its user."""
    portal_key: str = ""
    """The key that the portal has been given."""
    overrides: Record = field(default_factory=dict)

    def port(self, ident: object) -> Port:
        """Find a port by its index."""
        for port in self.ports:
            if str(port.id) == str(ident):
                return port
        raise KeyError(str(ident))
