"""Errors name their message and fill it."""

from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    RateLimited,
    Rejected,
)


def test_the_class_says_enough_unless_there_is_a_reason() -> None:
    """The reason is the key of the message."""
    assert CannotConnect().reason == "cannot_connect"
    assert CannotConnect("timed_out").reason == "timed_out"


def test_placeholders_are_texts() -> None:
    """As messages are filled with them."""
    told = Rejected(None, answer="No", status=403)
    assert told.placeholders == {"answer": "No", "status": "403"}


def test_a_time_to_wait() -> None:
    """Exactly for those who wait, rounded for those who read."""
    told = RateLimited(59.6)
    assert told.retry_after == 59.6
    assert (told.reason, told.placeholders) == ("rate_limited", {"seconds": "60"})
