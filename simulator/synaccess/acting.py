"""What the unit does when an event calls for an action."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from ..courier import Courier
from .physics import Physics
from .state import PduState, Record, find
from .switching import REBOOT, Switching
from .views import Views


class Acting:
    """Runs the actions of events."""

    def __init__(
        self,
        state: PduState,
        switching: Switching,
        physics: Physics,
        courier: Courier,
        views: Views,
        note: Callable[[str, str], None],
    ) -> None:
        """Act on one unit and write down in its journal what was done."""
        self._state = state
        self._switching = switching
        self._physics = physics
        self._courier = courier
        self._views = views
        self._note = note

    def run(self, event: Record, value: float) -> None:
        """Run all actions of an event; one that fails does not stop the next."""
        self._note("event", f"{event['id']} {event['name']}")
        for ident in event["actions"]:
            try:
                action = self._state.action(ident)
                self._act(int(action["code"]), action["params"], event, value)
            except (KeyError, ValueError, IndexError) as err:
                self._note("action", f"{ident} failed: {err!r}")
            else:
                self._note("action", f"{ident} code {action['code']}")

    def _act(
        self, code: int, params: Sequence[str], event: Record, value: float
    ) -> None:
        switching = self._switching
        match code:
            case 11:
                switching.outlet(self._state.outlet(params[0])["id"], params[1])
            case 12:
                switching.outlet(self._state.outlet(params[0])["id"], REBOOT)
            case 16:
                switching.group(params[0], params[1])
            case 17:
                switching.group(params[0], REBOOT)
            case 20:
                self._courier.send(params[0], self._webhook(event, value, params[1]))
            case 22:
                switching.relay_output(self._relay_named(params[0]), params[1])
            case 23:
                switching.relay_output(self._relay_named(params[0]), REBOOT)
            case 31:
                self._physics.reset_energy()

    def _relay_named(self, name: str) -> str:
        relay = find(self._state.relay_outputs, name, "relayName")
        return str(relay["id"])

    def _webhook(self, event: Record, value: float, statistics: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "eventCode": event["code"],
            "eventName": event["name"],
            "enclosureSerialNumber": str(self._state.device["enclosureSerialNumber"]),
            "valueExceedingThreshold": value,
        }
        match statistics:
            case "inlets":
                body["inlets"] = [self._views.inlet(i) for i in self._state.inlets]
            case "outlets":
                body["outlets"] = [self._views.outlet(o) for o in self._state.outlets]
            case "sensors":
                body["sensors"] = self._state.sensors
            case "circuits":
                body["circuits"] = self._state.banks
        return deepcopy(body)
