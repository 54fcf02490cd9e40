"""Everything a unit knows, as JSON-like dicts that tests may read and change."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

type Record = dict[str, Any]


def find(records: Iterable[Record], ident: object, key: str = "id") -> Record:
    """Find a record by its id; ids compare as strings, as nobody knows their type."""
    for record in records:
        if str(record[key]) == str(ident):
            return record
    raise KeyError(str(ident))


@dataclass(slots=True)
class PduState:
    """The live state.

    Records look as on the wire, with three exceptions: a group lists `outletIds`
    instead of `outlets`, a user has `password` and `token`, and an outlet's state is
    always `ON` or `OFF` here.

    What the unit works out itself (currents, sums, energy, `voltageDetection`) follows
    from `loads` and the states. A value of that kind that is set by hand stays as it
    was set; a current set on an outlet that is on becomes its load; energy counts on
    from what was set.
    """

    device: Record
    inlets: list[Record]
    banks: list[Record]
    outlets: list[Record]
    groups: list[Record]
    sensors: list[Record]
    relay_outputs: list[Record]
    events: list[Record]
    actions: list[Record]
    conf: Record
    users: list[Record]
    loads: dict[str, float]
    """Outlet id: what hangs on it draws so many amperes when it has power."""
    stuck: dict[str, bool] = field(default_factory=dict)
    """Outlet id: its contact stays closed (True) or open, whatever it is told."""
    pulled: dict[str, Record] = field(default_factory=dict)
    """Port: the sensor that was there."""
    unreachable: set[str] = field(default_factory=set)
    """Hosts that do not answer the unit's pings."""

    def outlet(self, ident: object) -> Record:
        """Find an outlet by its id or by its number, the part before the dash."""
        for outlet in self.outlets:
            if str(ident) in (outlet["id"], outlet["id"].partition("-")[0]):
                return outlet
        raise KeyError(str(ident))

    def bank(self, ident: object) -> Record:
        """Find a bank."""
        return find(self.banks, ident)

    def bank_of(self, outlet: Record) -> Record:
        """Find the bank of an outlet; an empty record if it is gone."""
        wanted = str(outlet.get("bankId"))
        return next((bank for bank in self.banks if str(bank["id"]) == wanted), {})

    def add_outlet(self, outlet: Record, amperes: float = 0.0) -> None:
        """Put in an outlet that draws so much while it is on, and let it be seen."""
        self.outlets.append(outlet)
        self.loads[outlet["id"]] = amperes
        self.admit(outlet["id"])

    def admit(self, outlet_id: str) -> None:
        """Let users see an outlet, and use it if they may use any."""
        for user in self.users:
            permissions = user["role"]["permissions"]
            if outlet_id not in permissions["viewOutlets"]:
                permissions["viewOutlets"].append(outlet_id)
                if permissions["modifyOutlets"]:
                    permissions["modifyOutlets"].append(outlet_id)

    def remove_outlets(self, gone: Container[str]) -> None:
        """Take outlets out, also of the groups and the users' lists."""
        self.outlets[:] = [row for row in self.outlets if row["id"] not in gone]
        for group in self.groups:
            group["outletIds"] = [i for i in group["outletIds"] if i not in gone]
        for user in self.users:
            permissions = user["role"]["permissions"]
            for key in ("viewOutlets", "modifyOutlets"):
                permissions[key] = [i for i in permissions[key] if i not in gone]

    def inlet(self, ident: object) -> Record:
        """Find an inlet."""
        return find(self.inlets, ident)

    def group(self, ident: object) -> Record:
        """Find a group."""
        return find(self.groups, ident)

    def sensor(self, ident: object) -> Record:
        """Find a sensor by its `sensorId`."""
        return find(self.sensors, ident, "sensorId")

    def sensor_at(self, port: str) -> Record | None:
        """Find what is plugged in at a port."""
        return next((s for s in self.sensors if s["sensorPort"] == port), None)

    def relay(self, ident: object) -> Record:
        """Find a relay output."""
        return find(self.relay_outputs, ident)

    def event(self, ident: object) -> Record:
        """Find an event."""
        return find(self.events, ident)

    def action(self, ident: object) -> Record:
        """Find an action."""
        return find(self.actions, ident)

    def user(self, username: str) -> Record:
        """Find a user."""
        return find(self.users, username, "username")

    def permissions(self, username: str) -> Record:
        """Find what a user may do, to be changed in place."""
        permissions: Record = self.user(username)["role"]["permissions"]
        return permissions
