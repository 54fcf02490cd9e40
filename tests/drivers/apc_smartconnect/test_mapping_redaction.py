"""What may be shown to anybody: structure and measurements, not whose it is."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.mapping.redaction import (
    HIDDEN,
    redacted,
)

from .mapping_examples import (
    dictionary,
    event,
    gateway,
    listing,
    measurements,
    put,
)

PRIVATE = (
    "AS99", "20000000003", "Basement", "Attic", "stairs", "198.51.100.7", "Router",
)  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        listing(),
        ["200000000031", 200000000032],
        gateway(),
        measurements(),
        [event(), event(id=200000000033)],
        {"AS9900000031": {"x": 1}, "200000000031": 5, "router": "Router"},
        {"firmware": {"version": ["UPS of Basement"]}, "name": "Basement"},
        put(gateway(), "status.upsCondition", ["Basement", {"id": "AS9900000031"}]),
    ],
)
def test_nothing_private_is_left(answer: Any) -> None:
    """Wherever it stands."""
    shown = str(redacted(answer))
    for word in PRIVATE:
        assert word not in shown
    assert HIDDEN in shown


def test_what_a_diagnosis_needs_is_left() -> None:
    """Keys, versions, dates, measurements; addresses are not."""
    assert redacted(gateway()) == gateway() | dict.fromkeys(
        ("deviceId", "name", "description", "serialNumber"), HIDDEN
    )
    expected = put(measurements(), "network.interface.ipAddress", HIDDEN)
    expected["switched_outlets"][0]["name"] = HIDDEN
    assert redacted(measurements()) == expected


def test_the_dictionary_stays() -> None:
    """Its words are the cloud's own."""
    assert redacted(dictionary()) == dictionary()


@pytest.mark.parametrize(
    "text",
    [
        "at 10.1.2.3",
        "me@example.org",
        "https://example.org",
        "fe80::1:2:3",
        "00:11:22:33:44:55",
        "00-11-22-33-44-55",
    ],
)
def test_addresses_in_any_text(text: str) -> None:
    """Also under keys that may be shown."""
    assert redacted({"model": text}) == {"model": HIDDEN}


def test_unknown_fields_are_not_shown() -> None:
    """Texts and large numbers may be anything; small numbers and flags are not."""
    secret: dict[str, Any] = {
        "secret": "x",
        "owner": 4711471147,
        "tenant": "4711471147",
    }
    plain: dict[str, Any] = {
        "load": 5,
        "amperes": "2.1",
        "on": True,
        "no": None,
        "empty": "",
    }
    assert redacted(secret | plain) == dict.fromkeys(secret, HIDDEN) | plain


def test_depth_is_bounded() -> None:
    """However deep an answer is."""
    answer: Any = "x"
    for _ in range(10_000):
        answer = {"a": [answer]}
    assert HIDDEN in str(redacted(answer))


def test_bare_ids_in_an_object() -> None:
    """As in a list of 2022 with something around it, however short they are."""
    answer: Any = {"gateways": ["4711", 4712, "x"], "model": "Box 4711 of 4712"}
    assert redacted(answer) == {"gateways": [HIDDEN] * 3, "model": HIDDEN}


def test_the_middle_of_a_long_list_is_left_out() -> None:
    """To look at 5,000 lines would hold up everybody else for two seconds."""
    lines = [{"id": "overload", "deviceId": f"10000000{one:04}"} for one in range(5000)]
    line = {"id": "overload", "deviceId": HIDDEN}
    shown = [line] * 10 + [{"left_out": 4980}] + [line] * 10
    assert redacted(lines) == shown
    assert redacted({"events": lines}) == {"events": shown}
    assert redacted(lines[:20]) == [line] * 20


def test_a_large_object_is_cut() -> None:
    """It is no answer that is known."""
    shown = redacted({f"k{one}": one for one in range(300)})
    assert shown == {f"k{one}": one for one in range(100)}
