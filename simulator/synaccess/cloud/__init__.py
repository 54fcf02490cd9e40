"""The Synaccess Cloud: an account with several PDUs, as old as their last posts.

In a test, with a clock that stands until it is stepped:

    async with CloudSimulator(2) as cloud:
        ...  # talk to cloud.url with cloud.token
        cloud.knobs.relay = "later"
        cloud.step(30)
        (command,) = cloud.counters.commands_executed
        assert command == ("outlet.state", "1-2001607", "OFF")
"""

from ...clock import Clock
from ...faults import Effect, Fault
from .server import CloudSimulator

__all__ = ["Clock", "CloudSimulator", "Effect", "Fault"]
