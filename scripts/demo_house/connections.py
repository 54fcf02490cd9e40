"""What the demo sets up: which part of the simulator, through which form.

A new kind of connection is one row more in CONNECTIONS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
import socket

from .api import Api
from .simulated import Parts

DOMAIN = "rack_power"
COMPANY = "rack-power-demo"


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

    advanced: tuple[str, ...] = ()
    """Fields of the collapsed section whose values the simulator tells."""

    calls_us: bool = False
    """Whether the unit has to be given the address that the flow tells."""

    traps: bool = False
    """Whether the unit has to be told where traps are listened for."""

    def fields(self, parts: Parts) -> dict[str, object]:
        """Fill in the form."""
        part = parts[self.part]
        fields: dict[str, object] = {name: part[name] for name in self.told}
        if self.advanced:
            fields["advanced"] = {name: part[name] for name in self.advanced}
        return fields | dict(self.fixed)


CONNECTIONS = (
    Connection("synaccess", "synaccess_pdu", ("url", "token"), {"verify_ssl": True}),
    Connection("synaccess-cloud", "synaccess_cloud", ("url", "token")),
    Connection(
        "powersentrix-ups",
        "powersentrix_ups",
        ("url", "api_key"),
        {"verify_ssl": False},
    ),
    Connection(
        "powersentrix-portal", "powersentrix_portal", ("url", "email", "password")
    ),
    Connection(
        "powersentrix-ups",
        "powersentrix_push",
        (),
        {"company_id": COMPANY},
        calls_us=True,
    ),
    Connection(
        "smartconnect", "apc_smartconnect", ("email", "password"), advanced=("url",)
    ),
    Connection(
        "snmp",
        "apc_snmp",
        ("host", "port", "community", "write_community"),
        {"version": "2c"},
        traps=True,
    ),
)


async def set_up_connections(api: Api, parts: Parts) -> None:
    """Add every connection as a person would."""
    for connection in CONNECTIONS:
        fields = connection.fields(parts)
        port = free_udp_port()
        if connection.traps:
            fields["advanced"] = {"trap_port": port}
        told = await api.run_config_flow(DOMAIN, connection.step, fields)
        if connection.calls_us:
            control = parts[connection.part]["control"]
            address = {"url": told["url"], "company_id": COMPANY}
            await api.post_elsewhere(f"{control}push_to", address)
        if connection.traps:
            control = parts[connection.part]["control"]
            receiver = {"host": "127.0.0.1", "port": port, "version": "2c"}
            await api.post_elsewhere(f"{control}receiver", receiver)


async def hear_now(api: Api, parts: Parts) -> None:
    """Have those units post that do it every five minutes by themselves."""
    for connection in CONNECTIONS:
        if connection.calls_us:
            control = parts[connection.part]["control"]
            await api.post_elsewhere(f"{control}push_now", {})


def free_udp_port() -> int:
    """Find a port for datagrams that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
