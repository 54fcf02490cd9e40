"""What is not known for sure is not taken for harmless."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.oid import dotted, oid
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import (
    NotPermitted,
    Rejected,
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import Danger, Setting
from simulator.snmp.recording import objects_of

from ..conftest import UPS, u
from .conftest import MAIN, SWITCHED, Write, Written

STATUS = "outlet.group.status"
TYPE = f"{UPS}12.1.2.1.5"
SERIAL = u("1.2.3")
SHEDS = {
    "outlet.group.shed.restart": True,
    "outlet.group.shed.time.enabled": False,
    "outlet.group.shed.runtime.enabled": False,
    "outlet.group.shed.overload": False,
    "outlet.group.shed.time": None,
    "outlet.group.shed.runtime": None,
}
"""Settings of groups that cut, sooner or later, and to what they do not."""
ENDS = {
    "5.2.62": ("shutdown.auto.skip.delay", False),
    "5.2.63": ("shutdown.auto.restart", True),
    "5.2.64": ("shutdown.auto.time.enabled", False),
    "5.2.65": ("shutdown.auto.runtime.enabled", False),
    "5.2.66": ("shutdown.auto.time", None),
    "5.2.67": ("shutdown.auto.runtime", None),
    "5.2.74": ("shutdown.auto.charge.enabled", False),
    "5.2.75": ("shutdown.auto.charge", None),
    "5.2.76": ("shutdown.auto.load.enabled", False),
    "5.2.77": ("shutdown.auto.load", None),
}


def hide(written: Written, tail: str) -> None:
    """Let a card not know a branch of its UPS."""
    card = written.driven.card
    for one, _ in list(card.tree.below(oid(f"{UPS}{tail}"))):
        card.override(dotted(one), None)


def another(written: Written) -> None:
    """Put another UPS at the same address, which has been there for long."""
    written.driven.card.override(SERIAL, "AS9999999999")


async def test_the_main_group_of_a_card_that_starts_is_guarded(writing: Write) -> None:
    """It may know its groups only a moment after that it has any."""
    written = await writing()
    card = written.driven.card
    card.restart()
    card.step(10.1)
    hide(written, "12")
    await written.poll()
    card.restore()
    await written.poll()
    assert written.setting(STATUS, MAIN) is None
    assert not written.offers("restart", MAIN)
    with pytest.raises((NotPermitted, Rejected)):
        await written.write(STATUS, False, MAIN)
    assert not written.sets


@pytest.mark.parametrize("told", [None, 3, 0])
async def test_groups_of_an_unknown_sort_take_no_commands(
    writing: Write, told: int | None
) -> None:
    """Whatever the owner allowed; and for all we know they cut all others."""
    written = await writing(started=False, load_control=True)
    for number in (1, 2):
        written.driven.card.override(f"{TYPE}.{number}", told)
    await written.driven.start()
    parts = written.driven.picture.parts()
    for part in (MAIN, SWITCHED):
        assert written.setting(STATUS, part) is None
        assert not written.offers("restart", part)
        assert parts[part].cuts == set(parts[MAIN].cuts | {MAIN}) - {part}
        with pytest.raises(Rejected) as caught:
            await written.write(STATUS, False, part)
        assert caught.value.reason == "outlet_group_uncertain"
        with pytest.raises(Rejected):
            await written.run("restart", part)
    assert not written.sets


@pytest.mark.parametrize("told", [None, 2])
async def test_the_sort_of_a_group_is_looked_at_before_each_set(
    writing: Write, told: int | None
) -> None:
    """What was a switched group may be the main one of today."""
    written = await writing()
    written.driven.card.override(f"{TYPE}.2", told)
    for deed in (
        written.write(STATUS, False, SWITCHED),
        written.run("restart", SWITCHED),
        written.write("outlet.group.shed.time.enabled", True, SWITCHED),
    ):
        with pytest.raises(Rejected) as caught:
            await deed
        assert caught.value.reason == "outlet_group_uncertain"
    assert not written.sets


@pytest.mark.parametrize("version", [Version.V1, Version.V2C])
async def test_another_unit_at_the_address_is_told_nothing(
    writing: Write, version: Version
) -> None:
    """It has been running for longer, so that no restart was seen."""
    written = await writing(version=version, load_control=True)
    another(written)
    for deed in (
        written.run("load.off"),
        written.run("restart", SWITCHED),
        written.write(STATUS, False, SWITCHED),
        written.write("ups.delay.start", 60),
        written.run("controller.restart"),
    ):
        with pytest.raises(WrongEquipment) as caught:
            await deed
        assert caught.value.reason == "another_unit"
    assert not written.sets


async def test_a_unit_that_does_not_say_who_it_is_is_told_nothing(
    writing: Write,
) -> None:
    """But its card may be told to start anew: that may help."""
    written = await writing(load_control=True)
    written.driven.card.override(SERIAL, None)
    with pytest.raises(Rejected) as caught:
        await written.run("load.off")
    assert caught.value.reason == "snmp_unit_uncertain"
    assert not written.sets
    assert await written.run("controller.restart") is Outcome.CONFIRMED


@pytest.mark.parametrize(
    ("model", "version", "serial"),
    [
        ("smart_ups", Version.V2C, "fake"),
        ("smart_ups", Version.V2C, "absent"),
        ("v1_card", Version.V1, "absent"),
    ],
)
async def test_units_without_a_serial_number_are_known_by_their_card(
    writing: Write, model: str, version: Version, serial: str
) -> None:
    """By its engine, or its hardware address."""
    written = await writing(model, version, serial=serial)
    assert await written.run("test.battery.start") is Outcome.CONFIRMED
    another(written)
    assert await written.write("battery.charge.restart", 15) is Outcome.CONFIRMED


async def test_nothing_is_done_by_what_a_card_remembers(writing: Write) -> None:
    """While it has lost its UPS, what it tells of that is old."""
    written = await writing(load_control=True)
    assert await written.write(STATUS, False, SWITCHED) is Outcome.CONFIRMED
    written.driven.card.counters.reset()
    written.driven.card.ups.lose_link(lost=True)
    for deed in (
        written.write(STATUS, False, SWITCHED),
        written.run("load.off.delay", SWITCHED),
        written.run("load.off"),
        written.run("test.battery.start"),
        written.write("ups.delay.start", 60),
    ):
        with pytest.raises(Rejected) as caught:
            await deed
        assert caught.value.reason == "snmp_link_lost"
    assert not written.sets
    assert await written.write("card.contact", "Operations") is Outcome.CONFIRMED


async def test_shedding_of_a_switched_group_endangers_it(writing: Write) -> None:
    """It is offered; who protects the group is told no."""
    written = await writing()
    for name, harmless in SHEDS.items():
        setting = written.setting(name, SWITCHED)
        assert setting is not None, name
        assert setting.endangers is Danger.LOAD
        assert setting.harmless is harmless
    plain = written.setting("outlet.group.delay.start", SWITCHED)
    assert plain is not None
    assert plain.endangers is Danger.NOTHING


async def test_shedding_of_the_main_group_needs_load_control(writing: Write) -> None:
    """It cuts everything as soon as the mains fails."""
    written = await writing()
    shown = {name for name in SHEDS if written.driven.has(name, MAIN)}
    assert len(shown) >= 5
    for name in shown:
        assert written.setting(name, MAIN) is None
    written.owner.load_control = "on"
    await written.poll()
    await written.poll(0)
    for name in shown:
        setting = written.setting(name, MAIN)
        assert setting is not None
        assert setting.endangers is Danger.LOAD


@pytest.mark.parametrize("tail", ENDS)
async def test_shutting_down_by_itself_needs_load_control(
    writing: Write, tail: str
) -> None:
    """The unit would cut everything at its next outage, or at once."""
    name, harmless = ENDS[tail]
    written = await writing(started=False)
    kind = 67 if tail in {"5.2.66", "5.2.67"} else 2
    written.driven.card.tree.add(objects_of(f"{u(tail)}|{kind}|1\n"))
    await written.driven.start()
    assert written.driven.has(name)
    assert written.setting(name) is None
    written.owner.load_control = "on"
    await written.poll()
    await written.poll(0)
    setting = written.setting(name)
    assert setting is not None
    assert setting.endangers is Danger.LOAD
    assert setting.harmless is harmless


@pytest.mark.parametrize(
    "name", ["output.voltage.nominal", "output.frequency.range", "ups.failure.action"]
)
async def test_what_feeds_the_load_otherwise_endangers_it(
    writing: Write, name: str
) -> None:
    """Its voltage, its frequency, and what happens at a failure."""
    written = await writing(started=False, load_control=True)
    lines = [f"{u(tail)}|2|2" for tail in ("5.2.19", "5.2.20")]
    written.driven.card.tree.add(objects_of("\n".join(lines)))
    await written.driven.start()
    setting = written.setting(name)
    assert isinstance(setting, Setting)
    assert setting.endangers is Danger.LOAD
    assert setting.harmless is None
