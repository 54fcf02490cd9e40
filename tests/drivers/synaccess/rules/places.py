"""What a PDU is made of, without a socket: the lists of the simulator's start state."""

from typing import Any

from custom_components.rack_power.drivers.synaccess.rules import Snapshot
from simulator.synaccess.start import build
from simulator.synaccess.state import PduState

BANK = "2001607"
OUTLET = "1-2001607"
NIGHTLY: dict[str, Any] = {
    "name": "Nightly",
    "code": "schedule_daily",
    "time": "04:05",
    "actions": [1],
}
CYCLE: dict[str, Any] = {"name": "Cycle", "code": "reboot_outlet", "target": OUTLET}


def snapshot_of(state: PduState) -> Snapshot:
    """Return the lists as the PDU would answer them."""
    groups: tuple[dict[str, Any], ...] = tuple(
        {**group, "outlets": [{"id": ident} for ident in group["outletIds"]]}
        for group in state.groups
    )
    return Snapshot(
        device=state.device,
        inlets=tuple(state.inlets),
        banks=tuple(state.banks),
        outlets=tuple(state.outlets),
        groups=groups,
        sensors=tuple(state.sensors),
        relays=tuple(state.relay_outputs),
        events=tuple(state.events),
        actions=tuple(state.actions),
        conf=state.conf,
    )


def place(*dialects: str, smtp: str = "mail.example", **changes: Any) -> Snapshot:
    """Return the lists of an eight-outlet PDU with relay outputs, or in dialects."""
    state = build(8, dialects or {"relays"})
    state.conf["smtpServer"] = smtp
    snapshot = snapshot_of(state)
    fields = {name: getattr(snapshot, name) for name in Snapshot.__slots__}
    return Snapshot(**(fields | changes))
