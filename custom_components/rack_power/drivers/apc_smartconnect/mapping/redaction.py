"""Answers as they may be shown to anybody.

By a list of what may be shown: what is not on it, of fields yet to come, may be
private. Structure, keys and measurements stay, as they are what a diagnosis needs.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
import re
from typing import Final

from ....equipment.driver import Json
from ...numbers import number
from . import values
from .times import parse_time

HIDDEN: Final = "**REDACTED**"
_SHOWN: Final = frozenset(
    {
        "batteryRbcSku",
        "battery_sku",
        "error_code",
        "model",
        "partNumber",
        "pendingVersion",
        "refusalReason",
        "selfTestResult",
        "ulVersion",
        "version",
    }
)
"""Keys of which any text may be shown."""
_TIMES: Final = frozenset(
    {
        "batteryEolDate",
        "createdAt",
        "date",
        "endDate",
        "expiration",
        "installDate",
        "replaceDate",
        "time",
        "timestamp",
    }
)
"""Keys of which times may be shown."""
_KEYED: Final = frozenset(
    {
        "event",
        "id",
        "key",
        "meta",
        "monitoringEnabled",
        "op_mode",
        "pluginStatus",
        "reducedReportingEnabled",
        "sensitivitySetting",
        "severityText",
        "state",
        "status",
        "topic_alias",
        "type",
        "upsCondition",
        "upsFWStatus",
        "upsOperatingMode",
    }
)
"""Keys of which texts may be shown that look like the cloud's own keys."""
_TEXTS: Final = frozenset({"name", "description", "title", "subtitle"})
_WORDED: Final = frozenset({"event", "state", "mode"})
"""Within these of the dictionary, names and descriptions are the cloud's own."""
_ENTRY: Final = frozenset({"severity", "severityText", "topic_alias"})
"""What an entry of the dictionary has, and nothing else."""
_PRIVATE: Final = frozenset(
    {"deviceId", "gateways", "serialNumber", "name", "ipAddress"}
)
"""Keys whose values may not be seen anywhere else either, nor may bare ones in lists
of theirs."""
_ADDRESS = re.compile(
    r"[0-9]+(?:\.[0-9]+){3}|@|://|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,}"
    r"|(?:[0-9a-f]{2}[:-]){5}",
    re.IGNORECASE,
)
"""Addresses of any kind may stand in any text; times of day do not match."""
_KEY = re.compile(r"(?!.*[0-9]{4})[A-Za-z][A-Za-z0-9_.]{0,40}", re.ASCII)
"""What a key of the cloud looks like, and an id of anything does not."""
_COUNTER: Final = "energy"
_LONG: Final = 10**8
"""Numbers above may be an id."""
_SHORTEST: Final = 4
"""Shorter texts would hide half of everything by accident."""
_DEEPEST: Final = 20
_AT_EITHER_END: Final = 10
"""Rows of a long list that are shown, as looking at all of them takes too long."""
_ENTRIES: Final = 100
"""Of an object, such as the dictionary."""


def redacted(answer: Json) -> Json:
    """Return an answer without what tells whose it is, and where.

    Of a long list the first and the last are shown, and how many were left out.
    """
    answer = _cut(answer, 0)
    private = frozenset(_private(answer))
    return _clean(answer, "", "", private, 0)


def _cut(answer: Json, depth: int) -> Json:
    """Leave out the middle of long lists, and the end of long objects."""
    if depth > _DEEPEST:
        return answer
    if isinstance(answer, Mapping):
        some = islice(answer.items(), _ENTRIES)
        return {name: _cut(value, depth + 1) for name, value in some}
    rows = values.items(answer)
    if rows is None:
        return answer
    left = len(rows) - 2 * _AT_EITHER_END
    if left <= 0:
        return [_cut(row, depth + 1) for row in rows]
    first, last = rows[:_AT_EITHER_END], rows[-_AT_EITHER_END:]
    return [_cut(row, depth + 1) for row in (*first, {"left_out": left}, *last)]


def _private(answer: Json, depth: int = 0) -> Iterator[str]:
    """Find texts that must not show, whichever field repeats them."""
    if depth > _DEEPEST:
        return
    if isinstance(answer, Mapping):
        is_word = not _ENTRY.isdisjoint(answer)
        for key, value in answer.items():
            for bare in _bare(value) if key in _PRIVATE else ():
                text = values.key(bare)
                if text is not None and len(text) >= _SHORTEST:
                    yield text.casefold()
            if not (is_word and key in _WORDED):
                yield from _private(value, depth + 1)
    for value in values.items(answer) or ():
        yield from _private(value, depth + 1)


def _bare(value: Json) -> Sequence[Json]:
    found = values.items(value)
    return (value,) if found is None else found


def _clean(
    answer: Json, key: str, around: str, private: frozenset[str], depth: int
) -> Json:
    """Return a value as it may be shown under a key that lies within another."""
    if depth > _DEEPEST:
        return HIDDEN
    if isinstance(answer, Mapping):
        return {
            _name(name, private): _clean(value, name, key, private, depth + 1)
            for name, value in answer.items()
        }
    found = values.items(answer)
    if found is not None:
        return [_clean(value, key, around, private, depth + 1) for value in found]
    if answer is None or isinstance(answer, bool):
        return answer
    if isinstance(answer, str):
        shown = not answer or _may_show(answer, key, around, private)
    else:
        shown = _may_show_number(answer, key)
    return answer if shown else HIDDEN


def _may_show(text: str, key: str, around: str, private: frozenset[str]) -> bool:
    folded = text.casefold()
    if _ADDRESS.search(text) or any(word in folded for word in private):
        return False
    if key in _TEXTS:
        return around in _WORDED
    if key in _TIMES:
        return parse_time(text) is not None
    if key in _KEYED:
        return _KEY.fullmatch(text) is not None
    return key in _SHOWN or _may_show_number(number(text, -_LONG, _LONG), key)


def _may_show_number(number: Json, key: str) -> bool:
    """Tell whether a number is small, or something that is counted or dated."""
    if not isinstance(number, int | float) or not key or key in _PRIVATE:
        return False
    return key in _TIMES or key == _COUNTER or abs(number) < _LONG


def _name(name: str, private: frozenset[str]) -> str:
    plain = _KEY.fullmatch(name) is not None and name.casefold() not in private
    return name if plain else HIDDEN
