"""A server that UPSs post to, and the driver that takes it."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
import json
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from custom_components.rack_power.drivers.powersentrix.push import PushDriver
from custom_components.rack_power.equipment.driver import (
    Post,
    Reply,
)
from custom_components.rack_power.equipment.model import EquipmentId
from simulator.powersentrix import PowerSentrixSimulator

from .surroundings import Surroundings, quality_of, status_of, value_of

COMPANY = "my-company"
SECRET = "s3cret"


@dataclass(slots=True)
class Receiver:
    """A server that passes on what is posted, and the driver that takes it."""

    site: PowerSentrixSimulator
    around: Surroundings
    driver: PushDriver
    url: str

    @property
    def id(self) -> EquipmentId:
        """The first unit."""
        return EquipmentId(f"powersentrix_{self.site.ups.serial.lower()}")

    @property
    def statuses(self) -> list[int | None]:
        """How the posts of the first UPS were answered."""
        return [delivery.status for delivery in self.site.ups.pusher.deliveries]

    def value(self, index: int = 0) -> Any:
        """Return what is shown of an output."""
        return value_of(self.around.pictures[self.id], status_of(index))

    def quality(self) -> str:
        """Return how good that is."""
        return quality_of(self.around.pictures[self.id], status_of(0))

    async def poll(self) -> float:
        """Read as the coordinator does."""
        round_ = await self.driver.read()
        self.around.absorb(round_.reports)
        return round_.next_in

    async def step(self, seconds: float) -> None:
        """Let time pass, and posts arrive and be taken."""
        self.site.step(seconds)
        await self.site.delivered()
        await asyncio.sleep(0)

    def post(self, path: str, body: Any, **query: str) -> Reply | None:
        """Post something by hand."""
        told = body if isinstance(body, bytes) else json.dumps(body).encode()
        asked = {"companyId": COMPANY, "cmm": self.site.ups.state.cmm, **query}
        return self.driver.post(Post(path=path, query=asked, body=told, peer=None))


async def listening(
    stack: AsyncExitStack, site: PowerSentrixSimulator, around: Surroundings
) -> Receiver:
    """Serve a driver as the house does."""
    driver = PushDriver(around.context(), COMPANY, SECRET, home=ZoneInfo("Asia/Tokyo"))
    stack.push_async_callback(driver.close)
    stack.push_async_callback(around.close)

    async def serve(request: web.Request) -> web.Response:
        reply = driver.post(
            Post(
                path=request.match_info["path"],
                query=dict(request.query),
                body=await request.read(),
                peer=request.remote,
            )
        )
        if reply is None:
            return web.json_response({"message": "unknown"}, status=401)
        return web.json_response(reply.body, status=reply.status)

    app = web.Application(client_max_size=1024 * 1024)
    app.router.add_post(f"/{SECRET}{{path:.*}}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    port = runner.addresses[0][1]
    return Receiver(site, around, driver, f"http://127.0.0.1:{port}/{SECRET}")
