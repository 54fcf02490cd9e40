"""Commands: objects that do something when they are written."""

from collections.abc import Callable, Mapping

from ..agent.objects import Object, RefusedError, Told
from ..knobs import AgentKnobs
from ..wire.ber import Kind, Raw
from ..wire.pdu import Status

type Act = Callable[[], None]
type Condition = Callable[[], bool]
_IDLE = 1


def _always() -> bool:
    return True


class Commands:
    """Makes the objects; a command that makes no sense now is refused."""

    def __init__(self, knobs: AgentKnobs) -> None:
        """Know how commands are refused."""
        self._knobs = knobs

    def command(
        self,
        acts: Mapping[int, Act],
        possible: Condition = _always,
        read: Callable[[], Told] = lambda: _IDLE,
    ) -> Object:
        """Make an object; writing its idle value does nothing."""

        def check(raw: Raw) -> None:
            if raw not in acts and raw != _IDLE:
                raise RefusedError(Status.WRONG_VALUE)
            if raw in acts and not possible():
                raise RefusedError(self.refusal)

        def write(raw: Raw) -> None:
            if isinstance(raw, int) and raw in acts:
                acts[raw]()

        return Object(Kind.INTEGER, read, write, check)

    @property
    def refusal(self) -> Status:
        """How a command is refused."""
        if self._knobs.refusal == "badValue":
            return Status.BAD_VALUE
        return Status.GEN_ERR
