"""How pages are written: one way that satisfies all known clients, and others.

The first of each knob is the strictest form that any client demands (section 2.2).
"""

from html import escape

from aiohttp import web

from ..knobs import SignInKnobs
from .tickets import Ids

_COOKIE_LINES = {
    "strict": 'document.cookie = "{};Path=/;secure";',
    "spaced": 'document.cookie = "{}; Path=/; Secure; SameSite=None";',
    "single_quotes": "document.cookie = '{};Path=/;secure';",
    "tight": 'document.cookie="{};Path=/;secure";',
}
_STATEMENTS = {
    "href": 'window.location.href = "{}";',
    "assign": "window.location.assign('{}');",
    "tight": "window.location='{}';",
    "escaped": "window.location.replace('{}');",
}
_INPUTS = {
    "strict": '<input type="hidden"  id="{0}" name="{0}" value="{1}" />',
    "reordered": '<input value="{1}" type="hidden" name="{0}" />',
    "single_quotes": "<input type='hidden' name='{0}' value='{1}'/>",
    "upper_case": '<INPUT TYPE="hidden" NAME="{0}" VALUE="{1}" />',
}
_METAS = {
    "plain": '<meta name="Location" content="{}" />',
    "ampersand": '<meta name="Location" content="{}" />',
    "single_quotes": "<meta content='{}' name='Location'/>",
}
_FUNCTION = (
    '<script id="{id}" type="text/javascript">{name}=function({arguments})'
    "{{A4J.AJAX.Submit('{form}',null,{{'similarityGroupingId':'{id}',"
    "'parameters':{{'{id}':'{id}'}} }} )}};</script>"
)
_STATE = "com.salesforce.visualforce.ViewState"
CAPTCHA_CONSTANT = (
    '<script type="text/javascript">var labels = {"captcha.error": 1};</script>'
)


def html(body: str, status: int = 200) -> web.Response:
    """Answer with a page."""
    text = f"<html>{body}</html>"
    return web.Response(text=text, content_type="text/html", status=status)


def fragment(head: str, body: str) -> web.Response:
    """Answer a post as the framework does, in XML."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head>{head}</head><body>{body}</body></html>"
    )
    return web.Response(text=text, content_type="text/xml")


def script(*lines: str) -> str:
    """Write a page that is nothing but a script."""
    text = "\n".join(lines)
    return f"<head><script>\n{text}\n</script></head><body></body>"


def cookie_line(knobs: SignInKnobs, name: str, value: str) -> str:
    """Write a statement that sets a cookie."""
    return _COOKIE_LINES[knobs.cookie_lines].format(f"{name}={value}")


def onward(knobs: SignInKnobs, url: str, lines: tuple[str, ...]) -> web.Response:
    """Lead on to a URL, by `lines` if the knob says that all clients are to follow."""
    match knobs.redirects:
        case "mixed":
            return html(script(*lines))
        case "status":
            return web.Response(status=302, headers={"Location": url})
        case "refresh":
            target = escape(url)
            meta = f'<meta http-equiv="refresh" content="0; url={target}" />'
            return html(f"<head>{meta}</head><body></body>")
        case "escaped":
            url = url.replace("/", "\\/").replace("=", "\\x3d")
        case _:
            pass
    return html(script(_STATEMENTS[knobs.redirects].format(url)))


def location(knobs: SignInKnobs, url: str) -> web.Response:
    """Lead on from the password."""
    if knobs.location == "status":
        return web.Response(status=302, headers={"Location": url})
    head = '<meta name="Ajax-Response" content="redirect" />'
    head += _METAS[knobs.location].format(escape(url))
    return fragment(head, CAPTCHA_CONSTANT if knobs.captcha_constant else "")


def view_state(knobs: SignInKnobs, token: str) -> str:
    """Write the hidden inputs that a client has to send back."""
    values = {
        _STATE: token,
        f"{_STATE}Version": "202400000000000000",
        f"{_STATE}MAC": "U0lNTUFD",
        f"{_STATE}CSRF": "U0lNQ1NSRg",
    }
    inputs = "".join(_INPUTS[knobs.inputs].format(*item) for item in values.items())
    return f'<span id="ajax-view-state" style="display: none">{inputs}</span>'


def functions(knobs: SignInKnobs, ids: Ids) -> str:
    """Write the functions that a browser would call to submit the form."""
    rows = [
        ("dicvLogin1Act", "usrname", ids.user),
        ("dicvLogin2Act", "usrname", ids.password),
        ("userloginInJavascript", "usrname,password", ids.one_shot),
    ]
    if knobs.sign_in == "no_actions":
        del rows[:2]
    texts = [
        _FUNCTION.format(name=name, arguments=arguments, id=ident, form=ids.form)
        for name, arguments, ident in rows
    ]
    match knobs.functions:
        case "one_line":
            return "".join(texts)
        case "broken":
            return "\n".join(text.replace(",", ",\n  ") for text in texts)
        case "double_quotes":
            return "\n".join(text.replace("'", '"') for text in texts)
        case "lines":
            return "\n".join(texts)
