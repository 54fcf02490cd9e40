"""What either host serves."""

from aiohttp import web

from .api.gate import gate
from .api.handlers import ROUTES as API
from .api.site import SITE, Site
from .signin import hops, identity, portal, posting
from .signin.tickets import Tickets


def portal_app(site: Site, tickets: Tickets) -> web.Application:
    """Build the portal: its pages, and the interface behind the gate."""
    app = web.Application(middlewares=[gate])
    return _furnished(app, site, tickets, [*portal.ROUTES, *API])


def identity_app(site: Site, tickets: Tickets) -> web.Application:
    """Build the identity host: the pages of the sign-in."""
    routes = [*identity.ROUTES, *posting.ROUTES, *hops.ROUTES]
    return _furnished(web.Application(), site, tickets, routes)


def _furnished(
    app: web.Application, site: Site, tickets: Tickets, routes: list[web.RouteDef]
) -> web.Application:
    app[SITE] = site
    app[identity.TICKETS] = tickets
    app.add_routes(routes)
    return app
