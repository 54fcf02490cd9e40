"""Secrets of actions: sent, kept, and never told."""

import logging
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.rules.redaction import hide
from custom_components.rack_power.equipment.errors import DriverError, Rejected
from simulator.synaccess import Effect, Fault

from .conftest import Bench

SECRET = "hook-4711-secret"
URL = f"http://192.0.2.20:8123/api/webhook/{SECRET}"
POST: dict[str, Any] = {
    "name": "Post",
    "code": 20,
    "url": URL,
    "statistics": "inlets",
}


async def test_secrets_are_kept_and_never_told(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Sent once, then neither answered, nor logged, nor lost in later changes."""
    caplog.set_level(logging.DEBUG)
    made = await bench.rules.create_action(POST)
    changed, names = await bench.rules.update_action(3, {"statistics": "outlets"})
    listed = await bench.rules.list_actions()
    assert bench.action(3)["params"] == [URL, "outlets", ""]
    assert list(names) == ["statistics"]
    assert changed["target"] == "**REDACTED**"
    assert changed["params"] == ["**REDACTED**", "outlets"]
    assert SECRET not in f"{made} {changed} {listed} {caplog.text}"
    _, names = await bench.rules.update_action(3, {"url": "http://192.0.2.21/new"})
    assert list(names) == ["target"]
    assert bench.action(3)["params"][0] == "http://192.0.2.21/new"


async def test_secrets_are_compared_letter_by_letter(bench: Bench) -> None:
    """A community of digits is no number."""
    fields = {"name": "T", "code": 18, "host": "nms", "community": "007"}
    await bench.rules.create_action(fields)
    _, names = await bench.rules.update_action(3, {"community": "7"})
    assert list(names) == ["community"]
    assert bench.action(3)["params"] == ["nms", "7", ""]


@pytest.mark.parametrize(
    "words",
    [
        f"Cannot post to {URL}",
        f'{{"error": "{URL} is not reachable"}}',
        f"Not allowed: /webhook/{SECRET}",
        f"{'x' * 150} {URL}",
    ],
    ids=["text", "json", "piece", "cut"],
)
@pytest.mark.parametrize("status", [422, 403])
async def test_pdu_that_repeats_secrets(bench: Bench, words: str, status: int) -> None:
    """They are taken out of its words, whole, cut or in pieces."""
    await bench.rules.create_action(POST)
    fault = Fault(
        Effect.STATUS,
        method="POST|PUT|DELETE",
        status=status,
        body=words,
        times=None,
    )
    bench.pdu.faults.add(fault)
    for call in (
        lambda: bench.rules.create_action(POST),
        lambda: bench.rules.update_action(3, {"name": "Other"}),
        lambda: bench.rules.delete_action(3),
    ):
        with pytest.raises(DriverError) as refusal:
            await call()
        told = f"{refusal.value} {refusal.value.placeholders}"
        assert "hook-4711" not in told
        assert "REDACTED" in told


async def test_secrets_of_codes_that_are_not_known(bench: Bench) -> None:
    """Nobody knows which parameter is one, so only what cannot be is shown."""
    params = ["1-2001607", "Tr0ub4dor", "ON"]
    bench.pdu.state.actions[0] |= {"code": 40, "params": params}
    bench.pdu.state.actions[1] |= {"code": 12, "params": ["1-2001607", "x", "t0ken!"]}
    listed = await bench.rules.list_actions()
    assert listed[0]["params"] == ["1-2001607", "**REDACTED**", "ON"]
    assert listed[1]["params"] == ["1-2001607", "**REDACTED**", "**REDACTED**"]
    words = "Tr0ub4dor is wrong"
    bench.pdu.faults.add(Fault(Effect.STATUS, method="PUT", status=422, body=words))
    with pytest.raises(DriverError) as refusal:
        await bench.rules.update_action(1, {"name": "Other"})
    assert refusal.value.placeholders["answer"] == "**REDACTED** is wrong"


async def test_address_in_an_event(bench: Bench) -> None:
    """Events carry no secrets; an address in one is not shown all the same."""
    bench.pdu.state.events[0] |= {"code": 77, "params": [URL, "open sesame", ""]}
    bench.pdu.state.events[1]["params"][0] = URL
    first, second, _ = await bench.rules.list_events()
    assert first["params"] == ["**REDACTED**", "open sesame"]
    assert second["target"] == "**REDACTED**"


@pytest.mark.parametrize(
    ("secrets", "words", "told"),
    [
        (["ab"], "a table", "a table"),
        (["public"], "publicly public", "**REDACTED**ly **REDACTED**"),
        (["abc", "abcdef"], "abcdef abc", "**REDACTED** **REDACTED**"),
        (["0123456789"], "saw 12345678 here", "**REDACTED**"),
        (["0123456789"], "saw 1234567 here", "saw 1234567 here"),
        (["http://192.0.2.1/"], "no route to 192.0.2.1", "no route to 192.0.2.1"),
    ],
)
def test_words_without_secrets(secrets: list[str], words: str, told: str) -> None:
    """Short ones are found everywhere by chance; hosts alone are none."""
    error = Rejected(None, answer=words, status=422)
    hide(error, secrets)
    assert error.placeholders == {"answer": told, "status": "422"}
    assert str(error) == str(("rejected", error.placeholders))
