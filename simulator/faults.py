"""Rules that say which request meets which mishap."""

import asyncio
from dataclasses import dataclass, field, fields
from enum import StrEnum
from math import inf
import re
from typing import Any

from .clock import Clock


class Effect(StrEnum):
    """What can go wrong between the two sides of a wire."""

    STATUS = "status"
    """Another status, with `body` if given."""
    DELAY = "delay"
    """Answer `seconds` of the simulator's clock late."""
    HANG = "hang"
    """Never answer; ends when the faults are cleared, by cutting."""
    CUT_BEFORE = "cut_before"
    """Close the connection; the request was not executed."""
    CUT_AFTER = "cut_after"
    """Execute the request, then close the connection without an answer."""
    RESET = "reset"
    """As cut_after, by a TCP reset."""
    TRUNCATED = "truncated"
    """Half of the announced body."""
    NOT_JSON = "not_json"
    """Plain text that calls itself JSON."""
    HTML = "html"
    """A login page with status 200, instead of doing anything."""
    HUGE = "huge"
    """A body of `size` bytes without an announced length."""
    WRONG_TYPE = "wrong_type"
    """An object where a list belongs, a list where an object belongs."""
    EMPTY = "empty"
    """Status 200 and no body."""
    WRONG_CHARSET = "wrong_charset"
    """UTF-8 that calls itself `charset`."""
    BAD_UTF8 = "bad_utf8"
    """Bytes inside the strings that are no UTF-8."""
    ODD_UNICODE = "odd_unicode"
    """Every string with NUL, a lone surrogate, right-to-left marks and emoji."""
    DRIP = "drip"
    """Ten bytes, `seconds` of the simulator's clock, ten bytes, ..."""
    REFUSE = "refuse"
    """Cut, and refuse connections until told to come back."""
    VANISH = "vanish"
    """Cut, and take connections without ever answering until told to come back."""


NOT_EXECUTED = frozenset(
    {
        Effect.STATUS,
        Effect.HANG,
        Effect.CUT_BEFORE,
        Effect.HTML,
        Effect.REFUSE,
        Effect.VANISH,
    }
)


@dataclass(slots=True)
class Fault:
    """One rule. Method, path and query are regular expressions for the whole word.

    It strikes the matching requests after the first `skip` ones, every `every`-th of
    them, `times` times (None: until it is removed). `executed` says whether the unit
    has done what was asked when the fault strikes; left out, the effect decides.
    """

    effect: Effect
    method: str = ".*"
    path: str = ".*"
    times: int | None = 1
    skip: int = 0
    every: int = 1
    executed: bool | None = None
    status: int = 500
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 1.0
    size: int = 32 * 1024 * 1024
    charset: str = "utf-16"
    query: str = ".*"
    matched: int = 0
    struck: int = 0

    def __post_init__(self) -> None:
        """Accept the effect by its name, and refuse patterns that are none."""
        self.effect = Effect(self.effect)
        for pattern in (self.method, self.path, self.query):
            try:
                re.compile(pattern)
            except re.PatternError as err:
                raise ValueError(f"{pattern}: {err}") from err

    @property
    def executes(self) -> bool:
        """Whether the unit executes the request that is struck."""
        if self.executed is None:
            return self.effect not in NOT_EXECUTED
        return self.executed

    def meets(self, method: str, path: str, query: str = "") -> bool:
        """Count a request and tell whether this fault would strike it."""
        words = (self.method, method), (self.path, path), (self.query, query)
        if not all(re.fullmatch(pattern, word) for pattern, word in words):
            return False
        self.matched += 1
        if self.times is not None and self.struck >= self.times:
            return False
        turn = self.matched - self.skip - 1
        return turn >= 0 and turn % self.every == 0

    def as_json(self) -> dict[str, Any]:
        """Tell the rule and how often it struck."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


class Faults:
    """The rules in force; of those that would strike, the oldest does."""

    def __init__(self) -> None:
        """Begin without any."""
        self.rules: list[Fault] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, fault: Fault) -> Fault:
        """Put a rule in force."""
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Take all rules back and let go what hangs or drips because of them."""
        self.rules.clear()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    def strike(self, method: str, path: str, query: str = "") -> Fault | None:
        """Choose what happens to a request; every rule counts every request."""
        due = [rule for rule in self.rules if rule.meets(method, path, query)]
        if not due:
            return None
        due[0].struck += 1
        return due[0]

    async def wait(self, clock: Clock, seconds: float = inf) -> None:
        """Wait so long by the clock, or until the rules are cleared."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not waiting.done():
                waiting.set_result(None)

        timer = clock.call_later(seconds, wake)
        self._waiting.add(waiting)
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)
            timer.cancel()
