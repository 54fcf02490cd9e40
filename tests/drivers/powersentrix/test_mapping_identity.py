"""Who a unit is, by registration, by the portal's summary and by its list."""

from datetime import UTC, datetime, timedelta
import logging
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.basic import (
    BasicInfo,
    parse_basic_info,
)
from custom_components.rack_power.drivers.powersentrix.mapping.ident import (
    Ident,
    equipment,
    parse_ident,
    stand_in,
)
from custom_components.rack_power.drivers.powersentrix.mapping.listing import (
    ListedUps,
    parse_list,
)
from custom_components.rack_power.drivers.powersentrix.mapping.settings import (
    UnitSettings,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected
from custom_components.rack_power.equipment.model import Equipment, EquipmentId

from .vendor_examples import basic_info, ident, wrapped

IDENT = Ident(
    serial="PSX-2024-001234",
    model="PWX-12-4422",
    com_firmware="v3.2.1",
    main_firmware="v2.1.0",
    com_uptime=timedelta(days=2, hours=14, minutes=33),
    main_uptime=timedelta(days=5, hours=2, minutes=11),
    cpu_load=12,
    total_ram=327680,
    free_ram=218340,
    info=None,
)


@pytest.mark.parametrize("answer", [ident(), wrapped(ident())])
def test_an_identification(answer: Any) -> None:
    """Every field of the documentation."""
    assert parse_ident(answer) == IDENT


def test_an_odd_identification() -> None:
    """Every field alone is unknown, the others stay."""
    odd = parse_ident(ident() | {"cpuLoad": "full", "sn": 17, "comUptime": None})
    assert (odd.serial, odd.cpu_load, odd.com_uptime) == ("17", None, None)
    assert odd.free_ram == IDENT.free_ram
    assert parse_ident({}) == Ident()


@pytest.mark.parametrize("answer", [None, [], "x", 1, wrapped(None)])
def test_no_identification(answer: Any) -> None:
    """What is no object identifies nothing."""
    with pytest.raises(InvalidAnswer):
        parse_ident(answer)


def test_a_unit_is_known_by_its_serial_number() -> None:
    """By any path the same; firmware of both chips in one line."""
    found = equipment(IDENT, fallback="secret:1", name="Rack", url="http://ups")
    assert found == Equipment(
        id=EquipmentId("powersentrix_psx-2024-001234"),
        maker="PowerSentrix",
        serial="PSX-2024-001234",
        name="Rack",
        model="PWX-12-4422",
        firmware="v2.1.0 / v3.2.1",
        url="http://ups",
    )
    by_portal = parse_basic_info(basic_info()).ident
    again = equipment(by_portal, fallback=None, name=None, url=None)
    assert again is not None
    assert again.id == found.id


@pytest.mark.parametrize(
    ("main", "com", "shown"),
    [("1", "2", "1 / 2"), (None, "2", "2"), ("1", None, "1"), (None, None, None)],
)
def test_firmware(main: str | None, com: str | None, shown: str | None) -> None:
    """As much as is known."""
    assert Ident(main_firmware=main, com_firmware=com).firmware == shown


@pytest.mark.parametrize(
    "serial", [None, "", " ", "000000", "FFFF", "unknown", "N/A", "---", "é§", "1111"]
)
def test_a_fake_serial_number_identifies_nothing(serial: str | None) -> None:
    """Something else has to, of which nothing shows."""
    nameless = Ident(serial=serial)
    assert equipment(nameless, fallback=None, name=None, url=None) is None
    assert equipment(nameless, fallback="", name=None, url=None) is None
    one = equipment(nameless, fallback="abc123:ups-01", name=None, url=None)
    same = equipment(Ident(), fallback="abc123:ups-01", name=None, url=None)
    other = equipment(nameless, fallback="abc123:ups-02", name=None, url=None)
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.id == same.id != other.id
    assert one.serial is None
    assert "abc123" not in one.id
    assert "ups-01" not in one.id


def test_what_stands_in_for_a_serial_number() -> None:
    """Account and name there, else the address."""
    both = UnitSettings(company_id="abc123", ups_id="ups-01")
    assert stand_in(both, "192.168.1.100") == "abc123:ups-01"
    assert stand_in(UnitSettings(ups_id="ups-01"), "host") == "host"
    assert stand_in(UnitSettings(company_id="abc123"), None) is None


@pytest.mark.parametrize("answer", [basic_info(), wrapped(basic_info())])
def test_the_summary(answer: Any) -> None:
    """Every field of the documentation."""
    assert parse_basic_info(answer) == BasicInfo(
        ident=Ident(
            serial="PSX-2024-001234",
            model="PWX-12-4422",
            com_firmware="v3.2.1",
            main_firmware="v2.1.0",
            com_uptime=timedelta(days=2, hours=14, minutes=33),
            main_uptime=timedelta(days=5, hours=2, minutes=11),
        ),
        name="Server Room UPS",
        description="...",
        location="Rack A",
        company="Acme Corp",
        cmm="ups-01",
        ip="192.168.1.100",
        online=True,
        temperature=42,
        timestamp=datetime(2026, 5, 8, 14, 30, tzinfo=UTC),
    )


def test_nothing_private_shows() -> None:
    """Neither of the summary nor of the list."""
    listed = parse_list([basic_info() | {"id": 1}])
    shown = f"{parse_basic_info(basic_info())} {listed}"
    for secret in ("PSX", "192.168", "Rack A", "Acme", "ups-01"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("told", "online"),
    [
        ("online", True),
        (" Online ", True),
        ("offline", False),
        ("OFF LINE", False),
        ("off", False),
        ("on", None),
        ("sleeping", None),
        ("", None),
        (1, None),
        (None, None),
    ],
)
def test_online(told: Any, online: bool | None) -> None:
    """Words that are not known say nothing."""
    assert parse_basic_info(basic_info() | {"onOffLine": told}).online is online


@pytest.mark.parametrize("told", [None, "", "soon", "1970-01-01T00:00:00.000+0000"])
def test_no_time_stamp(told: Any) -> None:
    """What cannot be the time is not taken for it."""
    assert parse_basic_info(basic_info() | {"timestamp": told}).timestamp is None


def test_a_stamp_without_zone_is_in_utc() -> None:
    """As the documented one is."""
    found = parse_basic_info(basic_info() | {"timestamp": "2026-05-08 14:30:00"})
    assert found.timestamp == datetime(2026, 5, 8, 14, 30, tzinfo=UTC)


def test_no_summary() -> None:
    """What is no object is none; the portal may say no."""
    with pytest.raises(InvalidAnswer):
        parse_basic_info([basic_info()])
    with pytest.raises(Rejected):
        parse_basic_info(wrapped(None, "no such UPS"))


RICH = {
    "id": 42,
    "name": "Server Room UPS",
    "description": "...",
    "cmm": "ups-01",
    "ip": "192.168.1.100",
    "serialNumber": "PSX-2024-001234",
    "type": {"name": "PWX-12-4422"},
    "location": "Rack A",
    "onOffLine": "online",
}


def test_the_list() -> None:
    """Rich and poor entries, ids as numbers or texts."""
    poor = {"id": "43", "name": "Branch UPS", "onOffLine": "offline"}
    assert parse_list(wrapped([RICH, poor, {"upsId": 44}])) == (
        ListedUps(
            id="42",
            name="Server Room UPS",
            description="...",
            serial="PSX-2024-001234",
            cmm="ups-01",
            ip="192.168.1.100",
            location="Rack A",
            model="PWX-12-4422",
            online=True,
        ),
        ListedUps(id="43", name="Branch UPS", online=False),
        ListedUps(id="44"),
    )


@pytest.mark.parametrize(
    ("entry", "model", "serial"),
    [
        ({"type": "PWX"}, "PWX", None),
        ({"model": "PWX", "sn": 7}, "PWX", "7"),
        ({"type": {"id": 1}, "model": {"name": "PWX"}}, "PWX", None),
        ({"type": 5, "serialNumber": None, "sn": "A"}, None, "A"),
    ],
)
def test_fields_that_are_guessed(
    entry: dict[str, Any], model: str | None, serial: str | None
) -> None:
    """Whatever the portal calls them."""
    (found,) = parse_list([entry | {"id": None, "upsId": "7"}])
    assert (found.id, found.model, found.serial) == ("7", model, serial)


def test_entries_without_an_id(caplog: pytest.LogCaptureFixture) -> None:
    """One warning that names their keys and no values; the others stay."""
    answer: list[Any] = [
        {"name": "Hidden", "cmm": "x"},
        RICH,
        5,
        {},
        RICH | {"name": "Again"},
    ]
    with caplog.at_level(logging.WARNING):
        (found,) = parse_list(answer)
    assert found.name == "Server Room UPS"
    (record,) = caplog.records
    assert record.getMessage().endswith("they have only: cmm, name; int; nothing")
    assert "Hidden" not in caplog.text


def test_entries_without_an_id_and_without_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The warning is short, on one line, and can be written down."""
    many: list[Any] = [{f"key {n}": 1, "line\nbreak \ud83c": 1} for n in range(1000)]
    many.append(dict.fromkeys(map(str, range(1000))))
    with caplog.at_level(logging.WARNING):
        assert parse_list(many) == ()
    (record,) = caplog.records
    assert record.getMessage().isprintable()
    assert len(record.getMessage()) < 500


def test_an_empty_list(caplog: pytest.LogCaptureFixture) -> None:
    """An account without units."""
    assert parse_list(wrapped([])) == ()
    assert not caplog.records
    with pytest.raises(InvalidAnswer):
        parse_list(wrapped(None))
