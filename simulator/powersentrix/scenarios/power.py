"""Mains, batteries and restarts: scenarios 1 to 4, 18 and 19."""

from .stage import Stage, Victim

OUTAGE = 180.0
"""Seconds without mains."""
TEST = 300.0
"""Seconds of a battery test."""
_OLD_CAPACITY, _OLD_CHARGE = 2.0, 0.65
"""A battery that lasts some minutes."""
_AFTER_THE_END = 1200.0  # seconds: long after that battery has given up
_SAG = 0.6  # V
NEW_FIRMWARE = "v3.3.0"


def _mains_failure(stage: Stage, victim: Victim) -> None:
    """The mains fails, and returns after a while."""
    victim.unit.set_mains(on=False)
    stage.clock.call_later(OUTAGE, lambda: victim.unit.set_mains(on=True))


def _battery_discharge(stage: Stage, victim: Victim) -> None:
    """The mains stays away until an old battery is empty, and returns later."""
    for supply in victim.state.supplies:
        for block in supply.blocks:
            block.capacity, block.charge = _OLD_CAPACITY, _OLD_CHARGE
    victim.unit.set_mains(on=False)
    stage.clock.call_later(_AFTER_THE_END, lambda: victim.unit.set_mains(on=True))


def _forced_test(stage: Stage, victim: Victim) -> None:
    """The load runs from the batteries on purpose, for a while; the mains stays."""
    victim.unit.force_battery(on=True)
    stage.clock.call_later(TEST, lambda: victim.unit.force_battery(on=False))


def _weak_cell(stage: Stage, victim: Victim) -> None:
    """One block of the first battery falls under load: the mains fails."""
    victim.state.supplies[0].blocks[2].sag = _SAG
    _mains_failure(stage, victim)


def _reboot(stage: Stage, victim: Victim) -> None:
    """The network side restarts with another firmware; the ports stay as they are."""
    victim.unit.reboot(NEW_FIRMWARE)


def _two_ups(stage: Stage, victim: Victim) -> None:
    """The first UPS has no second supply, the second is off the network."""
    if len(stage.upses) < 2:
        raise ValueError("there is only one UPS")
    stage.upses[0].knobs.psu = "1"
    stage.upses[1].leave()


SCENARIOS = {
    "mains_failure": _mains_failure,
    "battery_discharge": _battery_discharge,
    "forced_test": _forced_test,
    "weak_cell": _weak_cell,
    "reboot": _reboot,
    "two_ups": _two_ups,
}
