"""Who is believed: communities, users, engines, addresses, times."""

from dataclasses import replace

from pysnmp.entity import config
from pysnmp.error import PySnmpError
import pytest

from custom_components.rack_power.drivers.apc_snmp import context
from simulator.snmp.wire.pdu import Type
from simulator.snmp.wire.secure import Envelope, User, seal

from .conftest import Stand, card_of, turns
from .senders import (
    COMMUNITY,
    FIRST,
    FOREIGN,
    SECOND,
    USER,
    SimulatedCard,
    Told,
    as_ours,
    throw,
)

pytestmark = pytest.mark.filterwarnings("ignore:CFB has been moved")

SIGNING = replace(USER, priv_protocol="none")
_ENGINE = b"\x80\0\x01\x3e\x03\0\xc0\xb7\0\0\x02"


@pytest.mark.parametrize("kind", ["1", "2c", "3"])
async def test_a_foreign_source(stand: Stand, kind: str) -> None:
    """What comes from elsewhere is dropped, though it proves all there is to prove."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await card.send(stand.port, kind, source=FOREIGN)
    await turns()
    assert not taken
    assert stand.drops == {"foreign": 1}
    await card.send(stand.port, kind)
    await turns()
    assert len(taken) == 1


@pytest.mark.parametrize("kind", ["1", "2c"])
@pytest.mark.parametrize("word", ["", "public", COMMUNITY[:-1], f"{COMMUNITY}x", "ö"])
async def test_a_wrong_community(stand: Stand, kind: str, word: str) -> None:
    """Only the card's own word counts."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await card.send(stand.port, kind, community=word)
    await turns()
    assert not taken
    assert stand.drops == {"community": 1}


@pytest.mark.parametrize("kind", ["1", "2c"])
async def test_a_card_without_a_community(stand: Stand, kind: str) -> None:
    """A card that is known by keys only is not believed for an empty word."""
    card = SimulatedCard()
    taken = await stand.join(replace(card_of(card), community=None))
    await card.send(stand.port, kind, community="")
    await turns()
    assert not taken
    assert stand.drops == {"community": 1}


@pytest.mark.parametrize(
    ("user", "why"),
    [
        (replace(USER, username="somebody"), "user"),
        (replace(USER, auth_key="a wrong passphrase"), "signature"),
        (replace(USER, auth_protocol="MD5"), "signature"),
        (replace(USER, auth_protocol="SHA256"), "signature"),
        (replace(USER, priv_key="a wrong passphrase"), "malformed"),
        (replace(USER, priv_protocol="none"), "level"),
        (User(USER.username), "level"),
    ],
)
async def test_a_wrong_user(stand: Stand, user: User, why: str) -> None:
    """Name, keys, protocols and level have to be those that were agreed."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await card.send(stand.port, "3", user=user)
    await turns()
    assert not taken
    assert stand.drops == {why: 1}


async def test_a_user_that_proves_more_than_was_agreed(stand: Stand) -> None:
    """What no keys are known for cannot be checked."""
    card = SimulatedCard()
    taken = await stand.join(replace(card_of(card), user=as_ours(User(USER.username))))
    await card.send(stand.port, "3")
    await turns()
    assert not taken
    assert stand.drops == {"level": 1}


async def test_two_cards_with_the_same_user_and_other_keys(stand: Stand) -> None:
    """Cards are known apart by address and engine; neither disturbs the other."""
    first = SimulatedCard()
    other = replace(USER, auth_key="quite another one", priv_key="and one more key")
    second = SimulatedCard(host=SECOND, engine_id=_ENGINE, user=other)
    of_first, of_second = await stand.join(first), await stand.join(second)
    for number in range(5):
        for kind in ("3", "3-inform"):
            told = Told(ticks=number, text=kind)
            await first.send(stand.port, kind, told)
            await second.send(stand.port, kind, told)
            await turns()
    assert len(of_first) == len(of_second) == 10
    assert {trap.source for trap in of_first} == {FIRST}
    assert {trap.source for trap in of_second} == {SECOND}
    assert first.counters.informs_acknowledged == 5
    assert second.counters.informs_acknowledged == 5
    assert {*stand.drops} == {"challenged"}


async def test_two_cards_behind_one_address(stand: Stand) -> None:
    """Behind one address cards are known by engine, community or agent."""
    first = SimulatedCard()
    second = SimulatedCard(engine_id=_ENGINE)
    ours = replace(card_of(first), aliases=frozenset({"10.0.0.1"}))
    theirs = replace(card_of(second), aliases=frozenset({"10.0.0.2"}))
    of_first, of_second = await stand.join(ours), await stand.join(theirs)
    await second.send(stand.port, "3", Told(text="by engine"))
    await second.send(stand.port, "1", Told(text="by agent"), agent="10.0.0.2")
    await second.send(stand.port, "1", Told(text="by nothing"), agent="10.0.0.3")
    await second.send(stand.port, "2c", Told(text="by nothing, too"))
    await turns()
    assert not of_first
    assert [trap.text for trap in of_second] == ["by engine", "by agent"]
    assert stand.drops == {"ambiguous": 2}


async def test_an_agent_counts_only_where_cards_share_an_address(stand: Stand) -> None:
    """What version 1 calls the agent is neither believed nor needed otherwise."""
    first, second = SimulatedCard(), SimulatedCard(host=SECOND)
    of_first, of_second = await stand.join(first), await stand.join(second)
    await first.send(stand.port, "1", agent=SECOND)
    await first.send(stand.port, "1", source=FOREIGN, agent=FIRST)
    await turns()
    assert len(of_first) == 1
    assert not of_second
    assert stand.drops == {"foreign": 1}


async def test_another_address_that_is_listed(stand: Stand) -> None:
    """Traps may come from further addresses that the owner lists."""
    card = SimulatedCard()
    taken = await stand.join(replace(card_of(card), aliases=frozenset({SECOND})))
    await card.send(stand.port, "2c", source=SECOND)
    await turns()
    assert [trap.source for trap in taken] == [SECOND]


async def test_an_engine_that_is_not_the_cards(stand: Stand) -> None:
    """The keys of one engine prove nothing at another."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await SimulatedCard(engine_id=_ENGINE).send(stand.port, "3")
    await turns()
    assert not taken
    assert stand.drops == {"engine": 1}


async def test_an_old_trap_is_not_taken_again(stand: Stand) -> None:
    """A recorded trap of version 3 is worth nothing later, or after a restart."""
    card = SimulatedCard()
    taken = await stand.join(card)
    now = card.engine.time
    card.engine._began -= 1000
    await card.send(stand.port, "3", Told(text="now"))
    card.engine._began += 151
    await card.send(stand.port, "3", Told(text="too old"))
    card.engine._began -= 10
    await card.send(stand.port, "3", Told(text="overtaken"))
    card.engine.boots += 1
    card.engine._began = card.engine._now()
    await card.send(stand.port, "3", Told(text="restarted"))
    card.engine.boots -= 1
    card.engine._began -= 5000
    await card.send(stand.port, "3", Told(text="before the restart"))
    await turns()
    assert now == 0
    assert [trap.text for trap in taken] == ["now", "overtaken", "restarted"]
    assert stand.drops == {"time": 2}


@pytest.mark.parametrize(("flags", "why"), [(4, "challenged"), (0, "time")])
async def test_an_old_inform_is_not_taken_again(
    stand: Stand, flags: int, why: str
) -> None:
    """Of informs we are the ones who tell the time."""
    taken = await stand.join(SimulatedCard())
    engine, name = stand.receivers._engine, USER.username.encode()
    pdu = Told().notice().v2(Type.INFORM)
    inform = seal(
        Envelope(1, USER.level | flags, engine, 1, 0, name), pdu, engine, USER
    )
    throw(stand.port, inform)
    await turns()
    assert len(taken) == 1
    stand.step(151)
    throw(stand.port, inform)
    await turns()
    assert len(taken) == 1
    assert stand.drops == {why: 1}


@pytest.mark.parametrize("kind", [Type.TRAP, Type.INFORM])
async def test_the_wrong_authority(stand: Stand, kind: Type) -> None:
    """Of a trap the sender is the authority, of an inform the receiver."""
    card = SimulatedCard()
    taken = await stand.join(card)
    ours = stand.receivers._engine
    engine = ours if kind is Type.TRAP else card.engine_id
    envelope = Envelope(1, USER.level, engine, 1, 0, USER.username.encode())
    throw(stand.port, seal(envelope, Told().notice().v2(kind), engine, USER))
    await turns()
    assert not taken
    assert stand.drops == {"engine": 1}


@pytest.mark.parametrize(
    ("boots", "time"), [(2**31 - 1, 0), (-1, 0), (1, -1), (1, 2**31)]
)
async def test_times_that_cannot_be(stand: Stand, boots: int, time: int) -> None:
    """An engine that has started too often can prove nothing any more."""
    card = SimulatedCard()
    taken = await stand.join(replace(card_of(card), user=as_ours(SIGNING)))
    name = SIGNING.username.encode()
    envelope = Envelope(1, SIGNING.level, card.engine_id, boots, time, name)
    pdu = Told().notice().v2(Type.TRAP)
    throw(stand.port, seal(envelope, pdu, card.engine_id, SIGNING))
    await turns()
    assert not taken
    assert stand.drops == {"time": 1}


async def test_a_machine_without_ciphers(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the library for them is missing, communities go on."""

    def fail(*_: object) -> None:
        raise PySnmpError

    cipher = config.PRIV_SERVICES[config.USM_PRIV_CFB128_AES]
    monkeypatch.setattr(cipher, "encrypt_data", fail)
    card = SimulatedCard()
    taken = await stand.join(card)
    assert "cipher" in caplog.text
    await card.send(stand.port, "3")
    await card.send(stand.port, "2c")
    await turns()
    assert len(taken) == 1
    assert stand.drops == {"engine": 1}


@pytest.mark.parametrize(
    "user",
    [
        replace(as_ours(USER), auth_protocol="no-such", auth_key="a good passphrase"),
        replace(as_ours(USER), priv_protocol="no-such"),
        replace(as_ours(USER), auth_key=""),
        replace(as_ours(USER), priv_key=None),
        replace(as_ours(USER), auth_protocol=None),
    ],
)
async def test_users_that_cannot_be(stand: Stand, user: context.User) -> None:
    """Credentials that make no sense let nothing in; communities go on."""
    card = SimulatedCard()
    taken = await stand.join(replace(card_of(card), user=user))
    await card.send(stand.port, "3")
    await card.send(stand.port, "3", user=User(USER.username))
    await card.send(stand.port, "2c")
    await turns()
    assert len(taken) == 1
    assert stand.drops == {"engine": 2}
