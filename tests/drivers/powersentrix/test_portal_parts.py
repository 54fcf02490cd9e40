"""Small parts of the portal's driver: tokens, and how long it is left alone."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.busy import raise_if_busy
from custom_components.rack_power.drivers.http import Answer
from custom_components.rack_power.drivers.powersentrix.portal.server_time import (
    ServerTime,
)
from custom_components.rack_power.drivers.powersentrix.portal.token import read_token
from custom_components.rack_power.equipment.errors import RateLimited
from simulator.clock import Clock

from ..outside import SteppedClock

NOW = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)


def jwt(**claims: Any) -> str:
    """Return a token with a signature that is none."""
    parts = [{"alg": "HS512"}, {"sub": "your@email.com", **claims}]
    coded = [urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
    return ".".join(part.rstrip(b"=").decode() for part in coded) + ".c2ln"


@pytest.mark.parametrize(
    ("life", "left", "due"),
    [
        (86400, 86400, False),
        (86400, 8641, False),
        (86400, 8639, True),
        (300, 61, False),
        (300, 59, True),
        (60, 59, False),  # a minute is all it has: not renewed all the time
        (60, 29, True),
        (60, -5, True),
    ],
)
def test_when_a_token_is_renewed(life: int, left: int, due: bool) -> None:
    """When less than a minute, or a tenth of its life, is left."""
    ends = NOW.timestamp() + left
    token = read_token(jwt(iat=ends - life, exp=ends), NOW)
    assert token.is_due(NOW) is due


@pytest.mark.parametrize(
    "text",
    [
        jwt(),
        jwt(exp="soon"),
        jwt(exp=True),
        jwt(exp=1e400),
        jwt(exp=10**30),
        jwt(iat=NOW.timestamp(), exp=NOW.timestamp() - 60),
        "opaque",
        "a.b.c",
        "a.!!.c",
        "..",
    ],
)
def test_a_token_that_does_not_tell_is_used_until_it_is_refused(text: str) -> None:
    """So is one that is over when it is made."""
    assert not read_token(text, NOW).is_due(NOW + timedelta(days=400))


def test_without_the_time_of_its_making_a_token_was_made_now() -> None:
    """Its life is counted from the answer that brought it."""
    token = read_token(jwt(exp=NOW.timestamp() + 1000), NOW)
    assert token.life == 1000


@given(st.text())
def test_no_text_is_too_odd_for_a_token(text: str) -> None:
    """Whatever the server hands out, no exception comes of it."""
    read_token(text, NOW).is_due(NOW)
    read_token(f"x.{text}.y", NOW).is_due(NOW)


@pytest.mark.parametrize(
    ("status", "told", "seconds"),
    [
        (429, None, 60),
        (429, "5", 5),
        (429, "0", 1),
        (429, "999999", 3600),
        (429, "soon", 60),
        (429, "nan", 60),
        (429, "Fri, 08 May 2026 14:32:00 GMT", 120),
        (503, "30", 30),
    ],
)
def test_how_long_the_portal_is_left_alone(
    status: int, told: str | None, seconds: float
) -> None:
    """By its own word and its own clock, within reason."""
    headers = {"Date": "Fri, 08 May 2026 14:30:00 GMT"}
    if told is not None:
        headers["Retry-After"] = told
    with pytest.raises(RateLimited) as raised:
        raise_if_busy(Answer(status, headers, {}, b""))
    assert raised.value.retry_after == seconds


@pytest.mark.parametrize(("status", "told"), [(503, None), (500, "30"), (200, "30")])
def test_other_answers_ask_for_nothing(status: int, told: str | None) -> None:
    """A 503 without a time is an error like others."""
    headers = {} if told is None else {"Retry-After": told}
    raise_if_busy(Answer(status, headers, {}, b""))


NEVER = (
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Fri, 01 Jan 0100 00:00:00 +2359",
    "Thu, 01 Jan 1970 00:00:00 GMT",
)


@pytest.mark.parametrize("date", [*NEVER, "yesterday", "", None])
def test_what_cannot_be_the_server_s_time(date: str | None) -> None:
    """It is as if the answer had none: nothing is reckoned with it."""
    clock = SteppedClock(Clock())
    time = ServerTime(clock)
    headers = {} if date is None else {"Date": date}
    assert time.note(Answer(200, headers, {}, b"")) is None
    assert time.now() == clock.now()
