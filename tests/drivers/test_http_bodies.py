"""What a body says: JSON whatever it calls itself, and words for people."""

from contextlib import suppress
import json
from math import isnan

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.http import is_html, parse, words
from custom_components.rack_power.equipment.errors import InvalidAnswer

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(ANY_JSON, st.booleans())
def test_json_is_read_as_it_was_written(value: object, ascii_only: bool) -> None:
    """In UTF-8, with and without a byte order mark."""
    body = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", errors="replace")
    if ascii_only:
        assert repr(parse(body)) == repr(json.loads(body))
    assert repr(parse(b"\xef\xbb\xbf" + body)) == repr(parse(body))


@given(st.binary())
def test_anything_else_is_refused(body: bytes) -> None:
    """Whatever comes, it is JSON or InvalidAnswer."""
    with suppress(InvalidAnswer):
        parse(body)


@pytest.mark.parametrize("body", [b"", b"OK", b"{", b"[" * 60_000])
def test_no_json(body: bytes) -> None:
    """Also what would exhaust the parser."""
    with pytest.raises(InvalidAnswer):
        parse(body)


def test_one_bad_value_takes_no_other_with_it() -> None:
    """Broken bytes and NaN stay where they are."""
    found = parse(b'{"name": "\xff\xfe", "amperes": NaN, "volts": 120.5}')
    assert isinstance(found, dict)
    assert found["name"] == "\ufffd\ufffd"
    assert isinstance(found["amperes"], float)
    assert isnan(found["amperes"])
    assert found["volts"] == 120.5


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html>", True),
        (b"\xef\xbb\xbf \r\n\t<!DOCTYPE html>", True),
        (b'{"a": "<b>"}', False),
        (b"", False),
    ],
)
def test_pages(body: bytes, expected: bool) -> None:
    """A page begins with an angle."""
    assert is_html(body) is expected


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", ""),
        (b"No Permission", "No Permission"),
        (b'"No Permission"', "No Permission"),
        (b'{"error": "No Permission"}', "No Permission"),
        (b'{"message": "No\\n  Permission\\u0000"}', "No Permission"),
        (b'{"error": {"code": 7}}', '{"error": {"code": 7}}'),
        (b'{"reason": "full"}', '{"reason": "full"}'),
        (b"<html>No</html>", ""),
        (b"caf\xc3\xa9 \xff", "café \ufffd"),
        (b"x" * 1000, "x" * 200),
    ],
)
def test_words_of_a_refusal(body: bytes, told: str) -> None:
    """What the unit says reaches the user, on one line and short."""
    assert words(body) == told


@given(st.binary())
def test_words_are_printable_and_short(body: bytes) -> None:
    """They go into an error message."""
    told = words(body)
    assert len(told) <= 200
    assert told == "" or told.isprintable()


@given(st.text('aé"\\7', min_size=12, max_size=40), st.integers(0, 250), st.booleans())
def test_words_hold_no_secret(secret: str, before: int, as_json: bool) -> None:
    """Also not the part of one that is not cut off, nor one that is written in JSON."""
    text = "x" * before + secret
    body = json.dumps({"reason": text}) if as_json else text
    told = words(body.encode(), ("x7", secret))
    assert secret[:12] not in told
    assert json.dumps(secret[:12])[1:-1] not in told
