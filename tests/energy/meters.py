"""Simulated units that count energy, all looked at in the same way."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.smartconnect import SmartConnectSimulator
from simulator.snmp import SnmpSimulator
from simulator.synaccess import PduSimulator

_BANK = 2001607


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """A counter of a unit, in kWh."""

    entity: str
    """How the unique id of its entity ends."""
    read: Callable[[], float]
    write: Callable[[float], None]
    leave: Callable[[], None]
    """Be out of reach, and go on counting."""
    arrive: Callable[[], None]
    poll: float
    """Seconds between two looks at it."""


def of_pdu(pdu: PduSimulator) -> Meter:
    """Return the counter of the first bank of a PDU."""

    def write(count: float) -> None:
        pdu.state.bank(_BANK)["energyAccumulation"] = count
        pdu.unit.physics.settle()

    return Meter(
        entity=f"_bank_{_BANK}_bank.energy",
        read=lambda: float(pdu.state.bank(_BANK)["energyAccumulation"]),
        write=write,
        leave=pdu.leave,
        arrive=pdu.arrive,
        poll=30,
    )


def of_card(card: SnmpSimulator) -> Meter:
    """Return the counter of a UPS, by its card; the card loses its UPS."""
    physics = card.ups.base.physics

    def write(count: float) -> None:
        physics.energy = 1000 * count

    return Meter(
        entity="_unit_0_output.energy",
        read=lambda: physics.energy / 1000,
        write=write,
        leave=lambda: card.ups.lose_link(lost=True),
        arrive=lambda: card.ups.lose_link(lost=False),
        poll=30,
    )


def of_account(cloud: SmartConnectSimulator) -> Meter:
    """Return the counter of the first UPS of an account."""
    physics = cloud.ups.physics

    def write(count: float) -> None:
        physics.energy = 1000 * count
        cloud.ups.changed()

    return Meter(
        entity="_unit_0_output.energy",
        read=lambda: physics.energy / 1000,
        write=write,
        leave=cloud.leave,
        arrive=cloud.arrive,
        poll=120,
    )
