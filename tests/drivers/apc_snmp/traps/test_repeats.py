"""What is told twice is taken once."""

import pytest

from .conftest import Stand, turns
from .senders import KINDS, SimulatedCard, Told, throw
from .test_hostile import inform, plain

pytestmark = pytest.mark.filterwarnings("ignore:CFB has been moved")


async def test_two_receivers_of_one_card(stand: Stand) -> None:
    """A card that tells us by several ways has told one thing."""
    card = SimulatedCard()
    taken = await stand.join(card)
    for kind in KINDS:
        await card.send(stand.port, kind)
        await turns()
    assert len(taken) == 1
    assert stand.drops["repeated"] == len(KINDS) - 1


@pytest.mark.parametrize(
    "other", [Told(number=9), Told(text="Another"), Told(ticks=123_401)]
)
async def test_what_differs_is_new(stand: Stand, other: Told) -> None:
    """Number, text and the time of the card make a trap."""
    taken = await stand.join(SimulatedCard())
    throw(stand.port, plain(), plain(other), plain())
    await turns()
    assert len(taken) == 2


async def test_later_it_is_new(stand: Stand) -> None:
    """After two seconds the same is told anew."""
    taken = await stand.join(SimulatedCard())
    throw(stand.port, plain())
    await turns()
    stand.step(1.9)
    throw(stand.port, plain())
    await turns()
    assert len(taken) == 1
    stand.step(2.1)
    throw(stand.port, plain())
    await turns()
    assert len(taken) == 2


async def test_informs_that_are_sent_again(stand: Stand) -> None:
    """An inform is sent until it is acknowledged, long after it was taken."""
    taken = await stand.join(SimulatedCard())
    again = inform()
    for _ in range(4):
        throw(stand.port, again)
        await turns()
        stand.step(30)
    assert len(taken) == 1
    assert stand.drops == {"repeated": 3}
    throw(stand.port, inform())
    await turns()
    assert len(taken) == 2


async def test_cards_have_nothing_to_do_with_each_other(stand: Stand) -> None:
    """The same trap of two cards is two traps."""
    first = await stand.join(SimulatedCard())
    second = await stand.join(SimulatedCard(host="127.0.0.2"))
    throw(stand.port, plain())
    throw(stand.port, plain(), source="127.0.0.2")
    await turns()
    assert len(first) == len(second) == 1
