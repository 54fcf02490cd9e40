"""The knobs: where the real thing is unknown, every answer that it might give.

Section 7 of the specification; a test of what matters runs for each value.
"""

from dataclasses import dataclass
from typing import Literal

from ..knobs import Knobs


@dataclass
class UnitKnobs(Knobs):
    """What is unknown of the UPS, each for one UPS."""

    fn_reply: Literal["json", "loose", "text"] = "json"
    """Answer to fn 3 to 5: `{"info":1}`, `{info:1}` or `OK`."""
    fn_wrap: Literal["bare", "wrapped"] = "bare"
    """Whether fn 1 and 2 answer in the portal's wrapper."""
    fn_type: Literal["json", "plain", "none"] = "json"
    """The content type of the UPS's answers."""
    key_error: Literal["401", "403", "200text"] = "401"
    """How a wrong key is refused, and a write with a key that may only read."""
    push_prefix: Literal["/api", "/api/v1", "/api/v1/api"] = "/api"
    push_apikey_field: Literal["none", "query", "body"] = "none"
    push_type: Literal["json", "plain", "none"] = "json"
    """The content type of the posts."""
    pushing: Literal["on", "off"] = "on"
    """Whether posts go out at all, to the portal and elsewhere."""
    logging: Literal["on", "off"] = "on"
    """Whether what happens is written into the log."""
    log_tz: Literal["local", "utc"] = "local"
    log_base: Literal["1", "0"] = "1"
    """The number by which the log calls the first port."""
    main_on_outage: Literal["zero", "follows_battery"] = "zero"
    current_unit: Literal["10mA", "1mA"] = "10mA"
    psu: Literal["2", "1", "2_second_zero"] = "2"
    cells: Literal["ok", "unplugged"] = "ok"
    off_voltage: Literal["rail", "zero"] = "rail"
    """What is measured at a port that is off."""
    bit_status: Literal["static", "random"] = "static"
    shape: Literal[
        "normal",
        "short_arrays",
        "long_arrays",
        "null_ps",
        "no_ps",
        "strings",
        "floats",
        "nulls",
        "wrong_types",
        "absurd",
        "missing",
        "cycle",
    ] = "normal"
    """How fn=2 and the status post are malformed; `cycle` takes turns."""
    uptime_form: Literal["words", "clock", "seconds"] = "words"
    """`2d 14h 33m`, `2d 14:33:00` or a number (4.9)."""
    ord_on_boot: Literal["reset", "keep"] = "reset"
    after_boot: Literal["restore", "off"] = "restore"
    """What the ports are after the UPS has been without power."""
    uplink: Literal["up", "down"] = "up"
    """Whether the portal can call this UPS."""
    noise: float = 1.0
    """Factor of the noise of measurements; 0: none. RAM always changes."""


@dataclass
class PortalKnobs(Knobs):
    """What is unknown of the portal."""

    portal_read: Literal["live", "cached", "live_fallback"] = "live"
    basicinfo_ts: Literal["push", "now"] = "push"
    list_id: Literal["int", "str"] = "int"
    list_extra: Literal["rich", "bare", "ups_id"] = "rich"
    """List entries with many fields, with `id` alone, or with `upsId` alone."""
    change_reply: Literal["wrapper", "text", "empty"] = "wrapper"
    ok_word: Literal["OK", "ok"] = "OK"
    error_401: Literal["message", "plain"] = "message"
    """Whether the text of a 401 is in a `message` or is the body."""
    uplink_failure: Literal["text", "502", "500"] = "text"
    """How the portal says that it cannot reach a UPS: text in a 200, or a status."""
    on_off_line: Literal["honest", "always"] = "honest"
    """Whether a UPS that pushes no more is shown as offline."""
    list_form: Literal["plain", "content"] = "plain"
    """Whether lists are lists, or pages with their `content`."""
    stamp_form: Literal["text", "millis", "array"] = "text"
    """How times are written: such servers may change it with an update (4.9)."""
    log_order: Literal["desc", "asc"] = "desc"
    extra_paths: Literal["absent", "present"] = "absent"
    """Whether the paths exist that are named in the documentation only."""
    jwt_exp: Literal["present", "absent"] = "present"
    jwt_lifetime: float = 86400.0
    """Seconds; negative: expired when it is made."""
