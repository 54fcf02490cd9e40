"""What every driver that speaks HTTP needs: one attempt, bounded answers, clear errors.

aiohttp repeats idempotent methods by itself when the server drops the connection before
its answer, PUT and DELETE as well as GET: a unit would be switched twice. Here nothing
is ever repeated: whoever wants a second attempt asks for it.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
import json
from math import inf
from types import SimpleNamespace
from typing import Final
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from ..equipment.driver import Context, Json
from ..equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAnswer,
    NotConfirmed,
    Rejected,
)
from .threads import elsewhere

TIMEOUT = 10.0  # seconds for one request and its answer
LIMIT = 1024 * 1024  # bytes of an answer
LARGE = 64 * 1024
"""Bytes above which reading JSON takes longer than others should wait."""
_PIECE = 64 * 1024
_FORM = "application/x-www-form-urlencoded"
_WORDS = 200  # characters of what a unit says about a refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpContext(Context):
    """A context with HTTP sessions of the driver's own.

    The sessions keep no cookies. They share connections with others, so they are
    released, never closed.
    """

    new_session: Callable[[Sequence[aiohttp.TraceConfig]], aiohttp.ClientSession]
    release_session: Callable[[aiohttp.ClientSession], Awaitable[None]]


type Form = Sequence[tuple[str, str]]
"""The fields of a form, in their order."""


class Refused(Rejected):
    """The unit answered with a status of 4xx. Placeholder ``answer``: its words."""

    def __init__(self, status: int, answer: str) -> None:
        """Note the status and the words, where there are any."""
        words = answer if answer.strip() else f"HTTP {status}"
        super().__init__(None, status=status, answer=words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status. Names of headers ignore case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    cookies: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    set_cookies: Sequence[str] = field(default=(), repr=False)
    """The lines that set cookies, as they were sent; ``cookies`` undoes quotes."""


class _Repeated(aiohttp.ClientError):
    """Aiohttp was about to send a request for the second time."""


@dataclass(slots=True)
class _Attempt:
    """How far a request came."""

    begun: bool = False
    perhaps_sent: bool = False

    def begin(self) -> None:
        """Note the first attempt, and allow no second one."""
        if self.begun:
            raise _Repeated
        self.begun = True


async def _connecting(
    _: aiohttp.ClientSession,
    context: SimpleNamespace,
    __: aiohttp.TraceConnectionCreateStartParams,
) -> None:
    context.trace_request_ctx.begin()


async def _connected(
    _: aiohttp.ClientSession,
    context: SimpleNamespace,
    __: aiohttp.TraceConnectionCreateEndParams,
) -> None:
    context.trace_request_ctx.perhaps_sent = True


async def _reusing(
    _: aiohttp.ClientSession,
    context: SimpleNamespace,
    __: aiohttp.TraceConnectionReuseconnParams,
) -> None:
    context.trace_request_ctx.begin()
    context.trace_request_ctx.perhaps_sent = True


def _one_attempt() -> aiohttp.TraceConfig:
    """Build hooks that count the attempts of each request by its connections."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_create_start.append(_connecting)
    trace.on_connection_create_end.append(_connected)
    trace.on_connection_reuseconn.append(_reusing)
    return trace


class Wire:
    """Requests over one session.

    Neither headers nor bodies nor addresses get into errors: they may hold secrets.
    """

    def __init__(self, context: HttpContext) -> None:
        """Prepare; a session is taken with the first request."""
        self._context = context
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def close(self) -> None:
        """Let go of the session; nothing may be sent afterwards."""
        self._closed = True
        if self._session is not None:
            await self._context.release_session(self._session)

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:  # the driver was let go of meanwhile
            raise CannotConnect
        if self._session is None:
            self._session = self._context.new_session([_one_attempt()])
        if self._session.closed:
            raise CannotConnect
        return self._session

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Json = None,
        form: Form | None = None,
        verbatim: bool = False,
        one_shot: bool = False,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - of the whole exchange, aiohttp's
        connect: float | None = None,
        limit: int = LIMIT,
    ) -> Answer:
        """Send a request once and read its answer, of any status; redirects, too.

        ``timeout`` are the seconds for all of it; ``connect`` those of them until there
        is a connection, TLS included, that it may be sent over.

        ``one_shot`` is for what changes something: CannotConnect then means that it
        was certainly not sent, and NotConfirmed that it perhaps was. Otherwise
        CannotConnect is raised for both, and InvalidAnswer for an answer of more than
        ``limit`` bytes. CertificateRefused is raised before anything is sent.
        ``verbatim`` sends the address as it is written, which must be printable ASCII.
        """
        session = self._open()
        attempt = _Attempt()
        kind, data = _encoded(json, form)
        try:
            async with session.request(
                method,
                URL(url, encoded=True) if verbatim else url,
                headers={**kind, **(headers or {})},
                data=data,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=timeout, connect=connect),
                trace_request_ctx=attempt,
            ) as response:
                body = await _read(response, limit)
                cookies = {name: one.value for name, one in response.cookies.items()}
                set_cookies = tuple(response.headers.getall("Set-Cookie", ()))
                return Answer(
                    response.status, response.headers, cookies, body, set_cookies
                )
        except aiohttp.ClientConnectorCertificateError:
            raise CertificateRefused from None
        except (aiohttp.ClientError, TimeoutError, OSError) as err:
            raise _failure(err, one_shot and attempt.perhaps_sent) from None
        except InvalidAnswer:
            if one_shot:
                raise NotConfirmed from None
            raise

    async def parsed(self, body: bytes) -> Json:
        """Read JSON of any size, as `parse` does; what is large, in a thread."""
        if len(body) <= LARGE:
            return parse(body)
        return await elsewhere(self._context, partial(_decoded, body))


def _encoded(body: Json, form: Form | None) -> tuple[dict[str, str], bytes | None]:
    """Return what a body is, for the headers, and the body itself."""
    if form is not None:
        # Lone surrogates cannot be sent; they become question marks.
        data = urlencode(form, errors="replace").encode("ascii")
        return {"Content-Type": _FORM}, data
    if body is None:
        return {}, None
    data = json.dumps(body, allow_nan=False).encode("ascii")
    return {"Content-Type": "application/json"}, data


def _failure(err: Exception, perhaps_sent: bool) -> DriverError:
    """Say what a failure means; of the error no more is told than its kind."""
    error = NotConfirmed if perhaps_sent else CannotConnect
    if isinstance(err, TimeoutError):
        return error("timed_out")
    return error(None, error=type(err).__name__)


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """Read a body that must not be larger than the limit."""
    body = bytearray()
    if (response.content_length or 0) > limit:
        raise InvalidAnswer("answer_too_large")
    async for piece in response.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > limit:
            raise InvalidAnswer("answer_too_large")
    return bytes(body)


def is_html(body: bytes) -> bool:
    """Tell whether an answer is a page for people, such as that for signing in."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def parse(body: bytes) -> Json:
    """Read JSON in UTF-8, whatever the answer says of its charset.

    Broken bytes become replacement characters, NaN and Infinity are let through, and
    an integer beyond any float becomes Infinity: one bad value must not take the others
    with it. InvalidAnswer: it is no JSON, or more than ``LARGE`` bytes, which
    `Wire.parsed` is for.
    """
    if len(body) > LARGE:
        raise InvalidAnswer("answer_too_large")
    return _decoded(body)


def _decoded(body: bytes) -> Json:
    try:
        parsed: Json = _DECODER.decode(body.decode("utf-8-sig", errors="replace"))
    except ValueError, RecursionError:
        raise InvalidAnswer from None
    return parsed


def _whole(digits: str) -> float:
    """Read an integer; what is beyond any float is Infinity, as 1e999 is for JSON.

    Python refuses far longer ones, and the whole text with them.
    """
    if len(digits) <= _DIGITS:
        return int(digits)
    return -inf if digits.startswith("-") else inf


def _as_it_is(found: dict[str, Json]) -> dict[str, Json]:
    return found


_DIGITS: Final = 308
"""Characters of an integer that surely is a float, too."""
_DECODER: Final = json.JSONDecoder(object_hook=_as_it_is, parse_int=_whole)
"""It calls us for every object and integer. In between, a parser in C keeps the
interpreter to itself, whichever thread it runs in: others get their turn with us."""


def words(body: bytes, secrets: Iterable[str] = ()) -> str:
    """Return what a unit says about a refusal: printable, on one line, and short.

    Secrets that it repeats are left out. What is large is not for people.
    """
    if len(body) > LARGE or is_html(body):
        return ""
    try:
        told = parse(body)
    except InvalidAnswer:
        told = None
    if isinstance(told, Mapping):
        told = next((told[key] for key in ("error", "message") if key in told), None)
    text = told if isinstance(told, str) else body.decode("utf-8", errors="replace")
    for secret in sorted(secrets, key=len, reverse=True):
        for form in (secret, json.dumps(secret)[1:-1]):
            text = text.replace(form, "***")
    line = " ".join(text.split())
    return "".join(letter for letter in line if letter.isprintable())[:_WORDS]
