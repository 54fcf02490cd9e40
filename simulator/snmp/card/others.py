"""What speaks the same protocol, and is no UPS."""

from ..agent.objects import Object, constant
from ..oids import APC
from ..wire.ber import Kind

MGE = "1.3.6.1.4.1.705"


def rack_pdu() -> dict[str, Object]:
    """Make a few objects of a rack PDU."""
    base = f"{APC}.1.1.12."
    return {
        f"{base}1.1.0": constant(Kind.OCTETS, "Rack PDU"),
        f"{base}1.5.0": constant(Kind.OCTETS, "AP7921"),
        f"{base}1.6.0": constant(Kind.OCTETS, "ZA0000000001"),
        f"{base}1.8.0": constant(Kind.INTEGER, 8),
        **{f"{base}3.5.1.1.4.{n}": constant(Kind.INTEGER, 1) for n in range(1, 9)},
    }


def transfer_switch() -> dict[str, Object]:
    """Make a few objects of a rack transfer switch."""
    base = f"{APC}.1.1.8."
    return {
        f"{base}1.5.0": constant(Kind.OCTETS, "AP7723"),
        f"{base}1.6.0": constant(Kind.OCTETS, "ZA0000000002"),
        f"{base}5.1.1.0": constant(Kind.INTEGER, 2),
        f"{base}5.1.2.0": constant(Kind.INTEGER, 1),
    }


def mge() -> dict[str, Object]:
    """Make a few objects of the other family of UPSs."""
    return {
        f"{MGE}.1.1.1.0": constant(Kind.OCTETS, "Galaxy"),
        f"{MGE}.1.1.7.0": constant(Kind.OCTETS, "AQ0000000001"),
        f"{MGE}.1.5.1.0": constant(Kind.INTEGER, 4200),
        f"{MGE}.1.5.2.0": constant(Kind.INTEGER, 100),
    }
