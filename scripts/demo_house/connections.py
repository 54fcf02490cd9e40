"""What the demo sets up: which part of the simulator, through which form.

A new kind of connection is one row more in CONNECTIONS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .api import Api
from .simulated import Parts

DOMAIN = "rack_power"


@dataclass(frozen=True, slots=True)
class Connection:
    """How one form of the config flow is filled in."""

    part: str
    """The simulator's name of what to connect to."""

    step: str
    """The menu option, and the form behind it."""

    told: tuple[str, ...]
    """Fields whose values the simulator tells, under the same names."""

    fixed: Mapping[str, object] = field(default_factory=dict)
    """Fields with a value of ours."""

    def fields(self, parts: Parts) -> dict[str, object]:
        """Fill in the form."""
        part = parts[self.part]
        return {name: part[name] for name in self.told} | dict(self.fixed)


CONNECTIONS = (
    Connection("synaccess", "synaccess_pdu", ("url", "token"), {"verify_ssl": True}),
)


async def set_up_connections(api: Api, parts: Parts) -> None:
    """Add every connection as a person would."""
    for connection in CONNECTIONS:
        await api.run_config_flow(DOMAIN, connection.step, connection.fields(parts))
