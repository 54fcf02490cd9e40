"""What the control plane can do with a PDU besides reading and changing its state."""

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, override

from ..verbs import StationVerbs, Told
from .rebuilding import plug_sensor, pull_sensor, switch_ats

if TYPE_CHECKING:
    from .server import PduSimulator


class PduVerbs(StationVerbs):
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, pdu: PduSimulator) -> None:
        super().__init__(pdu)
        self._pdu = pdu

    def breaker(self, told: Told) -> None:
        """Open or close a bank's breaker: `{"bank": id, "closed": false}`."""
        bank = self._pdu.state.bank(told["bank"])
        bank["circuitBreakerClosed"] = bool(told.get("closed", False))

    def load(self, told: Told) -> None:
        """Hang something on an outlet: `{"outlet": id, "amperes": 1.5}`."""
        outlet = self._pdu.state.outlet(told["outlet"])
        self._pdu.state.loads[outlet["id"]] = float(told["amperes"])

    def ats(self, told: Told) -> None:
        """Move the load to an inlet: `{"inlet": "B"}`; without one to the other."""
        switch_ats(self._pdu.unit, told.get("inlet"))

    def sensor(self, told: Told) -> None:
        """Plug or pull a sensor: `{"port": "B", "plugged": false}`."""
        act = plug_sensor if told.get("plugged", False) else pull_sensor
        act(self._pdu.unit, str(told["port"]))

    def digital_input(self, told: Told) -> str:
        """Set a hub's input: `{"port": "A", "index": 2, "state": "HI"}`, or toggle."""
        hub = self._pdu.state.sensor_at(str(told["port"])) or {}
        for row in hub.get("digitalInputs", ()):
            if row["index"] == int(told["index"]):
                other = "LO" if row["state"] == "HI" else "HI"
                row["state"] = told.get("state", other)
                return str(row["state"])
        raise KeyError(told["index"])

    def expire_sessions(self, told: Told) -> None:
        """End all sessions."""
        self._pdu.expire_sessions()

    def reset(self, told: Told) -> None:
        """Go back to the start state."""
        self._pdu.reset()

    def dialects(self, told: Told) -> list[str]:
        """Speak other dialects: `{"names": [...]}`; tells those in force."""
        if "names" in told:
            self._pdu.choose(told["names"])
        return sorted(self._pdu.dialects)

    @override
    def behaviour(self, told: Told) -> dict[str, Any]:
        """Set `keep_alive`, `latency`, or a leniency; tells how they are now."""
        leniency = self._pdu.unit.leniency
        names = [item.name for item in fields(leniency)]
        for name in told.keys() & names:
            setattr(leniency, name, told[name])
        rest = {name: told[name] for name in told if name not in names}
        now = {name: getattr(leniency, name) for name in names}
        return now | super().behaviour(rest)

    def time(self, told: Told) -> str:
        """Set the time of day: `{"time": "2025-03-01T02:00:00+00:00"}`; tells it."""
        if "time" in told:
            self._pdu.set_time(datetime.fromisoformat(told["time"]))
        return self._pdu.clock.time.isoformat()

    def journal(self, told: Told) -> list[list[Any]]:
        """Tell what the event engine did."""
        return [list(line) for line in self._pdu.journal]

    def webhooks(self, told: Told) -> list[list[Any]]:
        """Tell what was posted."""
        return [list(post) for post in self._pdu.webhooks]
