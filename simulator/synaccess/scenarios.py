"""What may happen to a unit while somebody is watching it."""

from collections.abc import Callable
from typing import Protocol

from ..faults import Effect, Fault, Faults
from .conf import factory_conf
from .rebuilding import add_bank, plug_sensor, pull_sensor, remove_bank, switch_ats
from .unit import Unit
from .users import all_permissions, make_user

SESSION_LIFETIME = 60.0  # seconds
OVERLOAD = 17.5  # A, beyond the 16 A of the first event
_GARBAGE = (
    Effect.NOT_JSON,
    Effect.WRONG_TYPE,
    Effect.TRUNCATED,
    Effect.EMPTY,
    Effect.ODD_UNICODE,
    Effect.BAD_UTF8,
    Effect.WRONG_CHARSET,
    Effect.HTML,
)


class Stage(Protocol):
    """What a scenario is played on."""

    @property
    def unit(self) -> Unit:
        """The unit."""

    @property
    def faults(self) -> Faults:
        """What goes wrong on its wire."""

    def restart(self) -> None:
        """Restart the controller."""

    def leave(self, *, silent: bool = False) -> None:
        """Take the unit off the network."""


def _session_expires(stage: Stage) -> None:
    """All sessions end now, and every new one after a minute."""
    stage.unit.sessions.clear()
    stage.unit.sessions.lifetime = SESSION_LIFETIME


def _reboot(stage: Stage) -> None:
    """The controller restarts."""
    stage.restart()


def _vanish(stage: Stage) -> None:
    """The unit is gone until it is told to come back."""
    stage.leave()


def _bank_added(stage: Stage) -> None:
    """A bank of eight outlets is put in."""
    add_bank(stage.unit)


def _bank_removed(stage: Stage) -> None:
    """The last bank is taken out, with its outlets."""
    remove_bank(stage.unit)


def _outlet_renamed(stage: Stage) -> None:
    """Somebody renames the first outlet in the web interface."""
    stage.unit.state.outlets[0]["outletName"] = "Core switch"


def _breaker_trip(stage: Stage) -> None:
    """The breaker of the first bank trips."""
    stage.unit.state.banks[0]["circuitBreakerClosed"] = False
    stage.unit.physics.settle()


def _overload(stage: Stage) -> None:
    """Something big is plugged into the third outlet, which is on."""
    state = stage.unit.state
    victim = state.outlets[min(2, len(state.outlets) - 1)]
    victim["state"] = "ON"
    others = sum(
        state.loads[row["id"]]
        for row in state.outlets
        if row is not victim
        and row["state"] == "ON"
        and row["bankId"] == victim["bankId"]
    )
    state.loads[victim["id"]] = round(max(OVERLOAD - others, 0.0), 2)
    stage.unit.physics.settle()


def _sensor_pulled(stage: Stage) -> None:
    """The sensor at port B is pulled out."""
    pull_sensor(stage.unit, "B")


def _sensor_plugged(stage: Stage) -> None:
    """The sensor is plugged in at port B again."""
    plug_sensor(stage.unit, "B")


def _ats_switch(stage: Stage) -> None:
    """The source in use fails and the other takes over; played again, back."""
    switch_ats(stage.unit)


def _energy_reset(stage: Stage) -> None:
    """Somebody zeroes the energy."""
    stage.unit.physics.reset_energy()


def _energy_glitch(stage: Stage) -> None:
    """One read of the energy is lower, then it is as before."""
    stage.unit.glitch = {"banks": 0.5, "inlets": 0.5}


def _relay_stuck(stage: Stage) -> None:
    """The relay of an outlet that is off has welded: there is voltage all the same."""
    rows = stage.unit.state.outlets
    outlet = next((row for row in rows if row["state"] == "OFF"), rows[-1])
    stage.unit.state.stuck[outlet["id"]] = True
    if "relayHealth" in outlet:
        outlet["relayHealth"] = "Stuck"
    stage.unit.physics.settle()


def _garbage(stage: Stage) -> None:
    """Every third answer is broken, one way after the other."""
    turn = 3 * len(_GARBAGE)
    for position, effect in enumerate(_GARBAGE, start=1):
        stage.faults.add(
            Fault(effect, path="/api/.*", times=None, skip=3 * position - 1, every=turn)
        )


def _factory(stage: Stage) -> None:
    """Everything that somebody set is gone; user and password are the factory's."""
    state = stage.unit.state
    state.conf.clear()
    state.conf.update(factory_conf())
    ids = [row["id"] for row in state.outlets]
    state.users[:] = [make_user(1, "admin", "admin", None, all_permissions(ids))]
    state.groups.clear()
    state.events.clear()
    state.actions.clear()
    for number, row in enumerate(state.outlets, start=1):
        row["outletName"] = f"Outlet {number}"
    stage.unit.sessions.clear()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "session_expires": _session_expires,
    "reboot": _reboot,
    "vanish": _vanish,
    "bank_added": _bank_added,
    "bank_removed": _bank_removed,
    "outlet_renamed": _outlet_renamed,
    "breaker_trip": _breaker_trip,
    "overload": _overload,
    "sensor_pulled": _sensor_pulled,
    "sensor_plugged": _sensor_plugged,
    "ats_switch": _ats_switch,
    "energy_reset": _energy_reset,
    "energy_glitch": _energy_glitch,
    "relay_stuck": _relay_stuck,
    "garbage": _garbage,
    "factory": _factory,
}
