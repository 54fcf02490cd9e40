"""The way in: nine requests and a bounce, and all the ways in which it may end."""

import re

import aiohttp
import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import Browser, inputs_of, onward_of
from .conftest import MakeSite

FORM, USER, PASSWORD, ONE_SHOT = (
    "j_id0:j_id65",
    "j_id0:j_id65:j_id79",
    "j_id0:j_id65:j_id83",
    "j_id0:j_id65:j_id58",
)


async def test_all_the_way(site: SmartConnectSimulator, visitor: Browser) -> None:
    """A session at the end; every request counted, one password, one login."""
    page = await visitor.sign_in()
    assert (page.status, "dashboard" in page.text) == (200, True)
    assert len((await visitor.get("gateways"))["gateways"]) == 2
    assert site.counters.requests == {
        "GET /auth/login": 1,
        "GET /identity/idp/login": 1,
        "GET /identity/startlogin": 1,
        "GET /identity/UserLogin": 1,
        "POST /identity/UserLogin": 2,
        "GET /identity/secur/frontdoor.jsp": 1,
        "GET /identity/apex/SIMSetup": 1,
        "GET /identity/setup/secur/SIMAuthorize": 1,
        "GET /auth/check": 1,
        "GET /": 1,
        "GET /api/v1/gateways": 1,
    }
    counters = site.counters.as_json()
    assert (counters["logins"], counters["passwords"]) == (1, 1)
    assert site.counters.connections == 2


async def test_session_cookie(site: SmartConnectSimulator, visitor: Browser) -> None:
    """It is for the session only, and its value is not in quotes."""
    await visitor.sign_in()
    header = visitor.pages[-2].headers["Set-Cookie"]
    assert re.fullmatch(r"sim\.sid=s:[\w-]+==; Path=/; HttpOnly", header)


async def test_strict_forms(site: SmartConnectSimulator, visitor: Browser) -> None:
    """Each page holds what the strictest known client looks for (2.2, 2.3)."""
    await visitor.sign_in()
    start, cookies, bounce, form, user, done, front, apex, setup, check, root = (
        visitor.pages
    )
    origin, identity = site.url, site.identity_url
    assert (start.status, bounce.status, check.status, root.status) == (
        302,
        302,
        302,
        200,
    )
    assert start.headers["Location"].startswith(f"{identity}/")
    assert re.findall(
        r'document.cookie = "(\w+)=([^=;]+);Path=/;secure";', cookies.text
    )
    assert re.findall(r'window.location = "(/[^"]+)";', cookies.text) == [
        "/identity/startlogin?app=SIM"
    ]
    lines = form.text.splitlines()
    for name, ident in (
        ("dicvLogin1Act", USER),
        ("dicvLogin2Act", PASSWORD),
        ("userloginInJavascript", ONE_SHOT),
    ):
        (line,) = [line for line in lines if name in line]
        assert f"Submit('{FORM}'" in line
        assert f"'similarityGroupingId':'{ident}'" in line
    (line,) = [line for line in lines if "<form" in line]
    assert 'action="/identity/UserLogin' in line
    for page in (form, user):
        for key in ("", "Version", "MAC", "CSRF"):
            name = re.escape(f"com.salesforce.visualforce.ViewState{key}")
            assert len(re.findall(f'name="{name}" value="[^"]+" />', page.text)) == 1
    found = re.findall('<meta name="Location" content="([^"&]+)" />', done.text)
    assert found[0].startswith(f"{identity}/identity/secur/frontdoor.jsp?")
    assert re.findall(r'window.location = "(.+?)\?', front.text) == [
        f"{identity}/identity/apex/SIMSetup"
    ]
    assert re.findall(r"window.location.href ='(.+?)\?", front.text) == [
        "identity/setup/secur/SIMAuthorize"
    ]
    assert front.text.index("apex") < front.text.index("href")
    assert len(re.findall(r'window.location.replace\("/[^"]+"\);', apex.text)) == 1
    assert "href" not in apex.text
    assert f"window.location.replace('{origin}/auth/check?" in setup.text
    assert f"window.location.href ='{origin}/auth/check?" in setup.text


async def test_the_client_of_2019(
    site: SmartConnectSimulator, visitor: Browser
) -> None:
    """One post with both words, paths with two slashes, and one page less."""
    await visitor.open(f"{site.identity_url}/identity/idp/login?app=SIM")
    page = await visitor.open(f"{site.identity_url}//identity/startlogin?app=SIM")
    page = await visitor.open(page.headers["Location"])
    values = inputs_of(page.text)
    page = await visitor.post(
        FORM, ONE_SHOT, site.email, values, password=site.password
    )
    found = re.search('<meta name="Location" content="([^"]+)" />', page.text)
    assert found
    page = await visitor.open(found[1])
    path = re.findall(r"window.location.href ='(.+?)'", page.text)[0]
    page = await visitor.open(f"{site.identity_url}/{path}")
    await visitor.follow(re.findall(r"window.location.href ='(.+?)'", page.text)[0])
    assert len((await visitor.get("gateways"))["gateways"]) == 2


@pytest.mark.parametrize(
    "knobs",
    [
        {"ids": "shuffled"},
        {"functions": "one_line"},
        {"functions": "broken"},
        {"functions": "double_quotes"},
        {"inputs": "reordered"},
        {"inputs": "single_quotes"},
        {"inputs": "upper_case"},
        {"cookie_lines": "spaced"},
        {"cookie_lines": "single_quotes"},
        {"cookie_lines": "tight"},
        {"cookie_value": "equals"},
        {"redirects": "href"},
        {"redirects": "assign"},
        {"redirects": "tight"},
        {"redirects": "escaped"},
        {"redirects": "refresh"},
        {"redirects": "status"},
        {"location": "ampersand"},
        {"location": "single_quotes"},
        {"location": "status"},
        {"bounce": False},
        {"captcha_constant": True},
    ],
    ids=str,
)
async def test_other_writing(
    make_site: MakeSite, session: aiohttp.ClientSession, knobs: dict[str, str]
) -> None:
    """However the pages are written, they lead in; and they are written otherwise."""
    usual = Browser(session, await make_site())
    await usual.sign_in()
    site = await make_site(**knobs)
    browser = Browser(session, site)
    assert "dashboard" in (await browser.sign_in()).text
    assert site.counters.logins == 1
    assert (await browser.ask("gateways")).status == 200
    assert [_shape(page.text) for page in browser.pages] != [
        _shape(page.text) for page in usual.pages
    ]


def _shape(text: str) -> str:
    """Leave out what is never the same."""
    text = re.sub(r"127\.0\.0\.1:\d+", "HOST", text)
    text = re.sub(r"(sid|code)=\w+", "TICKET", text)
    return re.sub(r"i0MFA[\w=-]+", "TOKEN", text)


async def test_shuffled_ids(
    make_site: MakeSite, session: aiohttp.ClientSession
) -> None:
    """No two forms have the same."""
    browser = Browser(session, await make_site(ids="shuffled"))
    first, second = await browser.to_form(), await browser.to_form()
    forms = [re.findall('form id="([^"]+)"', page.text)[0] for page in (first, second)]
    assert forms[0] != forms[1]
    assert FORM not in forms


async def test_undecoded_ampersand(
    make_site: MakeSite, session: aiohttp.ClientSession
) -> None:
    """Who takes `&amp;` as it stands does not get in."""
    site = await make_site(location="ampersand")
    browser = Browser(session, site)
    await browser.sign_in()
    page = next(page for page in browser.pages if "&amp;" in page.text)
    found = re.findall('name="Location" content="([^"]+)"', page.text)[0]
    assert "%2Fapex" in found
    assert "ended" in (await browser.open(found)).text


@pytest.mark.parametrize(
    ("email", "password"), [(None, "wrong"), ("nobody@example.com", None)]
)
async def test_wrong_words(
    site: SmartConnectSimulator,
    visitor: Browser,
    email: str | None,
    password: str | None,
) -> None:
    """No redirect, a view state again, and no way to tell which of them it was."""
    page = await visitor.sign_in(email, password)
    assert page.status == 200
    assert "not right" in page.text
    assert "captcha" not in page.text
    assert inputs_of(page.text)
    assert (site.counters.logins, site.counters.wrong_passwords) == (0, 1)


async def test_lock(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """After some wrong passwords the right one does not help any more."""
    site = await make_site(lock_after=2)
    browser = Browser(session, site)
    for _ in range(2):
        assert "not right" in (await browser.sign_in(password="wrong")).text
    page = await browser.sign_in()
    assert "locked" in page.text
    assert inputs_of(page.text)
    site.cloud.account.locked = False
    assert "dashboard" in (await browser.sign_in()).text
    assert site.cloud.account.wrong == 0


@pytest.mark.parametrize(
    ("outcome", "status", "words", "passwords"),
    [
        ("start_503", 503, "back soon", 0),
        ("start_page", 200, "back soon", 0),
        ("no_view_state", 200, "dicvLogin1Act", 0),
        ("no_actions", 200, "ViewState", 0),
        ("auth0", 200, 'name="username"', 0),
        ("user_no_view_state", 200, "Ajax-Update-Ids", 0),
        ("captcha", 200, 'id="captcha.error"', 1),
        ("mfa", 200, "verification code", 1),
        ("mfa_page", 200, "Two-factor", 1),
        ("mfa_path", 200, 'name="answer"', 1),
        ("changed", 200, "new pages", 1),
        ("dead_end", 200, "Welcome", 1),
        ("endless", 200, "SIMSetup", 1),
    ],
)
async def test_outcomes(
    site: SmartConnectSimulator,
    visitor: Browser,
    outcome: str,
    status: int,
    words: str,
    passwords: int,
) -> None:
    """Each ends where it is to end, and nobody gets in."""
    site.knobs.turn(sign_in=outcome)
    page = await visitor.sign_in()
    assert page.status == status
    assert words in page.text
    assert (site.counters.passwords, site.counters.logins) == (passwords, 0)
    assert (await visitor.ask("gateways")).status == 401


async def test_mfa_told_by_the_path(
    site: SmartConnectSimulator, visitor: Browser
) -> None:
    """Nothing in the page speaks of a code."""
    site.knobs.sign_in = "mfa_path"
    page = await visitor.sign_in()
    assert "code" not in page.text
    assert site.counters.requests["GET /u/mfa-otp-challenge"] == 1


@pytest.mark.parametrize(
    ("outcome", "target"),
    [
        ("start_relative", "/identity/idp/login?app=SIM"),
        ("start_foreign", "https://login.foreign.invalid/authorize?client_id=SIM"),
    ],
)
async def test_where_it_starts(
    site: SmartConnectSimulator, visitor: Browser, outcome: str, target: str
) -> None:
    """The first redirect leads to no host, or to one that is not known."""
    site.knobs.turn(sign_in=outcome)
    page = await visitor.open(f"{site.url}/auth/login")
    assert (page.status, page.headers["Location"]) == (302, target)


async def test_foreign_hop(site: SmartConnectSimulator, visitor: Browser) -> None:
    """A page behind the password leads to a host that is not known."""
    site.knobs.sign_in = "foreign_hop"
    page = await visitor.sign_in()
    target = onward_of(page, site.identity_url)
    assert target == "https://login.foreign.invalid/landing?sid=SIM"


async def test_in_vain(site: SmartConnectSimulator, visitor: Browser) -> None:
    """All pages were fine, but there is no cookie, or no access."""
    site.knobs.sign_in = "no_cookie"
    assert "dashboard" in (await visitor.sign_in()).text
    assert "sim.sid" not in visitor.cookies
    assert (await visitor.ask("gateways")).status == 401
    site.knobs.sign_in = "no_access"
    assert "dashboard" in (await visitor.sign_in()).text
    assert "sim.sid" in visitor.cookies
    assert (await visitor.ask("gateways")).status == 401


async def test_cookies_in_quotes(site: SmartConnectSimulator, visitor: Browser) -> None:
    """Whether they count that were not told so is a knob."""
    site.knobs.cookie_value = "equals"
    await visitor.sign_in()
    visitor.cookies = {name: f'"{text}"' for name, text in visitor.cookies.items()}
    form = f"{site.identity_url}/identity/UserLogin?app=SIM"
    assert (await visitor.ask("gateways")).status == 200
    assert "dicvLogin1Act" in (await visitor.open(form)).text
    site.knobs.cookie_quotes = "refused"
    assert (await visitor.ask("gateways")).status == 401
    assert "needs cookies" in (await visitor.open(form)).text


async def test_a_form_without_cookies(
    site: SmartConnectSimulator, visitor: Browser
) -> None:
    """The cookies that script sets are looked at."""
    page = await visitor.open(f"{site.identity_url}/identity/UserLogin?app=SIM")
    assert "needs cookies" in page.text


@pytest.mark.parametrize(
    "change",
    [
        {"AJAXREQUEST": ""},
        {FORM: ""},
        {"com.salesforce.visualforce.ViewState": "invented"},
        {PASSWORD: PASSWORD},
    ],
    ids=str,
)
async def test_what_a_post_needs(
    site: SmartConnectSimulator, visitor: Browser, change: dict[str, str]
) -> None:
    """What the framework wants back has to come back, and one action alone."""
    page = await visitor.to_form()
    values = inputs_of(page.text)
    assert inputs_of((await visitor.post(FORM, USER, "x", values)).text)
    page = await visitor.post(FORM, USER, "x", values | change)
    assert "ended" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/identity/secur/frontdoor.jsp",
        "/identity/apex/SIMSetup",
        "/identity/setup/secur/SIMAuthorize?sid=invented",
    ],
)
async def test_no_short_cut(
    site: SmartConnectSimulator, visitor: Browser, path: str
) -> None:
    """The pages behind the password want the ticket."""
    assert "ended" in (await visitor.open(site.identity_url + path)).text
    page = await visitor.open(f"{site.url}/auth/check?code=invented")
    assert page.status == 400
    assert site.counters.logins == 0
