"""GET /api/outlets: the outlets that the user may see."""

from typing import Final

from ....equipment.driver import Json
from ....equipment.model import UNIT, Part, PartId, Report, Setting
from ....equipment.variables import (
    OUTLET_CURRENT,
    OUTLET_DELAY_REBOOT,
    OUTLET_NAME,
    OUTLET_POWERON,
    OUTLET_RELAY_PROBLEM,
    OUTLET_STATUS,
    OUTLET_VOLTAGE,
    RESTART,
)
from ..rules.snapshot import Row
from ..variables import OUTLET_DELAY_REBOOT_ENABLED
from . import banks, values
from .draft import Column, Scene, begun

GROUP = "outlets"
KIND = "outlet"
KEYS = ("id", "outletUuid")  # the latter in old firmware
STATE = "state"
_REBOOT = "rebootStatus"
_VOLTAGE = "voltageDetection"
_HEALTH = "relayHealth"
POWERON: Final = {"on": "ON", "off": "OFF", "previous": "PREV"}
"""What the outlet does after a power failure, and how the wire says it."""


def _poweron(value: Json) -> str | None:
    word = value.strip().upper() if isinstance(value, str) else None
    return next((ours for ours, theirs in POWERON.items() if theirs == word), None)


COLUMNS: Final[tuple[Column, ...]] = (
    (OUTLET_CURRENT, "currentRms", values.number),
    (OUTLET_VOLTAGE, "circuitVoltage", values.number),
    (OUTLET_POWERON, "pwrOnState", _poweron),
    (OUTLET_DELAY_REBOOT_ENABLED, "customRebootTimeEnabled", values.state),
    (OUTLET_DELAY_REBOOT, "customRebootTime", values.number),
    (OUTLET_NAME, "outletName", values.text),
)
REBOOT_TIME: Final = Setting(minimum=1, maximum=3600, step=1)  # seconds, inferred
SWITCH: Final = Setting(cuts_load_at=False)
_SETTINGS: Final = {
    OUTLET_POWERON: Setting(options=OUTLET_POWERON.options),
    OUTLET_DELAY_REBOOT_ENABLED: Setting(),
    OUTLET_DELAY_REBOOT: REBOOT_TIME,
    OUTLET_NAME: Setting(max_length=100),
}


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the outlets; one without a state is only measured."""
    found = values.listed(answer, *KEYS)
    places = _banks(scene)
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        bank = values.ident(row.get("bankId"))
        place = tuple(places).index(bank) if bank in places else len(places)
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("outletName")),
                within=PartId(banks.KIND, bank) if bank and bank in places else UNIT,
                device=True,
                position=(place, _leading_number(key), index),
            )
        )
        draft.take(part, row, COLUMNS, _SETTINGS)
        if STATE in row:
            can_switch = is_switchable(row, scene)
            draft.read(
                part,
                OUTLET_STATUS,
                values.state(row[STATE]),
                setting=SWITCH if can_switch else None,
            )
            if can_switch:
                draft.order(part, RESTART)
        if _HEALTH in row or _VOLTAGE in row:
            problem = relay_problem(row, places.get(bank or ""))
            draft.read(part, OUTLET_RELAY_PROBLEM, problem)
    return draft.report()


def _banks(scene: Scene) -> dict[str, Row]:
    return dict(values.listed(scene.snapshot.banks or (), *banks.KEYS).rows)


def _leading_number(key: str) -> int:
    """Return the number before the dash of an id: good for the order, for no more."""
    number = key.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def is_switchable(row: Row, scene: Scene) -> bool:
    """Tell whether the unit and the outlet's bank have relays."""
    bank = _banks(scene).get(values.ident(row.get("bankId")) or "", {})
    device = scene.snapshot.device or {}
    key = "outletSwitchingSupported"
    return STATE in row and all(
        values.state(owner.get(key)) is not False for owner in (device, bank)
    )


def is_rebooting(row: Row) -> bool | None:
    """Tell whether a restart is under way; None where the unit does not say."""
    status = row.get(_REBOOT)
    return status.strip().lower() != "none" if isinstance(status, str) else None


def relay_problem(row: Row, bank: Row | None) -> bool | None:
    """Tell whether a relay does not do as told.

    Never while the breaker is open, as the voltage may be sensed behind it, nor
    during a restart.
    """
    if is_rebooting(row) or (bank is not None and banks.is_tripped(bank)):
        return False
    health = row.get(_HEALTH)
    if isinstance(health, str) and health.strip().lower() != "ok":
        return True
    state, voltage = values.state(row.get(STATE)), values.state(row.get(_VOLTAGE))
    if state is None or voltage is None:
        return False if isinstance(health, str) else None
    return state is not voltage
