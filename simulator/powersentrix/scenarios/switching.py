"""Toggles that go wrong, or are not ours: scenarios 5, 7, 11, 12, 15 and 16."""

from ...faults import Effect, Fault
from .stage import Stage, Victim

PORT = 0
"""The port that it happens to, where it is one of its own."""
TOGGLE_PATH = "/api/v1/ups/changePortState"
TOGGLE_QUERY = ".*fn=3.*"


def fault_on_toggles(
    stage: Stage, victim: Victim, effect: Effect, **more: bool
) -> None:
    """Let a mishap strike the next toggle by the portal and the next by the UPS."""
    seconds = 30.0  # where the effect takes time: longer than any client waits
    stage.portal.faults.add(
        Fault(
            effect, "GET", TOGGLE_PATH, seconds=seconds, executed=more.get("executed")
        )
    )
    victim.faults.add(
        Fault(
            effect,
            "GET",
            query=TOGGLE_QUERY,
            seconds=seconds,
            executed=more.get("executed"),
        )
    )


def _foreign_toggle(stage: Stage, victim: Victim) -> None:
    """Somebody toggles the first port by phone."""
    victim.unit.switching.foreign_toggle(victim.state.port(PORT))


def _foreign_toggle_race(stage: Stage, victim: Victim) -> None:
    """Somebody toggles the first port exactly between our read and our toggle."""
    victim.unit.switching.ambushes.append(PORT)


def _cached_toggle(stage: Stage, victim: Victim) -> None:
    """The portal shows what was reported last; the log is posted at once."""
    stage.portal.knobs.portal_read = "cached"


def _cached_toggle_silent(stage: Stage, victim: Victim) -> None:
    """As before, and the UPS writes no log: only the next report tells."""
    stage.portal.knobs.portal_read = "cached"
    victim.knobs.logging = "off"


def _accepted_not_executed(stage: Stage, victim: Victim) -> None:
    """Toggles are answered well, and nothing changes."""
    victim.unit.switching.ignored = float("inf")


def _executed_twice(stage: Stage, victim: Victim) -> None:
    """Something between us and the UPS repeats the next toggle: nothing changes."""
    victim.unit.switching.doubled = 1


def _executed_no_answer(stage: Stage, victim: Victim) -> None:
    """A toggle is executed, and the connection is closed without an answer."""
    fault_on_toggles(stage, victim, Effect.CUT_AFTER)


def _executed_reset(stage: Stage, victim: Victim) -> None:
    """A toggle is executed, and the connection is reset."""
    fault_on_toggles(stage, victim, Effect.RESET)


def _executed_truncated(stage: Stage, victim: Victim) -> None:
    """A toggle is executed, and half of the answer comes."""
    fault_on_toggles(stage, victim, Effect.TRUNCATED)


def _slow_execution(stage: Stage, victim: Victim) -> None:
    """A toggle is executed only after the client has given up."""
    fault_on_toggles(stage, victim, Effect.DELAY, executed=False)


def _restart(stage: Stage, victim: Victim) -> None:
    """Somebody restarts the first port."""
    victim.unit.switching.restart(victim.state.port(PORT))


def _readonly_key(stage: Stage, victim: Victim) -> None:
    """No user of the UPS may write, nor does the portal's key."""
    for key in victim.state.keys:
        victim.state.keys[key] = False


SCENARIOS = {
    "foreign_toggle": _foreign_toggle,
    "foreign_toggle_race": _foreign_toggle_race,
    "cached_toggle": _cached_toggle,
    "cached_toggle_silent": _cached_toggle_silent,
    "accepted_not_executed": _accepted_not_executed,
    "executed_twice": _executed_twice,
    "executed_no_answer": _executed_no_answer,
    "executed_reset": _executed_reset,
    "executed_truncated": _executed_truncated,
    "slow_execution": _slow_execution,
    "restart": _restart,
    "readonly_key": _readonly_key,
}
