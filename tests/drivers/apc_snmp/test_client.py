"""How a card is asked, and what its silence and its errors mean (11, 12)."""

import asyncio
import socket

import pytest

from custom_components.rack_power.drivers.apc_snmp.client import Ber, SetRefused, Typed
from custom_components.rack_power.drivers.apc_snmp.context import (
    Communities,
    User,
    Version,
)
from custom_components.rack_power.drivers.apc_snmp.discovery import told
from custom_components.rack_power.drivers.apc_snmp.oid import Oid, oid, ups
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
)
from simulator.snmp import Effect, Fault, User as SimulatedUser

from .conftest import MakeCard, MakeClient, u, user_of

pytestmark = pytest.mark.filterwarnings("ignore:.*(DES|CFB|ARC4|decrepit).*")

STATUS: Oid = (*ups("4.1.1"), 0)
MODEL: Oid = (*ups("1.1.1"), 0)
RETURN_DELAY: Oid = (*ups("5.2.9"), 0)
NOWHERE: Oid = (*ups("99.1"), 0)
MANY = [
    (*ups(f"{table}.{column}"), 0)
    for table in ("2.2", "2.3", "3.2", "3.3", "4.2", "4.3")
    for column in range(1, 10)
]
VERSIONS = list(Version)


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_version_reads(
    make_card: MakeCard, make_client: MakeClient, version: Version
) -> None:
    """What is not there is left out, and takes nothing else with it."""
    client = make_client(await make_card(), version)
    assert await client.get((STATUS, NOWHERE, MODEL)) == {
        STATUS: 2,
        MODEL: b"Smart-UPS 1500",
    }


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_version_looks_for_what_follows(
    make_card: MakeCard, make_client: MakeClient, version: Version
) -> None:
    """The end of all objects is no error."""
    client = make_client(await make_card(), version)
    last: Oid = (1, 3, 6, 1, 7)
    found = await client.get_next((STATUS[:-1], last, MODEL[:-1]))
    assert found == {STATUS[:-1]: (STATUS, 2), MODEL[:-1]: (MODEL, b"Smart-UPS 1500")}


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_version_walks(
    make_card: MakeCard, make_client: MakeClient, version: Version
) -> None:
    """All rows of a branch are found, and nothing beside it."""
    client = make_client(await make_card(), version)
    found = await client.walk(ups("12.1"))
    assert found[*ups("12.1.1"), 0] == 3
    assert found[*ups("12.1.2.1.2"), 2] == b"Outlet Group 1"
    assert all(one[: len(ups("12.1"))] == ups("12.1") for one in found)
    assert await client.walk((1, 3, 6, 1, 7)) == {}


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_walk_ends_where_everything_ends(
    make_card: MakeCard, make_client: MakeClient, version: Version
) -> None:
    """Version 1 has no other way to say so than an error."""
    found = await make_client(await make_card(), version).walk((1, 3, 6, 1, 6))
    assert list(found)[-1] == max(found)


async def test_a_v1_card_with_holes_tells_the_rest(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """One unknown object fails a whole request of version 1."""
    card = await make_card("v1_card")
    found = await make_client(card, Version.V1).get(MANY)
    assert found == {one: found[one] for one in MANY if one in found}
    assert 10 < len(found) < len(MANY)
    present = [one for one in MANY if card.value(".".join(map(str, one))) is not None]
    assert sorted(found) == sorted(present)


async def test_what_is_too_big_is_halved_and_remembered(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """The next request is small at once."""
    card = await make_card(max_varbinds=4)
    client = make_client(card)
    assert len(await client.get(MANY)) > 20
    assert client.batch <= 4
    card.counters.reset()
    await client.get(MANY[:4])
    assert card.counters.errors["tooBig"] == 0


async def test_answers_that_get_lost_for_their_length_are_halved(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Silence to a long request, while a short one comes through."""
    card = await make_card()
    client = make_client(card)
    await client.get((STATUS,))
    three = r"\S+ \S+ \S+( .*)?"
    card.faults.add(Fault(Effect.CUT_AFTER, method="get", path=three, times=None))
    assert len(await client.get(MANY[:10])) > 3
    assert client.batch == 2


async def test_a_wrong_community_is_silence(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Nothing tells it apart from an address that is not allowed."""
    card = await make_card()
    wrong = Communities(version=Version.V2C, read="guess")
    with pytest.raises(CannotConnect) as caught:
        await make_client(card, credentials=wrong).get((STATUS,))
    assert caught.value.reason == "snmp_silent"
    assert "guess" not in repr(caught.value)


async def test_a_card_that_is_not_there_is_silence(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """By SNMPv3, too, where the id of its engine is asked for first."""
    card = await make_card()
    card.vanish()
    for version in VERSIONS:
        with pytest.raises(CannotConnect) as caught:
            await make_client(card, version).get((STATUS,))
        assert caught.value.reason == "snmp_silent"


@pytest.mark.parametrize(
    "error", [socket.gaierror("no such name"), UnicodeError("label"), ValueError("NUL")]
)
async def test_an_unknown_host_is_not_reached(
    make_card: MakeCard,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    """Whatever is wrong with its name."""
    client = make_client(await make_card())

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(CannotConnect):
        await client.get((STATUS,))


@pytest.mark.parametrize(
    "changes",
    [
        {"auth_key": "another passphrase"},
        {"priv_key": "another passphrase"},
        {"name": "nobody"},
        {"auth_protocol": "md5"},
        {"priv_protocol": None},
        {"auth_protocol": None, "priv_protocol": None},
    ],
)
async def test_wrong_keys_are_told_at_once(
    make_card: MakeCard, make_client: MakeClient, changes: dict[str, str | None]
) -> None:
    """SNMPv3 says what a community does not."""
    card = await make_card()
    client = make_client(card, credentials=user_of(card.user, **changes))
    with pytest.raises(InvalidAuth):
        await client.get((STATUS,))


@pytest.mark.parametrize(
    ("auth", "priv"),
    [
        ("MD5", "DES"),
        ("SHA1", "AES128"),
        ("SHA256", "AES256"),
        ("SHA512", "AES192"),
        ("SHA1", "AES256"),
    ],
)
async def test_protocols_of_version_3(
    make_card: MakeCard, make_client: MakeClient, auth: str, priv: str
) -> None:
    """Those that cards have, and those that newer ones may have."""
    user = SimulatedUser("watcher", auth, "a good passphrase", priv, "another one")
    client = make_client(await make_card(user=user), Version.V3)
    assert await client.get((STATUS,)) == {STATUS: 2}


async def test_users_of_one_name_and_different_keys(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Two cards work beside each other, at the same time, each with its own keys."""
    first = await make_card(
        user=SimulatedUser("same", "SHA1", "first passphrase", "AES128", "first secret")
    )
    second = await make_card(
        user=SimulatedUser("same", "SHA1", "other passphrase", "AES128", "other secret")
    )
    clients = [make_client(first, Version.V3), make_client(second, Version.V3)]
    for _ in range(3):
        answers = await asyncio.gather(*(client.get((STATUS,)) for client in clients))
        assert list(answers) == [{STATUS: 2}] * 2


async def test_a_card_that_counts_its_time_anew_is_understood(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """After its restart the time window of SNMPv3 is another."""
    card = await make_card()
    client = make_client(card, Version.V3)
    await client.get((STATUS,))
    card.restart()
    card.step(60)
    assert await client.get((STATUS,)) == {STATUS: 2}


async def test_a_card_with_another_engine_is_understood(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """It was changed for another: after a silence the keys are made anew."""
    card = await make_card()
    client = make_client(card, Version.V3)
    await client.get((STATUS,))
    card.engine.id = bytes.fromhex("8000013e0300c0b7ffffff")
    assert await client.get((STATUS,)) == {STATUS: 2}


async def test_one_request_at_a_time(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """A card has one thread."""
    card = await make_card(latency=0.02)
    client = make_client(card)
    at_once = 0
    most = 0
    send = client._send

    async def watched(*words: object) -> object:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return await send(*words)  # type: ignore[arg-type]
        finally:
            at_once -= 1

    client._send = watched  # type: ignore[method-assign,assignment]
    await asyncio.gather(*(client.get((STATUS,)) for _ in range(5)))
    assert most == 1


async def test_a_set_is_of_the_exact_type(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Time ticks are taken, an integer is not."""
    card = await make_card()
    client = make_client(card)
    await client.set(RETURN_DELAY, Typed(Ber.TICKS, 6000))
    assert card.value(u("5.2.9")) == 6000
    with pytest.raises(SetRefused) as caught:
        await client.set(RETURN_DELAY, Typed(Ber.INTEGER, 60))
    assert caught.value.status == "wrongType"


async def test_reading_does_not_allow_writing(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Without a community for it nothing is sent; the wrong one is refused."""
    card = await make_card()
    client = make_client(
        card, credentials=Communities(version=Version.V2C, read=card.community)
    )
    with pytest.raises(NotPermitted):
        await client.set(RETURN_DELAY, Typed(Ber.TICKS, 6000))
    assert card.counters.requests["set"] == 0
    client = make_client(
        card,
        credentials=Communities(
            version=Version.V2C, read=card.community, write=card.community
        ),
    )
    with pytest.raises(SetRefused) as caught:
        await client.set(RETURN_DELAY, Typed(Ber.TICKS, 6000))
    assert caught.value.status in {"noAccess", "notWritable", "authorizationError"}


async def test_a_set_is_never_repeated(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Its answer was lost: perhaps it was done."""
    card = await make_card()
    card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
    with pytest.raises(NotConfirmed):
        await make_client(card).set(RETURN_DELAY, Typed(Ber.TICKS, 6000))
    assert card.counters.requests["set"] == 1
    assert card.value(u("5.2.9")) == 6000


async def test_a_lost_answer_to_a_question_is_asked_for_again(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """Datagrams get lost."""
    card = await make_card()
    card.faults.add(Fault(Effect.CUT_AFTER, method="get", times=2))
    assert await make_client(card).get((STATUS,)) == {STATUS: 2}


@pytest.mark.parametrize(
    "effect",
    [Effect.NOT_JSON, Effect.HTML, Effect.TRUNCATED, Effect.HUGE, Effect.WRONG_TYPE],
)
async def test_answers_that_make_no_sense_are_our_errors(
    make_card: MakeCard, make_client: MakeClient, effect: Effect
) -> None:
    """Whatever comes back, nothing else is raised."""
    card = await make_card()
    card.faults.add(Fault(effect, times=None))
    try:
        found = await make_client(card).get((STATUS,))
    except CannotConnect:
        return
    assert set(found) <= {STATUS}


def test_credentials_are_not_shown() -> None:
    """Neither communities nor keys are in what is printed of them."""
    community = Communities(version=Version.V2C, read="secret1", write="secret2")
    user = User(name="secret3", auth_key="secret4", priv_key="secret5")
    assert "secret" not in repr(community) + repr(user)


@pytest.mark.parametrize("length", range(60))
def test_a_piece_of_an_answer_tells_no_engine(length: int) -> None:
    """Whatever of it is missing."""
    whole = bytes.fromhex(
        "303e020103301102044a69f3a1020300ffe3040100020103"
        "041b301904050102030405020101020102040004000400"
    )
    assert told(whole[:length].ljust(length, b"\0")) is None or length >= 40


def test_an_oid_is_read_and_printed() -> None:
    """As people write them."""
    assert oid("1.3.6") == (1, 3, 6)
