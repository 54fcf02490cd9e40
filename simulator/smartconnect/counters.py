"""What is counted at the cloud."""

from typing import Any, override

from ..counters import Counters


class CloudCounters(Counters):
    """The counts of the wires, and how often somebody tried to sign in.

    `logins` counts those who came in; `passwords` every password that was tried,
    `wrong_passwords` those that were not right.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        super().__init__()
        self.passwords = 0
        self.wrong_passwords = 0

    @override
    def reset(self) -> None:
        super().reset()
        self.passwords = self.wrong_passwords = 0

    @override
    def as_json(self) -> dict[str, Any]:
        return super().as_json() | {
            "passwords": self.passwords,
            "wrong_passwords": self.wrong_passwords,
        }
