"""What the control plane can do with the cloud besides its state.

A UPS is meant by `"ups": 0`, counted from 0; left out, it is the first.
"""

from typing import TYPE_CHECKING

from ..verbs import StationVerbs, Told
from .unit.ups import Ups

if TYPE_CHECKING:
    from .server import SmartConnectSimulator


class CloudVerbs(StationVerbs):
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, cloud: SmartConnectSimulator) -> None:
        super().__init__(cloud)
        self._site = cloud

    def mains(self, told: Told) -> None:
        """Pull or plug the mains: `{"on": false}`."""
        self._ups(told).set_mains(on=bool(told["on"]))

    def output(self, told: Told) -> None:
        """Switch the output: `{"on": false}`."""
        self._ups(told).set_output(on=bool(told["on"]))

    def cable(self, told: Told) -> None:
        """Pull or plug the network cable: `{"plugged": false}`."""
        self._ups(told).set_cable(plugged=bool(told["plugged"]))

    def load(self, told: Told) -> None:
        """Hang something on the output: `{"watts": 300}`."""
        ups = self._ups(told)
        ups.physics.settle()
        ups.state.watts = float(told["watts"])
        ups.changed()

    def bypass(self, told: Told) -> None:
        """Go into bypass: `{"by": "ups"}` or `"user"`; leave it: `""`."""
        self._ups(told).set_bypass(str(told["by"]))

    def self_test(self, told: Told) -> None:
        """Test the battery: `{"passes": false}`."""
        self._ups(told).self_test(passes=bool(told.get("passes", True)))

    def calibrate(self, told: Told) -> None:
        """Run on battery until little is left."""
        self._ups(told).calibrate()

    def install(self, told: Told) -> None:
        """Install the firmware on offer."""
        self._ups(told).install()

    def replace_battery(self, told: Told) -> None:
        """Put a new battery in."""
        self._ups(told).replace_battery()

    def note(self, told: Told) -> None:
        """Write an event into the log: `{"key": "generic_fault"}`."""
        self._site.note(str(told["key"]), int(told.get("ups", 0)))

    def remove(self, told: Told) -> None:
        """Remove a UPS from the account."""
        self._site.remove(int(told.get("ups", 0)))

    def restore(self, told: Told) -> None:
        """Let a UPS be there again."""
        self._site.restore(int(told.get("ups", 0)))

    def add(self, told: Told) -> str:
        """Add another UPS; tells its id."""
        return self._site.add().state.device_id

    def expire(self, told: Told) -> None:
        """Let no session be good any more."""
        self._site.cloud.sessions.expire()

    def session(self, told: Told) -> dict[str, str]:
        """Sign in by other means; tells the cookies."""
        return self._site.browser_session()

    def password(self, told: Told) -> None:
        """Change the password: `{"password": "new"}`; all sessions end."""
        self._site.cloud.account.password = str(told["password"])
        self._site.cloud.sessions.expire()

    def lock(self, told: Told) -> None:
        """Lock the account, or unlock it: `{"on": false}`."""
        account = self._site.cloud.account
        account.locked = bool(told.get("on", True))
        account.wrong = 0

    def reset(self, told: Told) -> None:
        """Let everything be as at the beginning."""
        self._site.reset()

    def _ups(self, told: Told) -> Ups:
        return self._site.upses[int(told.get("ups", 0))]
