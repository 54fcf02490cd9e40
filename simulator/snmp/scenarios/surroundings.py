"""Probes, contacts and packs."""

from ..unit.surroundings import COMM_LOST, COMM_OK
from .stage import Stage

VISIT = 120.0
_HOT = 65.0


def _environment_alarm(stage: Stage) -> None:
    """It is too hot at the first probe, for a while."""
    probe = stage.ups.probes[0]
    before = probe.celsius, list(probe.heat.enabled)
    probe.celsius, probe.heat.enabled = _HOT, [2, 2, 2, 2]
    stage.ups.looked()

    def end() -> None:
        probe.celsius = before[0]
        stage.ups.looked()
        probe.heat.enabled[:] = before[1]

    stage.clock.call_later(VISIT, end)


def _probe_lost(stage: Stage) -> None:
    """Somebody unplugs the first probe, for a while."""
    probe = stage.ups.probes[0]

    def plug(comm: int) -> None:
        probe.comm = comm
        stage.ups.looked()

    plug(COMM_LOST)
    stage.clock.call_later(VISIT, lambda: plug(COMM_OK))


def _contact_fault(stage: Stage) -> None:
    """The first contact is not as it should be, for a while."""
    contact = stage.ups.contacts[0]

    def turn(state: int) -> None:
        contact.state = state
        stage.ups.looked()

    turn(3 - contact.normal)
    stage.clock.call_later(VISIT, lambda: turn(contact.normal))


def _pack_fault(stage: Stage) -> None:
    """The first pack needs to be replaced."""
    pack = stage.ups.packs[0]
    pack.status, pack.health = {2}, {2}
    pack.cartridges[0].status, pack.cartridges[0].health = {2}, {2}
    stage.ups.wear_battery()


SCENARIOS = {
    "environment_alarm": _environment_alarm,
    "probe_lost": _probe_lost,
    "contact_fault": _contact_fault,
    "pack_fault": _pack_fault,
}
