"""What the unit does: groups, sleep, tests, and what is told of it."""

import pytest

from simulator.snmp import SnmpSimulator

from .clients import UPS, Client, SnmpError

STATUS = f"{UPS}4.1.1.0"
FLAGS = f"{UPS}11.1.1.0"
WATTS = f"{UPS}4.2.8.0"
COMMAND = f"{UPS}12.3.2.1.3."
STATE, PENDING, FULL = (f"{UPS}12.1.2.1.{column}." for column in (3, 4, 6))


def flags(card: SnmpSimulator) -> set[int]:
    """Read the flags of the state string."""
    told = str(card.value(FLAGS))
    assert len(told) == 64
    return {n for n, flag in enumerate(told, start=1) if flag == "1"}


def test_idle() -> None:
    """An idle UPS on line has three flags, as real ones have."""
    card = SnmpSimulator()
    assert flags(card) == {4, 6, 19}
    assert card.value(f"{UPS}11.1.2.0") == 1
    assert card.value(f"{UPS}2.1.2.0") == 0


def test_on_battery() -> None:
    """Charge and run time fall, the time on battery counts."""
    card = SnmpSimulator()
    runtime = card.value(f"{UPS}2.2.3.0")
    card.ups.set_mains(on=False)
    card.step(600)
    assert card.value(STATUS) == 3
    assert flags(card) == {2, 6, 19}
    assert card.value(f"{UPS}2.1.2.0") == 60_000
    assert int(card.value(f"{UPS}2.3.1.0") or 0) < 950
    assert int(card.value(f"{UPS}2.2.3.0") or 0) < int(runtime or 0)
    assert card.value(f"{UPS}3.3.1.0") == 0
    assert card.value(f"{UPS}3.2.5.0") == 4
    assert card.value(f"{UPS}4.3.5.0") == -4
    assert int(card.value(f"{UPS}2.3.5.0") or 0) > 0
    card.ups.set_mains(on=True)
    assert (card.value(STATUS), card.value(f"{UPS}2.1.2.0")) == (2, 0)
    assert card.value(f"{UPS}2.3.5.0") == -20


@pytest.mark.parametrize("status", ["3", "15", "28"])
def test_self_test(status: str) -> None:
    """Only flag 29 tells it from an outage, on most models."""
    card = SnmpSimulator(self_test_status=status)
    card.ups.self_test()
    assert card.value(STATUS) == int(status)
    assert 29 in flags(card)
    assert (2 in flags(card)) == (status == "3")
    assert card.value(f"{UPS}7.2.3.0") == 4
    assert card.value(f"{UPS}3.3.1.0") == 2312
    card.step(9)
    assert (card.value(STATUS), card.value(f"{UPS}7.2.3.0")) == (2, 1)
    assert card.value(f"{UPS}3.2.5.0") == 9
    assert card.value(f"{UPS}2.1.2.0") == 0


def test_failed_self_test() -> None:
    """A failed one asks for a new battery."""
    card = SnmpSimulator()
    card.ups.self_test(passes=False)
    card.step(9)
    assert card.value(f"{UPS}7.2.3.0") == 2
    assert card.value(f"{UPS}2.2.4.0") == 2
    assert {1, 5} <= flags(card)
    card.ups.replace_battery()
    assert flags(card) == {4, 6, 19}


async def test_calibration(card: SnmpSimulator, writer: Client) -> None:
    """It runs to a quarter, can be cancelled, and needs a full battery."""
    start, result = f"{UPS}7.2.5.0", f"{UPS}7.2.6.0"
    await writer.set(start, "i", 2)
    assert (card.value(result), card.value(STATUS)) == (3, 3)
    assert 10 in flags(card)
    card.step(60)
    await writer.set(start, "i", 3)
    assert (card.value(result), card.value(STATUS)) == (5, 2)
    await writer.set(start, "i", 2)
    assert card.value(result) == 4
    card.step(6 * 3600)
    await writer.set(start, "i", 2)
    card.step(2 * 3600)
    assert (card.value(result), card.value(STATUS)) == (1, 2)
    assert int(card.value(f"{UPS}2.2.1.0") or 0) < 90


async def test_group(card: SnmpSimulator, writer: Client) -> None:
    """A group switches at once, and takes its part of the load with it."""
    before = int(card.value(WATTS) or 0)
    await writer.set(f"{COMMAND}2", "i", 2)
    assert card.value(f"{STATE}2") == 2
    assert str(card.value(f"{FULL}2")).startswith("01")
    assert card.value(f"{COMMAND}2") == 2
    assert card.value(WATTS) == pytest.approx(before * 0.65, abs=1)
    await writer.set(f"{COMMAND}2", "i", 1)
    assert card.value(f"{STATE}2") == 1
    assert card.value(WATTS) == before


async def test_group_delays(card: SnmpSimulator, writer: Client) -> None:
    """A command that waits is pending until its time has come, or it is cancelled."""
    await writer.set(f"{COMMAND}2", "i", 5)
    assert (card.value(f"{STATE}2"), card.value(f"{PENDING}2")) == (1, 1)
    assert str(card.value(f"{FULL}2"))[9] == "1"
    card.step(89)
    assert card.value(f"{STATE}2") == 1
    card.step(1)
    assert (card.value(f"{STATE}2"), card.value(f"{PENDING}2")) == (2, 2)
    await writer.set(f"{COMMAND}2", "i", 4)
    await writer.set(f"{COMMAND}2", "i", 7)
    card.step(600)
    assert (card.value(f"{STATE}2"), card.value(f"{PENDING}2")) == (2, 2)


async def test_group_reboot(card: SnmpSimulator, writer: Client) -> None:
    """A restart is done by the unit; without mains it may wait for it."""
    await writer.set(f"{COMMAND}2", "i", 3)
    assert card.value(f"{STATE}2") == 2
    assert str(card.value(f"{FULL}2"))[:9] == "011000001"
    card.step(8)
    assert card.value(f"{STATE}2") == 1
    card.ups.set_mains(on=False)
    await writer.set(f"{COMMAND}2", "i", 9)
    card.step(60)
    assert (card.value(f"{STATE}2"), str(card.value(f"{FULL}2"))[10]) == (2, "1")
    card.ups.set_mains(on=True)
    card.step(1)
    assert card.value(f"{STATE}2") == 1


async def test_main_group(card: SnmpSimulator, writer: Client) -> None:
    """The main group takes all with it; a switched one brings it back."""
    await writer.set(f"{COMMAND}1", "i", 2)
    assert [card.value(f"{STATE}{n}") for n in (1, 2, 3)] == [2, 2, 2]
    assert card.value(STATUS) == 7
    assert 58 in flags(card)
    await writer.set(f"{COMMAND}2", "i", 1)
    assert [card.value(f"{STATE}{n}") for n in (1, 2, 3)] == [1, 1, 2]
    assert card.value(STATUS) == 2


async def test_no_such_order(card: SnmpSimulator, writer: Client) -> None:
    """8 is what is read, not what can be written."""
    with pytest.raises(SnmpError, match="wrongValue"):
        await writer.set(f"{COMMAND}2", "i", 8)


@pytest.mark.parametrize(
    ("oid", "value", "status", "seconds"),
    [
        (f"{UPS}6.2.2.0", 2, 8, 8),
        (f"{UPS}6.2.3.0", 2, 5, 360),
        (f"{UPS}6.2.8.0", 2, 8, 8),
    ],
)
async def test_comes_back(
    card: SnmpSimulator, writer: Client, oid: str, value: int, status: int, seconds: int
) -> None:
    """Reboot and sleep end by themselves."""
    await writer.set(oid, "i", value)
    assert card.value(STATUS) == status
    assert card.value(f"{STATE}2") == 2
    card.step(seconds + 0.1)
    assert (card.value(STATUS), card.value(f"{STATE}2")) == (2, 1)


async def test_graceful_off(card: SnmpSimulator, writer: Client) -> None:
    """Hosts get their time before the output goes off; then it can be turned on."""
    turn_on = f"{UPS}6.2.6.0"
    with pytest.raises(SnmpError):
        await writer.set(turn_on, "i", 2)
    await writer.set(f"{UPS}6.2.1.0", "i", 3)
    assert (card.value(STATUS), 22 in flags(card)) == (2, True)
    card.step(21)
    assert (card.value(STATUS), 22 in flags(card)) == (7, False)
    await writer.set(turn_on, "i", 2)
    assert card.value(STATUS) == 2


async def test_bypass(card: SnmpSimulator, writer: Client) -> None:
    """By command, by the switch, or by itself."""
    await writer.set(f"{UPS}6.2.7.0", "i", 2)
    assert card.value(STATUS) == 6
    await writer.set(f"{UPS}6.2.7.0", "i", 3)
    assert card.value(STATUS) == 2
    card.ups.set_bypass("user")
    assert card.value(STATUS) == 9
    card.ups.set_bypass("ups")
    assert card.value(STATUS) == 10


@pytest.mark.parametrize(("volts", "status"), [(209, 4), (250, 12), (231, 2), (260, 3)])
def test_voltage(volts: float, status: int) -> None:
    """A voltage is corrected, or is no mains at all."""
    card = SnmpSimulator()
    card.ups.set_voltage(volts)
    assert card.value(STATUS) == status
    assert card.value(f"{UPS}3.3.1.0") == volts * 10
    assert 2200 <= int(card.value(f"{UPS}4.3.1.0") or 0) <= 2400


@pytest.mark.parametrize(
    ("switch", "limit", "value", "seconds"), [(10, 13, 30, 31), (11, 14, 4300, 60)]
)
async def test_load_is_shed(
    card: SnmpSimulator,
    writer: Client,
    switch: int,
    limit: int,
    value: int,
    seconds: float,
) -> None:
    """A group goes off to save the battery, and on again with the mains."""
    config = f"{UPS}12.2.2.1."
    await writer.set(f"{config}{limit}.2", "i", value)
    await writer.set(f"{config}{switch}.2", "i", 2)
    card.ups.set_mains(on=False)
    assert card.value(f"{STATE}2") == 1
    card.step(seconds)
    assert [card.value(f"{STATE}{n}") for n in (1, 2, 3)] == [1, 2, 1]
    card.ups.set_mains(on=True)
    card.step(1)
    assert card.value(f"{STATE}2") == 1


async def test_overload_is_shed(card: SnmpSimulator, writer: Client) -> None:
    """A group goes off when too much hangs on the output, after its delay."""
    config = f"{UPS}12.2.2.1."
    await writer.set(f"{config}12.3", "i", 2)
    await writer.set(f"{config}8.3", "i", 2)
    card.ups.overload()
    assert str(card.value(f"{FULL}3"))[7] == "1"
    assert 9 in flags(card)
    card.step(90)
    assert card.value(f"{STATE}3") == 2
    assert 9 not in flags(card)
