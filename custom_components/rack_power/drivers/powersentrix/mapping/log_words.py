"""What a line of the log tells, by its words.

The maker publishes no list of lines: one code is known (``I/E01``) and the two texts of
a switched output. So only a text that says one thing in plain words, and nothing
besides, has a kind. Numbers of codes tell nothing.

What a Smart-UPS tells, too, has the name that its cloud gives it, so that one
automation serves both.
"""

import re
from typing import Final

OTHER: Final = "other"

_MAINS: Final = r"(?:ac |input )?mains(?: power| supply)?|utility(?: power)?|power|ac"
_BATTERY: Final = r"batter(?:y|ies)"
_TEMPERATURE: Final = r"temperature (?:too )?high|(?:high |over[- ]?)temperature"
_FAILURE: Final = r"failure|failed|fault"
_WORDS: Final = (
    ("onbattery", rf"(?:{_MAINS}) (?:failure|fail|failed|lost|loss|outage)"),
    ("onbattery", rf"(?:loss of mains|(?:running |ups )?on {_BATTERY}(?: power)?)"),
    ("power_restored", rf"(?:{_MAINS}) (?:restored|returned|recovered|is back|back)"),
    ("onbattery_low_battery", rf"low {_BATTERY}|{_BATTERY} (?:is )?low"),
    ("battery_cut_off", rf"{_BATTERY} under-?voltage (?:protection|cut-?off)"),
    ("battery_cut_off", rf"{_BATTERY} cut[- ]?off"),
    ("batt_needs_replacement", rf"replace {_BATTERY}"),
    ("batt_needs_replacement", rf"{_BATTERY} (?:must|needs) (?:to )?be replaced"),
    ("batt_needs_replacement", rf"{_BATTERY} needs replacement"),
    ("battery_weak", rf"(?:weak {_BATTERY}|{_BATTERY} (?:is )?weak)"),
    ("battery_weak", r"(?:weak cell|cell (?:is )?weak)"),
    ("batt_connected", rf"{_BATTERY} connected"),
    ("batt_disconnected", rf"{_BATTERY} disconnected"),
    ("batt_temp_exc", rf"{_BATTERY} (?:{_TEMPERATURE})"),
    ("temperature_high", _TEMPERATURE),
    ("fan_failure", rf"fan (?:{_FAILURE})"),
    ("overload", r"overload|overloaded|output overload"),
    ("test_started", rf"{_BATTERY} test (?:started|begun)"),
    ("test_ended", rf"{_BATTERY} test (?:finished|ended|completed|done)"),
    ("output_restarted", r"output [0-9]{1,4} (?:restarted|rebooted)"),
)
_PATTERNS: Final = tuple(
    (kind, re.compile(words, re.ASCII | re.IGNORECASE)) for kind, words in _WORDS
)
KINDS: Final = tuple(dict.fromkeys(kind for kind, _ in _WORDS))


def kind_of(text: str) -> str:
    """Return what a text tells; what it does not say plainly is ``other``."""
    said = " ".join(text.split()).rstrip(".!")
    found = (kind for kind, pattern in _PATTERNS if pattern.fullmatch(said))
    return next(found, OTHER)
