"""Answers of the cloud, made from the fields that its clients are known to read."""

from datetime import UTC, datetime
from typing import Any

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import BUILT_IN
from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    gateway_report,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.identity import (
    equipment,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.listing import Listed
from custom_components.rack_power.equipment.model import Point, Quality, Report, Value

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
LISTED = Listed(
    id="200000000031",
    serial="AS9900000031",
    model="Smart-UPS 2200",
    name="Basement",
)
WHO = equipment(LISTED, None, "https://smartconnect.apc.com")


def listing() -> dict[str, Any]:
    """The account as of 2023."""
    return {
        "gateways": [
            {
                "deviceId": "200000000031",
                "name": "Basement",
                "model": "Smart-UPS 2200",
                "serialNumber": "AS9900000031",
            },
            {
                "deviceId": "200000000032",
                "name": "Attic",
                "model": "Smart-UPS 1000",
                "serialNumber": "AS9900000032",
            },
        ]
    }


def gateway(**status: Any) -> dict[str, Any]:
    """One UPS, whose status may differ."""
    return {
        "deviceId": "200000000031",
        "name": "Basement",
        "description": "Under the stairs",
        "model": "Smart-UPS 2200",
        "partNumber": "SMT2200C",
        "serialNumber": "AS9900000031",
        "batteryRbcSku": "APCRBC177",
        "firmware": {"version": ["UPS 15.1"], "pendingVersion": "UPS 15.4"},
        "ulVersion": ["UL7"],
        "status": {
            "pluginStatus": "comm_est",
            "upsOperatingMode": "online",
            "upsFWStatus": "fw_out_of_date",
            "upsCondition": [],
            "reducedReportingEnabled": True,
            "monitoringEnabled": "true",
            "batteryEolDate": "2029-02-01T00:00:00.000Z",
            "subscription": {"endDate": 1806451200000},
        }
        | status,
    }


def measurements() -> dict[str, Any]:
    """All collections of one UPS."""
    return {
        "input": {
            "voltage": 229.4,
            "frequency": 49.9,
            "current": "2.1",
            "efficiencyPercentage": 12416,
        },
        "output": {
            "voltage": 230.2,
            "frequency": 50.1,
            "current": 1.9,
            "energy": 1234567,
            "loadRealPercentage": 21.5,
            "loadApparentPercentage": 22.5,
            "lowTransferVoltage": 207,
            "highTransferVoltage": 252,
            "sensitivitySetting": 2,
        },
        "battery": {
            "chargeStatePercentage": 97,
            "runtimeRemaining": 2710,
            "voltage": 54.6,
            "temperature": 26.5,
            "selfTestResult": "Refused",
            "selfTestInterval": 7,
            "selfTestAllowed": {"refusalReason": "Charge too low"},
            "installDate": "2025-01-15",
            "replaceDate": "1861920000000",
            "batteryFramesInstalledCount": 1,
        },
        "network": {"interface": {"ipAddress": "198.51.100.7"}},
        "main_outlet": {"state": "on"},
        "switched_outlets": [{"name": "Router", "state": "on"}],
    }


def event(**changes: Any) -> dict[str, Any]:
    """A line of the log."""
    return {
        "deviceId": "200000000031",
        "id": "onbattery",
        "timestamp": "2026-06-30T22:10:05.250Z",
        "meta": {"model": "Smart-UPS 2200", "serialNumber": "AS9900000031"},
    } | changes


def dictionary() -> dict[str, Any]:
    """A few entries as the cloud sends them, one of them newer than 2019."""
    return {
        "onbattery": {
            "event": {"name": "Running from battery"},
            "mode": {"title": "Battery", "name": "Running from battery"},
            "state": {"name": "Running from battery"},
            "severity": 2,
            "severityText": "warning",
            "notification_level": 2,
            "meta": ["model"],
        },
        "generic_fault": {
            "event": {"name": "Fault", "description": "Fault {{meta.error_code}}!"},
            "state": {"name": "Fault", "description": "Fault {{meta.error_code}}!"},
            "severity": "3",
            "meta": ["error_code"],
        },
        "plan_expired": {
            "event": {"name": "Plan over"},
            "severityText": "info",
            "meta": [],
        },
    }


def put(answer: Any, path: str, value: Any) -> Any:
    """Return an answer with another value at a place."""
    *way, last = path.split(".")
    node = answer
    for name in way:
        node = node[name]
    node[last] = value
    return answer


def without(answer: Any, path: str) -> Any:
    """Return an answer that lacks a field."""
    *way, last = path.split(".")
    node = answer
    for name in way:
        node = node[name]
    del node[last]
    return answer


def shown(report: Report) -> dict[str, Value]:
    """The values of a report by name."""
    return {
        point.variable.name: reading.value for point, reading in report.readings.items()
    }


def qualities(report: Report) -> dict[str, Quality]:
    """The qualities of a report by name."""
    return {
        point.variable.name: reading.quality
        for point, reading in report.readings.items()
    }


def details(report: Report, name: str) -> Any:
    """What the value of a variable rests on."""
    (found,) = [
        reading
        for point, reading in report.readings.items()
        if point.variable.name == name
    ]
    return found.details


def points(report: Report) -> frozenset[Point]:
    """What a report tells of."""
    return frozenset(report.readings)


def tell_gateway(answer: Any, **how: Any) -> Report:
    """Read how a UPS is with our own dictionary."""
    return gateway_report(WHO, answer, BUILT_IN, NOW, **how)


def conditions(*keys: Any) -> list[Any]:
    """Conditions as the cloud lists them."""
    return [{"id": key} for key in keys]
