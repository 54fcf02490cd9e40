"""What the control plane can do with the portal besides its state."""

from typing import TYPE_CHECKING

from ...verbs import StationVerbs, Told

if TYPE_CHECKING:
    from .server import PortalSimulator


class PortalVerbs(StationVerbs):
    """One method for each verb; each takes the JSON object that was posted."""

    def __init__(self, portal: PortalSimulator) -> None:
        super().__init__(portal)
        self._portal = portal

    def reset(self, told: Told) -> None:
        """Let everything be as at the beginning, the UPSs too."""
        self._portal.reset_all()

    def revoke(self, told: Told) -> None:
        """Let no token be good any more."""
        self._portal.tokens.revoke()

    def password(self, told: Told) -> None:
        """Change the password: `{"password": "new"}`; all tokens end."""
        self._portal.accounts[0].password = str(told["password"])
        self._portal.tokens.revoke()

    def web_login(self, told: Told) -> None:
        """Forbid the account to log in on the web, or allow it: `{"on": true}`."""
        self._portal.accounts[0].web_login = bool(told.get("on", False))

    def units(self, told: Told) -> None:
        """Let the account see some UPSs only: `{"ids": ["42"]}`; without ids all."""
        ids = told.get("ids")
        self._portal.accounts[0].units = None if ids is None else set(map(str, ids))
