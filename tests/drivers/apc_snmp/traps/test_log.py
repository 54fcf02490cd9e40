"""The traps of one card as its driver has them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_snmp.traps import Card, TrapLog
from custom_components.rack_power.drivers.apc_snmp.traps.variables import (
    AGE,
    AMOUNT,
    CLEAR,
    METHOD,
    NUMBER,
    ORDERS,
    POINTS,
    REFRESH,
    TOTAL,
)
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import CannotConnect, InvalidRequest
from custom_components.rack_power.equipment.model import (
    UNIT,
    Category,
    Command,
    EquipmentId,
    Order,
    PartId,
    Point,
    Value,
    Variable,
)

from ...conftest import MakeContext
from .conftest import Stand, card_of, turns
from .senders import COMMUNITY, SimulatedCard, Told, throw
from .test_hostile import plain

pytestmark = pytest.mark.filterwarnings("ignore:CFB has been moved")

UPS = EquipmentId("apc_as1")


@dataclass(slots=True)
class Logged:
    """A log of traps, on a stand."""

    stand: Stand
    make: Callable[..., TrapLog]
    log: TrapLog = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.make()

    def value(self, variable: Variable) -> Value:
        """Return what shows."""
        return self.log.report().readings[Point(UNIT, variable)].value

    async def trap(self, ticks: int, number: int = 5) -> None:
        """Let a trap come."""
        throw(self.stand.port, plain(Told(number=number, ticks=ticks)))
        await turns()

    @property
    def lines(self) -> list[Any]:
        """The lines that were told."""
        return [one for _, lines, _ in self.stand.outside.told for one in lines]


@pytest.fixture
def logged(stand: Stand, make_context: MakeContext) -> Iterator[Logged]:
    """A log that does not listen yet."""
    made: list[TrapLog] = []

    def make(card: Card | None = None) -> TrapLog:
        one = card or card_of(SimulatedCard())
        log = TrapLog(make_context(), UPS, stand.receivers, stand.port, one)
        made.append(log)
        return log

    yield Logged(stand, make)
    for log in made:
        log.close()


async def test_a_trap_is_kept_told_and_followed_by_a_read(logged: Logged) -> None:
    """And nothing else: no state follows from it."""
    await logged.log.listen(SimulatedCard().engine_id)
    outside = logged.stand.outside
    await logged.trap(1)
    ((equipment, (line,), live),) = outside.told
    assert (equipment, live) == (UPS, True)
    assert (line.kind, line.code, line.text) == ("warning", "5", "UPS: On battery.")
    assert line.kind in logged.log.record_kinds
    assert outside.wakes == [0]
    assert outside.published == []
    assert logged.value(TOTAL) == 1
    assert list(logged.log.records(None, 100)) == [line]


@pytest.mark.parametrize(("number", "anew"), [(67, 1), (172, 1), (517, 1), (5, 0)])
async def test_what_tells_of_something_added_has_it_looked_for(
    logged: Logged, make_context: MakeContext, number: int, anew: int
) -> None:
    """Before the read that every trap asks for."""
    stand, asked = logged.stand, list[int]()
    log = TrapLog(
        make_context(),
        UPS,
        stand.receivers,
        stand.port,
        card_of(SimulatedCard()),
        lambda: asked.append(len(stand.outside.wakes)),
    )
    await log.listen(None)
    try:
        await logged.trap(1, number)
    finally:
        log.close()
    assert asked == [0] * anew


async def test_wakes_are_apart_and_the_last_is_not_lost(logged: Logged) -> None:
    """At most one read in two seconds, and one after the last trap."""
    await logged.log.listen(None)
    outside, stand = logged.stand.outside, logged.stand
    await logged.trap(1)
    stand.step(0.5)
    await logged.trap(2)
    assert outside.wakes == [0, 1.5]
    stand.step(0.5)
    await logged.trap(3)
    assert outside.wakes == [0, 1.5]
    stand.step(1.25)  # the read of then is over
    await logged.trap(4)
    assert outside.wakes == [0, 1.5, 1.75]
    stand.step(100)
    await logged.trap(5)
    assert outside.wakes == [0, 1.5, 1.75, 0]


async def test_a_port_that_is_not_to_be_had(
    logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person is told what to mend; it is tried again a minute later."""
    outside, stand = logged.stand.outside, logged.stand
    real, tries = stand.receivers._bind, 0

    def refuse(port: int) -> Any:
        nonlocal tries
        tries += 1
        raise CannotConnect("trap_port_taken", port=port)

    monkeypatch.setattr(stand.receivers, "_bind", refuse)
    await logged.log.listen(None)
    assert outside.troubles["traps"].reason == "trap_port_taken"
    assert not logged.log.raw()["listening"]
    stand.step(59)
    await logged.log.listen(None)
    assert tries == 1
    stand.step(1)
    await logged.log.listen(None)
    assert tries == 2
    monkeypatch.setattr(stand.receivers, "_bind", real)
    stand.step(60)
    await logged.log.listen(None)
    assert outside.troubles == {}
    await logged.trap(1)
    assert len(logged.lines) == 1


async def test_another_engine_of_the_card(logged: Logged) -> None:
    """A card that was replaced has another engine, which is then believed."""
    old, new = SimulatedCard(), SimulatedCard(engine_id=b"\x80\0\x01\x3e\x05new")
    await logged.log.listen(old.engine_id)
    await new.send(logged.stand.port, "3")
    await turns()
    assert not logged.lines
    await logged.log.listen(new.engine_id)
    await new.send(logged.stand.port, "3", Told(ticks=7))
    await turns()
    assert len(logged.lines) == 1


async def test_it_closes(logged: Logged) -> None:
    """Then nothing is taken, and the port is free."""
    await logged.log.listen(None)
    logged.log.close()
    await logged.trap(1)
    assert not logged.lines
    assert not logged.stand.receivers._receivers


async def test_closed_while_it_begins(logged: Logged) -> None:
    """What is closed before it listens does not begin to."""
    listening = logged.log.listen(SimulatedCard().engine_id)
    logged.log.close()
    await listening
    assert not logged.stand.receivers._receivers


async def test_what_shows(logged: Logged) -> None:
    """The total, the settings with their bounds, two commands; for a few people."""
    report = logged.log.report()
    shown = {point.variable.name: one.value for point, one in report.readings.items()}
    assert shown == {
        "traps.total": 0,
        "traps.cleanup.method": "count",
        "traps.cleanup.number": 200,
        "traps.cleanup.age": 30,
        "traps.cleanup.amount": 10,
    }
    assert report.equipment == UPS
    assert report.group == "traps"
    assert report.complete
    assert report.orders == ORDERS
    assert {*report.settings} == POINTS
    number = report.settings[Point(UNIT, NUMBER)]
    assert (number.minimum, number.maximum, number.step) == (1, 5000, 1)
    for point in POINTS:
        assert point.variable.category is Category.CONFIG
        assert not point.variable.everyday


async def test_settings(logged: Logged) -> None:
    """A choice is confirmed, shown, kept, and acted on at once."""
    await logged.log.listen(None)
    for ticks in range(10):
        await logged.trap(ticks)
    outside = logged.stand.outside
    assert await logged.log.write(Point(UNIT, AMOUNT), 1) is Outcome.CONFIRMED
    assert await logged.log.write(Point(UNIT, NUMBER), 4) is Outcome.CONFIRMED
    assert outside.published[-1].readings[Point(UNIT, TOTAL)].value == 4
    assert outside.forgotten == [(UPS, [line.key for line in logged.lines[:6]])]
    assert logged.make().report().readings[Point(UNIT, NUMBER)].value == 4
    for point, value in (
        (Point(UNIT, NUMBER), 0),
        (Point(UNIT, TOTAL), 1),
        (Point(PartId("outlet", "1"), AGE), 1),
        (Point(UNIT, METHOD), "never"),
    ):
        with pytest.raises(InvalidRequest):
            await logged.log.write(point, value)


async def test_clear(logged: Logged) -> None:
    """The table is empty, and the lines are forgotten."""
    await logged.log.listen(None)
    await logged.trap(1)
    await logged.trap(2)
    outside = logged.stand.outside
    assert await logged.log.run(Order(UNIT, CLEAR)) is Outcome.CONFIRMED
    assert outside.forgotten == [(UPS, [line.key for line in logged.lines])]
    assert outside.published[-1].readings[Point(UNIT, TOTAL)].value == 0
    assert not logged.make().records(None, 10)
    await logged.log.run(Order(UNIT, CLEAR))
    assert len(outside.forgotten) == 1


async def test_refresh_and_the_hourly_clean_up(logged: Logged) -> None:
    """What is too old leaves when it is asked for, and every hour."""
    await logged.log.listen(None)
    await logged.log.write(Point(UNIT, METHOD), "age")
    await logged.log.write(Point(UNIT, AGE), 1)
    stand = logged.stand
    await logged.trap(1)
    stand.step(86_400 - 1800)
    assert logged.value(TOTAL) == 1
    stand.step(1801)
    assert logged.value(TOTAL) == 1  # the hour is not over
    assert await logged.log.run(Order(UNIT, REFRESH)) is Outcome.CONFIRMED
    assert logged.value(TOTAL) == 0
    await logged.trap(2)
    stand.step(86_401)
    assert logged.value(TOTAL) == 0
    assert len(stand.outside.forgotten) == 2


async def test_a_command_that_is_not_there(logged: Logged) -> None:
    """Only the two."""
    with pytest.raises(InvalidRequest):
        await logged.log.run(Order(UNIT, Command(name="traps.sell")))


async def test_a_restart_keeps_the_table(logged: Logged) -> None:
    """What came before is there after."""
    await logged.log.listen(None)
    await logged.trap(1)
    logged.log.close()
    again = logged.make()
    assert again.records(None, 10) == logged.lines
    assert again.report().readings[Point(UNIT, TOTAL)].value == 1


async def test_what_diagnostics_show(logged: Logged) -> None:
    """Counts, and no secret, neither there nor in what is kept."""
    card = SimulatedCard()
    await logged.log.listen(card.engine_id)
    await logged.trap(1)
    throw(logged.stand.port, plain(community="wrong"))
    await turns()
    assert logged.log.raw() == {
        "port": logged.stand.port,
        "listening": True,
        "stored": 1,
        "not_taken": {"community": 1},
    }
    kept = json.dumps(logged.stand.outside.notes.kept)
    assert "UPS: On battery." in kept
    for secret in (COMMUNITY, card.user.auth_key, card.user.priv_key):
        assert secret not in f"{kept}{logged.log!r}{card_of(card)!r}"
