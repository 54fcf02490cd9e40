"""The knobs: what the real cloud may send, as far as nobody has published it.

Sections 2.6 and 7 of the specification; a test of what matters runs for each value.
"""

from dataclasses import dataclass
from typing import Literal

from ..knobs import Knobs


@dataclass
class SignInKnobs(Knobs):
    """How the sign-in ends, and how its pages are written."""

    sign_in: Literal[
        "ok",
        "start_503",
        "start_page",
        "start_relative",
        "start_foreign",
        "no_view_state",
        "no_actions",
        "auth0",
        "user_no_view_state",
        "captcha",
        "mfa",
        "mfa_page",
        "mfa_path",
        "changed",
        "foreign_hop",
        "dead_end",
        "endless",
        "no_cookie",
        "no_access",
    ] = "ok"
    """What happens to who signs in; `outcomes.py` tells each. A wrong password and a
    locked account need no knob."""
    ids: Literal["fixed", "shuffled"] = "fixed"
    """Whether the ids of form and actions are always the same, or new on every page."""
    functions: Literal["lines", "one_line", "broken", "double_quotes"] = "lines"
    """How the script of the form is laid out."""
    inputs: Literal["strict", "reordered", "single_quotes", "upper_case"] = "strict"
    """How the hidden inputs are written."""
    cookie_lines: Literal["strict", "spaced", "single_quotes", "tight"] = "strict"
    cookie_value: Literal["plain", "equals"] = "plain"
    """Whether a value that script sets has `=` in it."""
    cookie_quotes: Literal["taken", "refused"] = "taken"
    """Whether a cookie counts that comes back in quotes which it did not have."""
    redirects: Literal[
        "mixed", "href", "assign", "tight", "escaped", "refresh", "status"
    ] = "mixed"
    """How pages lead on: as all known clients accept it, one way only, or by a 302."""
    location: Literal["plain", "ampersand", "single_quotes", "status"] = "plain"
    """How the answer to the password leads on: by a meta, whose URL may have an `&`,
    which is written `&amp;`, or by a 302."""
    bounce: bool = True
    """Whether a 302 lies before the form."""
    captcha_constant: bool = False
    """Whether scripts name `captcha.error` though no captcha is asked for."""
    lock_after: int = 0
    """Wrong passwords in a row that lock the account; 0: it is never locked."""


@dataclass
class CloudKnobs(SignInKnobs):
    """How the interface behind the sign-in answers."""

    rejection: Literal["401", "403", "html", "200"] = "401"
    """How a request without a good session is answered: by a status, by a page, or by
    an error as if all was well."""
    session_calls: int = 0
    """Calls after which a session ends; 0: no limit."""
    session_seconds: float = 0.0
    """Seconds after which a session ends; 0: no limit."""
    list_form: Literal["objects", "ids"] = "objects"
    """The list of UPSs as of 2023, or as of 2022."""
    date_form: Literal["iso", "millis"] = "iso"
    flag_form: Literal["json", "text"] = "json"
    """Whether flags are true and false, or text."""
    efficiency_form: Literal["raw", "percent"] = "raw"
    """128ths of a percent, or percent."""
    input_on_battery: Literal["zero", "null", "absent"] = "zero"
    """What is told of the input while it has no power."""
    nulls: bool = False
    """Whether all that is measured is null."""
    absent: str = ""
    """Collections that are never sent, separated by commas."""
    condition_mode: bool = False
    """Whether the conditions repeat the mode, if it is not `online`."""
    event_form: Literal["list", "events", "data"] = "list"
    """The log as a list, or in an object under a name."""
    event_key: Literal["id", "event", "key", "type"] = "id"
    """The field that names an event; unless it is `id`, that is a record number."""
    event_time: Literal["timestamp", "time", "date", "createdAt"] = "timestamp"
    event_order: Literal["ascending", "descending"] = "ascending"
    dictionary_form: Literal["plain", "wrapped"] = "plain"
    dictionary_keys: Literal["known", "newer", "none"] = "known"
    """The keys of 2019, some more, or an empty dictionary."""
    report_seconds: float = 0.0
    """How often a UPS reports; 0: whenever somebody asks. A change of mode or of
    conditions is reported at once."""
    noise: float = 1.0
    """Factor of the noise of measurements; 0: none."""
