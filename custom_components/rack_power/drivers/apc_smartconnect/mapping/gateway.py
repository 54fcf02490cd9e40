"""``gateways/<id>``: who a UPS is and how it is (1.2)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from ....equipment.draft import Details
from ....equipment.driver import Json
from ....equipment.model import UNIT, Equipment, Part, Point, Quality, Report
from ....equipment.variables import (
    BATTERY_CARTRIDGE,
    BATTERY_REPLACE,
    DEVICE_FIRMWARE,
    UPS_OVERLOAD,
    UPS_PROBLEM,
)
from ..dictionary import Dictionary, Grade
from ..variables import (
    BATTERY_DATE_EOL,
    CLOUD_LINK,
    CLOUD_MONITORING,
    CLOUD_REPORTING_REDUCED,
    DESCRIPTION,
    FIRMWARE_BUILD,
    FIRMWARE_STATUS,
    OPERATING_MODE,
    SEVERITY,
    SUBSCRIPTION_END,
    UNKNOWN_STATUS,
)
from . import conditions, modes, values
from .conditions import Conditions, parse_conditions
from .draft import AnswerDraft, Field
from .identity import completed
from .times import parse_day
from .values import Row

GROUP: Final = "gateway"
_LINK: Final = {"comm_est": True, "comm_lost": False, "plugin_init": False}
_LOST: Final = "comm_lost"
_INSTALLING: Final = "fw_install_in_progress"
_NO_VERSION: Final = "none"
_STATUS: Final = {
    "fw_up_to_date": "up_to_date",
    "fw_out_of_date": "out_of_date",
    _INSTALLING: "install_in_progress",
}

FIRMWARE: Final = Field(
    "firmware.version", DEVICE_FIRMWARE, values.first, optional=True, lasting=True
)
STATUS: Final = Field(
    "status.upsFWStatus", FIRMWARE_STATUS, values.key, optional=True, lasting=True
)
PLAIN: Final = tuple(
    Field(path, variable, parse, optional=True, lasting=True)
    for path, variable, parse in (
        ("description", DESCRIPTION, values.name),
        ("batteryRbcSku", BATTERY_CARTRIDGE, values.first),
        ("ulVersion", FIRMWARE_BUILD, values.first),
        ("status.batteryEolDate", BATTERY_DATE_EOL, parse_day),
        ("status.subscription.endDate", SUBSCRIPTION_END, parse_day),
        (
            "status.reducedReportingEnabled",
            CLOUD_REPORTING_REDUCED,
            values.flag,
        ),
        ("status.monitoringEnabled", CLOUD_MONITORING, values.flag),
    )
)


def gateway_report(
    who: Equipment,
    answer: Json,
    dictionary: Dictionary,
    at: datetime,
    *,
    before: Collection[Point] = (),
) -> Report:
    """Tell how a UPS is. InvalidAnswer: the answer is no object.

    While the unit does not report, all but that is as it was last known. ``before``:
    the points of this group that were told earlier.
    """
    row = values.one(answer)
    status = values.within(row, "status")
    link = has_link(row)
    live = Quality.STALE if link is False else Quality.GOOD
    draft = AnswerDraft(equipment=who.id, group=GROUP, at=at, before=before, live=live)
    draft.part(Part(id=UNIT))
    mode = values.key(status.get("upsOperatingMode"))
    told = parse_conditions(status.get("upsCondition"))
    _tell_mode(draft, mode)
    _tell_conditions(draft, mode, told, dictionary)
    raw = values.key(status.get("pluginStatus"))
    draft.read(UNIT, CLOUD_LINK, link, details=_raw(raw), quality=Quality.GOOD)
    _tell_firmware(draft, row, told)
    for field in PLAIN:
        draft.take(field, row)
    return draft.report(completed(who, row))


def has_link(answer: Json) -> bool | None:
    """Tell whether the unit reports to its cloud. None: nobody knows.

    A plugin that has only just started has not reported yet.
    """
    status = values.within(answer, "status") if isinstance(answer, Mapping) else {}
    if parse_conditions(status.get("upsCondition")).any_of(_LOST):
        return False
    return _LINK.get(values.key(status.get("pluginStatus")) or "")


def _tell_mode(draft: AnswerDraft, mode: str | None) -> None:
    shown = None if mode is None else modes.option(mode)
    draft.read(UNIT, OPERATING_MODE, shown, details=_raw(mode), quality=draft.live)
    for variable, value in modes.follows(mode).items():
        draft.read(UNIT, variable, value, quality=draft.live)


def _tell_conditions(
    draft: AnswerDraft, mode: str | None, told: Conditions, dictionary: Dictionary
) -> None:
    """Add what the conditions mean; that the link is lost is one, and new."""
    grades = [conditions.grade(dictionary, key) for key in told.keys]
    if mode is not None:
        grades.append(modes.grade(dictionary, mode))
    problems = told.graver(dictionary, Grade.INFO)
    problem = problems.any_of(*problems.keys)
    highest = max(grades, default=Grade.OK)
    # That nothing is grave is known only of who has told mode and conditions.
    sure = highest > Grade.INFO or (told.whole and mode is not None)
    found = (
        (SEVERITY, highest.option if sure else None, told),
        (UPS_PROBLEM, problem, problems),
        (BATTERY_REPLACE, told.any_of("batt_needs_replacement", "batt_eol"), None),
        (UPS_OVERLOAD, told.any_of("overload"), None),
    )
    for variable, value, rests_on in found:
        details = None if rests_on is None else rests_on.details(dictionary)
        draft.read(UNIT, variable, value, details=details, quality=draft.live)


def _tell_firmware(draft: AnswerDraft, row: Row, told: Conditions) -> None:
    """Add the firmware; without one on offer it is the latest there is."""
    details: dict[str, str | bool] = {}
    latest = values.first(values.within(row, "firmware").get("pendingVersion"))
    if latest is not None and latest.lower() != _NO_VERSION:
        details["latest"] = latest
    status = values.key(STATUS.told(row))
    if status in _STATUS or told.any_of(_INSTALLING):
        details["in_progress"] = status == _INSTALLING or bool(told.any_of(_INSTALLING))
    draft.tell(FIRMWARE, FIRMWARE.parse(FIRMWARE.told(row)), details or None)
    shown = None if status is None else _STATUS.get(status, UNKNOWN_STATUS)
    draft.tell(STATUS, shown, _raw(status))


def _raw(key: str | None) -> Details | None:
    return None if key is None else {"raw": key}
