"""Which UPSs an account has, and who they are."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.mapping.identity import (
    completed,
    equipment,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.listing import (
    Listed,
    parse_gateways,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import Equipment, EquipmentId

from .mapping_examples import LISTED, WHO, gateway, listing

ORIGIN = "https://smartconnect.apc.com"


def test_the_list_of_2023() -> None:
    """An object with a list of objects."""
    first, second = parse_gateways(listing())
    assert first == LISTED
    assert (second.id, second.serial, second.name) == (
        "200000000032",
        "AS9900000032",
        "Attic",
    )


def test_the_list_of_2022() -> None:
    """Ids alone, as texts or numbers."""
    assert parse_gateways(["200000000031", 200000000032]) == (
        Listed(id="200000000031"),
        Listed(id="200000000032"),
    )


@pytest.mark.parametrize("answer", [[], {"gateways": []}])
def test_an_account_without_units(answer: Any) -> None:
    """No UPS is no error."""
    assert parse_gateways(answer) == ()


@pytest.mark.parametrize(
    "answer", [None, 5, "x", {}, {"gateways": {}}, {"error": "Unauthorized"}, True]
)
def test_no_list(answer: Any) -> None:
    """What holds no list is none."""
    with pytest.raises(InvalidAnswer):
        parse_gateways(answer)


def test_odd_items_take_no_others() -> None:
    """What has no id is left out; the first of two counts; ids are opaque."""
    odd: list[Any] = [
        None,
        True,
        1.5,
        "",
        "x" * 65,
        {},
        {"deviceId": None, "name": "Nobody"},
        {"deviceId": "a/b c", "name": 7},
        "a/b c",
        ["nested"],
    ]
    assert parse_gateways({"gateways": odd}) == (Listed(id="a/b c"),)


def test_a_long_list_is_bounded() -> None:
    """Whatever an account claims to have."""
    assert len(parse_gateways([str(index) for index in range(3000)])) == 500
    assert parse_gateways([*[None] * 999, "1", "2"]) == (Listed(id="1"),)


@pytest.mark.parametrize("serial", [None, "", "000000", "N/A", "---", 5.5, "é"])
def test_a_fake_serial_number_is_none(serial: Any) -> None:
    """It must not merge two UPSs."""
    (listed,) = parse_gateways([{"deviceId": "1", "serialNumber": serial}])
    assert listed.serial is None


def test_who_a_unit_is() -> None:
    """By list and answer."""
    assert equipment(LISTED, gateway(), f"{ORIGIN}/") == Equipment(
        id=EquipmentId("apc_as9900000031"),
        maker="APC",
        serial="AS9900000031",
        name="Basement",
        model="Smart-UPS 2200",
        model_id="SMT2200C",
        firmware="UPS 15.1",
        url=f"{ORIGIN}/dashboard",
    )


def test_the_list_of_ids_needs_the_answer() -> None:
    """The serial number comes from there; it is the same UPS."""
    by_answer = equipment(Listed(id="200000000031"), gateway(), ORIGIN)
    assert by_answer == equipment(LISTED, gateway(), ORIGIN)
    assert equipment(LISTED, None, ORIGIN).id == by_answer.id


def test_without_a_serial_number_the_id_stands_in() -> None:
    """Of which nothing shows; the same each time."""
    one, same, other = (
        equipment(Listed(id=ident), {"serialNumber": "0000"}, ORIGIN)
        for ident in ("200000000031", "200000000031", "200000000032")
    )
    assert one.id == same.id != other.id
    assert one.serial is None
    assert "200000000031" not in one.id


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"firmware": "UPS 15.1"}])
def test_an_odd_answer_keeps_what_is_known(answer: Any) -> None:
    """Who it is does not depend on it."""
    assert equipment(LISTED, answer, ORIGIN) == WHO


@pytest.mark.parametrize(
    ("version", "shown"),
    [
        (["UPS 15.1", "older"], "UPS 15.1"),
        ("UPS 15.1", "UPS 15.1"),
        (15, "15"),
        (4.1, "4.1"),
        ([], "known"),
        (None, "known"),
        ([None], "known"),
        ({}, "known"),
    ],
)
def test_the_firmware_is_a_list_or_not(version: Any, shown: str) -> None:
    """The first of it counts; without one the known one stays."""
    known = completed(WHO, {"firmware": {"version": ["known"]}})
    assert completed(known, {"firmware": {"version": version}}).firmware == shown


def test_nothing_private_shows() -> None:
    """Neither name nor serial number, wherever a listed UPS is printed."""
    assert "AS99" not in repr(LISTED)
    assert "Basement" not in repr(LISTED)
