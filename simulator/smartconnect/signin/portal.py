"""The portal's own pages: where a sign-in starts and ends."""

from aiohttp import web

from ..api.site import site_of
from ..cloud.sessions import COOKIE
from .hops import CHECK_PATH
from .identity import AUTH0_PATH, LOGIN_PATH, TICKETS
from .outcomes import FOREIGN, START_PAGE
from .writing import html

START_PATH = "/auth/login"
_DASHBOARD = "<body><h1>Simulated dashboard</h1></body>"


async def start(request: web.Request) -> web.Response:
    """Send a browser to the identity host."""
    site = site_of(request)
    target = f"{site.identity_origin}{LOGIN_PATH}?app=SIM"
    match site.knobs.sign_in:
        case "start_503":
            return html(START_PAGE, 503)
        case "start_page":
            return html(START_PAGE)
        case "start_relative":
            target = f"{LOGIN_PATH}?app=SIM"
        case "start_foreign":
            target = f"{FOREIGN}/authorize?client_id=SIM"
        case "auth0":
            target = f"{site.identity_origin}{AUTH0_PATH}?state=SIM"
        case _:
            pass
    return web.Response(status=302, headers={"Location": target})


async def check(request: web.Request) -> web.Response:
    """Take the ticket, and give a session for it."""
    site = site_of(request)
    if not request.app[TICKETS].knows(request.query.get("code")):
        return html("<body>No such code</body>", 400)
    answer = web.Response(status=302, headers={"Location": f"{site.origin}/"})
    if site.knobs.sign_in == "no_cookie":
        return answer
    site.counters.logins += 1
    secure = "; Secure" if site.secure else ""
    secret = site.cloud.sessions.make()
    # By hand: aiohttp would put the value in quotes.
    answer.headers["Set-Cookie"] = f"{COOKIE}={secret}; Path=/; HttpOnly{secure}"
    return answer


async def dashboard(request: web.Request) -> web.Response:
    """Show a page to who has come in."""
    return html(_DASHBOARD)


ROUTES = [
    web.get(START_PATH, start),
    web.get(CHECK_PATH, check),
    web.get("/", dashboard),
    web.get("/dashboard", dashboard),
]
