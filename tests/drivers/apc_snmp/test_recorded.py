"""What recordings of real cards have shown, as cards of our own tell it."""

from datetime import date

from custom_components.rack_power.drivers.apc_snmp.layout import PACKS_GROUP
from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.equipment.variables import (
    AMBIENT_TEMPERATURE,
    BATTERY_CHARGE,
    BATTERY_DATE,
    BATTERY_DATE_REPLACE,
    BATTERY_RUNTIME,
    BATTERY_TEMPERATURE,
    BATTERY_VOLTAGE,
    GROUP_STATUS,
    INPUT_VOLTAGE,
    OUTPUT_CURRENT,
    UPS_LOAD,
    UPS_REALPOWER,
)
from simulator.snmp import SnmpSimulator

from .conftest import Drive

_U = "1.3.6.1.4.1.318.1.1.1"
_UIO = "1.3.6.1.4.1.318.1.1.25.1"
_IEM = "1.3.6.1.4.1.318.1.1.10.2"


_CARD = (
    "APC Web/SNMP Management Card (MB:v4.1.0 PF:v7.1.2 PN:apc_hw05_aos_712.bin "
    "AF1:v7.1.2 AN1:apc_hw05_sumx_712.bin MN:AP9631 HR:08 SN: 5A0000T00000 "
    "MD:04/06/2019) (Embedded PowerNet SNMP Agent SW v2.2 compatible)"
)


def _row(entry: str, key: str, *cells: str) -> list[str]:
    """Return the lines of a row, columns from 1, each as tag and value."""
    return [f"{entry}.{one}.{key}|{cell}" for one, cell in enumerate(cells, 1) if cell]


SMART_UPS = "\n".join(
    sorted(
        [
            f"1.3.6.1.2.1.1.1.0|4|{_CARD}",
            "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.318.1.3.27",
            "1.3.6.1.2.1.1.3.0|67|1000000",
            f"{_U}.1.2.3.0|4|AS0000000001 ",
            f"{_U}.2.1.1.0|2|2",
            f"{_U}.2.1.3.0|4|04/30/25",
            f"{_U}.2.2.3.0|67|456000",
            f"{_U}.2.2.4.0|2|1",
            f"{_U}.2.2.21.0|4|11/10/2027",
            f"{_U}.2.3.1.0|66|1000",
            f"{_U}.2.3.2.0|66|300",
            f"{_U}.2.3.4.0|2|270",
            f"{_U}.3.2.5.0|2|1",
            f"{_U}.3.3.1.0|66|2476",
            f"{_U}.4.1.1.0|2|2",
            f"{_U}.4.2.8.0|2|169",
            f"{_U}.4.3.3.0|66|176",
            f"{_U}.4.3.4.0|66|10",
            f"{_U}.7.2.3.0|2|3",
            *_row(
                f"{_U}.12.1.2.1",
                "1",
                "2|1",
                "4|UPS Outlets",
                "2|1",
                "2|2",
                "2|2",
                "4|" + "1".ljust(31, "0"),
            ),
            *_row(
                f"{_U}.12.1.2.1",
                "2",
                "2|2",
                "4|Outlet Group 1",
                "2|1",
                "2|2",
                "2|1",
                "4|" + "1".ljust(31, "0"),
            ),
            *_row(
                f"{_U}.12.2.2.1",
                "1",
                *("2|1", "4|UPS Outlets", "2|0", "2|0", "2|8", "2|0", "2|2"),
                *("2|1", "2|1", "2|1", "2|1", "2|-1", "2|32767", "2|0"),
            ),
            *_row(
                f"{_U}.12.2.2.1",
                "2",
                *("2|2", "4|Outlet Group 1", "2|-1", "2|90", "2|8", "2|0", "2|1"),
                *("2|1", "2|1", "2|1", "2|1", "2|1", "2|32767", "2|0"),
            ),
            *_row(f"{_IEM}.3.4.1", "1", "2|1", "4|Unknown", "2|1"),
            *_row(f"{_IEM}.2.4.1", "1", "2|1", "4|Unknown", "2|1", "2|1", "2|1"),
            *_row(
                f"{_UIO}.2.1",
                "1.1",
                *("2|1", "2|1", "4|Temp. Rack", "4|Room", "2|86", "2|30", "2|-1"),
                *("2|0", "2|1", "2|2"),
            ),
        ],
        key=lambda line: tuple(map(int, line.partition("|")[0].split("."))),
    )
)
PACKS = "\n".join(
    sorted(
        [
            "1.3.6.1.2.1.1.3.0|67|1000000",
            f"{_U}.1.2.3.0|4|AS0000000002",
            f"{_U}.2.1.1.0|2|2",
            f"{_U}.2.1.3.0|4|10-05-2022",
            f"{_U}.2.2.1.0|66|100",
            f"{_U}.2.2.2.0|66|23",
            f"{_U}.2.2.8.0|2|110",
            f"{_U}.2.2.21.0|4|unreadable",
            f"{_U}.4.1.1.0|2|2",
            f"{_U}.5.2.22.0|2|-1",
            *(
                f"{_U}.2.3.10.2.1.10.{pack}.1.{cartridge}|4|{text}"
                for pack, text in ((1, "0" * 16), (2, "0010000000000000"), (5, ""))
                for cartridge in (1, 2)
            ),
            *(
                f"{_U}.2.3.10.4.1.5.{pack}.1|4|{text}"
                for pack, text in ((1, "0" * 16), (2, "0" * 16), (5, ""))
            ),
        ],
        key=lambda line: tuple(map(int, line.partition("|")[0].split("."))),
    )
)


async def played(drive: Drive, recording: str) -> SnmpSimulator:
    """Return a card that tells what a recording says."""
    driven = await drive(started=False)
    return SnmpSimulator.from_snmprec(recording, clock=driven.outside.clock.simulated)


async def test_a_smart_ups_of_the_second_generation(drive: Drive) -> None:
    """Partial as it is: each object stands for itself."""
    async with await played(drive, SMART_UPS) as card:
        driven = await drive(card=card)
        assert driven.value(BATTERY_CHARGE) == 100
        assert driven.value(BATTERY_TEMPERATURE) == 30
        assert driven.value(BATTERY_VOLTAGE) == 27
        assert driven.value(BATTERY_RUNTIME) == 4560
        assert driven.value(BATTERY_DATE) == date(2025, 4, 30)
        assert driven.value(BATTERY_DATE_REPLACE) == date(2027, 11, 10)
        assert driven.value(INPUT_VOLTAGE) == 247.6
        assert driven.value(UPS_LOAD) == 17.6
        assert driven.value(OUTPUT_CURRENT) == 1
        assert driven.value(UPS_REALPOWER) == 169
        assert driven.value("ups.test.status") == "invalid"
        assert driven.value("card.serial") == "5A0000T00000"


async def test_its_outlet_groups(drive: Drive) -> None:
    """-1 is never, or not supported on the main group; 32767 is not known."""
    main, switched = PartId("outlet_group", "1"), PartId("outlet_group", "2")
    async with await played(drive, SMART_UPS) as card:
        driven = await drive(card=card)
        parts = driven.picture.parts()
        assert parts[main].label == "UPS Outlets"
        assert parts[main].cuts == {switched}
        assert parts[switched].cuts == frozenset()
        assert driven.value(GROUP_STATUS, main) is True
        assert driven.value(GROUP_STATUS, switched) is True
        everyday = {
            point.part: point.variable.everyday
            for point in driven.picture.points()
            if point.variable == GROUP_STATUS
        }
        assert everyday == {main: True, switched: True}  # shown, and not to be set
        assert not driven.has("outlet.group.shed.overload", main)
        assert driven.value("outlet.group.shed.overload", switched) is False
        assert driven.value("outlet.group.shed.time", main) is None
        never = driven.reading("outlet.group.delay.start", switched)
        assert (never.value, never.details) == (None, {"reason": "never"})
        assert driven.value("outlet.group.delay.shutdown", switched) == 90
        assert driven.value("outlet.group.pending", switched) is False


async def test_its_sensors(drive: Drive) -> None:
    """Contacts that nobody uses make nothing."""
    async with await played(drive, SMART_UPS) as card:
        driven = await drive(card=card)
        assert driven.value(AMBIENT_TEMPERATURE, PartId("probe", "uio-1-1")) == 30
        assert driven.parts("contact") == []


async def test_packs_with_three_part_indexes_and_empty_slots(drive: Drive) -> None:
    """Cartridges as pack.1.cartridge, packs as pack.1; slot 5 is empty."""
    async with await played(drive, PACKS) as card:
        driven = await drive(card=card)
        assert driven.parts("pack") == ["1", "2"]
        assert driven.parts("cartridge") == ["1-1", "1-2", "2-1", "2-2"]
        assert driven.value("pack.problem", PartId("pack", "2")) is False
        faulty = driven.reading("cartridge.problem", PartId("cartridge", "2-1"))
        assert faulty.value is True
        assert faulty.details == {"flags": ("needs_replacement",)}
        assert driven.value(BATTERY_DATE) == date(2022, 10, 5)
        assert driven.value(BATTERY_DATE_REPLACE) is None
        assert driven.value(BATTERY_VOLTAGE) == 110
        alarm = driven.reading("ups.power.high")
        assert alarm.details == {"reason": "never"}


async def test_two_part_indexes_name_the_same_cartridges(drive: Drive) -> None:
    """As the manual has it, and no card does."""
    driven = await drive(pack_index="two")
    assert driven.parts("cartridge")[:2] == ["1-1", "1-2"]
    three = await drive(pack_index="three")
    assert three.parts("cartridge") == driven.parts("cartridge")


async def test_phases_are_named_alike_by_either_index(drive: Drive) -> None:
    """Older units put a 1 between."""
    two = await drive("three_phase", phase_index="two")
    three = await drive("three_phase", phase_index="three")
    for kind, keys in (
        ("input_phase", ["1-1", "1-2", "1-3"]),
        ("bypass_phase", ["2-1", "2-2", "2-3"]),
        ("output_phase", ["1-1", "1-2", "1-3"]),
    ):
        assert two.parts(kind) == keys
        assert three.parts(kind) == keys
    part = PartId("output_phase", "1-2")
    assert three.picture.parts()[part].number == "L2"
    assert three.value("phase.powerfactor", part) == 0.86
    assert not three.has("phase.current", PartId("bypass_phase", "2-1"))


async def test_modules_of_a_large_unit(drive: Drive) -> None:
    """One that is not well is named by the problem of all."""
    driven = await drive("three_phase")
    part = PartId("power_module", "2")
    assert driven.value("module.status", part) == "on_ok"
    assert driven.value("ups.modules.problem") is False
    driven.card.override(f"{_U}.13.2.2.1.2.2", 6)
    await driven.poll(300)
    assert driven.value("module.status", part) == "on_failed"
    problem = driven.reading("ups.modules.problem")
    assert problem.value is True
    assert problem.details == {"modules": ("power_module 2: on_failed",)}


async def test_tenths_are_taken_object_by_object(drive: Drive) -> None:
    """Some cards lack only some of the precise ones."""
    driven = await drive(precision="mixed")
    assert driven.value(INPUT_VOLTAGE) == 231
    assert driven.value(BATTERY_TEMPERATURE) == 24.5


async def test_a_sensor_that_says_255_is_not_there(drive: Drive) -> None:
    """Nor one that says 2550."""
    for told in ("255", "2550"):
        driven = await drive(temperature=told)
        assert not driven.has(BATTERY_TEMPERATURE)


async def test_an_efficiency_that_is_not_known_has_a_reason(drive: Drive) -> None:
    """It is unknown, and there."""
    driven = await drive(efficiency="-4")
    reading = driven.reading("ups.efficiency")
    assert (reading.value, reading.details) == (None, {"reason": "on_battery"})


async def test_names_with_odd_letters(drive: Drive) -> None:
    """Bytes that are no UTF-8, and padding."""
    for naming in ("latin1", "nuls"):
        driven = await drive(naming=naming)
        label = driven.picture.parts()[PartId("outlet_group", "2")].label
        assert label
        assert label == label.strip()
        assert "\0" not in label


async def test_a_slot_that_empties_is_gone(drive: Drive) -> None:
    """By a complete report."""
    driven = await drive()
    for entry, last in ((f"{_U}.2.3.10.4.1", 10), (f"{_U}.2.3.10.2.1", 10)):
        for column in range(2, last + 1):
            for key in ("4", "4.1.1", "4.1.2"):
                oid = f"{entry}.{column}.{key}"
                if isinstance(driven.card.value(oid), str):
                    driven.card.override(oid, "")
    done = await driven.poll(300)
    packs = next(one for one in done.reports if one.group == PACKS_GROUP)
    assert packs.complete
    assert driven.parts("pack") == ["1", "2", "3"]
