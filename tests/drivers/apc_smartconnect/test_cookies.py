"""The jar: what is given back, to whom, and for how long."""

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.cookies import (
    MOST,
    Cookie,
    Jar,
    read_cookie,
)

from ..conftest import SteppedClock

PORTAL = "https://smartconnect.apc.com/auth/check?code=1"
API = "https://smartconnect.apc.com/api/v1/gateways"
LOCAL = "http://127.0.0.1:8080/"


@pytest.fixture
def jar() -> Jar:
    """An empty one."""
    return Jar(SteppedClock())


@pytest.mark.parametrize(
    "pair",
    [
        "a=b",
        "a=s:x==",
        'a="quoted; not"'.partition(";")[0],
        'a="b"',
        "a=",
        "a=b,c d\\",
        "a=ü☃",
        "a:b/c=%2F+%20",
    ],
)
def test_values_stay_as_they_are(jar: Jar, pair: str) -> None:
    """No quoting, no unquoting, no decoding."""
    jar.take_line(f"{pair}; Path=/; HttpOnly; Secure", PORTAL)
    assert jar.header(API) == pair


@pytest.mark.parametrize(
    "line",
    [
        "",
        "a",
        "=b",
        ";a=b",
        "a=b\rX: y",
        "a=\x00",
        "a=\ud800",
        "a=" + "x" * 5000,
        "a=b; Domain=example.com",
        "a=b; Domain=com",
        "a=b; Domain=pc.com",
        "a=b; Domain=other.apc.com",
        "a=b; Max-Age=0",
        "a=b; Max-Age=-1; Expires=Fri, 31 Dec 2099 23:59:59 GMT",
        "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=b; expires=Thu, 01-Jan-1970 00:00:00 GMT",
    ],
)
def test_what_is_not_kept(jar: Jar, line: str) -> None:
    """What cannot be sent, what is for others, what is over."""
    jar.take_line(line, PORTAL)
    assert not jar.cookies()


@pytest.mark.parametrize(
    ("line", "url", "sent"),
    [
        ("a=b; Path=/", API, True),
        ("a=b", API, False),
        ("a=b", "https://smartconnect.apc.com/auth/x", True),
        ("a=b; Path=/api", API, True),
        ("a=b; Path=/api/", API, True),
        ("a=b; Path=/ap", API, False),
        ("a=b; Path=nonsense", API, False),
        ("a=b; Path=/", "https://x.smartconnect.apc.com/", False),
        (
            "a=b; Path=/; Domain=smartconnect.apc.com",
            "https://x.smartconnect.apc.com/",
            True,
        ),
        ("a=b; Path=/; Domain=.APC.com", "https://other.apc.com/", True),
        ("a=b; Path=/; Domain=.apc.com", "https://notapc.com/", False),
        ("a=b; Path=/; Domain=.apc.com", "https://x.se.com/", False),
        ("a=b; Path=/; secure", "http://smartconnect.apc.com/", False),
        ("a=b; Path=/", "http://smartconnect.apc.com/", True),
    ],
)
def test_who_gets_it(jar: Jar, line: str, url: str, sent: bool) -> None:
    """By host, path and TLS."""
    jar.take_line(line, PORTAL)
    assert (jar.header(url) == "a=b") is sent


def test_loopback(jar: Jar) -> None:
    """Hosts that are named by address have cookies, secure ones without TLS."""
    jar.take_line("a=b; Path=/; Secure", LOCAL)
    assert jar.header("http://127.0.0.1:9/x") == "a=b"
    assert jar.header("http://127.0.0.2/") is None
    jar.take_line("c=d; Path=/; Domain=0.0.1", LOCAL)
    assert jar.header("http://10.0.0.1/") is None


def test_order_and_replacement(jar: Jar) -> None:
    """Longer paths first; the same name, host and path is the same cookie."""
    for line in ("a=1; Path=/", "b=2; Path=/api", "a=3; Path=/"):
        jar.take_line(line, PORTAL)
    assert jar.header(API) == "b=2; a=3"
    jar.take_line("a=; Path=/; Max-Age=0", PORTAL)
    assert jar.header(API) == "b=2"


def test_time() -> None:
    """They end; those without an end go when the browser is closed."""
    clock = SteppedClock()
    jar = Jar(clock)
    jar.take_line("a=1; Path=/; Max-Age=60", PORTAL)
    jar.take_line("b=2; Path=/; Expires=Thu, 02 Jan 2025 04:00:00 GMT", PORTAL)
    jar.take_line("c=3; Path=/; Expires=soon", PORTAL)
    assert jar.header(API) == "a=1; b=2; c=3"
    assert [one.name for one in jar.lasting()] == ["a", "b"]
    clock.simulated.step(60)
    assert jar.header(API) == "b=2; c=3"
    clock.simulated.step(3600)
    assert jar.header(API) == "c=3"


def test_changes_are_counted(jar: Jar) -> None:
    """What is set again as it is changes nothing."""
    for _ in range(3):
        jar.take_line("a=1; Path=/", PORTAL)
    assert jar.changes == 1
    jar.take_line("a=2; Path=/", PORTAL)
    assert jar.changes == 2


def test_bounds(jar: Jar) -> None:
    """Neither many nor long ones fill the memory or a request."""
    for number in range(5 * MOST):
        jar.take_line(f"n{number}={'x' * 4000}; Path=/", PORTAL)
    assert len(jar.cookies()) == MOST
    assert jar.cookies()[-1].name == f"n{5 * MOST - 1}"
    assert len(jar.header(API) or "") <= 16 * 1024


def test_a_value_is_a_secret() -> None:
    """It is not shown."""
    assert "hunter2" not in repr(Cookie("a", "hunter2", "h"))


@given(st.text(), st.sampled_from([PORTAL, LOCAL]))
def test_any_line(line: str, url: str) -> None:
    """Whatever is set, what is sent is one line that can be sent."""
    jar = Jar(SteppedClock())
    jar.take_line(line, url)
    header = jar.header(url) or ""
    header.encode()
    assert not set(header) & set("\r\n\0")


@given(
    st.text(),
    st.text(),
    st.dictionaries(
        st.sampled_from(["Domain", "Path", "Expires", "Max-Age", "Secure"]), st.text()
    ),
)
def test_any_attribute(name: str, value: str, told: dict[str, str]) -> None:
    """Nonsense in one of them is none."""
    rest = "".join(f"; {key}={text}" for key, text in told.items())
    read_cookie(f"{name}={value}{rest}", PORTAL, 0.0)
