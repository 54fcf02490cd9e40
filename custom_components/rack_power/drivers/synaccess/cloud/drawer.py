"""What is remembered of one PDU among others."""

from ....equipment.driver import Json, Memory


class Drawer:
    """A part of a memory."""

    def __init__(self, memory: Memory, name: str) -> None:
        """Keep things apart by a name."""
        self._memory = memory
        self._prefix = f"{name}/"

    def recall(self, key: str) -> Json:
        """Return what was kept."""
        return self._memory.recall(self._prefix + key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value."""
        self._memory.keep(self._prefix + key, value)
