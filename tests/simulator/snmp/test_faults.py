"""What goes wrong on the wire."""

import pytest

from simulator.snmp import Effect, Fault, SnmpSimulator

from .clients import UPS, Client, SilenceError, SnmpError

STATUS = f"{UPS}4.1.1.0"
SENSITIVITY = f"{UPS}5.2.7.0"


async def test_answer_lost(card: SnmpSimulator, writer: Client) -> None:
    """A SET whose answer is lost was executed: the counters tell it."""
    card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
    with pytest.raises(SilenceError):
        await writer.set(SENSITIVITY, "i", 2)
    assert card.value(SENSITIVITY) == 2
    assert card.counters.commands_executed == [("set", SENSITIVITY, 2)]
    assert card.counters.dropped == 1


async def test_request_lost(card: SnmpSimulator, writer: Client) -> None:
    """A SET that is lost was not."""
    card.faults.add(Fault(Effect.CUT_BEFORE, method="set", skip=1))
    await writer.set(SENSITIVITY, "i", 2)
    with pytest.raises(SilenceError):
        await writer.set(SENSITIVITY, "i", 3)
    assert card.value(SENSITIVITY) == 2
    assert len(card.counters.commands_received) == 2
    assert len(card.counters.commands_executed) == 1


async def test_one_object(card: SnmpSimulator, reader: Client) -> None:
    """A fault can be about one object, every other time."""
    card.faults.add(
        Fault(Effect.STATUS, path=f".*{STATUS}.*", status=5, every=2, times=None)
    )
    for _ in range(2):
        with pytest.raises(SnmpError, match="genErr"):
            await reader.get(SENSITIVITY, STATUS)
        await reader.get(SENSITIVITY)
        assert (await reader.get(STATUS))[STATUS].value == 2
    assert card.counters.errors == {"GEN_ERR": 2}


@pytest.mark.parametrize(
    ("effect", "kinds"),
    [
        (Effect.WRONG_TYPE, "si"),
        (Effect.ODD_UNICODE, "is"),
        (Effect.BAD_UTF8, "is"),
    ],
)
async def test_odd_values(
    card: SnmpSimulator, reader: Client, effect: Effect, kinds: str
) -> None:
    """Types and strings that nobody expects."""
    card.faults.add(Fault(effect))
    name = f"{UPS}1.1.2.0"
    told = await reader.get(STATUS, name)
    assert "".join(each.kind for each in told.values()) == kinds
    assert told[name].value != b"RackUPS"


@pytest.mark.parametrize("effect", [Effect.TRUNCATED, Effect.NOT_JSON, Effect.EMPTY])
async def test_no_answer(card: SnmpSimulator, reader: Client, effect: Effect) -> None:
    """What is no message is no answer."""
    card.faults.add(Fault(effect))
    with pytest.raises(SilenceError):
        await reader.get(STATUS)
    assert (await reader.get(STATUS))[STATUS].value == 2


async def test_late(card: SnmpSimulator, reader: Client) -> None:
    """An answer may come after nobody waits for it any more."""
    card.faults.add(Fault(Effect.DELAY, seconds=30))
    with pytest.raises(SilenceError):
        await reader.get(STATUS)
    card.step(30)
    assert (await reader.get(STATUS))[STATUS].value == 2


async def test_vanish(card: SnmpSimulator, reader: Client) -> None:
    """Nobody is answered until it is told to come back."""
    card.faults.add(Fault(Effect.VANISH))
    for _ in range(2):
        with pytest.raises(SilenceError):
            await reader.get(STATUS)
    card.come_back()
    assert (await reader.get(STATUS))[STATUS].value == 2
    card.vanish()
    with pytest.raises(SilenceError):
        await reader.get(STATUS)
