"""A card that takes part: what its traps are known by, and what it told lately."""

from collections.abc import Mapping
import hmac

from ....equipment.driver import Clock
from ..context import Version
from .keys import Keys
from .message import Notification
from .repeats import Repeats
from .sockets import literal
from .trap import Card, Take
from .understood import text_of, understood
from .window import Window


class Member:
    """One card at a port."""

    def __init__(
        self, card: Card, take: Take, keys: Mapping[bytes, Keys], clock: Clock
    ) -> None:
        """Begin with the keys of the card's user at its engine and at ours."""
        self.card = card
        self._take = take
        self.keys = keys
        self.window = Window()
        self.sources: frozenset[str] = frozenset()
        """The addresses that traps may come from."""
        self._clock = clock
        self._repeats = Repeats(clock)
        self._agents = frozenset(map(literal, card.aliases))
        self._community = _encoded(card.community)
        self._user = _encoded(card.user.name if card.user else None)

    @property
    def has_name(self) -> bool:
        """Whether an address is to be looked up, which may change."""
        return any(literal(one) is None for one in (self.card.host, *self.card.aliases))

    def allows(self, community: bytes) -> bool:
        """Tell whether a community is the card's, in a time that tells nothing."""
        own = self._community
        return own is not None and hmac.compare_digest(own, community)

    def is_user(self, name: bytes) -> bool:
        """Tell whether a user is the card's."""
        return self._user is not None and hmac.compare_digest(self._user, name)

    def is_agent(self, agent: str | None) -> bool:
        """Tell whether a trap of version 1 says that it comes from this card."""
        return agent is not None and (agent in self._agents or agent in self.sources)

    def hear(self, told: Notification, version: Version, source: str) -> bool:
        """Tell the trap on; false: it was told before."""
        if not self._repeats.is_new(told, text_of(told)):
            return False
        self._take(
            understood(
                told,
                version=version,
                source=source,
                received=self._clock.now(),
                secret=self.card.community,
            )
        )
        return True


def _encoded(word: str | None) -> bytes | None:
    return None if word is None else word.encode("utf-8", "replace")
