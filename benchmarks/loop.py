"""How long the event loop is held at once."""

from asyncio import Handle
import time
from typing import Self
from unittest.mock import patch


class LongestCallback:
    """Measures the longest callback that any event loop runs inside of it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        """What the longest took so far."""
        run = Handle._run  # noqa: SLF001 - the one place that all callbacks pass

        def measured(handle: Handle) -> None:
            began = time.perf_counter()
            try:
                run(handle)
            finally:
                self.seconds = max(self.seconds, time.perf_counter() - began)

        self._patch = patch.object(Handle, "_run", measured)

    def __enter__(self) -> Self:
        """Begin to measure."""
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Put everything back."""
        self._patch.stop()
