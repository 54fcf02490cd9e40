"""The table of traps: its clean-up, and that it outlives a restart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.traps.cleanup import MOST, Cleanup
from custom_components.rack_power.drivers.apc_snmp.traps.table import (
    KINDS,
    Row,
    TrapTable,
)
from custom_components.rack_power.drivers.apc_snmp.traps.trap import Trap
from custom_components.rack_power.drivers.apc_snmp.traps.variables import (
    AGE,
    AMOUNT,
    METHOD,
    NUMBER,
    TOTAL,
)
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import Severity, Variable

from ...conftest import MakeContext, Outside

_DAY = timedelta(days=1)


def trap_at(
    time: datetime,
    number: int | None = 5,
    severity: Severity | None = Severity.WARNING,
    text: str = "UPS: On battery.",
) -> Trap:
    """Return a trap."""
    return Trap(
        number=number,
        generic=None,
        name="upsOnBattery",
        severity=severity,
        text=text,
        uptime=12.5,
        version=Version.V1,
        source="127.0.0.1",
        received=time,
        extras=(("mtrapargsInteger", "1"),),
    )


@pytest.fixture
async def table(make_context: MakeContext) -> TrapTable:
    """An empty table."""
    return TrapTable(make_context())


def fill(table: TrapTable, outside: Outside, days: int) -> None:
    """Let a trap come every day."""
    for _ in range(days):
        table.insert(trap_at(outside.clock.now()))
        outside.clock.simulated.step(_DAY.total_seconds())


async def test_lines_of_the_log(table: TrapTable, outside: Outside) -> None:
    """A trap becomes a line whose kind is its severity, or that it clears another."""
    now = outside.clock.now()
    lines = [
        table.insert(trap_at(now)),
        table.insert(trap_at(now, 9, Severity.INFORMATIONAL)),
        table.insert(trap_at(now, 99_999, None)),
        table.insert(trap_at(now, None, Severity.CRITICAL)),
    ]
    assert [(one.kind, one.severity.value, one.code) for one in lines] == [
        ("warning", "warning", "5"),
        ("cleared", "informational", "9"),
        ("informational", "informational", "99999"),
        ("critical", "critical", "upsOnBattery"),
    ]
    assert {one.kind for one in lines} <= {*KINDS}
    assert len({one.key for one in lines}) == 4
    assert {one.time for one in lines} == {now}
    assert {one.part for one in lines} == {None}
    assert table.records(None, 100) == lines


async def test_records_since(table: TrapTable, outside: Outside) -> None:
    """The newest since an instant, oldest first, no more than were asked for."""
    began = outside.clock.now()
    fill(table, outside, 10)
    times = [one.time for one in table.records(began + 5 * _DAY, 3)]
    assert times == [began + day * _DAY for day in (7, 8, 9)]
    assert len(table.records(began + 5 * _DAY, 100)) == 5
    assert not table.records(None, 0)
    assert not table.records(began + 50 * _DAY, 100)


async def test_off(table: TrapTable, outside: Outside) -> None:
    """Nothing leaves, but for what nobody could look through any more."""
    table.choose(METHOD, "off")
    for _ in range(MOST + 1):
        table.insert(trap_at(outside.clock.now()))
    assert len(table.clean()) == 10
    assert table.total == MOST - 9


async def test_by_count(table: TrapTable, outside: Outside) -> None:
    """When there are too many the oldest leave, some at a time."""
    table.choose(NUMBER, 20)
    table.choose(AMOUNT, 5)
    keys = []
    for _ in range(21):
        assert not table.clean()
        keys.append(table.insert(trap_at(outside.clock.now())).key)
    assert table.clean() == keys[:5]
    assert table.total == 16
    table.choose(NUMBER, 3)
    assert len(table.clean()) == 13
    assert table.total == 3


async def test_the_newest_stays(table: TrapTable, outside: Outside) -> None:
    """However many are to leave at a time, what just came is there."""
    table.choose(NUMBER, 1)
    first = table.insert(trap_at(outside.clock.now()))
    last = table.insert(trap_at(outside.clock.now()))
    assert table.clean() == [first.key]
    assert table.records(None, 9) == [last]


async def test_by_age(table: TrapTable, outside: Outside) -> None:
    """What is too old leaves, were it everything; how many there are does not count."""
    table.choose(METHOD, "age")
    table.choose(NUMBER, 1)
    table.choose(AGE, 30)
    fill(table, outside, 40)
    assert len(table.clean()) == 10
    assert table.total == 30
    outside.clock.simulated.step(60 * _DAY.total_seconds())
    assert len(table.clean()) == 30
    assert table.total == 0


async def test_by_both(table: TrapTable, outside: Outside) -> None:
    """What is too old leaves, and then what is too many."""
    table.choose(METHOD, "both")
    table.choose(NUMBER, 20)
    table.choose(AMOUNT, 1)
    fill(table, outside, 40)
    assert len(table.clean()) == 20
    table.choose(AGE, 10)
    assert len(table.clean()) == 10
    assert table.total == 10


async def test_a_restart_keeps_the_table(
    table: TrapTable, outside: Outside, make_context: MakeContext
) -> None:
    """Rows, keys and choices are as before; new keys are new."""
    table.choose(METHOD, "both")
    table.choose(AGE, 7)
    fill(table, outside, 3)
    again = TrapTable(make_context())
    assert again.records(None, 9) == table.records(None, 9)
    assert [again.chosen(one) for one in (METHOD, NUMBER, AGE, AMOUNT)] == [
        "both",
        200,
        7,
        10,
    ]
    new = again.insert(trap_at(outside.clock.now())).key
    assert new not in {one.key for one in table.records(None, 9)}


async def test_keys_never_come_again(table: TrapTable, outside: Outside) -> None:
    """Not even after everything was cleared."""
    first = table.insert(trap_at(outside.clock.now())).key
    assert table.clear() == [first]
    assert table.total == 0
    assert not table.clear()
    outside.clock.simulated.step(0.001)
    assert table.insert(trap_at(outside.clock.now())).key != first


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        (METHOD, "sometimes"),
        (METHOD, None),
        (NUMBER, 0),
        (NUMBER, 5001),
        (NUMBER, "7"),
        (NUMBER, True),
        (NUMBER, float("nan")),
        (AGE, 3651),
        (AGE, None),
        (AMOUNT, 0),
        (AMOUNT, float("inf")),
        (TOTAL, 1),
    ],
)
async def test_choices_that_cannot_be(
    table: TrapTable, variable: Variable, value: Any
) -> None:
    """They are refused, and nothing changes."""
    with pytest.raises(InvalidRequest):
        table.choose(variable, value)
    assert table.chosen(NUMBER) == 200


async def test_how_much_a_row_takes_is_looked_at_once(
    table: TrapTable, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not all rows for each new trap: that would hold others up by thousands."""
    sized = list[int]()
    size = vars(Row)["size"].fget

    def counted(row: Row) -> int:
        sized.append(row.id)
        found: int = size(row)
        return found

    monkeypatch.setattr(Row, "size", property(counted))
    for _ in range(50):
        table.insert(trap_at(outside.clock.now()))
        table.clean()
    assert sized == list(range(1, 51))


async def test_the_table_is_bounded_whatever_the_owner_wants(
    table: TrapTable, outside: Outside
) -> None:
    """Long texts and values count: the oldest leave."""
    table.choose(METHOD, "off")
    long = replace(trap_at(outside.clock.now()), extras=(("a", "x" * 256),) * 20)
    for _ in range(500):
        table.insert(long)
        table.clean()
    assert 200 < table.total < 500


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "time", "number", "name", "severity", "text", "method", "age"]
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=12,
)


@given(rows=_JSON, chosen=_JSON)
async def test_any_memory(rows: Any, chosen: Any) -> None:
    """What was kept may be damaged: what is left of it is of use."""
    outside = Outside()
    outside.notes.kept |= {"traps": rows, "traps/cleanup": chosen}
    table = TrapTable(_context_of(outside))
    table.insert(trap_at(outside.clock.now()))
    table.clean()
    for record in table.records(datetime(1, 1, 1, tzinfo=UTC), 99):
        assert record.kind in KINDS
    assert Cleanup.of(chosen).method in METHOD.options


def _context_of(outside: Outside) -> Any:
    class Some:
        clock = outside.clock
        memory = outside.notes

    return Some()
