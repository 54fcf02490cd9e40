"""APC's SmartConnect cloud: the sign-in by browser, and the interface behind it.

In a test, with a clock that stands until it is stepped:

    async with SmartConnectSimulator(2, rejection="403", noise=0) as site:
        ...  # sign in at site.url with site.email and site.password
        ...  # or send site.browser_session() as cookies
        site.knobs.sign_in = "captcha"
        site.play("power_failure")
        site.step(60)
        assert site.counters.passwords == 1
"""

from ..clock import Clock, RunningClock
from ..faults import Effect, Fault
from ..station import Place
from .server import SmartConnectSimulator

__all__ = [
    "Clock",
    "Effect",
    "Fault",
    "Place",
    "RunningClock",
    "SmartConnectSimulator",
]
