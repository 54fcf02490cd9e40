"""What is shown to somebody who looks for a fault, and what is not."""

import json

import pytest

from custom_components.rack_power.drivers.apc_snmp import redaction
from custom_components.rack_power.drivers.apc_snmp.oid import apc, ups

from .conftest import UPS, Drive


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
    assert read["1.3.6.1.4.1.318.1.1.1.1.2.1.0"] == "UPS 04.1 (ID18)"


async def test_names_and_places_are_hidden(drive: Drive) -> None:
    """Of outlet groups, probes and contacts: they tell whose the unit is."""
    driven = await drive(started=False)
    uio = "1.3.6.1.4.1.318.1.1.25."
    told = {
        f"{UPS}12.1.2.1.2.2": "Jane's desk 0",
        f"{UPS}12.2.2.1.2.2": "Jane's desk 1",
        f"{uio}1.2.1.3.1.1": "Jane's desk 2",
        f"{uio}1.4.1.4.1.1": "Jane's desk 3",
        f"{uio}2.2.1.3.1.1": "Jane's desk 4",
        f"{uio}2.4.1.4.1.1": "Jane's desk 5",
    }
    for oid, text in told.items():
        driven.card.override(oid, text)
    await driven.start()
    read = driven.driver.raw()["read"]
    assert isinstance(read, dict)
    assert {read.get(oid, redaction.REDACTED) for oid in told} == {redaction.REDACTED}
    assert "Jane" not in json.dumps(driven.driver.raw())
    public = {
        point.variable.name
        for point in driven.picture.points()
        if "Jane" in str(driven.picture.reading(point)) and not point.variable.private
    }
    assert not public


@pytest.mark.parametrize(
    "name",
    [
        "card.contact",
        "card.location",
        "card.name",
        "card.serial",
        "device.name",
        "sync.address",
        "pack.serial",
        "outlet.group.name",
        "ambient.name",
        "ambient.location",
        "contact.name",
        "contact.location",
    ],
)
async def test_what_tells_whose_it_is_is_private(drive: Drive, name: str) -> None:
    """It does not belong into a diagnosis."""
    driven = await drive()
    found = [one for one in driven.picture.points() if one.variable.name == name]
    assert found
    assert all(one.variable.private for one in found)


def test_what_hides_a_value_is_where_it_stands() -> None:
    """An empty one says nothing and may be shown."""
    assert redaction.shown((*ups("5.2.15"), 0), b"0000") == redaction.REDACTED
    assert redaction.shown((*ups("1.2.3"), 0), b"") == ""
    assert redaction.shown(apc("2.1.6.1.0"), b"01/02/2025") == "01/02/2025"
    assert redaction.shown((1, 3, 9), "10.0.0.1") == redaction.REDACTED
    assert redaction.shown((1, 3, 9), (1, 2, 3)) == "1.2.3"
    assert redaction.shown((1, 3, 9), 7) == 7
