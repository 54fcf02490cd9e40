"""The way in, as a browser takes it: from the portal to the form and back (2.4)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ...equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    NotConfirmed,
    RateLimited,
    SignInBlocked,
)
from ..http import Form
from .browser import Browser
from .hosts import origin_of, resolved
from .page import Page
from .scripts import Action

START: Final = "/auth/login"
_FORM_PATH: Final = "/identity/UserLogin"
_HOPS: Final = 8
"""Pages that may lead on by script, before the form and behind it."""
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class _LoginForm:
    """The form, and what it needs to be submitted twice."""

    target: str = field(repr=False)
    user: Action
    password: Action


class SignIn:
    """One attempt to sign in.

    Raises, besides errors of the wire: CannotConnect("sign_in_unavailable") if the
    service is down, InvalidAuth, and SignInBlocked with ``sign_in_captcha``,
    ``sign_in_mfa`` or ``sign_in_changed``.
    """

    def __init__(
        self, browser: Browser, email: str, password: str, begun: Callable[[], None]
    ) -> None:
        """Sign in with a browser; ``begun`` is called once the portal has answered."""
        self._browser = browser
        self._hosts = browser.hosts
        self._email = email
        self._password = password
        self._begun = begun

    async def run(self) -> None:
        """Come in, as far as pages can tell; only the interface tells for sure."""
        page, form = await self._to_form(await self._start())
        if form is None:
            return  # the identity host still knew who we are
        page = await self._submit(form, form.user, self._email, page)
        if page.redirect is not None or not page.markup.state:
            raise _blocked(page)
        constant = self._browser.names_captcha
        page = await self._submit(form, form.password, self._password, page)
        await self._home(_admitted(page, new=not constant))

    async def _start(self) -> str:
        """Ask the portal where to sign in (step 1)."""
        try:
            page = await self._browser.open(self._hosts.origin + START)
        except InvalidAnswer, RateLimited:
            self._begun()
            raise
        self._begun()
        place = (page.location or "").strip().lower()
        if page.redirect is None or not place.startswith(("https://", "http://")):
            raise CannotConnect("sign_in_unavailable")
        return page.redirect

    async def _to_form(self, url: str) -> tuple[Page, _LoginForm | None]:
        """Go on until there is a form, or we are back without one (steps 2 and 3)."""
        for _ in range(_HOPS):
            page = await self._follow(url)
            form = _form(page)
            if form is not None or self._browser.is_back(page):
                return page, form
            target = page.onward
            if target is None:
                raise _blocked(page)
            url = target
        raise SignInBlocked("sign_in_changed")

    async def _submit(
        self, form: _LoginForm, meant: Action, word: str, latest: Page
    ) -> Page:
        """Submit the form (steps 4 and 5); both words go by the same field.

        They go nowhere but to the host that has shown the form.
        """
        if origin_of(form.target) != origin_of(latest.url):
            raise SignInBlocked("sign_in_changed")
        fields: Form = (
            ("AJAXREQUEST", "_viewRoot"),
            (meant.form, meant.form),
            ("usrname", word),
            *latest.markup.state,
            (meant.id, meant.id),
        )
        try:
            page = await self._browser.open(form.target, fields)
        except NotConfirmed as err:
            if err.reason == "timed_out":
                raise CannotConnect("timed_out") from None
            raise CannotConnect from None
        return _alive(page)

    async def _home(self, url: str) -> None:
        """Follow the pages behind the password back to the portal (steps 6 to 9)."""
        for _ in range(_HOPS):
            page = await self._follow(url)
            if self._browser.is_back(page):
                return
            if page.asks_for:
                raise _blocked(page)
            target = page.onward
            if target is None:
                if self._hosts.is_portal(page.url):
                    return  # both hosts have one name
                raise _blocked(page)
            url = target
        raise SignInBlocked("sign_in_changed")

    async def _follow(self, url: str) -> Page:
        return _alive(await self._browser.follow(url))


def _form(page: Page) -> _LoginForm | None:
    user, password = page.actions
    if user is None or password is None or not page.markup.state:
        return None
    forms = page.markup.forms
    meant = (form for form in forms if user.form in (form.id, form.name))
    tag = next(meant, forms[0] if forms else None)
    target = resolved(page.url, (tag.action if tag else None) or _FORM_PATH)
    return _LoginForm(target, user, password)


def _alive(page: Page) -> Page:
    if page.status >= _SERVER_ERROR:
        raise CannotConnect("sign_in_unavailable")
    return page


def _admitted(page: Page, *, new: bool) -> str:
    """Return where the answer to the password leads, or say why it does not.

    ``new``: no page before named the captcha's error, so that it is no constant of
    scripts that all pages have.
    """
    if page.redirect is not None:
        return page.redirect
    if page.markup.location:
        return resolved(page.url, page.markup.location)
    if not page.asks_for:
        if page.onward is not None and not page.markup.state:
            return page.onward
        if new and page.names_captcha:
            raise SignInBlocked("sign_in_captcha")
        if page.markup.state:
            raise InvalidAuth
    raise _blocked(page)


def _blocked(page: Page) -> SignInBlocked:
    """Say what is asked for, or that the page is none that is known."""
    match page.asks_for:
        case "captcha":
            return SignInBlocked("sign_in_captcha")
        case "code":
            return SignInBlocked("sign_in_mfa")
        case None:
            return SignInBlocked("sign_in_changed")
