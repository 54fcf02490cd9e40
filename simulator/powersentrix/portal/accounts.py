"""Who may log in, and which UPSs they see."""

from dataclasses import dataclass
from typing import Any

EMAIL = "demo@rack-power.example"
PASSWORD = "rack-power-simulator"  # noqa: S105 - a demo
_AVATAR = "UmFjayBQb3dlcg=="  # where the portal has a picture in base 64


@dataclass(slots=True)
class Account:
    """A user of the portal."""

    email: str = EMAIL
    password: str = PASSWORD
    id: int = 42
    name: str = "Demo User"
    role: str = "ROLE_USER"
    web_login: bool = True
    """Whether the account may log in on the web."""
    units: set[str] | None = None
    """Ids of the UPSs that it sees; None: all."""

    def sees(self, ident: str) -> bool:
        """Tell whether a UPS belongs to the account."""
        return self.units is None or ident in self.units

    def as_user(self) -> dict[str, Any]:
        """Tell the user as the login does."""
        return {
            "id": self.id,
            "login": self.email,
            "name": self.name,
            "role": self.role,
            "avatar": _AVATAR,
        }
