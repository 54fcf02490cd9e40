"""The identity host up to the form: cookies by script, a bounce, the form itself."""

from aiohttp import web

from ..api.site import Site, cookie_of, site_of
from .outcomes import AUTH0_FORM, NO_COOKIES
from .tickets import FIXED, Tickets, ViewState
from .writing import (
    CAPTCHA_CONSTANT,
    cookie_line,
    functions,
    html,
    onward,
    view_state,
)

LOGIN_PATH, START_LOGIN_PATH = "/identity/idp/login", "/identity/startlogin"
FORM_PATH, AUTH0_PATH = "/identity/UserLogin", "/u/login"
TICKETS: web.AppKey[Tickets] = web.AppKey("tickets", Tickets)
_COOKIES = {"plain": "c2ltdWxhdGVk", "equals": "c2ltdWxhdGU="}


async def cookies(request: web.Request) -> web.Response:
    """Set cookies by script, and lead on."""
    site = site_of(request)
    knobs = site.knobs
    path = f"{START_LOGIN_PATH}?app=SIM"
    answer = onward(
        knobs,
        site.identity_origin + path,
        (
            cookie_line(knobs, "oinfo", _COOKIES[knobs.cookie_value]),
            cookie_line(knobs, "clientSrc", "192.0.2.1"),
            f'window.location = "{path}";',
        ),
    )
    if knobs.redirects != "mixed":
        _add_cookies(site, answer)
    return answer


def _add_cookies(site: Site, answer: web.Response) -> None:
    """Set the cookies where the lines of the strict page are not there to do it."""
    knobs = site.knobs
    if knobs.redirects in ("refresh", "status"):
        value = _COOKIES[knobs.cookie_value]
        answer.headers["Set-Cookie"] = f"oinfo={value}; Path=/"
        return
    lines = "\n".join(
        cookie_line(knobs, name, value)
        for name, value in (
            ("oinfo", _COOKIES[knobs.cookie_value]),
            ("clientSrc", "192.0.2.1"),
        )
    )
    answer.text = (answer.text or "").replace("<script>\n", f"<script>\n{lines}\n", 1)


async def bounce(request: web.Request) -> web.Response:
    """Send a browser on to the form, or show it here."""
    site = site_of(request)
    if not site.knobs.bounce:
        return await form(request)
    target = f"{site.identity_origin}{FORM_PATH}?app=SIM"
    return web.Response(status=302, headers={"Location": target})


def has_cookies(request: web.Request) -> bool:
    """Tell whether the cookies that script has set came back as they were."""
    knobs = site_of(request).knobs
    return cookie_of(request, "oinfo") == _COOKIES[knobs.cookie_value]


async def form(request: web.Request) -> web.Response:
    """Show the form."""
    if not has_cookies(request):
        return html(NO_COOKIES)
    knobs = site_of(request).knobs
    tickets = request.app[TICKETS]
    ids = FIXED if knobs.ids == "fixed" else tickets.new_ids()
    state = ""
    if knobs.sign_in != "no_view_state":
        state = view_state(knobs, tickets.remember(ViewState(ids)))
    constant = CAPTCHA_CONSTANT if knobs.captcha_constant else ""
    return html(
        "<body>\n"
        f'<form id="{ids.form}" name="{ids.form}" method="post" '
        f'action="{FORM_PATH}?app=SIM" enctype="application/x-www-form-urlencoded">\n'
        f'<input type="hidden" name="{ids.form}" value="{ids.form}" />\n'
        f"{functions(knobs, ids)}\n</form>\n{constant}{state}\n</body>"
    )


async def auth0(request: web.Request) -> web.Response:
    """Show the form of another maker."""
    return html(AUTH0_FORM)


ROUTES = [
    # The client of 2019 puts a slash before what has one.
    *(
        route
        for slash in ("", "/")
        for route in (
            web.get(slash + LOGIN_PATH, cookies),
            web.get(slash + START_LOGIN_PATH, bounce),
            web.get(slash + FORM_PATH, form),
        )
    ),
    web.get(AUTH0_PATH, auth0),
]
