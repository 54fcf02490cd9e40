"""One UPS as the list and `gateways/<id>` tell it (sections 1.1 and 1.2)."""

from typing import Any

from ..knobs import CloudKnobs
from ..unit.status import ONLINE, firmware_status
from .dates import of_day
from .overriding import overridden
from .records import COMM_LOST, Record


def entry(record: Record) -> dict[str, Any]:
    """Tell a UPS as the list does."""
    state = record.report.state
    return {
        "deviceId": record.id,
        "name": state.name,
        "model": state.model,
        "serialNumber": state.serial,
    }


def gateway(record: Record, knobs: CloudKnobs) -> dict[str, Any]:
    """Tell identity and status of a UPS."""
    state = record.report.state
    firmware: dict[str, Any] = {"version": [state.firmware]}
    if state.pending_firmware is not None:
        firmware["pendingVersion"] = state.pending_firmware
    told = {
        **entry(record),
        "description": state.description,
        "partNumber": state.part_number,
        "batteryRbcSku": state.cartridge,
        "firmware": firmware,
        "ulVersion": [state.build],
        "status": _status(record, knobs),
    }
    return overridden(told, record.ups.state)


def _status(record: Record, knobs: CloudKnobs) -> dict[str, Any]:
    report = record.report
    state = report.state
    keys = list(report.conditions)
    if record.link == COMM_LOST:
        keys.append(COMM_LOST)
    if knobs.condition_mode and report.mode != ONLINE:
        keys.append(report.mode)
    return {
        "pluginStatus": record.link,
        "upsOperatingMode": report.mode,
        "upsFWStatus": firmware_status(state),
        "upsCondition": [{"id": key} for key in keys],
        "reducedReportingEnabled": _flag(knobs, on=record.ups.state.basic),
        "monitoringEnabled": _flag(knobs, on=state.monitored),
        "batteryEolDate": of_day(state.replace_by, knobs),
        "subscription": {"endDate": of_day(state.subscription_end, knobs)},
    }


def _flag(knobs: CloudKnobs, *, on: bool) -> bool | str:
    return on if knobs.flag_form == "json" else str(on).lower()
