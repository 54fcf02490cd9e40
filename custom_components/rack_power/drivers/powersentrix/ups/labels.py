"""Labels of outputs: what the UPS can keep (fn 5, 2.2)."""

from typing import Final
import unicodedata

from ....equipment.errors import InvalidRequest
from ....equipment.model import Value
from ..mapping.outlets import LONGEST_LABEL

_REFUSED: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters, and what breaks lines."""


def checked_label(value: Value) -> str:
    """Return a label as it is written. InvalidRequest: it cannot be one."""
    if not isinstance(value, str):
        raise InvalidRequest
    label = value.strip()
    if any(unicodedata.category(letter) in _REFUSED for letter in label):
        raise InvalidRequest("label_has_control_characters")
    if len(label.encode()) > LONGEST_LABEL:
        raise InvalidRequest("label_too_long", limit=LONGEST_LABEL)
    return label
