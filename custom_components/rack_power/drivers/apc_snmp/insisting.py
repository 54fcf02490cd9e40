"""Beginning with a card that hangs at some of its objects."""

from collections.abc import Awaitable, Callable
import logging
from typing import Final

from .client import Hangs

_LOGGER: Final = logging.getLogger(__name__)

_HANGING: Final = 5
"""Objects that may hang a card for all that it is begun with."""


async def insisting[T](ask: Callable[[], Awaitable[T]]) -> T:
    """Ask in spite of objects that hang the card: each is left out by then.

    Who gave up would begin anew with nothing learnt, and never get further. Hangs:
    there are too many of them.
    """
    for _ in range(_HANGING):
        try:
            return await ask()
        except Hangs as err:
            _LOGGER.debug("The card hangs at some object: %s", err.reason)
    return await ask()
