"""Version 3: every protocol, and how wrong credentials are refused."""

from dataclasses import replace
from typing import Any

import pytest

from simulator.snmp import SnmpSimulator, User
from simulator.snmp.wire.usm_codes import AUTH, PRIV

from .clients import CLIENTS, UPS, Pysnmp, Refused, SilenceError, SnmpError
from .conftest import MakeCard, MakeClient

STATUS = f"{UPS}4.1.1.0"
NAME = f"{UPS}1.1.2.0"
KEY, SECRET = "a-key-of-some-length", "another-of-some-length"


@pytest.mark.parametrize("auth", AUTH)
async def test_signed(make_card: MakeCard, connect: MakeClient, auth: str) -> None:
    """Each way to sign is understood by both sides."""
    card = await make_card(user=User("somebody", auth, KEY))
    assert (await connect(card, "3").get(STATUS))[STATUS].value == 2


async def test_unsigned(make_card: MakeCard, connect: MakeClient) -> None:
    """A user may have no key at all."""
    card = await make_card(user=User("somebody"))
    assert (await connect(card, "3").get(STATUS))[STATUS].value == 2


@pytest.mark.parametrize("auth", ["MD5", "SHA1", "SHA512"])
@pytest.mark.parametrize("priv", PRIV)
async def test_ciphered(
    make_card: MakeCard, open_client: MakeClient, auth: str, priv: str
) -> None:
    """Each way to cipher is understood, also where a hash is shorter than the key."""
    card = await make_card(user=User("somebody", auth, KEY, priv, SECRET))
    client = open_client(Pysnmp, card, "3")
    assert (await client.get(STATUS))[STATUS].value == 2
    assert (await client.set(NAME, "s", b"new"))[NAME].value == b"new"
    assert card.value(NAME) == "new"


@pytest.mark.parametrize("kind", CLIENTS[-1:])
@pytest.mark.parametrize("priv", ["DES", "AES128"])
async def test_ciphered_by_others(
    make_card: MakeCard,
    open_client: MakeClient,
    kind: type[Pysnmp],
    priv: str,
) -> None:
    """Other programs understand it, too."""
    card = await make_card(user=User("somebody", "SHA1", KEY, priv, SECRET))
    client = open_client(kind, card, "3")
    assert (await client.get(STATUS))[STATUS].value == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "stranger"}, "[Uu]nknown"),
        ({"auth_key": "not-the-right-key"}, "[Dd]igest|[Aa]uth"),
        ({"priv_key": "not-the-right-key"}, "[Dd]ecrypt|[Cc]ipher"),
        (
            {
                "auth_protocol": "none",
                "priv_protocol": "none",
                "auth_key": "",
                "priv_key": "",
            },
            "[Uu]nsupported|[Ll]evel",
        ),
    ],
)
async def test_wrong_credentials(
    card: SnmpSimulator, open_client: MakeClient, change: dict[str, Any], words: str
) -> None:
    """It is told at once, not by silence, and counted."""
    client = open_client(Pysnmp, card, "3", None, replace(card.user, **change))
    with pytest.raises(Refused, match=words):
        await client.get(STATUS)
    assert not card.counters.requests
    assert len(card.engine.refused) == 2  # the discovery, and this


async def test_same_name(make_card: MakeCard, open_client: MakeClient) -> None:
    """Two cards have a user of one name, and other keys."""
    first = await make_card(
        user=User("both", "SHA1", "first-key-of-them", "AES128", SECRET)
    )
    second = await make_card(
        user=User("both", "SHA1", "second-key-of-them", "AES128", SECRET)
    )
    assert first.engine_id != second.engine_id
    for card in (first, second):
        client = open_client(Pysnmp, card, "3")
        engine = "1.3.6.1.6.3.10.2.1.1.0"
        assert (await client.get(engine))[engine].value == card.engine_id


async def test_reader(make_card: MakeCard, connect: MakeClient) -> None:
    """A user may be one that only reads."""
    card = await make_card(user=User("reader", "SHA1", KEY, writes=False))
    client = connect(card, "3")
    with pytest.raises(SnmpError, match="noAccess"):
        await client.set(NAME, "s", b"new")
    assert (await client.get(NAME))[NAME].value == b"RackUPS"


async def test_restart(card: SnmpSimulator, open_client: MakeClient) -> None:
    """After a restart the client finds the new boots by itself."""
    client = open_client(Pysnmp, card, "3")
    await client.get(STATUS)
    card.restart()
    with pytest.raises(SilenceError):
        await client.get(STATUS)
    card.step(card.knobs.boot_seconds)
    assert (await client.get(STATUS))[STATUS].value == 2
    assert card.engine.boots == 2


@pytest.mark.parametrize("extension", ["blumenthal", "reeder"])
async def test_key_extension(
    make_card: MakeCard, open_client: MakeClient, extension: str
) -> None:
    """The card can insist on one way to lengthen keys: pysnmp has one of them."""
    user = User("somebody", "MD5", KEY, "AES256", SECRET)
    card = await make_card(user=user, key_extension=extension)
    client = open_client(Pysnmp, card, "3")
    if extension == "reeder":
        assert (await client.get(STATUS))[STATUS].value == 2
    else:
        with pytest.raises(Refused):
            await client.get(STATUS)
