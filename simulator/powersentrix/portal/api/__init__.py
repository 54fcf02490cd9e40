"""The portal's HTTP interface."""

from email.utils import format_datetime

from aiohttp import web

from . import devices, login, switching
from .gate import gate
from .request import PORTAL, Portal

_MODULES = (login, devices, switching)


def make_app(portal: Portal) -> web.Application:
    """Build the application that the portal serves."""
    app = web.Application(middlewares=[gate])
    app[PORTAL] = portal
    for module in _MODULES:
        app.add_routes(module.ROUTES)
    app.on_response_prepare.append(_tell_time)
    return app


async def _tell_time(request: web.Request, response: web.StreamResponse) -> None:
    """Tell the simulated time: clients judge tokens and ages by it (2.4)."""
    time = request.app[PORTAL].clock.time
    response.headers["Date"] = format_datetime(time, usegmt=True)
