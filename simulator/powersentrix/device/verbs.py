"""What the control plane can do with a UPS besides its state."""

from math import inf
from typing import TYPE_CHECKING, Any

from ...verbs import StationVerbs, Told
from ..push import chaos

if TYPE_CHECKING:
    from .server import UpsSimulator


class UpsVerbs(StationVerbs):
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, ups: UpsSimulator) -> None:
        super().__init__(ups)
        self._ups = ups

    def mains(self, told: Told) -> None:
        """Pull or plug the mains: `{"on": false}`, of one `"supply": 0` or of all."""
        self._ups.unit.set_mains(on=bool(told["on"]), supply=told.get("supply"))

    def force_battery(self, told: Told) -> None:
        """Begin or end a battery test: `{"on": true}`."""
        self._ups.unit.force_battery(on=bool(told.get("on", True)))

    def input(self, told: Told) -> None:
        """Change the level of an input: `{"input": 1, "high": true}`."""
        self._ups.unit.set_input(int(told["input"]), high=bool(told["high"]))

    def toggle(self, told: Told) -> bool:
        """Let somebody toggle a port: `{"port": 0}`; tells what it is now."""
        port = self._ups.state.port(told["port"])
        self._ups.unit.switching.foreign_toggle(port)
        return port.on

    def restart(self, told: Told) -> bool:
        """Let somebody restart a port: `{"port": 0}`; tells whether it did."""
        port = self._ups.state.port(told["port"])
        return self._ups.unit.switching.restart(port)

    def load(self, told: Told) -> None:
        """Hang something on a port: `{"port": 0, "amperes": 1.5}`."""
        self._ups.state.port(told["port"]).amperes = float(told["amperes"])

    def block(self, told: Told) -> None:
        """Change a battery block: `{"supply": 0, "block": 2, "sag": 0.6}`."""
        supply = self._ups.state.supplies[int(told["supply"])]
        block = supply.blocks[int(told["block"])]
        for name in told.keys() - {"supply", "block"}:
            setattr(block, name, type(getattr(block, name))(told[name]))

    def ignore(self, told: Told) -> None:
        """Answer toggles well without executing them: `{"times": 1}`, or all."""
        times = told.get("times")
        self._ups.unit.switching.ignored = inf if times is None else int(times)

    def double(self, told: Told) -> None:
        """Execute toggles twice, as if something repeated them: `{"times": 1}`."""
        self._ups.unit.switching.doubled = int(told.get("times", 1))

    def ambush(self, told: Told) -> None:
        """Let somebody toggle a port just before the next toggle: `{"port": 0}`."""
        port = self._ups.state.port(told["port"])
        self._ups.unit.switching.ambushes.append(port.id)

    def reboot(self, told: Told) -> None:
        """Restart the network side: `{"firmware": "v4"}` with another firmware."""
        self._ups.unit.reboot(told.get("firmware"))

    def reset(self, told: Told) -> None:
        """Let everything be as at the beginning, the portal too."""
        self._ups.reset_all()

    def push_to(self, told: Told) -> None:
        """Set the server to post to: `{"url", "company_id", "cmm", "only"}`."""
        self._ups.push_to(
            str(told["url"]),
            str(told["company_id"]),
            told.get("cmm"),
            only=bool(told.get("only", False)),
        )

    def push_off(self, told: Told) -> None:
        """Post to the portal alone."""
        self._ups.pusher.push_off()

    def push_now(self, told: Told) -> None:
        """Post the status."""
        self._ups.pusher.report()

    def register(self, told: Told) -> None:
        """Post the identification, as the button "Send Initial Request" does."""
        self._ups.pusher.register()

    def record(self, told: Told) -> None:
        """Write a line into the log: `{"code", "description", "params"}`."""
        self._ups.unit.journal.write(
            str(told["code"]), str(told["description"]), str(told.get("params", ""))
        )

    def post(self, told: Told) -> None:
        """Post anything: `{"name": "setUpsData", "body", "query", "text"}`."""
        text = told.get("text")
        body = told.get("body", {}) if text is None else str(text).encode()
        self._ups.pusher.send(str(told["name"]), body, told.get("query"))

    def chaos(self, told: Told) -> None:
        """Post what no healthy UPS posts."""
        chaos.play(self._ups.unit, self._ups.pusher)

    def deliveries(self, told: Told) -> list[list[Any]]:
        """Tell what became of the posts: URL, status or null, text."""
        return [list(delivery) for delivery in self._ups.pusher.deliveries]

    def journal(self, told: Told) -> list[list[Any]]:
        """Tell the log: number, code, description, stamp."""
        return [
            [entry.ord, entry.code, entry.description, entry.pushed_stamp]
            for entry in self._ups.unit.journal.entries
        ]

    def changes(self, told: Told) -> list[list[Any]]:
        """Tell how the ports changed: seconds, port, on, by whom."""
        return [list(change) for change in self._ups.unit.switching.changes]

    def toggles(self, told: Told) -> dict[str, dict[str, int]]:
        """Tell the toggles received and executed, by port; `{"reset": true}`."""
        if told.get("reset", False):
            self._ups.toggles.reset()
        return self._ups.toggles.as_json()
