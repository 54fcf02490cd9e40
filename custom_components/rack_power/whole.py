"""Whole numbers in the fields of actions, such as the id of what is to be deleted."""

import re
from typing import Final

import voluptuous as vol

_TEXT: Final = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")


def whole(value: object) -> int:
    """Take a whole number, or its text, as templates give it.

    Neither is a part cut off, nor is a truth value a number: another event than the
    one that was meant might be deleted. Raises ``vol.Invalid``.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _TEXT.fullmatch(value):
        return int(value)
    raise vol.Invalid("expected a whole number")
