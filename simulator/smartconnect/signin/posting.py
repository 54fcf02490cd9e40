"""The answers to user name and password (steps 4 and 5)."""

from collections.abc import Mapping
from urllib.parse import quote

from aiohttp import web

from ..api.site import Site, site_of
from .hops import FRONTDOOR_PATH, SETUP_PAGE
from .identity import FORM_PATH, TICKETS, has_cookies
from .outcomes import CAPTCHA, CHANGED, CODE, LOCKED, NO_FORM, WRONG
from .tickets import Ids, Tickets, ViewState
from .writing import fragment, html, location, view_state

_STATE = "com.salesforce.visualforce.ViewState"


async def submit(request: web.Request) -> web.Response:
    """Take a post of the form; which action it is for is told by its id alone."""
    told = {key: str(value) for key, value in (await request.post()).items()}
    tickets = request.app[TICKETS]
    state = tickets.recall(told.get(_STATE, ""))
    if state is None or not has_cookies(request) or not _complete(told, state.ids):
        return html(NO_FORM)
    site = site_of(request)
    if state.ids.user in told:
        return _ask_password(site, tickets, state.ids, told.get("usrname", ""))
    if state.ids.one_shot in told:
        user, password = told.get("usrname"), told.get("password", "")
        return _sign_in(site, tickets, ViewState(state.ids, user), password)
    return _sign_in(site, tickets, state, told.get("usrname", ""))


def _complete(told: Mapping[str, str], ids: Ids) -> bool:
    """Tell whether all is there that the framework wants back."""
    actions = [ident for ident in ids[1:] if told.get(ident) == ident]
    return (
        told.get("AJAXREQUEST") == "_viewRoot"
        and told.get(ids.form) == ids.form
        and {f"{_STATE}Version", f"{_STATE}MAC"} <= told.keys()
        and len(actions) == 1
    )


def _ask_password(site: Site, tickets: Tickets, ids: Ids, user: str) -> web.Response:
    """Go on; whether there is such a user is not told."""
    head = f'<meta name="Ajax-Update-Ids" content="{ids.form}" />'
    if site.knobs.sign_in == "user_no_view_state":
        return fragment(head, "")
    token = tickets.remember(ViewState(ids, user))
    return fragment(head, view_state(site.knobs, token))


def _sign_in(
    site: Site, tickets: Tickets, state: ViewState, password: str
) -> web.Response:
    site.counters.passwords += 1
    account = site.cloud.account
    outcome = site.knobs.sign_in
    again = view_state(site.knobs, tickets.remember(state))
    if outcome == "captcha":
        return fragment("", CAPTCHA + again)
    if account.locked:
        return fragment("", LOCKED + again)
    if (state.user, password) != (account.email, account.password):
        site.counters.wrong_passwords += 1
        account.wrong += 1
        account.locked = 0 < site.knobs.lock_after <= account.wrong
        return fragment("", WRONG + again)
    account.wrong = 0
    if outcome == "mfa":
        return fragment("", CODE + again)
    if outcome == "changed":
        return fragment("", CHANGED)
    return location(site.knobs, _frontdoor(site, tickets.admit()))


def _frontdoor(site: Site, ticket: str) -> str:
    url = f"{site.identity_origin}{FRONTDOOR_PATH}?sid={ticket}"
    if site.knobs.location == "ampersand":
        return f"{url}&retURL={quote(SETUP_PAGE, safe='')}"
    return url


ROUTES = [web.post(FORM_PATH, submit), web.post(f"/{FORM_PATH}", submit)]
