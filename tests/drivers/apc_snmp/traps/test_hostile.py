"""Whatever comes, nothing is raised, nothing grows, and nothing wrong is told."""

from functools import cache
import logging
import tracemalloc

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp.traps.ber import Malformed
from custom_components.rack_power.drivers.apc_snmp.traps.drops import Refused
from custom_components.rack_power.drivers.apc_snmp.traps.gate import LONGEST, WAITING
from custom_components.rack_power.drivers.apc_snmp.traps.keys import derivation
from custom_components.rack_power.drivers.apc_snmp.traps.member import Member
from custom_components.rack_power.drivers.apc_snmp.traps.proving import Prover
from custom_components.rack_power.drivers.apc_snmp.traps.trap import Trap
from simulator.snmp.wire import ber as wire
from simulator.snmp.wire.ber import Kind, Value, oid_of
from simulator.snmp.wire.message import V2C
from simulator.snmp.wire.pdu import Type, VarBind, write
from simulator.snmp.wire.secure import Envelope, User, seal

from ...conftest import SteppedClock
from .conftest import Stand, card_of, turns
from .senders import COMMUNITY, FOREIGN, USER, SimulatedCard, Told, as_ours, throw

pytestmark = pytest.mark.filterwarnings("ignore:CFB has been moved")

_FLOOD = 5000


def plain(told: Told | None = None, community: str = COMMUNITY) -> bytes:
    """Write a trap of version 2c."""
    pdu = (told or Told()).notice().v2(Type.TRAP)
    return wire.sequence(wire.integer(V2C), wire.octets(community.encode()), write(pdu))


def inform() -> bytes:
    """Write an inform of version 2c, with a number of its own."""
    pdu = Told().notice().v2(Type.INFORM)
    word = COMMUNITY.encode()
    return wire.sequence(wire.integer(V2C), wire.octets(word), write(pdu))


def secured(told: Told | None = None, user: User = USER) -> bytes:
    """Write a trap of version 3."""
    engine = SimulatedCard().engine_id
    name = user.username.encode()
    pdu = (told or Told()).notice().v2(Type.TRAP)
    return seal(Envelope(1, user.level, engine, 1, 1, name), pdu, engine, user)


def nested(depth: int) -> bytes:
    """Write sequences within each other."""
    data = b""
    for _ in range(depth):
        data = wire.tlv(Kind.SEQUENCE, data)
    return data


JUNK = {
    "nothing": b"",
    "a zero": b"\0",
    "text": b"GET / HTTP/1.1\r\n\r\n",
    "nested": nested(2000),
    "no end": b"\x30\x80" + plain()[2:],
    "a huge length": b"\x30\x84\xff\xff\xff\xff" + plain(),
    "a longer length": b"\x30\x85\0\0\0\0\x10" + plain(),
    "another version": wire.sequence(wire.integer(7), wire.octets(b"x")),
    "a huge version": wire.sequence(wire.integer(2**500), wire.octets(b"x")),
    "a GET": wire.sequence(
        wire.integer(V2C), wire.octets(COMMUNITY.encode()), b"\xa0\0"
    ),
    "no identifier": wire.sequence(
        wire.integer(V2C),
        wire.octets(COMMUNITY.encode()),
        wire.tlv(Type.TRAP, wire.integer(0) * 3 + wire.sequence()),
    ),
}


@pytest.mark.parametrize("data", JUNK.values(), ids=JUNK)
async def test_junk(stand: Stand, data: bytes) -> None:
    """What makes no sense is counted, and the next trap is taken."""
    taken = await stand.join(SimulatedCard())
    throw(stand.port, data, plain())
    await turns()
    assert len(taken) == 1
    assert stand.drops == {"malformed": 1}


@pytest.mark.parametrize("whole", [plain(), secured()], ids=["2c", "3"])
async def test_truncated(stand: Stand, whole: bytes) -> None:
    """A message that ends too early tells nothing, wherever it ends."""
    taken = await stand.join(SimulatedCard())
    for end in range(len(whole)):
        stand.step(1)
        throw(stand.port, whole[:end])
        await turns(5)
    assert not taken
    assert sum(stand.drops.values()) == len(whole)
    throw(stand.port, whole)
    await turns()
    assert len(taken) == 1


async def test_a_damaged_value_leaves_the_others_alone(stand: Stand) -> None:
    """Values of odd types and lengths are left out, their neighbours are not."""
    names = [oid_of(f"1.3.6.1.4.1.318.2.3.{last}.0") for last in (1, 6, 7, 18, 4)]
    odd = (
        VarBind(names[0], Value(Kind.INTEGER, 7)),
        VarBind(names[1], Value(Kind.NO_OBJECT)),
        VarBind(names[2], Value(Kind.ADDRESS, b"\1\2\3")),
        VarBind(names[3], Value(Kind.ADDRESS, b"\1\2\3\4")),
        VarBind(names[4], Value(Kind.OID, (1, 3, 6))),
    )
    taken = await stand.join(SimulatedCard())
    throw(stand.port, plain(Told(more=odd)))
    await turns()
    assert taken[0].extras == (
        ("mtrapargsInteger", "7"),
        ("mtrapargsInteger04", "1.2.3.4"),
        ("mtrapargsGauge", "1.3.6"),
    )


async def test_texts_and_values_are_bounded(stand: Stand) -> None:
    """Long texts are cut, many values left out, odd signs shown as blanks."""
    many = tuple(
        VarBind((1, 3, 6, 1, number), Value(Kind.OCTETS, b"x" * 150))
        for number in range(35)
    )
    taken = await stand.join(SimulatedCard())
    throw(stand.port, plain(Told(text="é\n\0\x1b[31m" + "y" * 400, more=many)))
    await turns()
    assert taken[0].text.startswith("é [31myyy")
    assert len(taken[0].text) == 256
    assert len(taken[0].extras) == 20
    throw(stand.port, plain(Told(more=(VarBind((1, 3), Value(Kind.OCTETS, b"\xff")),))))
    await turns()
    assert taken[1].extras == (("1.3", "ÿ"),)


async def test_communities_are_not_kept_as_values(stand: Stand) -> None:
    """A proxy passes the community on; that is nobody's business."""
    word = Value(Kind.OCTETS, COMMUNITY.encode())
    more = tuple(
        VarBind(oid_of(name), word)
        for name in ("1.3.6.1.6.3.18.1.4.0", "1.3.6.1.4.1.318.2.3.10.0")
    )
    taken = await stand.join(SimulatedCard())
    throw(stand.port, plain(Told(more=more)))
    await turns()
    assert taken[0].extras == ()


async def test_too_long(stand: Stand) -> None:
    """No trap is longer than 8 KiB."""
    taken = await stand.join(SimulatedCard())
    fits = Told(text="z" * (LONGEST - len(plain(Told(text=""))) - 12))
    throw(stand.port, plain(fits), plain(Told(text="z" * LONGEST)), b"\0" * 60_000)
    await turns()
    assert len(taken) == 1
    assert stand.drops == {"too_long": 2}


async def test_a_flood_from_a_foreign_address(stand: Stand) -> None:
    """It is counted, and the card's own trap comes through at once after it."""
    taken = await stand.join(SimulatedCard())
    for _ in range(_FLOOD // 20):
        throw(stand.port, *[plain()] * 20, source=FOREIGN)
        await turns(3)
    assert stand.drops == {"foreign": _FLOOD}
    throw(stand.port, plain())
    await turns()
    assert len(taken) == 1


async def test_a_flood_from_the_right_address(stand: Stand) -> None:
    """So many pass as a card may send; the rest is counted."""
    taken = await stand.join(SimulatedCard())
    for at in range(0, _FLOOD, 20):
        throw(stand.port, *[plain(Told(ticks=at + one)) for one in range(20)])
        await turns(3)
    await turns(200)
    assert len(taken) == 100
    assert stand.drops == {"too_many": _FLOOD - 100}
    stand.step(2)
    throw(stand.port, *[plain(Told(ticks=_FLOOD + one)) for one in range(100)])
    await turns(200)
    assert len(taken) == 140


async def test_a_flood_from_many_cards(stand: Stand) -> None:
    """All of them together may not send more than a hundred a second."""
    all_taken: list[list[Trap]] = []
    for last in range(1, 11):
        card = SimulatedCard(host=f"127.0.0.{last}")
        all_taken.append(await stand.join(card))
    for last in range(1, 11):
        throw(stand.port, *[plain()] * 20, source=f"127.0.0.{last}")
        await turns()
    assert stand.drops["too_many_in_all"] == 100
    assert sum(map(len, all_taken)) == 5


async def test_the_queue_is_bounded(stand: Stand) -> None:
    """Datagrams that wait to be decoded are few, whatever comes."""
    await stand.join(SimulatedCard())
    receiver = stand.receivers._receivers[stand.port]
    for number in range(2 * WAITING):
        stand.step(1)
        receiver._pass(plain(Told(ticks=number)), ("127.0.0.1", 9), None)  # type: ignore[arg-type]
    assert len(receiver._waiting) == WAITING
    assert stand.drops == {"queue_full": WAITING}
    await turns(WAITING + 10)
    assert not receiver._waiting


async def test_memory_stays_flat(stand: Stand) -> None:
    """Nothing is kept of what is not taken, nor of what was taken long ago."""
    taken = await stand.join(SimulatedCard())

    async def flood(first: int) -> None:
        for at in range(first, first + 1000, 20):
            stand.step(1)
            traps = [plain(Told(ticks=at + one)) for one in range(10)]
            throw(stand.port, *traps, *[plain(community=str(at))] * 10)
            throw(stand.port, *[plain()] * 5, source=f"127.0.1.{at // 20 % 250}")
            await turns(30)
        taken.clear()

    await flood(0)
    tracemalloc.start()
    try:
        await flood(1000)
        before, _ = tracemalloc.get_traced_memory()
        for first in range(2000, 6000, 1000):
            await flood(first)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 100_000


async def test_warnings_are_few(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    """One warning a minute says how many were not taken, and why."""
    await stand.join(SimulatedCard())
    for _ in range(10):
        throw(stand.port, b"", source=FOREIGN)
        throw(stand.port, plain(community="wrong"))
        await turns()
    assert len(_warnings(caplog)) == 1
    assert "foreign 1" in _warnings(caplog)[0]
    stand.step(60)
    throw(stand.port, b"", source=FOREIGN)
    await turns()
    assert len(_warnings(caplog)) == 2
    assert "foreign 10" in _warnings(caplog)[1]
    assert "community 10" in _warnings(caplog)[1]


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.levelno >= logging.WARNING]


@cache
def _scene() -> tuple[Prover, Member, list[Trap]]:
    """Return what checks datagrams, a card, and what it told."""
    clock, engine = SteppedClock(), b"\x80\0\0\0\x05ours"
    card, told = card_of(SimulatedCard()), list[Trap]()
    assert card.engine_id is not None
    keys = derivation(as_ours(USER), card.engine_id, engine)()
    return Prover(clock, engine), Member(card, told.append, keys, clock), told


def _mutated(whole: bytes) -> st.SearchStrategy[bytes]:
    """Make messages that are nearly right."""
    places = st.integers(0, len(whole) - 1)

    def change(changes: list[tuple[int, bytes]]) -> bytes:
        data = whole
        for at, new in changes:
            data = data[:at] + new + data[at + len(new) :]
        return data

    return st.lists(st.tuples(places, st.binary(max_size=4)), max_size=6).map(change)


_DATAGRAMS = st.one_of(
    st.binary(max_size=600),
    _mutated(plain(community="wrong")),
    _mutated(secured(user=User("somebody"))),
    _mutated(secured(user=User(USER.username, "SHA1", "a wrong passphrase"))),
    st.binary(max_size=300).map(lambda data: wire.tlv(Kind.SEQUENCE, data)),
    st.binary(max_size=300).map(
        lambda data: wire.sequence(wire.integer(3), wire.octets(data), data)
    ),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(data=_DATAGRAMS)
def test_any_datagram(data: bytes) -> None:
    """Who does not know the secrets can neither raise anything nor tell anything."""
    prover, member, told = _scene()
    with pytest.raises((Refused, Malformed)):
        prover.prove(data, [member])
    assert not told


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(data=_mutated(plain()))
def test_any_datagram_of_who_knows_the_community(data: bytes) -> None:
    """A card that has gone mad tells something harmless, or nothing."""
    prover, member, told = _scene_of_communities()
    try:
        proven = prover.prove(data, [member])
    except Refused, Malformed:
        return
    member.hear(proven.told, proven.version, "127.0.0.1")
    for trap in told:
        assert len(trap.text) <= 256
        assert len(trap.extras) <= 20


def _scene_of_communities() -> tuple[Prover, Member, list[Trap]]:
    prover, _, _ = _scene()
    told: list[Trap] = []
    return (
        prover,
        Member(card_of(SimulatedCard()), told.append, {}, SteppedClock()),
        told,
    )
