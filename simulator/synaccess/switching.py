"""Relays: on, off and reboot of outlets, groups and relay outputs, by the clock."""

from collections.abc import Callable

from ..clock import SOON, Clock, Timer
from .state import PduState, Record

ON, OFF, REBOOT = "ON", "OFF", "REBOOT"
STATES = (ON, OFF, REBOOT)


class Switching:
    """Moves relays. A newer wish for a relay ends what was still to come for it.

    What a reboot does to an outlet that is off is not known; here it is on afterwards.
    """

    def __init__(
        self, state: PduState, clock: Clock, changed: Callable[[], None]
    ) -> None:
        """Move the relays of a state; `changed` is told after each move."""
        self._state = state
        self._clock = clock
        self._changed = changed
        self._timers: dict[tuple[str, str], list[Timer]] = {}

    def stop(self) -> None:
        """Forget everything that was still to come."""
        for kind, ident in list(self._timers):
            self._forget(kind, ident)

    def outlet(self, ident: str, state: str) -> None:
        """Switch an outlet, or begin to reboot it."""
        self._relay("outlet", self._state.outlet(ident), state)

    def relay_output(self, ident: str, state: str) -> None:
        """Switch a relay output, or begin to reboot it."""
        self._relay("relay", self._state.relay(ident), state)

    def group(self, ident: str, state: str) -> None:
        """Switch the members of a group one after the other."""
        group = self._state.group(ident)
        self._forget("group", ident)
        delay = float(group.get("groupRebootSequenceDelay") or 0)
        for position, member in enumerate(group["outletIds"]):
            if position == 0 or delay == 0:
                self.outlet(member, state)
            else:
                self._later("group", ident, position * delay, member, state)

    def _later(
        self, kind: str, ident: str, seconds: float, member: str, state: str
    ) -> None:
        self._at(kind, ident, seconds, lambda: self.outlet(member, state))

    def _relay(self, kind: str, record: Record, state: str) -> None:
        ident = record["id"]
        self._forget(kind, ident)
        if state != REBOOT:
            self._set(record, state, "none")
            return
        self._set(record, record.get("state", ON), "pendingOff")
        # At the next move of the clock: who reads at once still finds it pending.
        self._at(kind, ident, SOON, lambda: self._set(record, OFF, "pendingOn"))
        seconds = self._reboot_time(record)
        self._at(kind, ident, seconds, lambda: self._set(record, ON, "none"))

    def _reboot_time(self, record: Record) -> float:
        if record.get("customRebootTimeEnabled"):
            return float(record["customRebootTime"])
        return float(self._state.conf.get("globalRebootTime", 5))

    def _set(self, record: Record, state: str, reboot_status: str) -> None:
        if "state" not in record:  # measured only
            return
        record["state"] = state
        if "rebootStatus" in record:
            record["rebootStatus"] = reboot_status
        self._changed()

    def _at(
        self, kind: str, ident: str, seconds: float, act: Callable[[], None]
    ) -> None:
        timer = self._clock.call_later(seconds, act)
        self._timers.setdefault((kind, ident), []).append(timer)

    def _forget(self, kind: str, ident: str) -> None:
        for timer in self._timers.pop((kind, ident), ()):
            timer.cancel()
