"""Where units call us: one view for all paths on which they do."""

from collections.abc import Iterator
from hmac import compare_digest
from http import HTTPStatus

from aiohttp import web
from homeassistant.helpers.http import HomeAssistantView

from .address import ADDRESS
from .connections import POST_PATHS
from .equipment.driver import Post, Reply, TakesPosts
from .fleet import Fleet

_LIMIT = 64 * 1024  # bytes


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
        """Take a post; what is forged is answered 401, without a ban of the sender."""
        drivers = list(self._drivers())
        if not drivers:
            return _response(Reply(HTTPStatus.SERVICE_UNAVAILABLE, None))
        body = await request.content.read(_LIMIT + 1)
        while len(body) <= _LIMIT and (piece := await request.content.readany()):
            body += piece
        if len(body) > _LIMIT:
            return _response(Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None))
        post = Post(
            path=path if path is not None else request.path.lstrip("/"),
            query=dict(request.query),
            body=body,
            peer=request.remote,
        )
        for driver in drivers:
            if secret is not None and not compare_digest(
                secret.encode(), driver.secret.encode()
            ):
                continue
            if (reply := driver.post(post)) is not None:
                return _response(reply)
        return _response(Reply(HTTPStatus.UNAUTHORIZED, {"message": "Unauthorized"}))

    def _drivers(self) -> Iterator[TakesPosts]:
        return (
            one for one in self._fleet.drivers.values() if isinstance(one, TakesPosts)
        )


def _response(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)
