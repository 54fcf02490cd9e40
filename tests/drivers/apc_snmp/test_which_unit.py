"""Which UPS answers, and what is none (2)."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.errors import WrongEquipment

from .conftest import Drive, u


async def test_a_smart_ups_tells_who_it_is(drive: Drive) -> None:
    """Its plate, its card, and where its pages are."""
    driven = await drive(started=False)
    (unit,) = await driven.driver.connect()
    assert unit.id == f"apc_{(unit.serial or '').lower()}"
    assert unit.maker == "APC"
    assert unit.model == "Smart-UPS 1500"
    assert unit.model_id == "SMT1500IC"
    assert unit.firmware == "UPS 04.1 (ID18)"
    assert unit.name == "RackUPS"
    assert unit.url == "http://127.0.0.1"
    assert unit.mac == driven.card.mac.hex(":")
    assert driven.requests < 8


@pytest.mark.parametrize(
    ("model", "reason"),
    [("pdu", "not_a_ups"), ("ats", "not_a_ups"), ("mge", "mge_card")],
)
async def test_a_pdu_and_a_transfer_switch_are_refused(
    drive: Drive, model: str, reason: str
) -> None:
    """A card of another language has a message of its own."""
    driven = await drive(model, started=False)
    with pytest.raises(WrongEquipment) as caught:
        await driven.driver.connect()
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "family", [1, 2, 3, 5, 13, 16, 17, 23, 27, 28, 33, 37, 39], ids=str
)
async def test_every_family_of_upss_is_taken(drive: Drive, family: int) -> None:
    """Back-UPS to Galaxy: what answers as a UPS is one."""
    driven = await drive(started=False)
    driven.card.override("1.3.6.1.2.1.1.2.0", f"1.3.6.1.4.1.318.1.3.{family}.1")
    assert len(await driven.driver.connect()) == 1


@pytest.mark.parametrize("family", [4, 8, 11, 32, 38], ids=str)
async def test_other_products_are_refused(drive: Drive, family: int) -> None:
    """Rack PDUs, environmental managers and transfer switches, whatever they answer."""
    driven = await drive(started=False)
    driven.card.override("1.3.6.1.2.1.1.2.0", f"1.3.6.1.4.1.318.1.3.{family}.1")
    with pytest.raises(WrongEquipment):
        await driven.driver.connect()


async def test_something_else_that_speaks_snmp_is_refused(drive: Drive) -> None:
    """It has neither output nor battery."""
    driven = await drive(started=False)
    driven.card.override(u("4.1.1"), None)
    with pytest.raises(WrongEquipment):
        await driven.driver.connect()


@pytest.mark.parametrize("product", ["1.3.6.1.4.1.318", "1.3.6.1.4.1.318.1.3.27"])
async def test_what_answers_decides(drive: Drive, product: str) -> None:
    """A card that tells its maker only is a UPS if it answers as one."""
    driven = await drive(started=False)
    driven.card.override("1.3.6.1.2.1.1.2.0", product)
    assert len(await driven.driver.connect()) == 1


async def test_a_fake_serial_number_is_none(drive: Drive) -> None:
    """The id of the card's engine stands for it, never its address."""
    driven = await drive(started=False, serial="fake")
    (unit,) = await driven.driver.connect()
    assert unit.serial is None
    assert unit.id == f"apc_{driven.card.engine_id.hex()}"


async def test_without_serial_number_and_engine_the_hardware_address_tells(
    drive: Drive,
) -> None:
    """Of the first interface that has one."""
    driven = await drive("v1_card", Version.V1, started=False, serial="absent")
    (unit,) = await driven.driver.connect()
    assert unit.mac == driven.card.mac.hex(":")
    assert unit.id == f"apc_{driven.card.mac.hex('-')}"


async def test_what_is_printed_on_the_card_is_told(drive: Drive) -> None:
    """It stands in its description, in parentheses."""
    driven = await drive()
    assert driven.value("card.model") == "AP9631"
    assert driven.value("card.firmware.system") == "v7.1.2"
    assert driven.value("card.firmware.application") == "v7.1.2"
    assert str(driven.value("card.serial")).startswith("5A")
