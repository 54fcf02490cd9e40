"""The card itself, and who the UPS says it is."""

from collections.abc import Callable
from dataclasses import dataclass

from ...clock import Clock
from ..agent.objects import Object, constant, integer, text, ticks
from ..knobs import CardKnobs
from ..oids import APC, CARD, ENGINE_ID, MAC, MODULE_FIRMWARE, SYSTEM, UPS
from ..unit.readings import Readings
from ..wire.ber import Kind

FAKE = "FFFFFFFFFFFF"
_WRAP = 1 << 32


@dataclass(frozen=True, slots=True)
class CardType:
    """What the card is."""

    model: str
    hardware: str
    application: str
    """The name of its application, in the file names."""
    aos: str
    version: str
    serial: str
    object_id: str
    """sysObjectID."""


NMC2 = CardType(
    "AP9631", "hw05", "sumx", "7.1.2", "7.1.2", "5A1512T00001", f"{APC}.1.3.27"
)
NMC3 = CardType(
    "AP9641", "hw21", "su", "2.5.0", "2.5.0", "5A2312T00001", f"{APC}.1.3.27"
)
NMC2_SYMMETRA = CardType(
    "AP9631", "hw05", "sy3p", "6.9.6", "6.9.6", "5A1512T00002", f"{APC}.1.3.13"
)
OLD = CardType("AP9606", "hw01", "sumx", "3.2.1", "3.2.6", FAKE, f"{APC}.1.3.2.4")


def described(card: CardType, version: str) -> str:
    """Write sysDescr as these cards do."""
    if card.model == OLD.model:
        return (
            f"APC Web/SNMP Management Card (MB:v3.6.9 PF:v{card.aos} "
            f"PN:aos321.bin AF1:v{version} AN1:sumx326.bin MN:{card.model} "
            f"HR:D9 SN:{card.serial} MD:01/01/1999)"
        )
    short = card.aos.replace(".", "")
    return (
        f"APC Web/SNMP Management Card (MB:v4.1.0 PF:v{card.aos} "
        f"PN:apc_{card.hardware}_aos_{short}.bin AF1:v{version} "
        f"AN1:apc_{card.hardware}_{card.application}_{version.replace('.', '')}.bin "
        f"MN:{card.model} HR:08 SN: {card.serial} MD:03/17/2015) "
        "(Embedded PowerNet SNMP Agent SW v2.2 compatible)"
    )


def system(
    card: CardType,
    knobs: CardKnobs,
    clock: Clock,
    booted: Callable[[], float],
    mac: bytes,
) -> dict[str, Object]:
    """Make what belongs to the card, whatever it is in."""

    def version() -> str:
        return knobs.firmware or card.version

    return {
        f"{SYSTEM}1.0": text(lambda: described(card, version())),
        f"{SYSTEM}2.0": constant(Kind.OID, card.object_id),
        f"{SYSTEM}3.0": ticks(lambda: int((clock.now - booted()) * 100) % _WRAP),
        f"{SYSTEM}7.0": constant(Kind.INTEGER, 72),
        "1.3.6.1.2.1.2.1.0": constant(Kind.INTEGER, 1),
        f"{MAC}1": constant(Kind.OCTETS, mac),
        f"{MODULE_FIRMWARE}1": constant(Kind.OCTETS, f"v{card.aos}"),
        f"{MODULE_FIRMWARE}2": text(lambda: f"v{version()}"),
        f"{CARD}1.1.0": constant(Kind.INTEGER, 1),
        f"{CARD}1.2.1.1.1": constant(Kind.INTEGER, 1),
        f"{CARD}1.2.1.4.1": constant(Kind.INTEGER, 1),
    }


def engine(engine_id: bytes) -> dict[str, Object]:
    """Make the id of the engine, which cards with version 3 have."""
    return {ENGINE_ID: constant(Kind.OCTETS, engine_id)}


def identity(see: Readings) -> dict[str, Object]:
    """Make who the UPS says it is."""
    state, knobs = see.unit.base.state, see.knobs

    def serial() -> str | None:
        return {"real": state.serial, "fake": FAKE}.get(knobs.serial)

    return {
        f"{UPS}1.1.1.0": text(lambda: see.name(state.model)),
        f"{UPS}1.2.1.0": text(lambda: f"{state.firmware} (ID18)"),
        f"{UPS}1.2.2.0": text(lambda: see.redated("02/14/2022")),
        f"{UPS}1.2.3.0": text(serial),
        f"{UPS}8.1.0": integer(lambda: 1 if see.unit.link else 2),
    }


def identity_of_second_generation(see: Readings) -> dict[str, Object]:
    """Make what newer ones tell besides."""
    state = see.unit.base.state
    return {
        f"{UPS}1.1.3.0": text(lambda: "Smart-UPS"),
        f"{UPS}1.1.4.0": text(lambda: "SMT"),
        f"{UPS}1.2.5.0": text(lambda: state.part_number),
        f"{UPS}1.2.7.0": integer(lambda: 1),
        f"{UPS}1.2.8.0": integer(lambda: 1),
        f"{UPS}1.2.9.0": text(lambda: f"{state.rated_va:.0f}"),
    }
