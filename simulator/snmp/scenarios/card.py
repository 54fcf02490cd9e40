"""The card itself, and its link to the UPS."""

from ...faults import Effect, Fault
from .stage import Stage

AWAY = 120.0
"""Seconds without a link."""
NEW_FIRMWARE = "7.1.8"
FLOOD = 5000
_TEST_TRAP = 636
_FEW = 3


def _card_restart(stage: Stage) -> None:
    """The card restarts."""
    stage.restart()


def _card_updated(stage: Stage) -> None:
    """The card restarts, with newer firmware."""
    stage.restart(NEW_FIRMWARE)


def _link_lost(stage: Stage) -> None:
    """The card cannot talk to the UPS for a while: what it tells is stale."""
    stage.ups.lose_link()
    stage.clock.call_later(AWAY, lambda: stage.ups.lose_link(lost=False))


def _answers_lost(stage: Stage) -> None:
    """Some answers are lost on the way."""
    stage.faults.add(Fault(Effect.CUT_AFTER, times=_FEW))


def _silence(stage: Stage) -> None:
    """The card answers nobody for a while."""
    stage.faults.add(Fault(Effect.CUT_BEFORE, times=None))
    stage.clock.call_later(AWAY, stage.faults.clear)


def _somebody_logged_in(stage: Stage) -> None:
    """Somebody is logged in to the web page for a while; the access is *Write*."""
    stage.knobs.turn(logged_in=True, access="write")
    stage.clock.call_later(AWAY, lambda: stage.knobs.turn(logged_in=False))


def _trap_flood(stage: Stage) -> None:
    """The card sends far too many traps."""
    stage.flood(_TEST_TRAP, FLOOD)


SCENARIOS = {
    "card_restart": _card_restart,
    "card_updated": _card_updated,
    "link_lost": _link_lost,
    "answers_lost": _answers_lost,
    "silence": _silence,
    "somebody_logged_in": _somebody_logged_in,
    "trap_flood": _trap_flood,
}
