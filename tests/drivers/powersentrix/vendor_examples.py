"""Answers as the vendor's documentation prints them, made anew for every test."""

from typing import Any

VOLTAGES = [4810, 4805, 2410, 2408, 1205, 1202, 502, 501, 0, 0, 0, 0]
CURRENTS = [150, 320, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0]
OUTPUTS = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0]


def ident() -> dict[str, Any]:
    """An identification: fn 1, setNewUps, config.ident."""
    return {
        "sn": "PSX-2024-001234",
        "type": "PWX-12-4422",
        "comFirmware": "v3.2.1",
        "mainFirmware": "v2.1.0",
        "comUptime": "2d 14h 33m",
        "mainUptime": "5d 02h 11m",
        "cpuLoad": 12,
        "totalRamSize": 327680,
        "freeRamSize": 218340,
        "info": "",
    }


def supply(**changes: Any) -> dict[str, Any]:
    """A power supply with its battery."""
    return {
        "main": 5410,
        "load": 4810,
        "batt": 5220,
        "buv": 4800,
        "cell": [1305, 1308, 1302, 1305],
        "status": {"h": {"hb": [1], "lb": [0]}, "l": {"hb": [0], "lb": [1]}},
    } | changes


def status() -> dict[str, Any]:
    """A full status with one power supply, without the portal's wrapper."""
    return {
        "config": {
            "settings": {
                "dhcp": 1,
                "ip": "192.168.1.100",
                "netmask": "255.255.255.0",
                "gateway": "192.168.1.1",
                "dns": "8.8.8.8",
                "ntpServer": "pool.ntp.org",
                "timezone": "CET-1CEST,M3.5.0,M10.5.0/3",
                "forcePowerFromBatteries": 0,
                "remoteServer": {
                    "serverUrl": "https://view.powersentrix.com",
                    "companyId": "abc123",
                    "upsId": "ups-01",
                },
            },
            "outputs": [
                {
                    "id": index,
                    "description": f"Load {index + 1}",
                    "status": "ON" if OUTPUTS[index] else "OFF",
                    "voltage": VOLTAGES[index],
                }
                for index in range(12)
            ],
            "extraActions": [
                {"id": "0", "event": 1, "baseStatus": 0, "action": 1},
                {"id": "1", "event": 0, "baseStatus": 0, "action": 0},
            ],
            "ident": ident(),
        },
        "upsData": {
            "voltages": list(VOLTAGES),
            "currents": list(CURRENTS),
            "outputs": list(OUTPUTS),
            "ventilation": 0,
            "uptime": "5d 02h 11m",
            "temps": {"board": 42, "mcu": 51},
            "ps": [supply()],
        },
    }


def basic_info() -> dict[str, Any]:
    """The portal's summary of a unit."""
    return {
        "name": "Server Room UPS",
        "ip": "192.168.1.100",
        "model": "PWX-12-4422",
        "serialNumber": "PSX-2024-001234",
        "comFirmware": "v3.2.1",
        "mainFirmware": "v2.1.0",
        "comUptime": "2d 14h 33m",
        "mainUptime": "5d 02h 11m",
        "onOffLine": "online",
        "temperature": 42,
        "description": "...",
        "location": "Rack A",
        "company": "Acme Corp",
        "cmm": "ups-01",
        "timestamp": "2026-05-08T14:30:00.000+0000",
    }


def listed_line(**changes: Any) -> dict[str, Any]:
    """A line of the portal's log."""
    return {
        "id": 9901,
        "upsId": "42",
        "cmm": "ups-01",
        "code": "I/E01",
        "description": "Output 1 turned ON",
        "params": "",
        "timestamp": "2026-05-08T14:32:01",
    } | changes


def pushed_line(**changes: Any) -> dict[str, Any]:
    """A line of the log as the unit pushes it."""
    return {
        "ord": 1234,
        "code": "I/E01",
        "cmm": "ups-01",
        "description": "Output 1 turned ON",
        "params": "",
        "timestamp": "2026-05-08 14:32:01",
    } | changes


def wrapped(content: Any, message: Any = "OK") -> dict[str, Any]:
    """Something in the portal's wrapper."""
    return {"responseMessage": message, "responseObject": content}
