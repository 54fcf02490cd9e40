"""How the count of sign-ins bears clocks that are wrong, and nonsense that was kept."""

from datetime import timedelta
from typing import Any

from custom_components.rack_power.drivers.apc_smartconnect.budget import Budget
from custom_components.rack_power.equipment.errors import CannotConnect

from ..conftest import Notes, Outside, SteppedClock


def budget(outside: Outside) -> Budget:
    """Start again with the same memory."""
    return Budget(outside.clock, outside.notes, "who")


def minutes(of: Budget) -> int:
    """Return how long is to be waited."""
    try:
        of.raise_if_waiting()
    except CannotConnect as err:
        return int(err.placeholders["minutes"])
    return 0


def test_a_clock_that_is_set_back(outside: Outside) -> None:
    """Neither for ever nor at once: the pause, from the moment it is seen."""
    budget(outside).begun()
    simulated = outside.clock.simulated
    simulated.set_time(simulated.time - timedelta(days=400))
    assert minutes(budget(outside)) == 15
    simulated.step(600)
    assert minutes(budget(outside)) == 5
    simulated.step(301)
    assert minutes(budget(outside)) == 0


def test_a_clock_that_is_wrong_at_every_start(outside: Outside) -> None:
    """When it is right again, the last attempt counts, not the start."""
    simulated = outside.clock.simulated
    for _ in range(3):
        budget(outside).begun()
    for _ in range(5):
        simulated.step(60)
        now = simulated.time
        simulated.set_time(now - timedelta(days=400))
        assert minutes(budget(outside)) > 0
        simulated.set_time(now)
        assert minutes(budget(outside)) > 350


def test_a_clock_that_jumps_while_running(outside: Outside) -> None:
    """Seconds that nobody sets count as long as it runs."""
    one = budget(outside)
    one.begun()
    simulated = outside.clock.simulated
    for days in (400, -800, 400):
        simulated.set_time(simulated.time + timedelta(days=days))
        assert minutes(one) == 15
    simulated.step(900)
    assert minutes(one) == 0


def test_what_is_kept_is_bounded() -> None:
    """A year of attempts leaves little behind."""
    notes, clock = Notes(), SteppedClock()
    one = Budget(clock, notes, "who")
    for _ in range(1000):
        one.begun()
    kept: Any = notes.recall("sign_in")
    assert len(kept["day"]) == 200
