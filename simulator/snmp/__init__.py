"""Network management cards of APC, by SNMP.

In a test, with a clock that stands until it is stepped:

    async with SnmpSimulator("smart_ups", precision="low") as card:
        ...  # speak SNMP with card.host, card.port, card.community, card.user
        card.receivers.append(("127.0.0.1", 1162, "2c"))
        card.play("power_failure")
        card.step(60)
        card.override("1.3.6.1.4.1.318.1.1.1.4.1.1.0", None)
        card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
        assert card.counters.requests["get"] == 1
"""

from ..clock import Clock, RunningClock
from ..faults import Effect, Fault
from .server import SnmpSimulator
from .wire.secure import User

__all__ = ["Clock", "Effect", "Fault", "RunningClock", "SnmpSimulator", "User"]
