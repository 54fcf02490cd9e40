"""Where units call us: one view for all paths on which they do."""

import asyncio
from collections.abc import Iterator, Sequence
from hmac import compare_digest
from http import HTTPStatus

from aiohttp import web
from homeassistant.helpers.http import HomeAssistantView

from .address import ADDRESS
from .connections import POST_PATHS
from .equipment.driver import Post, Reply, TakesPosts
from .fleet import Fleet

_LIMIT = 64 * 1024  # bytes
_PATIENCE = 30.0
"""Seconds for a body; whoever sends it is not known yet."""


class PostView(HomeAssistantView):
    """Takes what units post and answers at once.

    The address holds a secret. Units that leave out the path of an address post to
    the maker's own paths; then what they say of themselves has to do, and the driver
    compares it. A view cannot be taken away again, so paths are looked up at each post.
    """

    requires_auth = False
    url = f"{ADDRESS}/{{secret}}/{{path:.+}}"
    extra_urls = [f"/{path}" for path in POST_PATHS]  # noqa: RUF012 - the base's type
    name = "api:rack_power:post"

    def __init__(self, fleet: Fleet) -> None:
        """Offer posts to the paths of a fleet."""
        self._fleet = fleet

    async def post(
        self, request: web.Request, secret: str | None = None, path: str | None = None
    ) -> web.Response:
        """Take a post; what is forged is answered 401, without a ban of the sender.

        Of what has a wrong secret nothing is read. Who is there is looked up again
        after the body has come, as that may take its time.
        """
        if not self._takers(secret):
            return self._turned_away()
        try:
            async with asyncio.timeout(_PATIENCE):
                body = await _read(request)
        except TimeoutError:
            return _response(Reply(HTTPStatus.REQUEST_TIMEOUT, None))
        if len(body) > _LIMIT:
            return _response(Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None))
        post = Post(
            path=path if path is not None else request.path.lstrip("/"),
            query=dict(request.query),
            body=body,
            peer=request.remote,
            addressed=secret is not None,  # whose it is was compared above
        )
        for driver in self._takers(secret):
            if (reply := driver.post(post)) is not None:
                return _response(reply)
        return self._turned_away()

    def _takers(self, secret: str | None) -> Sequence[TakesPosts]:
        """Return who takes posts to an address; without a secret, everybody who may."""
        return [
            driver
            for driver in self._drivers()
            if secret is None or compare_digest(secret.encode(), driver.secret.encode())
        ]

    def _turned_away(self) -> web.Response:
        """Answer what nobody takes; while nobody is there it may be tried again."""
        if next(self._drivers(), None) is None:
            return _response(Reply(HTTPStatus.SERVICE_UNAVAILABLE, None))
        return _response(Reply(HTTPStatus.UNAUTHORIZED, {"message": "Unauthorized"}))

    def _drivers(self) -> Iterator[TakesPosts]:
        return (
            one for one in self._fleet.drivers.values() if isinstance(one, TakesPosts)
        )


async def _read(request: web.Request) -> bytes:
    """Read a body, or so much of it as shows that it is too long."""
    body = bytearray()
    while len(body) <= _LIMIT and (piece := await request.content.readany()):
        body += piece
    return bytes(body)


def _response(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)
