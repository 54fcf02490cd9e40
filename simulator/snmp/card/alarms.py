"""Flag strings and the alarm level."""

from ..agent.objects import Object, integer, text
from ..oids import UPS
from ..unit.readings import Readings, written


def alarms(see: Readings) -> dict[str, Object]:
    """Make what tells what is wrong."""

    def abnormal() -> str:
        worn = {4} if 5 in see.flags else set[int]()
        return written(worn, 32)

    return {
        f"{UPS}11.1.1.0": text(lambda: see.flag_string),
        f"{UPS}11.1.2.0": integer(lambda: see.alarm_level),
        f"{UPS}11.2.1.0": text(abnormal),
    }


def faults(see: Readings) -> dict[str, Object]:
    """Make the strings of the families; most say that they are not for this one."""
    return {
        f"{UPS}11.2.2.0": text(lambda: "NOT SUPPORTED"),
        f"{UPS}11.2.4.0": text(lambda: "NOT SUPPORTED"),
        f"{UPS}11.2.5.0": text(
            lambda: written({1} if see.unit.emergency_off else set(), 64)
        ),
        f"{UPS}11.2.10.0": integer(lambda: see.unit.times_on_battery),
    }


def symmetra_faults(see: Readings) -> dict[str, Object]:
    """Make the strings of a modular unit: failed modules are abnormal conditions."""

    def failed(table: str) -> bool:
        found = (each for each in see.unit.modules if each.table == table)
        return any(each.status in (5, 6, 7) for each in found)

    def abnormal() -> str:
        follows = {1: failed("2.2"), 2: failed("1.2")}
        return written({n for n, is_so in follows.items() if is_so}, 32)

    return {
        f"{UPS}11.2.1.0": text(abnormal),
        f"{UPS}11.2.2.0": text(lambda: written(set(), 64)),
        f"{UPS}11.2.5.0": text(lambda: "NOT SUPPORTED"),
    }
