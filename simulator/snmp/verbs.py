"""What the control plane can do with a card besides its state."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..control import Verb
from .unit.groups import Order

if TYPE_CHECKING:
    from .server import SnmpSimulator

type Told = Mapping[str, Any]


class CardVerbs:
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, card: SnmpSimulator) -> None:
        self._card = card

    def vanish(self, told: Told) -> None:
        """Answer nobody."""
        self._card.away = True

    def come_back(self, told: Told) -> None:
        """Answer again."""
        self._card.away = False

    def mains(self, told: Told) -> None:
        """Pull or plug the mains: `{"on": false}`."""
        self._card.ups.set_mains(on=bool(told["on"]))

    def voltage(self, told: Told) -> None:
        """Change the voltage of the mains: `{"volts": 210}`."""
        self._card.ups.set_voltage(float(told["volts"]))

    def load(self, told: Told) -> None:
        """Hang something on the output: `{"watts": 300}`."""
        self._card.ups.set_load(float(told["watts"]))

    def output(self, told: Told) -> None:
        """Switch the output: `{"on": false}`."""
        self._card.ups.set_output(on=bool(told["on"]))

    def bypass(self, told: Told) -> None:
        """Go into bypass: `{"by": "ups"}` or `"user"`; leave it: `""`."""
        self._card.ups.set_bypass(str(told["by"]))

    def self_test(self, told: Told) -> None:
        """Test the battery: `{"passes": false}`."""
        self._card.ups.self_test(passes=bool(told.get("passes", True)))

    def calibrate(self, told: Told) -> None:
        """Run on battery until little is left."""
        self._card.ups.calibrate()

    def replace_battery(self, told: Told) -> None:
        """Put a new battery in."""
        self._card.ups.replace_battery()

    def link(self, told: Told) -> None:
        """Lose the link to the UPS: `{"up": false}`."""
        self._card.ups.lose_link(lost=not told["up"])

    def flag(self, told: Told) -> None:
        """Set a flag of the state string: `{"number": 25, "on": true}`."""
        self._card.ups.raise_flag(int(told["number"]), on=bool(told.get("on", True)))

    def group(self, told: Told) -> None:
        """Tell an outlet group: `{"number": 2, "order": "off"}`."""
        number, order = int(told["number"]), Order[str(told["order"]).upper()]
        groups = {group.number: group for group in self._card.ups.groups}
        groups[number].obey(order)

    def restart(self, told: Told) -> None:
        """Restart the card: `{"firmware": "7.1.8"}`."""
        self._card.restart(told.get("firmware"))

    def value(self, told: Told) -> int | str | None:
        """Tell an object's value: `{"oid": "1.3.6..."}`."""
        return self._card.value(str(told["oid"]))

    def override(self, told: Told) -> None:
        """Tell something else at an object: `{"oid": ..., "value": ...}`."""
        self._card.override(str(told["oid"]), told["value"])

    def restore(self, told: Told) -> None:
        """Tell the truth again, at one object or at all."""
        self._card.restore(told.get("oid"))

    def receiver(self, told: Told) -> None:
        """Add a receiver of traps: `{"host": ..., "port": ..., "version": "2c"}`."""
        self._card.receivers.append(
            (str(told["host"]), int(told["port"]), str(told.get("version", "1")))
        )

    def trap(self, told: Told) -> None:
        """Send a trap: `{"number": 636, "host": ..., "port": ..., "version": "1"}`."""
        self._card.send_trap(
            int(told["number"]),
            told.get("text"),
            to=(str(told["host"]), int(told["port"])),
            version=str(told.get("version", "1")),
            community=told.get("community"),
            source=told.get("source"),
        )

    def by_name(self) -> dict[str, Verb]:
        """List the verbs by name."""
        names = [name for name in dir(self) if not name.startswith("_")]
        return {name: getattr(self, name) for name in names if name != "by_name"}
