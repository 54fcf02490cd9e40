"""Restart of the controller, firmware, and the connection to the vendor's cloud."""

from pathlib import PurePath

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from ...counters import Command, Counters
from ...wire import AFTERWARDS
from .request import COUNTERS, RESTART, Refusal, check, json_object, need, unit_of


async def reboot(request: web.Request) -> web.Response:
    """Answer, then restart the controller."""
    request[AFTERWARDS].append(request.app[RESTART])
    return web.json_response({"status": "OK"})


async def firmware(request: web.Request) -> web.Response:
    """Take a firmware file and throw it away."""
    if request.content_type != "multipart/form-data":
        raise Refusal(422, "Missing file in request.")
    counters = request.app[COUNTERS]
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "file":
            size = len(await part.read())
            _count(counters, PurePath(part.filename or "").name, size)
            return web.json_response({"status": "OK"})
    raise Refusal(422, "Missing file in request.")


def _count(counters: Counters, filename: str, size: int) -> None:
    """Count an upload here, as nothing before has read it."""
    command = Command("system.firmware", filename, size)
    counters.commands_received.append(command)
    counters.commands_executed.append(command)


async def cloud_status(request: web.Request) -> web.Response:
    """Tell that all is well with the cloud."""
    return web.json_response({"status": "OK"})


async def cloud_registration(request: web.Request) -> web.Response:
    """Take an account of the cloud; it is not kept."""
    unit_of(request)
    body = await json_object(request)
    need(body, "cloudUsername", "cloudPw")
    check(all(isinstance(body[key], str) for key in ("cloudUsername", "cloudPw")))
    return web.json_response({"status": "OK"})


ROUTES = [
    web.post("/api/system/reboot", reboot),
    web.post("/api/system/firmware", firmware),
    web.get("/api/cloudStatus", cloud_status),
    web.post("/api/system/cloudRegistration", cloud_registration),
]
