"""What works and is unwise all the same: told once, mended by the form."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_socket import socket_allow_hosts

from custom_components.rack_power.const import DOMAIN
from simulator.powersentrix import Place
from simulator.snmp import SnmpSimulator
from simulator.synaccess import PduSimulator

from ..conftest import MakeCard, MakeSite, Tick, pdu_entry
from ..powersentrix import UPS, Ways
from ..snmp import add_card
from .conftest import Repairs, reload, set_up

ANY = "0.0.0.0"  # noqa: S104 - it is called, not bound
FACTORY = {"username": "admin", "password": "admin"}


def outside(url: str) -> str:
    """Return an address of this machine that does not look like it."""
    return url.replace("127.0.0.1", ANY)


@pytest.fixture
def network(socket_enabled: None) -> None:
    """Let this machine be called by an address that stands for any of its own."""
    socket_allow_hosts(["127.0.0.1", ANY])


@pytest.fixture
def unchanged(pdu: PduSimulator) -> PduSimulator:
    """A PDU with the password that it came with."""
    give(pdu, **FACTORY)
    return pdu


def give(pdu: PduSimulator, username: str, password: str) -> None:
    """Give another name and password to the user who may do everything."""
    pdu.state.users[0] |= {"username": username, "password": password}


def entry_of(pdu: PduSimulator, **data: Any) -> MockConfigEntry:
    """Return the entry of a PDU that is signed in to by user name and password."""
    known = {key: one for key, one in pdu_entry(pdu).data.items() if key != "token"}
    return MockConfigEntry(
        domain=DOMAIN,
        title="Rack PDU",
        unique_id=pdu_entry(pdu).unique_id,
        data={**known, **({} if "token" in data else FACTORY), "basic": False, **data},
    )


async def filled_in(
    hass: HomeAssistant, repairs: Repairs, entry: MockConfigEntry, **fields: Any
) -> None:
    """Mend the only issue by the form that it leads to."""
    end = await repairs.mend(await repairs.issue(), "reconfigure")
    assert end["type"] == "abort"
    assert end["reason"] == "going_on"
    kind, flow_id = end["next_flow"]
    assert kind == "config_flow"
    assert end["result"]["entry_id"] == entry.entry_id
    form = hass.config_entries.flow.async_get(flow_id)
    assert form["step_id"] == "reconfigure"
    result = await hass.config_entries.flow.async_configure(flow_id, fields)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_the_factory_password(
    hass: HomeAssistant, unchanged: PduSimulator, repairs: Repairs
) -> None:
    """It is told until another one is given; the same one changes nothing."""
    entry = await set_up(hass, entry_of(unchanged))
    issue = await repairs.issue()
    assert issue["translation_key"] == "factory_password"
    assert issue["translation_placeholders"] == {"name": "Rack PDU"}
    assert issue["severity"] == "warning"
    same = {"url": unchanged.url, "verify_ssl": True, **FACTORY}
    await filled_in(hass, repairs, entry, **same)
    assert await repairs.told() == ["factory_password"]
    await filled_in(hass, repairs, entry, **same | {"token": unchanged.token})
    assert await repairs.told() == []


@pytest.mark.parametrize(
    ("username", "password"), [("admin", "other"), ("other", "admin")]
)
async def test_another_password(
    hass: HomeAssistant,
    pdu: PduSimulator,
    repairs: Repairs,
    username: str,
    password: str,
) -> None:
    """It takes both to be the factory's."""
    give(pdu, username, password)
    entry = await set_up(hass, entry_of(pdu, username=username, password=password))
    assert entry.state is ConfigEntryState.LOADED
    assert await repairs.told() == []


@pytest.mark.usefixtures("network")
async def test_clear_text(
    hass: HomeAssistant, pdu: PduSimulator, repairs: Repairs
) -> None:
    """Credentials on a network are told; those that stay on this machine are not."""
    entry = entry_of(
        pdu, url=outside(pdu.url), token=pdu.token, username="", password=""
    )
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert await repairs.told() == ["plain_http"]
    await filled_in(hass, repairs, entry, url=pdu.url, verify_ssl=True, token=pdu.token)
    assert await repairs.told() == []


@pytest.mark.usefixtures("network")
async def test_clear_text_by_an_address_without_a_scheme(
    hass: HomeAssistant, unchanged: PduSimulator, repairs: Repairs
) -> None:
    """A PDU is called by http then."""
    url = outside(unchanged.url).removeprefix("http://")
    await set_up(hass, entry_of(unchanged, url=url))
    assert await repairs.told() == ["factory_password", "plain_http"]


@pytest.mark.usefixtures("network")
async def test_encrypted(
    hass: HomeAssistant, socket_enabled: None, repairs: Repairs
) -> None:
    """There is nothing to be told."""
    async with PduSimulator(tls=True) as pdu:
        url = outside(pdu.url)
        entry = pdu_entry(pdu)
        added = MockConfigEntry(
            domain=DOMAIN,
            unique_id=entry.unique_id,
            data={**entry.data, "url": url, "verify_ssl": False},
        )
        await set_up(hass, added)
        assert added.state is ConfigEntryState.LOADED
        assert await repairs.told() == []
        await hass.config_entries.async_unload(added.entry_id)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("tls", [False, True])
async def test_what_a_ups_was_found_at(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways, repairs: Repairs, *, tls: bool
) -> None:
    """Where the owner gave no scheme, the one counts that the UPS was found by."""
    site = await make_site(ups=Place(tls=tls))
    url = outside(site.ups.url).partition("://")[2]
    entry = await ways.add(site, UPS, url=url)
    assert entry.state is ConfigEntryState.LOADED
    assert await repairs.told() == ([] if tls else ["plain_http"])


@pytest.mark.parametrize("community", ["public", "private", "Public"])
async def test_a_community_that_everybody_knows(
    hass: HomeAssistant, make_card: MakeCard, repairs: Repairs, community: str
) -> None:
    """For writing it is told; it ends when Home Assistant may not write."""
    card = await make_card(write_community=community)
    entry = await add_card(hass, card, write_community=community)
    assert await repairs.told() == ["public_write"]
    await filled_in(
        hass,
        repairs,
        entry,
        host=card.host,
        port=card.port,
        version="2c",
        writes=False,
        advanced={"timeout": 1, "traps": False},
    )
    assert await repairs.told() == []


async def test_a_community_for_reading(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs
) -> None:
    """Everybody may know it, as long as it only reads."""
    assert card.community == "public"
    await add_card(hass, card)
    assert await repairs.told() == []


async def test_an_entry_that_is_removed(
    hass: HomeAssistant, unchanged: PduSimulator, repairs: Repairs
) -> None:
    """Nothing is told about it any more."""
    entry = await set_up(hass, entry_of(unchanged))
    assert await repairs.told() == ["factory_password"]
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await repairs.told() == []


async def test_an_issue_that_is_ignored(
    hass: HomeAssistant, unchanged: PduSimulator, repairs: Repairs, tick: Tick
) -> None:
    """It stays so over polls and a reload, and is not told twice."""
    entry = await set_up(hass, entry_of(unchanged))
    await repairs.ignore(await repairs.issue())
    for _ in range(3):
        await tick(30)
    await reload(hass, entry)
    assert (await repairs.issue())["ignored"] is True
