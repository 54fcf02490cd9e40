"""Single values: tolerant of spelling, and None rather than a guess."""

from math import inf, nan
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.synaccess.mapping import values
from custom_components.rack_power.equipment.errors import InvalidAnswer

from ..test_http_bodies import ANY_JSON

NO_NUMBERS: list[Any] = [
    None,
    True,
    False,
    "",
    "1.5",
    "ON",
    [],
    {},
    nan,
    inf,
    -inf,
    1e13,
    10**30,
]


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_no_number(value: Any) -> None:
    """Neither texts nor truth values nor what no meter shows; and never 0."""
    assert values.number(value) is None


@pytest.mark.parametrize("value", [0, 0.0, -3.5, 120.1, 10**12])
def test_a_number(value: float) -> None:
    """As it was told."""
    assert values.number(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("80%", 80.0),
        (" 12.5 % ", 12.5),
        ("80", 80.0),
        (80, 80),
        ("eighty", None),
        ("-5%", None),
        ("٣%", None),
        (None, None),
    ],
)
def test_percent(value: Any, expected: float | None) -> None:
    """Without the sign."""
    assert values.percent(value) == expected


@pytest.mark.parametrize("value", ["ON", "On", "on", " on ", True, 1, 1.0, "1", "true"])
def test_on(value: Any) -> None:
    """Every way in which units say so."""
    assert values.state(value) is True
    assert values.closed(value) is values.high(value) is True


@pytest.mark.parametrize("value", ["OFF", "Off", False, 0, 0.0, "0", "FALSE"])
def test_off(value: Any) -> None:
    """The opposites."""
    assert values.state(value) is False
    assert values.closed(value) is values.high(value) is False


@pytest.mark.parametrize(
    "value", [None, "", "REBOOT", "maybe", 2, -1, 0.5, [], {}, nan]
)
def test_neither(value: Any) -> None:
    """Anything else is unknown, not off."""
    assert values.state(value) is None
    assert values.closed(value) is values.high(value) is None


def test_contacts_and_inputs() -> None:
    """They have words of their own, which mean nothing elsewhere."""
    assert values.closed("CLOSED") is True
    assert values.closed("OPEN") is False
    assert values.high("HI") is True
    assert values.high("LO") is False
    assert values.state("OPEN") is values.high("OPEN") is values.closed("HI") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("NAS", "NAS"),
        (" Käse\x00\u202e\ud800 ", "Käse"),
        ("x" * 300, "x" * 255),
        ("", ""),
        (5, None),
        (None, None),
    ],
)
def test_text(value: Any, expected: str | None) -> None:
    """What can be shown and stored."""
    assert values.text(value) == expected
    assert values.label(value) == (expected or None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        (0, "0"),
        ("1-2001607", "1-2001607"),
        (286331153, "286331153"),
        ("../conf", "../conf"),
        (" 1", None),
        ("", None),
        ("ä", None),
        ("1\n", None),
        ("x" * 65, None),
        (True, None),
        (1.0, None),
        (-1, None),
        (10**13, None),
        (None, None),
    ],
)
def test_ids(value: Any, expected: str | None) -> None:
    """Numbers and texts are the same id; what could break a path or key is none."""
    assert values.ident(value) == expected


def test_a_list_by_ids() -> None:
    """Of two with the same id the first counts; what has none is left out, and told."""
    answer: Any = [
        {"id": 1, "a": 1},
        {"id": "1", "a": 2},
        {"id": None},
        "x",
        {"uuid": "2"},
    ]
    found = values.listed(answer, "id", "uuid")
    assert found.rows == {"1": {"id": 1, "a": 1}, "2": {"uuid": "2"}}
    assert not found.whole
    assert values.listed([{"id": 1}], "id").whole
    assert values.listed([], "id").whole


@pytest.mark.parametrize(
    "answer", [None, {}, "[]", 5, [1, 2], [{}], [None], [{"a": 1}]]
)
def test_no_list(answer: Any) -> None:
    """A list in which nothing is recognised is not an empty one."""
    with pytest.raises(InvalidAnswer):
        values.listed(answer, "id")


@given(ANY_JSON)
def test_any_value(value: Any) -> None:
    """Whatever comes, it is a value of the right kind or None."""
    number, percent = values.number(value), values.percent(value)
    assert number is None or number == value
    assert percent is None or percent == value or str(value).strip()[:1].isdigit()
    assert values.state(value) in (None, True, False)
    text = values.text(value)
    assert text is None or (len(text) <= 255 and (text == "" or text.isprintable()))
    ident = values.ident(value)
    assert ident is None or ident == str(value)
    assert all(isinstance(row, dict) for row in values.objects(value))


@given(st.text())
def test_a_name_that_is_read_back_is_the_same(name: str) -> None:
    """What is written is what will be read, or a write would never be confirmed."""
    once = values.text(name)
    assert values.text(once) == once
