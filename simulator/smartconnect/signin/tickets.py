"""What a sign-in is known by on its way: view states, then a ticket."""

from dataclasses import dataclass
from itertools import count
import secrets
from typing import NamedTuple


class Ids(NamedTuple):
    """The generated ids of the form and of its three actions."""

    form: str
    user: str
    password: str
    one_shot: str

    @classmethod
    def numbered(cls, form: int, user: int, password: int, one_shot: int) -> Ids:
        """Write the ids as the framework does."""
        name = f"j_id0:j_id{form}"
        actions = (f"{name}:j_id{number}" for number in (user, password, one_shot))
        return cls(name, *actions)


FIXED = Ids.numbered(65, 79, 83, 58)
"""What a client of 2022 has written down."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """What the identity host remembers of a form that it has sent."""

    ids: Ids
    user: str | None = None


class Tickets:
    """Gives out view states and tickets, and knows them again."""

    def __init__(self) -> None:
        """Begin with none."""
        self._states: dict[str, ViewState] = {}
        self._tickets: set[str] = set()
        self._numbers = count(101)

    def new_ids(self) -> Ids:
        """Make ids that no form had before."""
        form = next(self._numbers) * 7
        return Ids.numbered(form, form + 25, form + 14, form - 31)

    def remember(self, state: ViewState) -> str:
        """Make a token for a view state; it looks as if it spoke of MFA and OTP."""
        token = f"i0MFA2FaOTP{secrets.token_urlsafe(16)}=="
        self._states[token] = state
        return token

    def recall(self, token: str) -> ViewState | None:
        """Find a view state again."""
        return self._states.get(token)

    def admit(self) -> str:
        """Make a ticket for who has told the right password."""
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        return ticket

    def knows(self, ticket: str | None) -> bool:
        """Tell whether a ticket is one."""
        return ticket in self._tickets
