"""A refusal tells the unit's words, or says that there were none."""

import pytest

from custom_components.rack_power.drivers.http import Refused
from custom_components.rack_power.drivers.powersentrix.mapping.envelope import unwrap
from custom_components.rack_power.equipment.errors import Rejected


def test_words_are_told() -> None:
    """They fill the message."""
    refusal = Rejected(None, answer="busy")
    assert (refusal.reason, refusal.placeholders) == ("rejected", {"answer": "busy"})
    assert Refused(409, "busy").reason == "rejected"


@pytest.mark.parametrize("silence", ["", " "])
def test_no_words_are_not_told_as_empty_ones(silence: str) -> None:
    """The message is one that asks for none."""
    assert Rejected(None, answer=silence).reason == "driver_error"
    assert Rejected().reason == "driver_error"
    assert Rejected("outlet_is_off").reason == "outlet_is_off"
    refused = Refused(404, silence)
    assert refused.reason == "rejected"
    assert refused.placeholders["answer"] == "HTTP 404"


def test_a_wrapper_that_says_nothing() -> None:
    """Neither OK nor why."""
    with pytest.raises(Rejected) as caught:
        unwrap({"responseMessage": None, "responseObject": []})
    assert caught.value.reason == "driver_error"
