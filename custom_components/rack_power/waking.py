"""The next read that somebody asked for."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later


class Waking:
    """One timer: of all who ask to be read in some time, the earliest counts."""

    def __init__(
        self, hass: HomeAssistant, read: Callable[[], Awaitable[None]]
    ) -> None:
        """Prepare; nobody has asked yet."""
        self._hass = hass
        self._read = read
        self._end: Callable[[], None] | None = None
        self._at = 0.0

    @callback
    def ask(self, seconds: float) -> None:
        """Read in so many seconds at the latest."""
        at = self._hass.loop.time() + seconds
        if self._end is not None:
            if self._at <= at:
                return
            self._end()

        async def read(_: datetime) -> None:
            self._end = None
            await self._read()

        self._at = at
        self._end = async_call_later(self._hass, seconds, read)

    @callback
    def cancel(self) -> None:
        """Read no more because somebody asked."""
        if self._end is not None:
            self._end()
            self._end = None
