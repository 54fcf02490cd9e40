"""What is read out of pages: anything in, nothing but what is meant out, and soon."""

import time

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.hosts import Hosts, resolved
from custom_components.rack_power.drivers.apc_smartconnect.markup import read_markup
from custom_components.rack_power.drivers.apc_smartconnect.page import Page
from custom_components.rack_power.drivers.apc_smartconnect.scripts import (
    Action,
    action,
    script_cookies,
    script_redirects,
)

URL = "https://secureidentity.schneider-electric.com/identity/x"
VENDOR = Hosts("https://smartconnect.apc.com")


def page(text: str, status: int = 200, location: str | None = None) -> Page:
    """Return a page of the identity host."""
    return Page(URL, status, location, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('document.cookie = "a=b;Path=/;secure";', ["a=b;Path=/;secure"]),
        ("document.cookie='a=b=='", ["a=b=="]),
        ("document . cookie\n=\t'a=b'", ["a=b"]),
        (r'document.cookie="a=b\/c\x3d\u0026"', ["a=b/c=&"]),
        ('if (document.cookie == "a=b") {}', []),
        ('document.cookie = "a=" + value;', []),
        ('mydocument.cookie = "a=b"', []),
        ('document.cookie = "a=b', []),
        ('document.cookie = "a"; document.cookie = "b"', ["a", "b"]),
    ],
)
def test_cookies_of_scripts(text: str, found: list[str]) -> None:
    """Either quote, any spacing; nothing that is computed or compared."""
    assert list(script_cookies(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('window.location = "/a";', ["/a"]),
        ("window.location='/a'", ["/a"]),
        ("location.href\n=\n'/a'", ["/a"]),
        ("top.location.replace( '/a' )", ["/a"]),
        ('document.location.assign("/a")', ["/a"]),
        ("self . location . href = '/a'", ["/a"]),
        (r"location='https:\/\/h\/a\u0026b\x26c'", ["https://h/a&b&c"]),
        ("location='/a?b=1&amp;c=2&#38;d&#x26;e'", ["/a?b=1&c=2&d&e"]),
        ("location='/a?b=1&copy=2&lt=3'", ["/a?b=1&copy=2&lt=3"]),
        ("if (location == '/a') {}", []),
        ("if (location.href === '/a') {}", []),
        ("unit.location = 'Paris'", []),
        ("mylocation = '/a'", []),
        ("data-location='/a'", []),
        ("location = '/a?b=' + c", []),
        ("location = target", []),
        ("location.reload()", []),
        ("location='/a'; location.href='/b'", ["/a", "/b"]),
    ],
)
def test_redirects_of_scripts(text: str, found: list[str]) -> None:
    """Assignments and calls, however they are written."""
    assert list(script_redirects(text)) == found


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "location='b'; location='https://x.apc.com/a?b=%2Fc'",
            "https://x.apc.com/a?b=%2Fc",
        ),
        ("location='b?c=d e'", URL[:-1] + "b?c=d%20e"),
        ("location='//x.apc.com/a'", "https://x.apc.com/a"),
        ("location='#'; location='/a'", URL.replace("/identity/x", "/a")),
        ("location='javascript:a()'", None),
        ("location='about:blank'", None),
        ("location='//['", "//["),
        (
            '<meta http-equiv="Refresh" content="0;URL=\'/a&amp;b\'">',
            URL[:-11] + "/a&b",
        ),
        ("<META CONTENT='3, /a' HTTP-EQUIV=refresh>", URL[:-11] + "/a"),
        ('<meta http-equiv="refresh" content="30">', None),
        (
            "<noscript><meta http-equiv=refresh content=0;//h></noscript>location='a'",
            URL[:-1] + "a",
        ),
        ("<template><meta http-equiv=refresh content='0;URL=/no'></template>", None),
        ("nothing", None),
    ],
)
def test_where_a_page_leads(text: str, target: str | None) -> None:
    """One with a host is preferred; nothing is encoded twice."""
    assert page(text).onward == target


@pytest.mark.parametrize(
    ("status", "location", "target"),
    [
        (302, "/a?b=%2F+c", URL[:-11] + "/a?b=%2F+c"),
        (308, "https://x.se.com/", "https://x.se.com/"),
        (200, "/a", None),
        (304, "/a", None),
        (302, None, None),
        (302, "http://[", "http://["),
    ],
)
def test_where_a_status_leads(
    status: int, location: str | None, target: str | None
) -> None:
    """Only a status that redirects does."""
    assert page("", status, location).redirect == target


def test_actions() -> None:
    """Each function has its own, wherever it is also named."""
    text = """<a onclick="dicvLogin2Act(1)">x</a><script>
        dicvLogin1Act=function(u){A4J.AJAX.Submit ( "f:1" , null,
          {"similarityGroupingId" : "f:1:2"})};
        dicvLogin2Act=function(u){Submit('f:1',{similarityGroupingId:'f:1:3'})}
        </script><script>x={'similarityGroupingId':'f:1:4'}</script>"""
    assert action(text, 1) == Action("f:1", "f:1:2")
    assert action(text, 2) == Action("f:1", "f:1:3")
    assert action(text, 3) is None
    cut = "<script>dicvLogin1Act()</script>{'similarityGroupingId':'a:b'}"
    assert action(cut, 1) is None
    assert action("dicvLogin1Act {'similarityGroupingId':'a:b'}", 1) == Action(
        "a", "a:b"
    )


def test_markup() -> None:
    """Order, quotes and case of attributes do not matter."""
    name = "com.salesforce.visualforce.ViewState"
    found = read_markup(
        f"<INPUT VALUE=a&amp;b NAME='{name}'><input name={name}MAC value='c'/>"
        "<input name=other value=d><form id=f ACTION='/x?a&amp;b'></form>"
        "<META content='/y?a&amp;b' name=LOCATION>"
        "<style>p {}</style><script>var mfa</script><p>Some\n words</p>"
    )
    assert found.state == [(name, "a&b"), (f"{name}MAC", "c")]
    assert [(form.id, form.action) for form in found.forms] == [("f", "/x?a&b")]
    assert found.location == "/y?a&b"
    assert found.text == "Some words"
    assert found.names == ["other", "f"]
    assert not read_markup(f"<input name={name}MAC value=c>").state


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smartconnect.apc.com/a", True),
        ("https://secureidentity.schneider-electric.com:443/a", True),
        ("https://x.y.se.com", True),
        ("https://apc.com", False),
        ("https://notapc.com", False),
        ("https://evil-se.com", False),
        ("https://x.apc.com.evil.com", False),
        ("https://evil.com/x.apc.com", False),
        ("https://evil.com#x.apc.com", False),
        ("https://evil.com?x.apc.com", False),
        ("https://evil.com\\x.apc.com", False),
        ("https://evil.com\\@x.apc.com", False),
        ("https://evil.com%2Fx.apc.com", False),
        ("https://x.apc.com@evil.com", False),
        ("https://evil@x.apc.com", False),
        ("http://smartconnect.apc.com", False),
        ("https://smartconnect.apc.com:8443", False),
        ("https://127.0.0.1", False),
        ("//smartconnect.apc.com", False),
        ("/a", False),
        ("", False),
        ("ftp://smartconnect.apc.com", False),
        ("https://[::1", False),
    ],
)
def test_hosts_of_the_vendor(url: str, allowed: bool) -> None:
    """None but these, by TLS."""
    assert VENDOR.allows(url) is allowed


@pytest.mark.parametrize(
    ("portal", "url", "allowed"),
    [
        ("https://gateway.example.com", "https://gateway.example.com:8443/a", True),
        ("https://gateway.example.com", "https://x.example.com", False),
        ("https://gateway.example.com", "http://gateway.example.com", False),
        ("https://gateway.example.com", "http://127.0.0.1", False),
        ("http://127.0.0.1:8080", "http://localhost:1", True),
        ("http://127.0.0.1:8080", "http://[::1]:1", True),
        ("http://localhost", "https://127.9.9.9", True),
        ("http://localhost", "https://x.localhost", True),
        ("http://localhost", "http://192.0.2.1", False),
        ("http://localhost", "https://smartconnect.apc.com", False),
        ("http://localhost", "http://localhost.example.com", False),
    ],
)
def test_hosts_of_another_portal(portal: str, url: str, allowed: bool) -> None:
    """Its own, and on loopback those beside it."""
    assert Hosts(portal).allows(url) is allowed


@given(st.text(), st.sampled_from([200, 302, 500]), st.text() | st.none())
def test_any_page(text: str, status: int, location: str | None) -> None:
    """Whatever comes, what comes of it can be judged."""
    check(page(text, status, location))


FRAGMENTS = [
    "location",
    "window.",
    "='",
    '="',
    "document.cookie",
    "https://",
    "dicvLogin1Act",
    "similarityGroupingId",
    "<meta http-equiv=refresh content='0;url=",
    "<input name=com.salesforce.visualforce.ViewState value=",
    "<script>",
    "</script>",
    "\\u0026",
    "\\ud800",
    "&#1114112;",
    "&#x110000;",
    "[",
    "'",
    '"',
    ">",
    "<",
    "\\",
    "@",
    "\x00",
    "\ud800",
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5)).map("".join))
def test_any_page_that_nearly_makes_sense(text: str) -> None:
    """The same of what looks like the pages that are known."""
    check(page(text, 302, text))


def check(one: Page) -> None:
    """Read all that can be read; addresses are plain, or are allowed nowhere."""
    list(script_cookies(one.text))
    action(one.text, 1)
    assert isinstance(one.markup.text, str)
    assert one.asks_for in (None, "captcha", "code")
    for target in (one.onward, one.redirect):
        if target is not None and VENDOR.allows(target):
            assert target.isascii()
            assert target.isprintable()
            assert " " not in target


@given(st.text(), st.text())
def test_any_address(base: str, target: str) -> None:
    """Nothing that is resolved leads to a host that it does not name."""
    url = resolved(resolved("", f"https://h.apc.com/{base}"), target)
    assert url.isascii()
    if VENDOR.allows(url):
        rest = url.partition("://")[2]
        host = rest.partition("/")[0].partition("?")[0].partition("#")[0].lower()
        assert (
            host.removesuffix(":443")
            .removesuffix(":")
            .endswith((".apc.com", ".se.com", ".schneider-electric.com"))
        )


HOSTILE = [
    "location='",
    "location=\"a'",
    "location .replace(",
    "location = ' \\",
    "document.cookie='",
    'document.cookie = "\\',
    "document . cookie",
    " ",
    "dicvLogin1Act",
    "dicvLogin1ActSubmit('similarityGroupingId'",
    "dicvLogin1Act</script",
    "Submit( ",
    "similarityGroupingId ",
    "<",
    "<!",
    "<!--",
    "<a ",
    "<a b='",
    "<input name='",
    "<form>",
    "<meta http-equiv=refresh content='0;",
    "<script>",
    "</",
    "&",
    "&#",
    "&amp",
    "\\u00",
    "mfa-",
    "otp captcha ",
    "two ",
    "aA",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_pages_that_would_keep_us_busy(text: str) -> None:
    """Twice as much takes about twice as long: no search is worse than linear."""
    small, large = (text * (size // len(text)) for size in (64 * 1024, 256 * 1024))
    assert seconds(large) < 8 * seconds(small) + 0.1


def seconds(text: str) -> float:
    """Measure by the time of the processor."""
    begun = time.process_time()
    check(page(text, 302, f"/{text}"))
    return time.process_time() - begun
