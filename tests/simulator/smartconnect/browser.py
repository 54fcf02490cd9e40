"""A client of the cloud that follows pages as a patient browser would."""

from dataclasses import dataclass, field
from html import unescape
import re
from typing import Any
from urllib.parse import urljoin

import aiohttp

from simulator.smartconnect import SmartConnectSimulator

from ..client import Answer

BASE = "/api/v1/"
ALL = "input,output,battery,network,main_outlet,switched_outlets"
_COOKIE = re.compile(r"document\.cookie\s*=\s*([\"'])([^=]+)=([^;]*);.*?\1")
_ONWARD = re.compile(
    r"location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\()([\"'])(.+?)\1"
)
_REFRESH = re.compile(r"http-equiv=\"refresh\" content=\"0; url=([^\"]+)\"")
_INPUT = re.compile(r"<input[^>]+>", re.IGNORECASE)
_NAME = re.compile(r"name=([\"'])(.+?)\1", re.IGNORECASE)
_VALUE = re.compile(r"value=([\"'])(.*?)\1", re.IGNORECASE)
_ACTION = r"dicvLogin{}Act.*?similarityGroupingId['\"]:\s*['\"]([^'\"]+)['\"]"
_META = re.compile(r"<meta[^>]*name=['\"]Location['\"][^>]*>")
_CONTENT = re.compile(r"content=(['\"])(.+?)\1")
_FORM_ID = re.compile(r"<form id=\"([^\"]+)\"")
_PREFIX = "com.salesforce.visualforce."


def inputs_of(text: str) -> dict[str, str]:
    """Find the hidden inputs that go back to the server."""
    found = {}
    for tag in _INPUT.findall(text):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name and value and name[2].startswith(_PREFIX):
            found[name[2]] = value[2]
    return found


def onward_of(page: Answer, url: str) -> str | None:
    """Find where a page leads; an address with a host is preferred."""
    if 300 <= page.status < 400:
        return urljoin(url, page.headers["Location"])
    found = [match[1] for match in _ONWARD.findall(page.text)]
    found += [unescape(target) for target in _REFRESH.findall(page.text)]
    clean = [text.replace("\\/", "/").replace("\\x3d", "=") for text in found]
    clean.sort(key=lambda target: not target.startswith("http"))
    return urljoin(url, clean[0]) if clean else None


@dataclass(slots=True)
class Browser:
    """Someone at a browser, or a client with its cookies."""

    session: aiohttp.ClientSession
    site: SmartConnectSimulator
    cookies: dict[str, str] = field(default_factory=dict)
    pages: list[Answer] = field(default_factory=list)

    async def open(
        self, url: str, form: dict[str, str] | None = None, method: str | None = None
    ) -> Answer:
        """Open a page, and keep the cookies that it sets, by script or otherwise."""
        method = method or ("GET" if form is None else "POST")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.session.request(
            method,
            url,
            data=form,
            headers={"Cookie": cookies},
            allow_redirects=False,
            ssl=False,
        ) as response:
            text = await response.text()
            answer = Answer(response.status, text, dict(response.headers))
        if header := answer.headers.get("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        for _, name, value in _COOKIE.findall(text):
            self.cookies[name] = value
        self.pages.append(answer)
        return answer

    async def follow(self, url: str, hops: int = 8) -> Answer:
        """Open a page and all that it leads to, until one leads nowhere."""
        page = await self.open(url)
        for _ in range(hops):
            target = onward_of(page, url)
            if target is None or ".invalid" in target:
                return page
            url = target
            page = await self.open(url)
        return page

    async def to_form(self) -> Answer:
        """Go up to the form."""
        return await self.follow(f"{self.site.url}/auth/login")

    async def sign_in(
        self, email: str | None = None, password: str | None = None
    ) -> Answer:
        """Sign in, as far as it goes; the last page tells how far that is."""
        page = await self.to_form()
        ids = [re.search(_ACTION.format(n), page.text, re.DOTALL) for n in (1, 2)]
        form = _FORM_ID.search(page.text)
        if form is None or ids[0] is None or ids[1] is None:
            return page
        for action, word in (
            (ids[0][1], self.site.email if email is None else email),
            (ids[1][1], self.site.password if password is None else password),
        ):
            values = inputs_of(page.text)
            if not values:
                return page
            page = await self.post(form[1], action, word, values)
        if 300 <= page.status < 400:
            return await self.follow(page.headers["Location"])
        meta = _META.search(page.text)
        content = _CONTENT.search(meta[0]) if meta else None
        if content is None:
            return page
        return await self.follow(unescape(content[2]))

    async def post(
        self, form: str, action: str, word: str, values: dict[str, str], **more: str
    ) -> Answer:
        """Submit the form."""
        told = {
            "AJAXREQUEST": "_viewRoot",
            form: form,
            action: action,
            "usrname": word,
            **values,
            **more,
        }
        url = f"{self.site.identity_url}/identity/UserLogin?app=SIM"
        return await self.open(url, told)

    async def ask(self, path: str) -> Answer:
        """Call the interface."""
        return await self.open(f"{self.site.url}{BASE}{path}")

    async def get(self, path: str) -> Any:
        """Read what is there."""
        answer = await self.ask(path)
        assert answer.status == 200, answer.text
        return answer.json

    async def gateway(self, ident: str = "100000000001") -> Any:
        """Read one UPS."""
        return await self.get(f"gateways/{ident}")

    async def measured(self, ident: str = "100000000001", names: str = ALL) -> Any:
        """Read collections."""
        return await self.get(f"gateways/{ident}?collection={names}")

    async def events(self, since: str = "2025-01-01T00:00:00.000Z") -> Any:
        """Read the log."""
        return await self.get(f"gateways/events/all?from={since}")

    async def keys(self, ident: str = "100000000001") -> list[str]:
        """Read the keys of the events of a UPS."""
        return [
            event["id"] for event in await self.events() if event["deviceId"] == ident
        ]

    async def signed_in(self) -> Browser:
        """Have a session without the pages."""
        self.cookies |= self.site.browser_session()
        return self
