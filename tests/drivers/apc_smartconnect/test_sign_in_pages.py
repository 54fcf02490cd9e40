"""Pages on the way in that no switch of the simulator writes."""

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

FORM, CHANGED = "POST /identity/UserLogin", "sign_in_changed"

PAGES = {
    "captcha before the form": (
        "/identity/UserLogin",
        "<p>Please solve the CAPTCHA</p>",
        "sign_in_captcha",
    ),
    "a field for a captcha": (
        "/identity/UserLogin",
        '<textarea name="g-recaptcha-response"></textarea>',
        "sign_in_captcha",
    ),
    "a field for a code": (
        "/identity/secur/.*",
        '<form><input name="otpCode"></form>',
        "sign_in_mfa",
    ),
    "words in a script": (
        "/identity/secur/.*",
        "<script>var a = {mfa: 'captcha.error verification code'}</script><p>Hi</p>",
        "sign_in_changed",
    ),
    "chance": (
        "/identity/secur/.*",
        '<a href="/x%2Fapex?OTP=2FA">Hi</a><input name="s" value="i0MFA2FaOTP">',
        "sign_in_changed",
    ),
    "a script to nowhere": (
        "/identity/secur/.*",
        "<script>window.location = 'javascript:alert(1)'</script>",
        "sign_in_changed",
    ),
    "another scheme": (
        "/identity/secur/.*",
        "<script>window.location = 'ftp://127.0.0.1/x'</script>",
        "sign_in_changed",
    ),
    "an unknown host": (
        "/identity/secur/.*",
        "<script>location.replace('//login.foreign.invalid/x')</script>",
        "sign_in_changed",
    ),
    "a name before the host": (
        "/identity/secur/.*",
        "<script>location='http://127.0.0.1@login.foreign.invalid/x'</script>",
        "sign_in_changed",
    ),
    "a host that is none": (
        "/identity/secur/.*",
        "<script>location='http://[::1/x'</script>",
        "sign_in_changed",
    ),
}


@pytest.mark.parametrize("name", PAGES)
async def test_other_pages(
    site: SmartConnectSimulator, session: Session, name: str
) -> None:
    """What people see counts, and names of fields; nothing else of a page does."""
    path, body, reason = PAGES[name]
    page = f"<html><body>{body}</body></html>"
    site.faults.add(
        Fault(Effect.STATUS, path=path, method="GET", status=200, body=page)
    )
    with pytest.raises(SignInBlocked) as raised:
        await session.sign_in()
    assert raised.value.reason == reason


@pytest.mark.parametrize("path", ["/identity/idp/.*", "/identity/secur/.*"])
async def test_foreign_redirect(
    site: SmartConnectSimulator, session: Session, path: str
) -> None:
    """A redirect by status to an unknown host is not followed either."""
    site.faults.add(
        Fault(
            Effect.STATUS,
            path=path,
            status=302,
            headers={"Location": "https://login.foreign.invalid/?sid=SIM"},
        )
    )
    with pytest.raises(SignInBlocked) as raised:
        await session.sign_in()
    assert raised.value.reason == CHANGED


@pytest.mark.parametrize(
    "target",
    [
        "PORTAL/identity/UserLogin",
        "https://login.foreign.invalid/identity/UserLogin",
        "//login.foreign.invalid/identity/UserLogin",
        "javascript:submit()",
        "http://[::1/identity/UserLogin",
        "http://",
    ],
)
async def test_the_form_stays_with_its_host(
    site: SmartConnectSimulator, session: Session, asked: list[str], target: str
) -> None:
    """A form that goes to another host, allowed or not, is not filled in."""
    target = target.replace("PORTAL", site.url)
    site.faults.add(
        Fault(
            Effect.STATUS,
            method="GET",
            path="/identity/UserLogin",
            status=200,
            body=f'<form action="{target}"></form>'
            "<input name=com.salesforce.visualforce.ViewState value=x>"
            "<script>dicvLogin1Act=function(){Submit('a',"
            "{'similarityGroupingId':'a:b'})};"
            "dicvLogin2Act=function(){Submit('a',{'similarityGroupingId':'a:c'})}"
            "</script>",
        )
    )
    with pytest.raises(SignInBlocked) as raised:
        await session.sign_in()
    assert raised.value.reason == CHANGED
    assert not site.counters.requests[FORM]
    assert asked[-1].startswith(site.identity_url)


STATE = '<input name="com.salesforce.visualforce.ViewState" value="x">'


@pytest.mark.parametrize("state", ["", STATE])
@pytest.mark.parametrize("constant", [False, True])
async def test_a_captcha_that_only_a_script_names(
    site: SmartConnectSimulator, session: Session, state: str, constant: bool
) -> None:
    """Unless all pages do, the answer to the password asks for one."""
    site.knobs.turn(captcha_constant=constant)
    body = f"<body><script>show('captcha.error')</script>{state}</body>"
    site.faults.add(
        Fault(Effect.STATUS, method="POST", path=".*", skip=1, status=200, body=body)
    )
    expected: type[DriverError] = SignInBlocked
    reason = CHANGED if constant else "sign_in_captcha"
    if constant and state:
        expected, reason = InvalidAuth, "invalid_auth"
    with pytest.raises(expected) as raised:
        await session.sign_in()
    assert raised.value.reason == reason


async def test_a_constant_beside_where_it_leads(
    site: SmartConnectSimulator, session: Session
) -> None:
    """Where the answer to the password leads on, nothing else in it counts."""
    body = (
        "<body><script>var a = 'captcha.error';"
        f"window.location = '{site.url}/auth/login';</script></body>"
    )
    site.faults.add(
        Fault(Effect.STATUS, method="POST", path=".*", skip=1, status=200, body=body)
    )
    with pytest.raises(CannotConnect) as raised:
        await session.sign_in()
    assert raised.value.reason == "session_refused"
