"""What the control plane can do with the cloud besides its state.

A PDU is meant by `"pdu": 0`, counted from 0; left out, it is the first.
"""

from typing import TYPE_CHECKING

from ...verbs import StationVerbs, Told
from .records import Known

if TYPE_CHECKING:
    from .server import CloudSimulator


class CloudVerbs(StationVerbs):
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, cloud: CloudSimulator) -> None:
        super().__init__(cloud)
        self._cloud = cloud

    def link(self, told: Told) -> None:
        """Cut a PDU's way to the cloud, or mend it: `{"up": false}`."""
        self._known(told).linked = bool(told.get("up", False))

    def posting(self, told: Told) -> None:
        """Let a PDU post no more, or again: `{"on": false}`."""
        self._known(told).posting = bool(told.get("on", False))

    def post(self, told: Told) -> None:
        """Let a PDU post now."""
        self._cloud.records.post(self._known(told))

    def interval(self, told: Told) -> None:
        """Let a PDU post so often: `{"ms": 60000}`."""
        self._cloud.records.set_interval(self._known(told), int(told["ms"]))

    def switch(self, told: Told) -> None:
        """Press a button at a PDU: `{"outlet": 1, "state": "OFF"}`."""
        unit = self._known(told).unit
        outlet = unit.state.outlet(told["outlet"])
        unit.switching.outlet(outlet["id"], str(told["state"]))

    def remove(self, told: Told) -> None:
        """Remove a PDU from the account."""
        self._known(told).listed = False

    def restore(self, told: Told) -> None:
        """Let a PDU be there again."""
        self._known(told).listed = True

    def add(self, told: Told) -> int:
        """Let another PDU into the account; tells its serial number."""
        return self._cloud.add().serial

    def revoke(self, told: Told) -> None:
        """Let the token be good no more."""
        self._cloud.revoke()

    def reset(self, told: Told) -> None:
        """Let links, knobs, faults and the token be as at the beginning."""
        self._cloud.reset()

    def _known(self, told: Told) -> Known:
        return self._cloud.records.all[int(told.get("pdu", 0))]
