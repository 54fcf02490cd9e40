"""Where units call us: who is let in, and what is answered."""

import asyncio
from http import HTTPStatus
from typing import Any, override
from unittest.mock import patch

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.rack_power import posts
from custom_components.rack_power.address import ADDRESS, address_for
from custom_components.rack_power.connections import POST_PATHS
from custom_components.rack_power.connections.powersentrix import POWERSENTRIX_PUSH
from custom_components.rack_power.equipment.driver import Reply

from .fake import House, Listens, Reads

URL = f"{ADDRESS}/sesame/api/setUpsData"


async def test_a_post_reaches_its_path(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """What follows the address, the query and the body, without any sign-in."""
    driver = Listens()
    await fakes.add(driver)
    await fakes.add(Reads())
    client = await hass_client_no_auth()
    answer = await client.post(URL, params={"cmm": "ups-01"}, data=b"{}")
    assert answer.status == HTTPStatus.OK
    assert await answer.json() == {"responseMessage": "OK"}
    (post,) = driver.posts
    assert post.path == "api/setUpsData"
    assert post.query == {"cmm": "ups-01"}
    assert post.body == b"{}"
    assert post.peer == "127.0.0.1"
    assert post.addressed


@pytest.mark.parametrize("path", POST_PATHS)
async def test_units_that_forget_the_path_are_heard(
    hass: HomeAssistant,
    fakes: House,
    hass_client_no_auth: ClientSessionGenerator,
    path: str,
) -> None:
    """The maker's own paths lead to the same drivers, which know their own."""
    driver = Listens()
    await fakes.add(driver)
    client = await hass_client_no_auth()
    answer = await client.post(f"/{path}", data=b"{}")
    assert answer.status == HTTPStatus.OK
    assert [post.path for post in driver.posts] == [path]
    assert not driver.posts[0].addressed  # anybody knows these


async def test_strangers_are_turned_away(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """A wrong secret reaches no driver; what no driver takes is answered 401."""
    driver = Listens(reply=None)
    await fakes.add(driver)
    client = await hass_client_no_auth()
    answer = await client.post(f"{ADDRESS}/mellon/api/setUpsData", data=b"{}")
    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert not driver.posts
    answer = await client.post(URL, data=b"{}")
    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert len(driver.posts) == 1


async def test_a_huge_body_is_not_read(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Beyond 64 KiB nothing is parsed."""
    driver = Listens()
    await fakes.add(driver)
    client = await hass_client_no_auth()
    answer = await client.post(URL, data=b" " * 200_000)
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert not driver.posts
    answer = await client.post(URL, data=b" " * 65_536)
    assert answer.status == HTTPStatus.OK


class Secret(str):  # noqa: SLOT000 - one instance
    """Notes when it is compared, which begins every post."""

    asked: asyncio.Event

    @override
    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """Note it."""
        self.asked.set()
        return super().encode(encoding, errors)


async def begun(
    client: TestClient[Any, Any], url: str = URL
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send all of a post but the last byte."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    head = f"POST {url} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{{"
    writer.write(head.encode())
    return reader, writer


async def status_of(reader: asyncio.StreamReader) -> int:
    """Return what is answered."""
    return int((await reader.readline()).split()[1])


async def test_a_body_that_does_not_come(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """It is not waited for without end."""
    driver = Listens()
    await fakes.add(driver)
    client = await hass_client_no_auth()
    with patch.object(posts, "_PATIENCE", 0):
        reader, writer = await begun(client)
        assert await status_of(reader) == HTTPStatus.REQUEST_TIMEOUT
    writer.close()
    assert not driver.posts


async def test_what_has_a_wrong_secret_is_not_read(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """The answer is there before the body is."""
    await fakes.add(Listens())
    client = await hass_client_no_auth()
    reader, writer = await begun(client, f"{ADDRESS}/mellon/api/setUpsData")
    assert await status_of(reader) == HTTPStatus.UNAUTHORIZED
    writer.close()


async def test_an_entry_that_goes_while_a_body_comes(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """It is not called any more, and the unit may try again."""
    driver, secret = Listens(), Secret("sesame")
    driver.secret, secret.asked = secret, asyncio.Event()
    entry = await fakes.add(driver)
    client = await hass_client_no_auth()
    reader, writer = await begun(client)
    await secret.asked.wait()
    assert await hass.config_entries.async_unload(entry.entry_id)
    writer.write(b"}")
    assert await status_of(reader) == HTTPStatus.SERVICE_UNAVAILABLE
    writer.close()
    assert not driver.posts


async def test_without_a_path_we_are_not_there(
    hass: HomeAssistant, fakes: House, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """503: the unit may try again; an unloaded entry is not called."""
    driver = Listens(reply=Reply(HTTPStatus.OK, None))
    entry = await fakes.add(driver)
    client = await hass_client_no_auth()
    assert await hass.config_entries.async_unload(entry.entry_id)
    answer = await client.post(URL, data=b"{}")
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert not driver.posts


async def test_the_address_is_that_of_the_local_network(hass: HomeAssistant) -> None:
    """Else the name that every installation has; with the port for posts, if any."""
    data: dict[str, object] = {"secret": "x"}

    def address() -> str:
        return address_for(hass, POWERSENTRIX_PUSH, data)

    assert address() == f"http://homeassistant.local:8123{ADDRESS}/x"
    await hass.config.async_update(internal_url="http://192.168.1.2:8123")
    assert address() == f"http://192.168.1.2:8123{ADDRESS}/x"
    await hass.config.async_update(internal_url="https://ha.example")
    assert address() == f"https://ha.example{ADDRESS}/x"
    data |= {"own_port": True, "post_port": 8443, "post_tls": True}
    assert address() == f"https://ha.example:8443{ADDRESS}/x"
    data["post_tls"] = False
    assert address() == f"http://ha.example:8443{ADDRESS}/x"
