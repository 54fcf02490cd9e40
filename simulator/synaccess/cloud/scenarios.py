"""What may happen to an account while somebody is watching it."""

from collections.abc import Callable
from typing import Protocol

from ...clock import Clock
from ...faults import Effect, Fault, Faults
from .knobs import CloudKnobs
from .records import Known, Records

AWAY = 600.0
"""Seconds that a PDU has no way to the cloud, or hangs."""
PATIENCE = 120
"""Seconds that a throttled client is to wait."""
SELDOM = 3_600_000  # milliseconds
_TIMES = 3  # requests that fail in a row
_GARBAGE = (
    Effect.NOT_JSON,
    Effect.WRONG_TYPE,
    Effect.TRUNCATED,
    Effect.EMPTY,
    Effect.ODD_UNICODE,
    Effect.BAD_UTF8,
    Effect.HTML,
)


class Stage(Protocol):
    """What a scenario is played on."""

    clock: Clock
    faults: Faults
    knobs: CloudKnobs
    records: Records

    def add(self) -> Known:
        """Let another PDU into the account."""

    def revoke(self) -> None:
        """Let the token be good no more."""


def _pdu_offline(stage: Stage, known: Known) -> None:
    """The PDU has no way to the cloud for a while."""
    known.linked = False

    def back() -> None:
        known.linked = True
        stage.records.post(known)

    stage.clock.call_later(AWAY, back)


def _stale_values(stage: Stage, known: Known) -> None:
    """The PDU posts nothing for a while, and is connected all the same."""
    known.posting = False

    def back() -> None:
        known.posting = True

    stage.clock.call_later(AWAY, back)


def _seldom(stage: Stage, known: Known) -> None:
    """The PDU posts once an hour."""
    stage.records.set_interval(known, SELDOM)


def _pdu_removed(stage: Stage, known: Known) -> None:
    """The PDU leaves the account."""
    known.listed = False


def _pdu_added(stage: Stage, known: Known) -> None:
    """Another PDU comes into the account."""
    stage.add()


def _token_revoked(stage: Stage, known: Known) -> None:
    """The token is good no more."""
    stage.revoke()


def _read_only(stage: Stage, known: Known) -> None:
    """The token may only read."""
    stage.knobs.rights = "read"


def _commands_lost(stage: Stage, known: Known) -> None:
    """Commands are accepted, and nothing comes of them."""
    stage.knobs.relay = "never"


def _throttled(stage: Stage, known: Known) -> None:
    """Some calls in a row are too many."""
    told = stage.knobs.retry_after == "seconds"
    headers = {"Retry-After": str(PATIENCE)} if told else {}
    stage.faults.add(Fault(Effect.STATUS, times=_TIMES, status=429, headers=headers))


def _server_errors(stage: Stage, known: Known) -> None:
    """Some calls in a row end in a 500, and some in a 502."""
    stage.faults.add(Fault(Effect.STATUS, times=_TIMES))
    stage.faults.add(Fault(Effect.STATUS, times=_TIMES, status=502))


def _garbage(stage: Stage, known: Known) -> None:
    """Every third answer is broken, one way after the other."""
    turn = 3 * len(_GARBAGE)
    for position, effect in enumerate(_GARBAGE, start=1):
        stage.faults.add(Fault(effect, times=None, skip=3 * position - 1, every=turn))


SCENARIOS: dict[str, Callable[[Stage, Known], None]] = {
    "pdu_offline": _pdu_offline,
    "stale_values": _stale_values,
    "seldom": _seldom,
    "pdu_removed": _pdu_removed,
    "pdu_added": _pdu_added,
    "token_revoked": _token_revoked,
    "read_only": _read_only,
    "commands_lost": _commands_lost,
    "throttled": _throttled,
    "server_errors": _server_errors,
    "garbage": _garbage,
}
