"""Other people's programs and the driver see the same card.

These are net-snmp's, where the machine has them; elsewhere pysnmp by itself, so that
nothing goes unproved.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.model import UNIT, PartId, Point, Value
from simulator.snmp import SnmpSimulator

from ...simulator.snmp.clients import CLIENTS, Client, SnmpError, Told
from .conftest import UPS, Drive, Driven, named, u

READER: Final = CLIENTS[-1]
ALL: Final = "1.3.6.1"
SENSORS: Final = "1.3.6.1.4.1.318.1.1.25"
SYSTEM: Final = "1.3.6.1.2.1.1"
CARD: Final = "1.3.6.1.4.1.318.2.1.6"

type Meaning = Callable[[Any], Value]
type Row = tuple[str, PartId, str, str, Meaning]
"""What it is called, where, which object that is, of which type, and what it means."""


def tenths(raw: int) -> float:
    """Read tenths."""
    return raw / 10


def hundredths(raw: int) -> float:
    """Read hundredths; ticks are those of a second."""
    return raw / 100


def efficiency(raw: int) -> float | None:
    """Read tenths; what is negative is the reason why it is not known."""
    return None if raw < 0 else tenths(raw)


def minutes(raw: int) -> int:
    """Read minutes as seconds."""
    return raw * 60


def text(raw: bytes) -> str:
    """Read a text."""
    return raw.decode()


def day(raw: bytes) -> date:
    """Read a date."""
    return datetime.strptime(raw.decode(), "%m/%d/%Y").date()  # noqa: DTZ007 - a date has no zone


def one_of(*names: str | bool | None) -> Meaning:
    """Read a number that counts names from 1."""
    return lambda raw: names[raw - 1]


def flag(number: int) -> Meaning:
    """Read one flag of a string; they count from 1."""
    return lambda raw: raw[number - 1 : number] == b"1"


def rows_of(
    part: str, keys: Mapping[str, str], name: str, column: str, kind: str, as_: Meaning
) -> Iterator[Row]:
    """Name a column of a table, for the parts that its rows are of."""
    for key, index in keys.items():
        yield name, PartId(part, key), f"{column}.{index}", kind, as_


PACKS: Final = {key: key for key in "1234"}
CARTRIDGES: Final = {
    f"{pack}-{one}": f"{pack}.1.{one}" for pack in "1234" for one in "12"
}
GROUPS: Final = {key: key for key in "123"}
PROBES: Final = {"uio-1-1": "1.1", "uio-2-1": "2.1"}
PHASES: Final = {f"1-{phase}": f"1.1.{phase}" for phase in "123"}
STATUS: Final = one_of(None, "on_line", "on_battery", "boost", "timed_sleep")
TEST: Final = one_of("passed", "failed", "invalid", "in_progress")
COMMON: Final[tuple[Row, ...]] = (
    ("battery.status", UNIT, u("2.1.1"), "i", one_of(None, "normal", "low")),
    ("battery.runtime", UNIT, u("2.2.3"), "t", hundredths),
    ("battery.time", UNIT, u("2.1.2"), "t", hundredths),
    ("battery.date", UNIT, u("2.1.3"), "s", day),
    ("ups.status", UNIT, u("4.1.1"), "i", STATUS),
    ("ups.flag.on_line", UNIT, u("11.1.1"), "s", flag(4)),
    ("ups.test", UNIT, u("11.1.1"), "s", flag(29)),
    ("ups.firmware", UNIT, u("1.2.1"), "s", text),
    ("ups.date.made", UNIT, u("1.2.2"), "s", day),
    ("device.name", UNIT, u("1.1.2"), "s", text),
    ("ups.test.status", UNIT, u("7.2.3"), "i", TEST),
    ("ups.test.date", UNIT, u("7.2.4"), "s", day),
    ("battery.runtime.low", UNIT, u("5.2.8"), "t", hundredths),
    ("ups.delay.shutdown", UNIT, u("5.2.10"), "t", hundredths),
    ("card.name", UNIT, f"{SYSTEM}.5.0", "s", text),
    ("card.clock.date", UNIT, f"{CARD}.1.0", "s", text),
)
SINGLE: Final[tuple[Row, ...]] = (
    *COMMON,
    ("battery.charge", UNIT, u("2.3.1"), "g", tenths),
    ("battery.temperature", UNIT, u("2.3.13"), "i", tenths),
    ("battery.voltage", UNIT, u("2.3.4"), "i", tenths),
    ("battery.replace", UNIT, u("2.2.4"), "i", one_of(False, True)),
    ("battery.packs.external", UNIT, u("2.2.5"), "i", int),
    ("battery.date.replace", UNIT, u("2.2.21"), "s", day),
    ("input.voltage", UNIT, u("3.3.1"), "g", tenths),
    ("input.frequency", UNIT, u("3.3.4"), "g", tenths),
    ("output.voltage", UNIT, u("4.3.1"), "g", tenths),
    ("output.current", UNIT, u("4.3.4"), "g", tenths),
    ("output.energy", UNIT, u("4.3.6"), "g", hundredths),
    ("ups.load", UNIT, u("4.3.3"), "g", tenths),
    ("ups.efficiency", UNIT, u("4.3.5"), "i", efficiency),
    ("ups.realpower", UNIT, u("4.2.8"), "i", int),
    ("ups.power.nominal", UNIT, u("1.2.9"), "s", float),
    ("ups.alarm", UNIT, u("11.1.2"), "i", one_of("none", "info", "warning")),
    (
        "input.sensitivity",
        UNIT,
        u("5.2.7"),
        "i",
        one_of("auto", "low", "medium", "high"),
    ),
    ("ups.mode.green", UNIT, u("5.2.45"), "i", one_of(False, True)),
    ("shutdown.auto.restart", UNIT, u("5.2.63"), "i", one_of(True, False)),
    ("ups.delay.shutdown.longest", UNIT, u("5.2.27"), "i", minutes),
    ("sync.address", UNIT, u("10.1.5"), "a", str),
    *rows_of("pack", PACKS, "pack.serial", f"{UPS}2.3.10.4.1.3", "s", text),
    *rows_of("pack", PACKS, "pack.temperature", f"{UPS}2.3.10.4.1.4", "i", tenths),
    *rows_of("pack", PACKS, "pack.date", f"{UPS}2.3.10.4.1.8", "s", day),
    *rows_of("cartridge", CARTRIDGES, "cartridge.date", f"{UPS}2.3.10.2.1.9", "s", day),
    *rows_of(
        "outlet_group",
        GROUPS,
        "outlet.group.status",
        f"{UPS}12.1.2.1.3",
        "i",
        one_of(True, False),
    ),
    *rows_of(
        "outlet_group", GROUPS, "outlet.group.name", f"{UPS}12.2.2.1.2", "s", text
    ),
    *rows_of(
        "outlet_group",
        GROUPS,
        "outlet.group.delay.shutdown",
        f"{UPS}12.2.2.1.4",
        "i",
        int,
    ),
    *rows_of("probe", PROBES, "ambient.temperature", f"{SENSORS}.1.2.1.6", "i", int),
    *rows_of(
        "probe", PROBES, "ambient.temperature.high", f"{SENSORS}.1.4.1.7", "i", int
    ),
)
THREE_PHASES: Final[tuple[Row, ...]] = (
    *COMMON,
    *rows_of("input_phase", PHASES, "phase.voltage", f"{UPS}9.2.3.1.3", "i", int),
    *rows_of("input_phase", PHASES, "phase.current", f"{UPS}9.2.3.1.6", "i", tenths),
    *rows_of("output_phase", PHASES, "phase.load", f"{UPS}9.3.3.1.10", "i", int),
    *rows_of(
        "output_phase", PHASES, "phase.powerfactor", f"{UPS}9.3.3.1.19", "i", hundredths
    ),
    *rows_of(
        "output_phase", PHASES, "phase.energy", f"{UPS}9.3.3.1.23", "g", hundredths
    ),
)
ROWS: Final[Mapping[str, tuple[Row, ...]]] = {
    "smart_ups": SINGLE,
    "three_phase": THREE_PHASES,
}


def outsider(card: SnmpSimulator, version: Version, *, writes: bool = False) -> Client:
    """Return a program that reads the card, or writes to it."""
    word = card.write_community if writes else card.community
    return READER(card, version.value, word)


async def read_all(driven: Driven) -> None:
    """Have everything read anew, whatever it changes for."""
    await driven.poll(900)


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("model", list(ROWS))
@pytest.mark.parametrize("scenario", [None, "power_failure"])
async def test_what_is_walked_is_what_is_shown(
    drive: Drive, model: str, version: Version, scenario: str | None
) -> None:
    """Whatever its type, scale or table; in every version, v3 signed and ciphered."""
    driven = await drive(model, version, started=False)
    if scenario is not None:
        driven.card.play(scenario)
        driven.card.step(20)
    await driven.start()
    program = outsider(driven.card, version)
    walked = await program.walk(ALL)
    await program.close()
    seen = {
        (name, part): (walked[name_of].kind, meaning(walked[name_of].value))
        for name, part, name_of, _, meaning in ROWS[model]
    }
    shown = {
        (name, part): (kind, driven.value(name, part))
        for name, part, _, kind, _ in ROWS[model]
    }
    assert seen == shown
    assert driven.value("ups.status") == ("on_battery" if scenario else "on_line")


@pytest.mark.parametrize("version", list(Version))
async def test_what_others_set_is_shown(drive: Drive, version: Version) -> None:
    """At the next poll of what can be set, and in the unit of its variable."""
    driven = await drive(version=version)
    program = outsider(driven.card, version, writes=True)
    group = PartId("outlet_group", "2")
    wishes: tuple[tuple[str, str, Any, str, PartId, Value], ...] = (
        (u("5.2.2"), "i", 262, "input.transfer.high", UNIT, 262),
        (u("5.2.7"), "i", 2, "input.sensitivity", UNIT, "low"),
        (u("5.2.8"), "t", 42_000, "battery.runtime.low", UNIT, 420),
        (u("5.2.63"), "i", 2, "shutdown.auto.restart", UNIT, False),
        (u("1.1.2"), "s", b"Attic", "device.name", UNIT, "Attic"),
        (u("2.1.3"), "s", b"11/02/2026", "battery.date", UNIT, date(2026, 11, 2)),
        (f"{SYSTEM}.6.0", "s", b"Cellar", "card.location", UNIT, "Cellar"),
        (f"{UPS}12.2.2.1.4.2", "i", 45, "outlet.group.delay.shutdown", group, 45),
    )
    for oid, kind, raw, name, part, value in wishes:
        assert driven.value(name, part) != value
        await program.set(oid, kind, raw)
    await program.close()
    await read_all(driven)
    for _, _, _, name, part, value in wishes:
        assert driven.value(name, part) == value


@pytest.mark.parametrize("version", list(Version))
async def test_what_the_driver_sets_is_read_by_others(
    drive: Drive, version: Version
) -> None:
    """As the same object, of the type that it had before."""
    driven = await drive(version=version)
    program = outsider(driven.card, version)
    equipment = driven.picture.groups["fast"].equipment
    group = PartId("outlet_group", "2")
    wishes: tuple[tuple[str, PartId, Value, str, Told], ...] = (
        ("input.transfer.high", UNIT, 262, u("5.2.2"), Told("i", 262)),
        ("input.sensitivity", UNIT, "low", u("5.2.7"), Told("i", 2)),
        ("ups.delay.start", UNIT, 60, u("5.2.9"), Told("t", 6000)),
        ("ups.delay.shutdown.longest", UNIT, 300, u("5.2.27"), Told("i", 5)),
        ("ups.mode.green", UNIT, True, u("5.2.45"), Told("i", 2)),
        ("device.name", UNIT, "Attic", u("1.1.2"), Told("s", b"Attic")),
        ("battery.date", UNIT, date(2026, 11, 2), u("2.1.3"), Told("s", b"11/02/2026")),
        ("card.location", UNIT, "Cellar", f"{SYSTEM}.6.0", Told("s", b"Cellar")),
        (
            "outlet.group.name",
            group,
            "Switches",
            f"{UPS}12.2.2.1.2.2",
            Told("s", b"Switches"),
        ),
    )
    for name, part, value, oid, told in wishes:
        before = (await program.get(oid))[oid]
        assert before.kind == told.kind
        assert before != told
        point = Point(part, named(name))
        assert await driven.driver.write(equipment, point, value) is Outcome.CONFIRMED
        assert (await program.get(oid))[oid] == told
    await program.close()


@pytest.mark.parametrize("version", [Version.V2C, Version.V3])
async def test_the_wrong_type_is_refused_and_shows_nothing(
    drive: Drive, version: Version
) -> None:
    """So the types that the driver sends are those that the card wants (5)."""
    driven = await drive(version=version)
    program = outsider(driven.card, version, writes=True)
    with pytest.raises(SnmpError, match="wrongType"):
        await program.set(u("5.2.9"), "i", 6000)
    await program.close()
    before = driven.value("ups.delay.start")
    await read_all(driven)
    assert driven.value("ups.delay.start") == before
