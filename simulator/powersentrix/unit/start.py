"""A UPS as it starts."""

from .battery import Block
from .state import PORTS, Port, Record, Supply, UpsState

API_KEY = "RackPowerSimKey"
READ_KEY = "RackPowerSimReadOnly"
PORTAL_KEY = "RackPowerSimPortal"
COMPANY = "rack-power-demo"
_RAILS = (48.1, 48.05, 24.1, 24.08, 12.05, 12.02, 5.02, 5.01)
_LOADS = (
    ("Router", True, 1.5),
    ("Access switch", True, 3.2),
    ("Radio link", True, 2.0),
    ("Radio link spare", False, 1.8),
    ("Camera door", True, 0.0),
    ("Camera roof", True, 0.0),
    ("Sensor gateway", False, 0.4),
    ("Panel", False, 0.7),
)
_DIFFERENCES = ((0.0, 0.03, -0.03, 0.0), (-0.01, -0.02, 0.0, -0.03))
"""Volts by which the blocks of either supply differ."""


def build(number: int = 1) -> UpsState:
    """Build the UPS with this number, counted from 1."""
    return UpsState(
        sn=f"PSX-2025-{100 + number:06d}",
        cmm=f"ups-{number:02d}",
        portal_id=41 + number,
        name=f"Rack UPS {number}",
        description=f"DC supply of rack {number}",
        location=f"Rack {number}",
        company="Rack Power",
        ports=[_port(index) for index in range(PORTS)],
        supplies=[Supply(blocks=_blocks(row)) for row in _DIFFERENCES],
        settings=_settings(number),
        extra_actions=[_extra_action(slot) for slot in range(4)],
        keys={API_KEY: True, READ_KEY: False, PORTAL_KEY: True},
        portal_key=PORTAL_KEY,
    )


def _port(index: int) -> Port:
    """Build a port; the last four have nothing behind them."""
    if index >= len(_RAILS):
        return Port(index, f"Spare {index + 1}", on=False, rail=0.0)
    label, on, amperes = _LOADS[index]
    return Port(index, label, on, _RAILS[index], amperes)


def _blocks(differences: tuple[float, ...]) -> list[Block]:
    return [Block(offset=volts) for volts in differences]


def _settings(number: int) -> Record:
    return {
        "dhcp": 1,
        "ip": f"192.0.2.{100 + number}",
        "netmask": "255.255.255.0",
        "gateway": "192.0.2.1",
        "dns": "192.0.2.1",
        "ntpServer": "pool.ntp.org",
        "timezone": "CET-1CEST,M3.5.0,M10.5.0/3",
    }


def _extra_action(slot: int) -> Record:
    """Let the first slot switch the first port on; the others are empty."""
    used = int(slot == 0)
    return {"id": str(slot), "event": used, "baseStatus": 0, "action": used}
