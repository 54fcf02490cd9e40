"""Looking for what became of a SET."""

from collections.abc import Awaitable, Callable, Sequence
from itertools import zip_longest
from typing import Final

from ....equipment.driver import Clock
from ....equipment.errors import DriverError

_ENOUGH: Final = 2
"""Looks after which a late last one is left out."""


async def look_for(
    clock: Clock, looks: Sequence[float], shows: Callable[[], Awaitable[bool]]
) -> bool:
    """Look at so many seconds from now until it shows; return whether it did.

    What cannot be seen now may be seen a moment later. A look that lasts because the
    card is silent takes the place of those that were to follow meanwhile, so that the
    last one is not much later than it should be.
    """
    sent, looked = clock.monotonic(), 0
    for seconds, following in zip_longest(looks, looks[1:]):
        passed = clock.monotonic() - sent
        if following is not None and passed >= following:
            continue
        if following is None and passed > seconds and looked >= _ENOUGH:
            break
        await clock.sleep(max(0.0, seconds - passed))
        looked += 1
        try:
            if await shows():
                return True
        except DriverError:
            continue
    return False
