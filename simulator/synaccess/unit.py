"""One unit: its state and everything that moves it."""

from collections.abc import Collection
from dataclasses import dataclass

from ..clock import Clock
from ..courier import Courier
from .acting import Acting
from .engine import Engine
from .physics import Physics
from .sessions import Sessions
from .state import PduState
from .switching import Switching
from .views import Views


@dataclass(slots=True)
class Leniency:
    """Where the real unit is unknown: the other possible answer."""

    reboot: bool = False
    """Reboot for anybody: the vendor's firmware update then ends well with a token."""
    conf: bool = False
    """Ignore unknown keys of the configuration instead of refusing them."""
    keep_references: bool = False
    """Leave the id of a deleted action in the events."""


class Unit:
    """A PDU without its network."""

    def __init__(
        self,
        state: PduState,
        clock: Clock,
        dialects: Collection[str] = (),
        *,
        wander: bool = False,
    ) -> None:
        """Bring a state to life."""
        self.clock = clock
        self.leniency = Leniency()
        self.courier = Courier(self.note)
        self._wander = wander
        self._bring_to_life(state, dialects)

    def become(self, state: PduState, dialects: Collection[str]) -> None:
        """Go on as a unit with another state: nothing of the old one is left."""
        self.still()
        self._bring_to_life(state, dialects)

    def speak(self, dialects: Collection[str]) -> None:
        """Speak other dialects about the same state."""
        self.dialects = dialects
        self.views.dialects = dialects

    def _bring_to_life(self, state: PduState, dialects: Collection[str]) -> None:
        clock = self.clock
        self.state = state
        self.dialects = dialects
        self.glitch: dict[str, float] = {}
        """List (`banks`, `inlets`): its next read shows the energy times this."""
        self.journal: list[tuple[float, str, str]] = []
        """(seconds, `event`, `action` or `webhook`, text): what the engine did."""
        self.views = Views(state, dialects)
        self.physics = Physics(state, clock, wander=self._wander)
        self.sessions = Sessions(state, clock)
        self.switching = Switching(state, clock, self.physics.settle)
        acting = Acting(
            state, self.switching, self.physics, self.courier, self.views, self.note
        )
        self.engine = Engine(state, clock, self.physics.settle, acting.run)

    def note(self, kind: str, text: str) -> None:
        """Write a line into the journal."""
        self.journal.append((self.clock.now, kind, text))

    def restart(self) -> None:
        """Restart the controller; the relays stay as they are."""
        self.sessions.clear()
        self.engine.restart()
        self.physics.restart()

    def still(self) -> None:
        """Take all own timers off the clock."""
        self.engine.stop()
        self.switching.stop()

    async def stop(self) -> None:
        """Leave nothing running."""
        self.still()
        await self.courier.stop()
