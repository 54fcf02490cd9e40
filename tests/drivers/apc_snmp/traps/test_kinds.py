"""Traps of every kind, by three independent senders."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.model import Severity
from simulator.snmp.wire.secure import User

from .conftest import Stand, turns, until
from .senders import COMMUNITY, KINDS, SENDERS, USER, SimulatedCard, Told

pytestmark = pytest.mark.filterwarnings(
    "ignore:CFB has been moved", "ignore:TripleDES has been moved"
)

_PRIVS = ("none", "DES", "AES128", "AES192", "AES256")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sender", SENDERS)
async def test_all_kinds_of_all_senders(stand: Stand, sender: str, kind: str) -> None:
    """A trap is understood, whoever sends it by whichever version; once."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await SENDERS[sender](stand.port, kind, Told(), card)
    await until(lambda: bool(taken))
    await turns()
    (trap,) = taken
    assert trap.number == 5
    assert trap.generic is None
    assert trap.name == "upsOnBattery"
    assert trap.severity is Severity.WARNING
    assert trap.text == "UPS: On battery."
    assert trap.uptime == 1234.0
    assert trap.version is Version(kind.partition("-")[0])
    assert trap.source == "127.0.0.1"
    assert trap.received == stand.outside.clock.now()
    assert trap.extras == ()
    assert not {*stand.drops} - {"challenged"}


@pytest.mark.parametrize("kind", ["2c-inform", "3-inform"])
async def test_informs_are_acknowledged(stand: Stand, kind: str) -> None:
    """Whoever asks for an answer gets one that proves as much as the question."""
    card = SimulatedCard()
    await stand.join(card)
    assert await card.send(stand.port, kind) == 1


@pytest.mark.parametrize("inform", [False, True])
@pytest.mark.parametrize("priv", _PRIVS)
@pytest.mark.parametrize(
    "auth", ["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]
)
async def test_all_protocols(stand: Stand, auth: str, priv: str, inform: bool) -> None:
    """Every protocol signs and ciphers as the other side does it."""
    user = User("watcher", auth, "a good passphrase", priv, "another passphrase")
    card = SimulatedCard(user=user)
    known = _drafted(card) if priv in ("AES192", "AES256") else card
    taken = await stand.join(known)
    await card.send(stand.port, "3-inform" if inform else "3")
    await turns()
    assert len(taken) == 1
    assert card.counters.informs_acknowledged == inform


@pytest.mark.parametrize("kind", ["3", "3-inform"])
async def test_a_user_without_keys(stand: Stand, kind: str) -> None:
    """A user that was set up without keys needs none."""
    card = SimulatedCard(user=User("open"))
    taken = await stand.join(card)
    await card.send(stand.port, kind)
    await turns()
    assert len(taken) == 1


@pytest.mark.parametrize("kind", ["1", "2c"])
async def test_generic_traps(stand: Stand, kind: str) -> None:
    """What every agent may send has a name, too."""
    card = SimulatedCard()
    taken = await stand.join(card)
    names = [
        "coldStart",
        "warmStart",
        "linkDown",
        "linkUp",
        "authenticationFailure",
        "egpNeighborLoss",
    ]
    for generic in range(len(names)):
        await card.send(stand.port, kind, Told(number=-1 - generic, ticks=generic))
    await turns()
    assert [trap.name for trap in taken] == names
    assert [trap.generic for trap in taken] == list(range(6))
    assert [trap.number for trap in taken] == [None] * 6


async def test_unknown_numbers_are_shown_raw(stand: Stand) -> None:
    """A number that nobody knows is taken all the same."""
    card = SimulatedCard()
    taken = await stand.join(card)
    await card.send(stand.port, "2c", Told(number=99_999, text=""))
    await card.send(stand.port, "1", Told(number=85, text=""))
    await turns()
    assert [(one.number, one.name, one.severity, one.text) for one in taken] == [
        (99_999, "trap99999", None, "Trap 99999"),
        (
            85,
            "msvmCommunicationEstablished",
            Severity.INFORMATIONAL,
            "msvmCommunicationEstablished",
        ),
    ]


async def test_secrets_show_nowhere(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither communities nor keys are logged or shown."""
    card = SimulatedCard()
    taken = await stand.join(card)
    wrong = User(USER.username, "SHA1", "a wrong passphrase")
    for kind in KINDS[:2]:
        await card.send(stand.port, kind)
        await card.send(stand.port, kind, community="a-wrong-word")
    await card.send(stand.port, "3", user=wrong)
    await turns()
    shown = f"{taken!r}{caplog.text}{stand.receivers!r}{stand.drops}"
    for secret in (COMMUNITY, "a-wrong-word", *_secrets(USER), *_secrets(wrong)):
        assert secret not in shown


def _secrets(user: User) -> tuple[str, ...]:
    return tuple(one for one in (user.auth_key, user.priv_key) if one)


def _drafted(card: SimulatedCard) -> SimulatedCard:
    """Return a card that lengthens keys as the simulated one does."""
    one = card.user
    priv = f"{one.priv_protocol}_blumenthal"
    user = User(one.username, one.auth_protocol, one.auth_key, priv, one.priv_key)
    return SimulatedCard(engine_id=card.engine_id, user=user)
