"""What may be shown of answers, and what is read without having an entity."""

from collections.abc import Callable
import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.diagnosis import (
    HIDDEN,
    explained,
    without_secrets,
)
from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    parse_status,
)

from .vendor_examples import basic_info, listed_line, status, wrapped

SECRETS = (
    "abc123",
    "ups-01",
    "PSX-2024",
    "192.168",
    "8.8.8.8",
    "view.powersentrix",
    "pool.ntp",
    "Rack A",
    "Acme",
    "Server Room",
    "Load 1",
    "token!",
    "a@b.c",
)


def test_no_secret_is_shown() -> None:
    """Of any answer, in any depth."""
    answers: dict[str, Any] = {
        "status": wrapped(status()),
        "basic": basic_info(),
        "log": [listed_line(description="Server Room UPS at 192.168.1.100")],
        "login": {"token": "token!", "user": {"id": 42, "login": "a@b.c"}},
    }
    shown = str(without_secrets(answers))
    assert not [secret for secret in SECRETS if secret in shown]


def test_what_a_diagnosis_needs_is_shown() -> None:
    """Numbers, versions, uptimes, the zone, codes and words of the log."""
    shown: Any = without_secrets(status())
    assert shown["upsData"] == status()["upsData"]
    assert shown["config"]["extraActions"][0] == {
        "id": HIDDEN,
        "event": 1,
        "baseStatus": 0,
        "action": 1,
    }
    assert shown["config"]["settings"]["timezone"] == "CET-1CEST,M3.5.0,M10.5.0/3"
    assert shown["config"]["ident"]["mainFirmware"] == "v2.1.0"
    assert shown["config"]["outputs"][0] == {
        "id": 0,
        "description": HIDDEN,
        "status": "ON",
        "voltage": 4810,
    }
    line: Any = without_secrets(listed_line())
    assert line["description"] == "Output 1 turned ON"
    assert line["timestamp"] == "2026-05-08T14:32:01"
    assert without_secrets({"responseMessage": None, "on": True}) == {
        "responseMessage": None,
        "on": True,
    }


@pytest.mark.parametrize(
    "odd",
    [
        {"sn": 4711},
        {"info": "see http://x"},
        {"info": "mail a@b"},
        {"info": "10.0.0.1"},
        {"info": "fe80::1:2:3"},
        {"info": "AA:BB:CC:DD:EE:FF"},
        {"unheard": "of"},
    ],
)
def test_what_may_be_a_secret_is_not_shown(odd: dict[str, Any]) -> None:
    """Numbers that identify, addresses in texts, and what nobody knows."""
    assert set(without_secrets(odd).values()) == {HIDDEN}  # type: ignore[union-attr]


def test_keys_may_be_secrets_too() -> None:
    """Where something else than a name stands in place of one."""
    assert without_secrets({"192.168.1.1": 1}) == {HIDDEN: 1}


def test_in_words() -> None:
    """Actions and status bits, which have no entity."""
    shown: Any = explained(parse_status(status()))
    assert shown["dhcp"] is True
    assert shown["timezone_understood"] is True
    assert shown["extra_actions"][0] == {
        "slot": "0",
        "event": "IN1 rising",
        "outlet": 0,
        "switches_on": True,
    }
    bits = '{"h": {"hb": [1], "lb": [0]}, "l": {"hb": [0], "lb": [1]}}'
    assert shown["power_supply_status"] == [bits]
    assert not [secret for secret in SECRETS if secret in str(shown)]


def test_status_bits_are_numbers_only() -> None:
    """Whatever else comes there may be a secret, or without end."""
    odd = status()
    odd["upsData"]["ps"] = [
        {"status": {"h": {"hb": [1] * 99, "lb": "10.0.0.1"}, "key": "abc123"}},
        {"status": "abc123"},
    ]
    shown: Any = explained(parse_status(odd))
    bits = {"h": {"hb": [1] * 16, "lb": None}}
    assert shown["power_supply_status"] == [json.dumps(bits), "null"]


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_what_is_too_deep_is_not_looked_into(wrap: Callable[[Any], Any]) -> None:
    """Nor does it keep the rest from being shown."""
    deep: Any = 1
    for _ in range(5000):
        deep = wrap(deep)
    odd = status()
    odd["upsData"]["ps"] = [{"main": 5410, "status": deep}]
    odd["odd"] = deep
    shown: Any = without_secrets(odd)
    assert shown["upsData"]["ps"][0]["main"] == 5410
    assert shown["upsData"]["voltages"] == status()["upsData"]["voltages"]
    assert explained(parse_status(odd))["dhcp"] is True
