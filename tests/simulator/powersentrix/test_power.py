"""Mains, batteries, load and warmth: enough to look right (section 7)."""

from typing import Any

import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.unit.battery import Block
from simulator.powersentrix.unit.life import BOOT_TIME

from .conftest import MakeSite
from .wires import Local


@pytest.mark.parametrize("knob", ["zero", "follows_battery"])
async def test_outage(local: Local, site: PowerSentrixSimulator, knob: str) -> None:
    """Without mains the batteries carry the load, and fall."""
    site.turn(main_on_outage=knob)
    site.ups.unit.set_mains(on=False)
    first = (await local.data())["ps"][0]
    assert first["main"] == (0 if knob == "zero" else first["batt"])
    assert 5100 < first["batt"] < 5160
    assert first["load"] == 4810
    assert sum(first["cell"]) == first["batt"]
    site.step(1800)
    later = (await local.data())["ps"][0]
    assert later["batt"] < first["batt"] - 100
    site.ups.unit.set_mains(on=True)
    charging = (await local.data())["ps"][0]
    assert (charging["main"], charging["load"]) == (5410, 4810)
    assert later["batt"] < charging["batt"] <= 5400
    site.step(6 * 3600)
    assert (await local.data())["ps"][0]["batt"] == 5220


async def test_bus_follows_an_empty_battery(
    local: Local, site: PowerSentrixSimulator
) -> None:
    """The 48 V rail sinks with the battery, the others do not."""
    site.ups.unit.set_mains(on=False)
    for supply in site.ups.state.supplies:
        for block in supply.blocks:
            block.charge = 0.4
    data = await local.data()
    assert data["ps"][0]["load"] < 4800
    assert data["ps"][0]["batt"] - data["ps"][0]["load"] in (9, 10)
    assert data["voltages"][0] == data["ps"][0]["load"]
    assert data["voltages"][2] == 2410


async def test_one_supply_without_mains(
    local: Local, site: PowerSentrixSimulator
) -> None:
    """The other carries the load: nothing is emptied, nothing is logged."""
    site.ups.unit.set_mains(on=False, supply=1)
    site.step(3600)
    first, second = (await local.data())["ps"]
    assert (first["main"], second["main"]) == (5410, 0)
    assert site.ups.state.supplies[1].blocks[0].charge == 1
    assert site.ups.unit.journal.entries == []


async def test_forced_test(local: Local, site: PowerSentrixSimulator) -> None:
    """The mains stays, and the batteries are emptied all the same."""
    site.ups.unit.force_battery(on=True)
    site.ups.unit.force_battery(on=True)
    site.step(600)
    whole = await local.get(2)
    assert whole["config"]["settings"]["forcePowerFromBatteries"] == 1
    first = whole["upsData"]["ps"][0]
    assert first["main"] == 5410
    assert first["batt"] < 5150
    site.ups.unit.force_battery(on=False)
    texts = [entry.description for entry in site.ups.unit.journal.entries]
    assert texts == ["Battery test started", "Battery test finished"]


@pytest.mark.parametrize("after", ["restore", "off"])
async def test_cut_off(local: Local, site: PowerSentrixSimulator, after: str) -> None:
    """Empty, it switches everything off and is silent until the mains is back."""
    site.turn(after_boot=after)
    site.ups.patch({"charge": 0.45, "mains": False})
    site.step(3600)
    assert not site.ups.unit.online
    assert not any(port.on for port in site.ups.state.ports)
    with pytest.raises(OSError, match="Connect"):
        await local.get(1)
    site.ups.unit.set_mains(on=True)
    site.step(BOOT_TIME - 1)
    assert not site.ups.unit.online
    site.step(1)
    whole = await local.get(2)
    assert whole["config"]["ident"]["comUptime"] == "0d 00h 00m"
    assert whole["upsData"]["uptime"] == "0d 00h 00m"
    on = [1, 1, 1, 0, 1, 1] if after == "restore" else [0] * 6
    assert whole["upsData"]["outputs"][:6] == on
    assert whole["upsData"]["ps"][0]["main"] == 5410


async def test_mains_that_fails_again(site: PowerSentrixSimulator) -> None:
    """A boot that is not finished ends with the mains."""
    site.ups.patch({"charge": 0.3})
    online = []
    for mains, seconds in ((0, 2), (1, BOOT_TIME / 2), (0, 600), (1, BOOT_TIME)):
        site.ups.unit.set_mains(on=bool(mains))
        site.step(seconds)
        online.append(site.ups.unit.online)
    assert online == [False, False, False, True]
    assert [port.on for port in site.ups.state.ports][:4] == [True, True, True, False]


async def test_reboot_without_power(site: PowerSentrixSimulator) -> None:
    """Nothing restarts without power; ports come back after both."""
    site.ups.unit.reboot()
    site.ups.patch({"charge": 0.3, "mains": False})
    site.step(2)
    site.ups.unit.reboot()
    site.step(60)
    assert not site.ups.unit.online
    site.ups.patch({"charge": 0.9, "mains": True})
    site.step(BOOT_TIME)
    assert site.ups.is_on(0)


async def test_warmth(local: Local, site: PowerSentrixSimulator) -> None:
    """It gets warm by its load, and a fan begins to run."""
    site.ups.patch({"ports": {"0": {"amperes": 8}}})
    data = await local.data()
    assert (data["temps"]["board"], data["ventilation"]) == (42, 0)
    site.step(1800)
    data = await local.data()
    assert (data["temps"]["board"] > 50, data["ventilation"]) == (True, 1)
    site.ups.patch({"ports": {"0": {"amperes": 1.5}}})
    site.step(3600)
    data = await local.data()
    assert (data["temps"]["board"], data["ventilation"]) == (42, 0)


@pytest.mark.parametrize(("unit", "raw"), [("10mA", 150), ("1mA", 1500)])
async def test_current_unit(
    local: Local, site: PowerSentrixSimulator, unit: str, raw: int
) -> None:
    """The unit of currents is a contradiction in the documentation."""
    site.turn(current_unit=unit)
    assert (await local.data())["currents"][0] == raw


@pytest.mark.parametrize(
    ("knob", "main"), [("1", [5410]), ("2", [5410, 5410]), ("2_second_zero", [5410, 0])]
)
async def test_psu(
    local: Local, site: PowerSentrixSimulator, knob: str, main: list[int]
) -> None:
    """One supply, two, or one and zeros."""
    site.turn(psu=knob)
    told = (await local.data())["ps"]
    assert [supply["main"] for supply in told] == main
    if knob == "2_second_zero":
        assert (told[1]["batt"], told[1]["buv"], told[1]["cell"]) == (0, 0, [0] * 4)


@pytest.mark.parametrize(
    ("knobs", "path", "value"),
    [
        ({"cells": "unplugged"}, ("ps", 0, "cell"), [0] * 4),
        ({"off_voltage": "zero"}, ("voltages", 3), 0),
        ({"off_voltage": "rail"}, ("voltages", 3), 2408),
    ],
)
async def test_measuring_knobs(
    local: Local, site: PowerSentrixSimulator, knobs: Any, path: Any, value: Any
) -> None:
    """What cells and ports show where nothing is to be measured."""
    site.turn(**knobs)
    told = await local.data()
    for step in path:
        told = told[step]
    assert told == value


async def test_status_bits(local: Local, site: PowerSentrixSimulator) -> None:
    """They stand still, or mean nothing at all."""
    seen = [(await local.data())["ps"][0]["status"] for _ in range(3)]
    assert seen == [seen[0]] * 3
    site.turn(bit_status="random")
    seen = [(await local.data())["ps"][0]["status"] for _ in range(3)]
    assert seen[0] != seen[1] != seen[2]
    assert seen[0].keys() == {"h", "l"}


async def test_noise(make_site: MakeSite, local: Local) -> None:
    """Measurements waver a little, the same way for the same seed."""
    reads = []
    for seed in (1, 1, 2):
        site = await make_site(noise=1, seed=seed)
        local.url = site.ups.url
        reads.append([(await local.data())["currents"][0] for _ in range(5)])
    assert reads[0] == reads[1] != reads[2]
    assert all(145 <= raw <= 155 for row in reads for raw in row)


async def test_overrides(local: Local, site: PowerSentrixSimulator) -> None:
    """Any value can be told by hand, whatever is so."""
    site.ups.state.overrides["upsData.ps.0.main"] = 3990
    site.ups.state.overrides["config.outputs.3.status"] = "on"
    whole = await local.get(2)
    assert whole["upsData"]["ps"][0]["main"] == 3990
    assert whole["config"]["outputs"][3]["status"] == "on"


@pytest.mark.parametrize(
    ("shape", "path", "value"),
    [
        ("short_arrays", ("voltages",), [4810, 4805, 2410, 2408, 1205, 1202, 502, 501]),
        ("long_arrays", ("outputs", 12), 1),
        ("null_ps", ("ps", 0), None),
        ("no_ps", ("ps",), None),
        ("strings", ("voltages", 0), "4810"),
        ("floats", ("temps", "board"), 42.0),
        ("nulls", ("voltages", 0), None),
        ("wrong_types", ("temps",), [42, 51]),
        ("absurd", ("voltages", 0), 99999),
    ],
)
async def test_shapes(
    local: Local, site: PowerSentrixSimulator, shape: str, path: Any, value: Any
) -> None:
    """Malformed in one way each."""
    site.turn(shape=shape)
    told = await local.data()
    for step in path:
        told = told[step]
    assert told == value
    assert type(told) is type(value)


async def test_missing_keys(local: Local, site: PowerSentrixSimulator) -> None:
    """Keys that are not there at all."""
    site.turn(shape="missing")
    whole = await local.get(2)
    assert "ident" not in whole["config"]
    assert "currents" not in whole["upsData"]


async def test_inputs(local: Local, site: PowerSentrixSimulator) -> None:
    """An input may switch a port, which is no toggle of ours."""
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    site.ups.unit.set_input(1, high=True)
    site.ups.unit.set_input(1, high=True)
    assert (await local.data())["outputs"][0] == 1
    site.ups.unit.set_input(1, high=False)
    site.ups.state.extra_actions[1].update(event=2, baseStatus=2, action=0)
    site.ups.unit.set_input(1, high=True)
    site.ups.unit.set_input(1, high=False)
    assert (await local.data())["outputs"][:3] == [1, 1, 0]
    assert site.ups.toggles.foreign == {0: 2, 2: 1}
    assert site.ups.toggles.executed == {}


def test_blocks() -> None:
    """At rest, under load, on the charger."""
    block = Block()
    assert block.discharging(0) == pytest.approx(12.9)
    assert block.discharging(5) == pytest.approx(12.8)
    assert block.charging() == pytest.approx(13.05)
    block.charge = 0
    assert block.discharging(0) == pytest.approx(11.4)
    assert block.charging() == pytest.approx(12.0)
    block.charge = 0.95
    assert block.charging() == pytest.approx(13.425)
    block.sag = 0.6
    assert block.discharging(0) == pytest.approx(12.225)
