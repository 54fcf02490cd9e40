"""When a card runs: its boots, and the power that it has from its UPS."""

from ..clock import Clock
from ..smartconnect.unit.ups import Ups
from .agent.engine import Engine
from .knobs import AgentKnobs
from .notices import COLD_START, Notices

FIRST_UPTIME = 5 * 86400.0
"""Seconds that the card has been running when it is first looked at."""
_WRAP = 1 << 32


class Running:
    """Boots the card, and lets it go dark: it lives on the power of the UPS."""

    def __init__(
        self,
        clock: Clock,
        ups: Ups,
        knobs: AgentKnobs,
        engine: Engine,
        notices: Notices,
    ) -> None:
        """Know what begins anew with the card; `ups` is what it has its power from."""
        self.booted = clock.now - FIRST_UPTIME
        """When it was last started."""
        self._clock = clock
        self._ups = ups
        self._knobs = knobs
        self._engine = engine
        self._notices = notices
        self._booting = self._dark = False
        ups.on_change.append(self.look_for_power)

    @property
    def awake(self) -> bool:
        """Whether it can answer."""
        return not (self._booting or self._dark)

    @property
    def ticks(self) -> int:
        """Hundredths of a second since the start, as sysUpTime has them."""
        return int((self._clock.now - self.booted) * 100) % _WRAP

    def restart(self) -> None:
        """Be silent, then tell that it has started."""
        self._booting = self._notices.silent = True
        self._clock.call_later(self._knobs.boot_seconds, self._boot)

    def look_for_power(self) -> None:
        """Go dark with the UPS, and boot when it is back."""
        if self._ups.powered != self._dark:
            return
        self._dark = not self._dark
        self._booting = self._notices.silent = True
        if not self._dark:
            self.restart()

    def stop(self) -> None:
        """Look at the UPS no more."""
        if self.look_for_power in self._ups.on_change:
            self._ups.on_change.remove(self.look_for_power)

    def _boot(self) -> None:
        if self._dark:
            return
        self.booted = self._clock.now
        self._booting = self._notices.silent = False
        self._engine.restart()
        self._notices.tell(COLD_START)
