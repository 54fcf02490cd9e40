"""Each scenario, by what is read and by the traps that it tells."""

import pytest

from simulator.snmp import SnmpSimulator
from simulator.snmp.scenarios import SCENARIOS

from .clients import UPS, Client, SilenceError
from .conftest import MakeCard, MakeReceiver

STATUS, FLAGS, LEVEL = f"{UPS}4.1.1.0", f"{UPS}11.1.1.0", f"{UPS}11.1.2.0"
UPTIME = "1.3.6.1.2.1.1.3.0"
_HOUR = 3600.0

TRAPS: list[tuple[str, float, list[int]]] = [
    ("power_failure", 181, [5, 9]),
    ("power_failure_short", 6, [5, 9]),
    ("low_battery", _HOUR, [5, 7, 9]),
    ("self_test", 9, [10]),
    ("self_test_failed", 9, [17, 3]),
    ("calibration", 3 * _HOUR, [28, 37]),
    ("overload", 121, [2, 33]),
    ("replace_battery", 121, [17, 36]),
    ("bypass", 121, [20, 23]),
    ("manual_bypass", 121, [22, 23]),
    ("boost", 121, [6, 34]),
    ("trim", 121, [31, 35]),
    ("battery_hot", 3 * _HOUR, [53]),
    ("output_off", 121, [12, 299, 299, 299, 298, 298, 298, 30]),
    ("outlet_group_command", 10, [732, 299, 298]),
    ("outlet_group_off", 91, [732, 299]),
    ("charger_failure", 121, [51, 52]),
    ("card_restart", 11, [-1]),
    ("card_updated", 11, [-1]),
    ("link_lost", 121, [1, 8]),
    ("environment_alarm", 121, [163, 164]),
    ("probe_lost", 121, [171, 172]),
    ("contact_fault", 121, [18, 19]),
    ("pack_fault", 1, [17]),
]


@pytest.mark.parametrize(("name", "seconds", "numbers"), TRAPS)
async def test_traps(
    card: SnmpSimulator,
    make_receiver: MakeReceiver,
    name: str,
    seconds: float,
    numbers: list[int],
) -> None:
    """What begins and what ends is told, and nothing else."""
    receiver = await make_receiver(card)
    card.receivers.append((*receiver.address, "2c"))
    card.play(name)
    card.step(seconds)
    told = await receiver.numbers(len(numbers))
    expected = [max(number, 0) for number in numbers]
    if name == "low_battery":
        assert told[:2] == expected[:2]
        assert sorted(told) == sorted([*expected])
    else:
        assert sorted(told) == sorted(expected)
        if len(numbers) < 4:
            assert told == expected
    assert card.counters.traps.total() == len(numbers)


@pytest.mark.parametrize("name", SCENARIOS)
def test_all_end_well(name: str) -> None:
    """Every scenario can be played to its end, twice."""
    card = SnmpSimulator()
    for _ in range(2):
        card.play(name)
        card.step(4 * _HOUR)
        assert card.value(STATUS) == 2
    card.ups.stop()


def test_no_such_scenario(card: SnmpSimulator) -> None:
    """An unknown name is refused."""
    with pytest.raises(ValueError, match="picnic"):
        card.play("picnic")


async def test_card_restart(card: SnmpSimulator, reader: Client) -> None:
    """Silence, then an uptime from nothing; the UPS has not noticed."""
    card.play("card_updated")
    with pytest.raises(SilenceError):
        await reader.get(UPTIME)
    card.step(10)
    told = await reader.get(UPTIME, STATUS, "1.3.6.1.2.1.1.1.0")
    assert told[UPTIME].value == 0
    assert told[STATUS].value == 2
    assert b"AF1:v7.1.8" in told["1.3.6.1.2.1.1.1.0"].value


async def test_restart_command(card: SnmpSimulator, writer: Client) -> None:
    """The card can be told to restart."""
    await writer.set("1.3.6.1.4.1.318.2.2.1.0", "i", 1)
    assert not card.answers
    card.step(10)
    assert card.answers


async def test_dark(card: SnmpSimulator, reader: Client) -> None:
    """Without any power the card is dark, too; it boots when there is some."""
    card.play("battery_empty")
    card.step(1800)
    with pytest.raises(SilenceError):
        await reader.get(STATUS)
    card.step(1800 + 11)
    assert (await reader.get(STATUS))[STATUS].value == 2
    assert card.engine.boots == 2


async def test_link_lost(card: SnmpSimulator, reader: Client) -> None:
    """The card goes on, and says that what it tells is stale."""
    card.play("link_lost")
    told = await reader.get(f"{UPS}8.1.0", FLAGS, LEVEL)
    assert told[f"{UPS}8.1.0"].value == 2
    assert told[FLAGS].value[5:6] == b"0"
    assert told[LEVEL].value == 4
    card.step(121)
    assert (await reader.get(f"{UPS}8.1.0"))[f"{UPS}8.1.0"].value == 1


async def test_environment_alarm(card: SnmpSimulator, reader: Client) -> None:
    """Both tables of probes tell it."""
    card.play("environment_alarm")
    sensor = "1.3.6.1.4.1.318.1.1.25.1.2.1."
    older = "1.3.6.1.4.1.318.1.1.10.2.3.2.1."
    told = await reader.get(f"{sensor}6.1.1", f"{sensor}8.1.1", f"{sensor}9.1.1")
    assert [each.value for each in told.values()] == [65, 3, 3]
    told = await reader.get(f"{older}4.1", f"{older}7.1", f"{older}8.1")
    assert [each.value for each in told.values()] == [65, 2, 1]


async def test_pack_fault(card: SnmpSimulator, reader: Client) -> None:
    """The flags count from 0, from the left."""
    card.play("pack_fault")
    pack, cartridge = f"{UPS}2.3.10.4.1.5.1", f"{UPS}2.3.10.2.1.10.1.1.1"
    told = await reader.get(pack, cartridge, f"{UPS}2.2.6.0")
    assert told[pack].value == told[cartridge].value == b"0010000000000000"
    assert told[f"{UPS}2.2.6.0"].value == 1


async def test_flood(card: SnmpSimulator, make_receiver: MakeReceiver) -> None:
    """Thousands of traps, to whoever listens."""
    receiver = await make_receiver(card)
    card.receivers.append((*receiver.address, "1"))
    card.flood(636, 50)
    assert await receiver.numbers(50) == [636] * 50


@pytest.mark.parametrize("name", ["outlet_group_off", "contact_fault", "pack_fault"])
def test_nothing_to_play_with(name: str) -> None:
    """Not every card has everything."""
    with pytest.raises(ValueError, match=f"bare has nothing to play {name} with"):
        SnmpSimulator("bare").play(name)


async def test_older_probes(make_card: MakeCard, make_receiver: MakeReceiver) -> None:
    """Older cards have other traps for the same."""
    card = await make_card("v1_card")
    receiver = await make_receiver(card)
    card.receivers.append((*receiver.address, "1"))
    card.play("environment_alarm")
    card.step(121)
    assert await receiver.numbers(2) == [59, 60]
    assert card.counters.traps.total() == 2
