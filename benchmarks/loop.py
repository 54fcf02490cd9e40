"""How long the event loop is held at once."""

from asyncio import Handle
from collections.abc import Callable
import time
from typing import Self
from unittest.mock import patch


class LongestCallback:
    """Measures the longest callback that any event loop runs inside of it.

    With ``time.thread_time`` as clock only the work of this thread counts, and a busy
    machine does not; what blocks without working is not seen then.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.seconds = 0.0
        """What the longest took so far."""
        run = Handle._run  # noqa: SLF001 - the one place that all callbacks pass

        def measured(handle: Handle) -> None:
            began = clock()
            try:
                run(handle)
            finally:
                self.seconds = max(self.seconds, clock() - began)

        self._patch = patch.object(Handle, "_run", measured)

    def __enter__(self) -> Self:
        """Begin to measure."""
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Put everything back."""
        self._patch.stop()
