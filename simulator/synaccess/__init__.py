"""A Synaccess SynLink PDU: its local HTTP interface, its relays, meters and events.

In a test, with a clock that stands until it is stepped:

    async with PduSimulator(dialects={"relays"}) as pdu:
        ...  # talk to pdu.url with pdu.token, or pdu.username and pdu.password
        pdu.state.outlet(1)["currentRms"] = 4.2
        pdu.faults.add(Fault(Effect.CUT_AFTER, method="PUT", path="/api/outlets/.*"))
        pdu.step(10)
        assert pdu.counters.commands_executed == [("outlet.state", "1-2001607", "OFF")]
"""

from ..clock import Clock, RunningClock
from ..counters import Command
from ..faults import Effect, Fault
from .server import PduSimulator

__all__ = ["Clock", "Command", "Effect", "Fault", "PduSimulator", "RunningClock"]
