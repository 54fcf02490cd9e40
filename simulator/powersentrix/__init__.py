"""PowerSentrix PWX-12-4422 UPSs by all three ways: portal, their own HTTP, and push.

In a test, with a clock that stands until it is stepped:

    async with PowerSentrixSimulator(portal_read="cached") as site:
        ...  # log in at site.portal.url with site.portal.email and .password
        ...  # or talk to site.ups.url with site.ups.api_key
        site.ups.push_to("http://127.0.0.1:8123/x", "my-company")
        site.ups.faults.add(Fault(Effect.CUT_AFTER, query=".*fn=3.*"))
        site.step(300)
        await site.delivered()
        assert site.ups.toggles.executed[0] == 1
"""

from ..clock import Clock, RunningClock
from ..counters import Command
from ..faults import Effect, Fault
from ..station import Place
from .device.server import UpsSimulator
from .portal.server import PortalSimulator
from .site import PowerSentrixSimulator

__all__ = [
    "Clock",
    "Command",
    "Effect",
    "Fault",
    "Place",
    "PortalSimulator",
    "PowerSentrixSimulator",
    "RunningClock",
    "UpsSimulator",
]
