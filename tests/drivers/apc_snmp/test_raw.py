"""What is shown to somebody who looks for a fault, and what is not."""

import json

from custom_components.rack_power.drivers.apc_snmp import redaction
from custom_components.rack_power.drivers.apc_snmp.oid import apc, ups

from .conftest import Drive


async def test_no_secret_is_shown(drive: Drive) -> None:
    """Neither serial numbers nor names, addresses or communities."""
    driven = await drive()
    for _ in range(20):
        await driven.poll()
    shown = json.dumps(driven.driver.raw())
    unit = (await driven.driver.connect())[0]
    for secret in (
        unit.serial or "?",
        "5A1512T00001",
        "3S2202X00000",
        "Operations",
        "Server room",
        "ups-rack-1",
        "RackUPS",
        "224.0.0.100",
        "192.0.2.10",
        driven.card.community,
        driven.card.write_community,
    ):
        assert secret not in shown, secret
    assert "AP9631" in shown


async def test_all_that_was_read_is_shown(drive: Drive) -> None:
    """By its identifier, as it was told."""
    driven = await drive()
    read = driven.driver.raw()["read"]
    assert isinstance(read, dict)
    assert read["1.3.6.1.4.1.318.1.1.1.3.3.1.0"] == 2312
    assert read["1.3.6.1.4.1.318.1.1.1.12.1.2.1.2.2"] == "Outlet Group 1"


def test_what_hides_a_value_is_where_it_stands() -> None:
    """An empty one says nothing and may be shown."""
    assert redaction.shown((*ups("5.2.15"), 0), b"0000") == redaction.REDACTED
    assert redaction.shown((*ups("1.2.3"), 0), b"") == ""
    assert redaction.shown(apc("2.1.6.1.0"), b"01/02/2025") == "01/02/2025"
    assert redaction.shown((1, 3, 9), "10.0.0.1") == redaction.REDACTED
    assert redaction.shown((1, 3, 9), (1, 2, 3)) == "1.2.3"
    assert redaction.shown((1, 3, 9), 7) == 7
