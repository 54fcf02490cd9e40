"""Lines of a log that do not name the company: it is not required there (2.3)."""

from http import HTTPStatus
import json
from typing import Any

from aiohttp import ClientSession, TCPConnector
from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.address import ADDRESS
from simulator.powersentrix import PowerSentrixSimulator

from .house import full_state
from .powersentrix import COMPANY, LOG, PUSH, SECRET, Ways
from .test_powersentrix_own_port import held

__all__ = ["held"]

LINE, STATUS, REGISTER = "setUpsLog", "setUpsData", "setNewUps"


async def posted(
    site: PowerSentrixSimulator, url: str, name: str, **query: str
) -> HTTPStatus:
    """Post as the UPS would, and return what is answered."""
    body: dict[str, Any] = {
        "ord": 9000,
        "code": "X",
        "description": "Nameless",
        "timestamp": site.clock.time.strftime("%Y-%m-%d %H:%M:%S"),
    }
    if name == STATUS:
        body = site.ups.unit.views.complex_object()
    asked = {"cmm": site.ups.state.cmm, **query}
    connector = TCPConnector(ssl=False)
    async with (
        ClientSession(connector=connector) as session,
        session.post(
            f"{url}/api/{name}", params=asked, data=json.dumps(body)
        ) as answer,
    ):
        return HTTPStatus(answer.status)


@pytest.mark.parametrize(
    ("path", "name", "query", "status"),
    [
        (f"{ADDRESS}/{SECRET}", LINE, {}, HTTPStatus.OK),
        (f"{ADDRESS}/{SECRET}", LINE, {"companyId": COMPANY}, HTTPStatus.OK),
        (f"{ADDRESS}/{SECRET}", LINE, {"companyId": "x"}, HTTPStatus.UNAUTHORIZED),
        (f"{ADDRESS}/{SECRET}", LINE, {"companyId": ""}, HTTPStatus.UNAUTHORIZED),
        (f"{ADDRESS}/{SECRET}", STATUS, {}, HTTPStatus.UNAUTHORIZED),
        (f"{ADDRESS}/{SECRET}", REGISTER, {}, HTTPStatus.UNAUTHORIZED),
        (f"{ADDRESS}/guessed", LINE, {}, HTTPStatus.UNAUTHORIZED),
        ("", LINE, {}, HTTPStatus.UNAUTHORIZED),
    ],
)
async def test_at_the_address_of_the_house(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    path: str,
    name: str,
    query: dict[str, str],
    status: HTTPStatus,
) -> None:
    """The secret of the address does for a line; a wrong company is refused."""
    await ways.add(site, PUSH)
    url = f"{await ways.door()}{path}"
    assert await posted(site, url, name, **query) == status
    await hass.async_block_till_done(wait_background_tasks=True)
    told = full_state(hass, "event", LOG).attributes.get("text") == "Nameless"
    assert told is (status == HTTPStatus.OK)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/{SECRET}", HTTPStatus.OK),
        (f"{ADDRESS}/{SECRET}", HTTPStatus.OK),
        ("/guessed", HTTPStatus.UNAUTHORIZED),
        ("", HTTPStatus.UNAUTHORIZED),
    ],
)
async def test_at_a_port_of_its_own(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    held: Any,
    path: str,
    status: HTTPStatus,
) -> None:
    """There the path may be left out, and then the company has to be named."""
    port = held.getsockname()[1]
    held.close()
    await ways.add(site, PUSH, own_port=True, post_port=port, post_tls=True)
    url = f"https://127.0.0.1:{port}{path}"
    assert await posted(site, url, LINE) == status
    await hass.async_block_till_done(wait_background_tasks=True)
    told = full_state(hass, "event", LOG).attributes.get("text") == "Nameless"
    assert told is (status == HTTPStatus.OK)
