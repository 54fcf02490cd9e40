"""The pages behind the password, each of which leads on by script (steps 6 to 8)."""

from aiohttp import web

from ..api.site import site_of
from .identity import TICKETS
from .outcomes import CHALLENGE_PAGE, CODE_PAGE, DEAD_END, FOREIGN, NO_FORM
from .writing import html, onward

FRONTDOOR_PATH = "/identity/secur/frontdoor.jsp"
SETUP_PAGE = "/apex/SIMSetup"
_APEX_PATH = f"/identity{SETUP_PAGE}"
_SETUP_PATH = "/identity/setup/secur/SIMAuthorize"
_CODE_PATH, _CHALLENGE_PATH = "/identity/verify", "/u/mfa-otp-challenge"
CHECK_PATH = "/auth/check"


def _ticket(request: web.Request) -> str | None:
    """Find the ticket; who decodes no entities has lost half of the query."""
    wanted = site_of(request).knobs.location == "ampersand"
    if wanted and request.path == FRONTDOOR_PATH and "retURL" not in request.query:
        return None
    ticket = request.query.get("sid")
    return ticket if request.app[TICKETS].knows(ticket) else None


async def frontdoor(request: web.Request) -> web.Response:
    """Lead on to the apex page, unless something else waits behind the password."""
    site = site_of(request)
    ticket = _ticket(request)
    if ticket is None:
        return html(NO_FORM)
    target = f"{site.identity_origin}{_APEX_PATH}?sid={ticket}"
    match site.knobs.sign_in:
        case "mfa_page":
            target = f"{site.identity_origin}{_CODE_PATH}?sid={ticket}"
        case "mfa_path":
            target = f"{site.identity_origin}{_CHALLENGE_PATH}?state={ticket}"
        case "foreign_hop":
            target = f"{FOREIGN}/landing?sid=SIM"
        case "dead_end":
            return html(DEAD_END)
        case _:
            pass
    shortcut = f"{_SETUP_PATH.removeprefix('/')}?sid={ticket}"
    return onward(
        site.knobs,
        target,
        (
            "function go() {",
            "if (window.SIM) {",
            f'window.location = "{target}";',
            "} else {",
            f"window.location.href ='{shortcut}';",
            "}",
            "}",
            "go();",
        ),
    )


async def apex(request: web.Request) -> web.Response:
    """Lead on to the set-up page, by a path."""
    site = site_of(request)
    ticket = _ticket(request)
    if ticket is None:
        return html(NO_FORM)
    endless = site.knobs.sign_in == "endless"
    path = f"{_APEX_PATH if endless else _SETUP_PATH}?sid={ticket}"
    line = f'window.location.replace("{path}");'
    return onward(site.knobs, site.identity_origin + path, (line,))


async def setup(request: web.Request) -> web.Response:
    """Lead back to the portal, by the usual pair of statements."""
    site = site_of(request)
    ticket = _ticket(request)
    if ticket is None:
        return html(NO_FORM)
    target = f"{site.origin}{CHECK_PATH}?code={ticket}"
    return onward(
        site.knobs,
        target,
        (
            "if (window.location.replace){",
            f"window.location.replace('{target}');",
            "} else {",
            f"window.location.href ='{target}';",
            "}",
        ),
    )


async def code(request: web.Request) -> web.Response:
    """Ask for a code, in words."""
    return html(CODE_PAGE)


async def challenge(request: web.Request) -> web.Response:
    """Ask for a code, and say so only in the path."""
    return html(CHALLENGE_PAGE)


ROUTES = [
    *(
        route
        for slash in ("", "/")
        for route in (
            web.get(slash + FRONTDOOR_PATH, frontdoor),
            web.get(slash + _APEX_PATH, apex),
            web.get(slash + _SETUP_PATH, setup),
        )
    ),
    web.get(_CODE_PATH, code),
    web.get(_CHALLENGE_PATH, challenge),
]
