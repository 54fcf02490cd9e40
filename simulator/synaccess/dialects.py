"""The dialects: how units of other models and firmwares differ from the default one."""

from collections.abc import Iterable

STRUCTURAL = frozenset({"minimal", "ats", "three_phase", "relays"})
"""Other hardware: these change the state that the unit starts with."""

BEHAVIOURAL = frozenset(
    {
        "put_only",  # POST on /events/:id and /actions/:id is not found
        "post_only",  # PUT on them is not allowed
        "post_creates",  # POST on them makes a new one
        "titlecase",  # outlets are On and Off in lists, too
        "string_ids",  # bankId and serial numbers are strings
        "no_conf",  # the configuration is closed to everybody
        "nested_conf",  # the configuration lies in an object of its own
    }
)
DIALECTS = STRUCTURAL | BEHAVIOURAL | {"modern"}

_CONTRADICTIONS = (
    frozenset({"put_only", "post_only"}),
    frozenset({"put_only", "post_creates"}),
    frozenset({"post_only", "post_creates"}),
    frozenset({"no_conf", "nested_conf"}),
    frozenset({"ats", "three_phase"}),
    frozenset({"minimal", "relays"}),
)


def checked(dialects: Iterable[str]) -> frozenset[str]:
    """Refuse names that are unknown and sets that no unit could speak."""
    names = frozenset(dialects)
    if unknown := names - DIALECTS:
        raise ValueError(f"unknown dialects: {sorted(unknown)}")
    for pair in _CONTRADICTIONS:
        if pair <= names:
            raise ValueError(f"dialects contradict each other: {sorted(pair)}")
    return names - {"modern"}
