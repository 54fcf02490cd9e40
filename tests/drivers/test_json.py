"""JSON of any size is read in one way, and what is large, in a thread."""

from collections.abc import Callable
import json
from math import inf
import sys
from types import FrameType
from typing import Any

import pytest

from custom_components.rack_power.drivers.http import LARGE, HttpContext, Wire, parse
from custom_components.rack_power.drivers.powersentrix.ups.client import Fn, UpsClient
from custom_components.rack_power.drivers.synaccess.client import SynLinkClient
from custom_components.rack_power.drivers.synaccess.cloud.access import Access
from custom_components.rack_power.drivers.synaccess.cloud.client import CloudClient
from custom_components.rack_power.drivers.synaccess.session import Credentials
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import InvalidAnswer
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import MakeContext
from .outside import with_threads

SIZES = pytest.mark.parametrize(("size", "threads"), [(LARGE, 0), (LARGE + 1, 1)])
TEXTS = [
    '{"a": [1, -2.5, NaN, "x", null, true, {}], "a": {"b": 1e999}}',
    "\ufeff[1]",
    '["\\ud800"]',
    "",
    "[1",
    '{"a": 1} x',
    "[" * LARGE,
    "9" * 5000,
]


@pytest.fixture
def jobs() -> list[Callable[[], object]]:
    """What was given away to a thread."""
    return []


@pytest.fixture
def context(make_context: MakeContext, jobs: list[Callable[[], object]]) -> HttpContext:
    """Surroundings with threads."""
    return with_threads(make_context(), jobs)


@pytest.mark.parametrize("digits", [309, 4300, 4301, 100_000])
def test_a_number_beyond_all_takes_no_other_with_it(digits: int) -> None:
    """It is Infinity, which no mapping takes for a value; Python refuses to read it."""
    number = "9" * digits
    body = f'{{"a": {number}, "b": [-{number}], "volts": 120}}'.encode()
    if len(body) <= LARGE:
        assert parse(body) == {"a": inf, "b": [-inf], "volts": 120}
    else:
        with pytest.raises(InvalidAnswer):
            parse(body)


def test_large_numbers_are_exact() -> None:
    """As long as they are numbers anywhere else, too."""
    for digits in (1, 19, 307):
        number = int("9" * digits)
        for one in (number, -number):
            assert repr(parse(b"%d" % one)) == repr(one)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_large_json_means_the_same(wire: Wire, text: str) -> None:
    """Whatever is behind it, it is the same, or nothing."""
    results = []
    for body in (text.encode(), text.encode() + b" " * (LARGE + 1)):
        try:
            results.append(repr(await wire.parsed(body)))
        except InvalidAnswer:
            results.append("nothing")
    assert results[0] == results[1]


async def test_what_is_small_by_nature_is_not_large() -> None:
    """Who reads without a thread does not hold up anybody, whatever comes."""
    body = b'"' + b"x" * (LARGE - 2) + b'"'
    assert parse(body)
    with pytest.raises(InvalidAnswer) as raised:
        parse(body + b" ")
    assert raised.value.reason == "answer_too_large"


@pytest.mark.parametrize("row", ['{"id": "x"}', "1"])
async def test_large_json_lets_others_have_their_turn(wire: Wire, row: str) -> None:
    """The interpreter gets to run between any two objects, or integers."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    number = LARGE // len(row)
    sys.setprofile(count)
    try:
        await wire.parsed(f"[{','.join([row] * number)}]".encode())
    finally:
        sys.setprofile(None)
    assert calls >= number


def rows(size: int) -> tuple[str, Json]:
    """Return a list of so many bytes, and what it means."""
    text = json.dumps([{"name": "x" * (size - 14)}])
    assert len(text) == size
    return text, json.loads(text)


async def ask(kind: str, pdu: PduSimulator, context: HttpContext) -> Json:
    """Read something as the driver of a vendor does."""
    wire = Wire(context)
    match kind:
        case "ups":
            return await UpsClient(wire, pdu.url, "key").read(Fn.STATUS)
        case "cloud":
            access = Access(token="token")
            cloud = CloudClient(wire, pdu.url, access, context.clock)
            return await cloud.get("/outlets")
    return await SynLinkClient(wire, pdu.url, Credentials(token=pdu.token)).get("/x")


@pytest.mark.parametrize("kind", ["pdu", "cloud", "ups"])
@SIZES
async def test_every_driver_reads_what_is_large_in_a_thread(
    context: HttpContext,
    jobs: list[Callable[[], object]],
    kind: str,
    size: int,
    threads: int,
) -> None:
    """And what is small at once, as a thread costs more."""
    text, meaning = rows(size)
    async with PduSimulator() as pdu:
        pdu.faults.add(Fault(Effect.STATUS, status=200, body=text))
        assert await ask(kind, pdu, context) == meaning
    assert len(jobs) == threads


@SIZES
async def test_what_a_pdu_answers_to_a_change(
    context: HttpContext,
    jobs: list[Callable[[], object]],
    size: int,
    threads: int,
) -> None:
    """It may be a whole list."""
    text, meaning = rows(size)
    async with PduSimulator() as pdu:
        pdu.faults.add(Fault(Effect.STATUS, status=200, body=text))
        client = SynLinkClient(Wire(context), pdu.url, Credentials(token=pdu.token))
        assert await client.write("PUT", "/x", {}) == meaning
    assert len(jobs) == threads


async def test_words_are_sought_in_refusals_only(
    context: HttpContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of all PDUs of an account is not read twice."""
    asked: list[Any] = []
    place = "custom_components.rack_power.drivers.synaccess.cloud.client.words"
    monkeypatch.setattr(place, lambda *told: asked.append(told))
    async with PduSimulator() as pdu:
        pdu.faults.add(Fault(Effect.STATUS, status=200, body=rows(1000)[0]))
        await ask("cloud", pdu, context)
    assert not asked
