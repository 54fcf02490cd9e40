"""When it is looked for what became of a SET."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.writing.looking import look_for
from custom_components.rack_power.equipment.errors import CannotConnect

from ...conftest import SteppedClock


@pytest.mark.parametrize(
    ("lasts", "began"),
    [
        (0, [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 25, 30]),
        (1, [0.5, 1.5, 2.5, 3.5, 5, 7.5, 10, 15, 20, 25, 30]),
        (9, [0.5, 9.5, 18.5, 27.5]),
        (60, [0.5, 60.5]),
    ],
)
async def test_looks_that_last_take_the_place_of_others(
    lasts: float, began: list[float]
) -> None:
    """A silent card is not asked for minutes."""
    clock = SteppedClock()
    start = clock.monotonic()
    seen: list[float] = []

    async def shows() -> bool:
        seen.append(clock.monotonic() - start)
        clock.simulated.step(lasts)
        if lasts > 1:
            raise CannotConnect
        return False

    looks = (0.5, 1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0, 25.0, 30.0)
    assert not await look_for(clock, looks, shows)
    assert seen == pytest.approx(began)


async def test_the_second_of_two_looks_is_never_left_out() -> None:
    """However long the first took."""
    clock = SteppedClock()
    seen: list[float] = []

    async def shows() -> bool:
        seen.append(clock.monotonic())
        clock.simulated.step(10)
        if len(seen) == 1:
            raise CannotConnect
        return True

    assert await look_for(clock, (1.0, 5.0), shows)
    assert len(seen) == 2
