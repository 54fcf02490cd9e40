"""Requests for changes: what they do not speak of stays."""

import pytest

from custom_components.rack_power.drivers.synaccess.rules.stored import Content
from custom_components.rack_power.equipment.errors import InvalidRequest

from .asking import ACTION, EVENT, URL, ask

STORED = Content(name="Old", code=49, params=("9", "500", "7"), actions=(8,))


def test_what_is_stored_is_not_judged_again() -> None:
    """Even where it would be refused today."""
    assert ask(EVENT, current=STORED, enabled=False) == Content(
        name="Old", code=49, params=("9", "500", "7"), actions=(8,), enabled=False
    )
    changed = ask(EVENT, current=STORED, seconds=9, actions=[8, 1])
    assert (changed.params, changed.actions) == (("9", "500", "9"), (8, 1))
    changed = ask(EVENT, current=STORED, code=49, target="2")
    assert changed.params == ("2", "500", "7")
    half = Content(name="Half", code=54)
    assert ask(EVENT, current=half, enabled=False).params == ()


def test_codes_that_are_not_known() -> None:
    """An event of another firmware keeps all that it has."""
    foreign = Content(name="New", code=66, params=("a", "", "c", "d"))
    for fields in ({"name": "N"}, {"name": "N", "code": 66}):
        assert ask(EVENT, current=foreign, **fields).params == ("a", "", "c", "d")
    assert ask(EVENT, current=foreign, params=["x"]).params == ("x",)
    long = Content(name="Long", code=53, params=("10:00", "", "more"))
    assert ask(EVENT, current=long, time="11:00").params == ("11:00", "", "more")
    with pytest.raises(InvalidRequest, match="missing_field"):
        ask(EVENT, current=Content(name="?", code=None), enabled=False)


def test_another_code_starts_anew() -> None:
    """The parameters of one code mean nothing to another."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, current=STORED, code=50, threshold=10)
    assert refusal.value.placeholders == {"field": "target"}
    changed = ask(EVENT, current=STORED, code=50, target="2", threshold=10)
    assert changed.params == ("2", "10", "5")


def test_empty_fields_say_nothing() -> None:
    """Forms send what was not filled in as an empty text."""
    changed = ask(EVENT, current=STORED, target="", threshold=" ", token="", seconds=8)
    assert changed.params == ("9", "500", "8")


def test_half_of_a_time() -> None:
    """Hour and minute may be given, and kept, one by one."""
    monthly = Content(name="Old", code=60, params=("1", "10", "30"))
    assert ask(EVENT, current=monthly, hour=11).params == ("1", "11", "30")
    assert ask(EVENT, current=monthly, time="12:45").params == ("1", "12", "45")


def test_secret_of_an_action() -> None:
    """A secret stays as it is stored, unless a new one is given."""
    stored = Content(name="Post", code=20, params=(URL, "none"))
    assert ask(ACTION, current=stored, statistics="inlets").params == (URL, "inlets")
    assert ask(ACTION, current=stored, url="http://b/").params == ("http://b/", "none")
    with pytest.raises(InvalidRequest, match="redacted_value"):
        ask(ACTION, current=stored, params=["**REDACTED**", "inlets"])
