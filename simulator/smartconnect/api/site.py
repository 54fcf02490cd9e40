"""What all handlers share: the cloud that is asked."""

from typing import Protocol

from aiohttp import web

from ..cloud.account import Cloud
from ..counters import CloudCounters
from ..knobs import CloudKnobs


class Site(Protocol):
    """What handlers need of the simulator."""

    cloud: Cloud
    knobs: CloudKnobs

    @property
    def counters(self) -> CloudCounters:
        """What has been seen."""

    @property
    def origin(self) -> str:
        """The portal's address, as pages name it."""

    @property
    def identity_origin(self) -> str:
        """The identity host's address, as pages name it."""

    @property
    def secure(self) -> bool:
        """Whether both speak TLS."""


SITE: web.AppKey[Site] = web.AppKey("site", Site)


def cookie_of(request: web.Request, name: str) -> str | None:
    """Read a cookie; quotes that the client has put around it may spoil it."""
    refused = site_of(request).knobs.cookie_quotes == "refused"
    if refused and f'{name}="' in request.headers.get("Cookie", ""):
        return None
    return request.cookies.get(name)


def site_of(request: web.Request) -> Site:
    """Find the simulator that is asked."""
    return request.app[SITE]
