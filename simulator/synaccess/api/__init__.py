"""The unit's HTTP interface, object by object."""

from collections.abc import Callable

from aiohttp import web

from ...counters import Counters
from ..unit import Unit
from . import configuration, groups, login, outlets, readings, rules, system
from .gate import gate
from .request import COUNTERS, RESTART, UNIT

_MODULES = (login, readings, outlets, groups, rules, configuration, system)


def make_app(
    unit: Unit, counters: Counters, restart: Callable[[], None]
) -> web.Application:
    """Build the application that a unit serves; `restart` takes it off the network."""
    app = web.Application(middlewares=[gate], client_max_size=1 << 30)
    app[UNIT] = unit
    app[COUNTERS] = counters
    app[RESTART] = restart
    for module in _MODULES:
        app.add_routes(module.ROUTES)
    return app
