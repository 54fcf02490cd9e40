"""Texts by which a UPS, or the portal in its name, refuses without a status (2.2)."""

import re
from typing import Final

_REFUSAL: Final = re.compile(
    r"unauthor|forbidden|api ?key|permission|not (?:allowed|permitted)|write actions",
    re.IGNORECASE,
)


def is_refusal(*texts: str) -> bool:
    """Tell whether any of the texts says that this is not allowed."""
    return any(_REFUSAL.search(text) for text in texts)
