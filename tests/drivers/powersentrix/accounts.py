"""Accounts at the portal, and what is asked there."""

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import Driven
from .surroundings import Surroundings

LOGIN = "POST /api/v1/user/authenticate"
READS = "/api/v1/ups/getUps(ComplexObject|Logs)|/api/v1/ups/getBasicInfo"
COMPLEX = "/api/v1/ups/getUpsComplexObject"


def account(
    site: PowerSentrixSimulator, around: Surroundings, password: str | None = None
) -> PortalDriver:
    """Return a driver that has done nothing yet."""
    return PortalDriver(
        around.context(),
        site.portal.url,
        site.portal.email,
        password or site.portal.password,
    )


def logins(ups: Driven[PortalDriver]) -> int:
    """Return how often somebody tried to sign in."""
    return ups.site.portal.counters.requests[LOGIN]
