"""What is sent for a request: three texts, whatever way it was worded."""

from datetime import time
from typing import Any

import pytest

from custom_components.rack_power.equipment.model import PartId

from .asking import ACTION, ATS, EVENT, HUB, THREE, URL, params
from .places import BANK, OUTLET, place

LINE = str(THREE.inlets[0]["inletLines"][1]["id"])  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"code": 12, "target": "10.0.0.1", "threshold": 3}, ["10.0.0.1", "3", ""]),
        ({"code": 12, "host": "nas.lan", "failures": "3"}, ["nas.lan", "3", ""]),
        ({"code": 31, "target": "any", "threshold": 16}, ["any", "16", "5"]),
        ({"code": "31", "target": "ANY", "threshold": 16.0}, ["any", "16", "5"]),
        (
            {"code": "bank_current_max", "target": 2001607, "threshold": 15.50},
            [BANK, "15.5", "5"],
        ),
        (
            {"code": 37, "bank": BANK, "threshold": 0.1 + 0.2, "seconds": 0},
            [BANK, "0.3", "0"],
        ),
        ({"code": 38, "target": BANK, "threshold": 1e9}, [BANK, "1000000000", ""]),
        ({"code": 38, "target": BANK, "threshold": 1e-6}, [BANK, "0.000001", ""]),
        ({"code": 30, "target": PartId("bank", BANK)}, [BANK, "", ""]),
        (
            {"code": 45, "outlet": PartId("outlet", OUTLET), "threshold": "2.50"},
            [OUTLET, "2.5", "5"],
        ),
        ({"code": 15, "inlet": "I1-1502530", "threshold": 1}, ["I1-1502530", "1", "5"]),
        (
            {"code": 49, "target": PartId("probe", "2"), "threshold": -0.0},
            ["2", "0", "5"],
        ),
        (
            {"code": 50, "target": "2", "threshold": -39.9, "seconds": 86_400.0},
            ["2", "-39.9", "86400"],
        ),
        ({"code": 53, "time": "13:01"}, ["13:01", "", ""]),
        ({"code": 53, "time": "13:01:59"}, ["13:01", "", ""]),
        ({"code": 53, "time": time(7, 5, 9)}, ["07:05", "", ""]),
        ({"code": 54, "interval": 3600}, ["3600", "", ""]),
        ({"code": 60, "day": 28, "time": "23:05:00"}, ["28", "23", "5"]),
        ({"code": 61, "day": 0, "time": time(0, 0)}, ["0", "0", "0"]),
        ({"code": 61, "day": 6, "hour": 4, "minute": 30}, ["6", "4", "30"]),
        ({"code": 62, "target": "a", "input": 6}, ["A", "6", "5"]),
        ({"code": 62, "port": HUB, "input": 6}, ["A", "6", "5"]),
        ({"code": 63, "target": PartId("contact", "140001-3")}, ["A", "3", "5"]),
        (
            {"code": 63, "target": PartId("contact", "140001-3"), "input": 4},
            ["A", "4", "5"],
        ),
        ({"code": 64, "target": HUB, "state": "on"}, ["A", "ON", ""]),
        ({"code": 64, "target": HUB, "state": False}, ["A", "OFF", ""]),
        ({"code": 65, "target": "B", "state": "connect"}, ["B", "Connect", ""]),
        ({"code": 65, "port": "B", "change": "DISCONNECT"}, ["B", "Disconnect", ""]),
        ({"code": 31, "params": [BANK, 16, "10"]}, [BANK, "16", "10"]),
        ({"code": 31, "params": [BANK, "16.00", ""]}, [BANK, "16", "5"]),
        ({"code": 31, "params": (PartId("bank", BANK), 16)}, [BANK, "16", "5"]),
        ({"code": 99, "params": ["x", 1], "force": True}, ["x", "1", ""]),
        ({"code": 45, "target": "x", "threshold": 1, "force": True}, ["x", "1", "5"]),
    ],
)
def test_events(fields: dict[str, Any], sent: list[str]) -> None:
    """Named fields, parts and raw parameters become three texts."""
    assert params(EVENT, **fields) == sent


def test_sensors_with_similar_ids() -> None:
    """A part of one is not taken for a part of the other."""
    hubs = (
        {"sensorPort": "B", "sensorId": "14", "digitalInputs": []},
        {"sensorPort": "A", "sensorId": "140001", "digitalInputs": []},
    )
    fields = {"code": 62, "target": PartId("contact", "140001-3")}
    assert params(EVENT, place(sensors=hubs), **fields) == ["A", "3", "5"]
    nameless = ({"sensorPort": "A", "digitalInputs": []},)
    fields = {"code": 62, "target": PartId("contact", "port-A-3")}
    assert params(EVENT, place(sensors=nameless), **fields) == ["A", "3", "5"]


def test_events_of_other_models() -> None:
    """Three-phase units have lines, others a transfer switch."""
    assert params(EVENT, THREE, code=13, target=LINE, threshold=1) == [LINE, "1", "5"]
    part = PartId("line", LINE)
    assert params(EVENT, THREE, code=14, line=part, threshold=1) == [LINE, "1", "5"]
    assert params(EVENT, ATS, code=57) == ["", "", ""]


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"code": 11, "target": OUTLET, "state": "off"}, [OUTLET, "OFF", ""]),
        ({"code": 11, "outlet": OUTLET, "state": True}, [OUTLET, "ON", ""]),
        (
            {"code": "reboot_outlet", "target": PartId("outlet", OUTLET)},
            [OUTLET, "", ""],
        ),
        ({"code": 15, "email": "a@example.com"}, ["a@example.com", "", ""]),
        (
            {"code": 16, "group": PartId("outlet_group", "1"), "state": "ON"},
            ["1", "ON", ""],
        ),
        ({"code": 17, "target": 2}, ["2", "", ""]),
        ({"code": 18, "host": "nms", "community": "public"}, ["nms", "public", ""]),
        ({"code": 20, "url": URL}, [URL, "none", ""]),
        ({"code": 20, "target": URL, "statistics": "Outlets"}, [URL, "outlets", ""]),
        ({"code": 20, "target": "192.0.2.1"}, ["192.0.2.1", "none", ""]),
        ({"code": 22, "relay": "Relay 1", "state": "ON"}, ["Relay 1", "ON", ""]),
        ({"code": 23, "target": PartId("relay", "R2-1502530")}, ["Relay 2", "", ""]),
        (
            {"code": 24, "target": "192.0.2.9", "outlet": 3, "token": "s3cret"},
            ["192.0.2.9", "3", "s3cret"],
        ),
        (
            {"code": 26, "host": "192.0.2.9", "group": "2", "token": "s3cret"},
            ["192.0.2.9", "2", "s3cret"],
        ),
        ({"code": 30}, ["", "", ""]),
        (
            {"code": 32, "target": "A", "relay": 2, "state": "closed"},
            ["A", "2", "CLOSED"],
        ),
        (
            {
                "code": 32,
                "relay": PartId("relay", "140001-5"),
                "port": "A",
                "state": "OPEN",
            },
            ["A", "5", "OPEN"],
        ),
        (
            {"code": 32, "target": PartId("relay", "140001-5"), "state": "OPEN"},
            ["A", "5", "OPEN"],
        ),
    ],
)
def test_actions(fields: dict[str, Any], sent: list[str]) -> None:
    """The same for actions."""
    assert params(ACTION, **fields) == sent
