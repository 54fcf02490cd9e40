"""Adding a connection: each way, each error and its cure."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

from aiohttp import web
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.rack_power.connections import CONNECTIONS
from custom_components.rack_power.connections.connection import name_of
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import Equipment, EquipmentId
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import pdu_entry
from .fake import Reads

pytestmark = pytest.mark.usefixtures("custom_integrations")


async def start(hass: HomeAssistant, kind: str = "synaccess_pdu") -> ConfigFlowResult:
    """Open the form of a kind of connection by way of the menu."""
    menu = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert menu["type"] is FlowResultType.MENU
    assert kind in menu["menu_options"]
    form = await hass.config_entries.flow.async_configure(
        menu["flow_id"], {"next_step_id": kind}
    )
    assert form["type"] is FlowResultType.FORM
    return form


async def fill_in(
    hass: HomeAssistant, form: ConfigFlowResult, **fields: Any
) -> ConfigFlowResult:
    """Fill in a form."""
    return await hass.config_entries.flow.async_configure(form["flow_id"], fields)


def test_the_nearest_way_to_the_units_of_a_maker_comes_first() -> None:
    """In the menu: the local network, then posts, then clouds."""
    makers = [key.partition("_")[0] for key in CONNECTIONS]
    places = [
        (makers.index(row.key.partition("_")[0]), row.rank)
        for row in CONNECTIONS.values()
    ]
    assert places == sorted(places)


def test_what_an_entry_is_called_by_its_unit() -> None:
    """By the name, else so that two of one model can be told apart."""
    unit = Equipment(
        id=EquipmentId("acme_1"), maker="Acme", serial="1", name="Box", model="M1"
    )
    assert name_of(unit) == "Box"
    assert name_of(replace(unit, name=None)) == "M1 1"
    assert name_of(replace(unit, name=None, model=None)) == "Acme 1"
    assert name_of(replace(unit, name=None, serial=None)) == "M1"


@pytest.mark.parametrize("way", ["token", "session", "basic"])
async def test_a_pdu_is_added(hass: HomeAssistant, pdu: PduSimulator, way: str) -> None:
    """Each way to sign in ends in a loaded entry."""
    credentials: dict[str, Any] = {"token": pdu.token}
    if way != "token":
        credentials = {"username": pdu.username, "password": pdu.password}
    if way == "basic":
        pdu.state.conf["webApiPasswordEnabled"] = True
        credentials["advanced"] = {"basic": True}
    form = await start(hass)
    result = await fill_in(
        hass, form, url=f" {pdu.url.removeprefix('http://')} ", **credentials
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "SynLink PDU"
    entry = result["result"]
    assert entry.unique_id == f"synaccess_pdu:synaccess_{pdu.serial}"
    assert entry.data["connection"] == "synaccess_pdu"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
async def other_server(socket_enabled: None) -> AsyncGenerator[str]:
    """A web server that is no PDU."""
    app = web.Application()

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>It works!</html>", content_type="text/html")

    app.router.add_route("GET", "/{anything:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"token": "wrong"}, "invalid_auth"),
        ({"token": "", "username": "admin", "password": "no"}, "login_refused"),
        ({"token": ""}, "credentials_missing"),
        ({"token": "", "username": "admin"}, "credentials_missing"),
        ({"url": "http://127.0.0.1:1"}, "cannot_connect"),
        ({"url": "http://"}, "invalid_url"),
        ({"url": "ftp://pdu"}, "invalid_url"),
    ],
)
async def test_an_error_is_told_and_can_be_cured(
    hass: HomeAssistant, pdu: PduSimulator, wrong: dict[str, str], error: str
) -> None:
    """The form comes back with the reason, and the right input is taken then."""
    form = await start(hass)
    right = {"url": pdu.url, "token": pdu.token}
    result = await fill_in(hass, form, **(right | wrong))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}
    result = await fill_in(hass, result, **right)
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("kind", ["synaccess_pdu", "powersentrix_portal"])
async def test_what_must_be_filled_in(
    hass: HomeAssistant, pdu: PduSimulator, kind: str
) -> None:
    """A field that was emptied is told by its name; nothing is tried."""
    result = await start(hass, kind)
    assert result["data_schema"] is not None
    empty = {
        str(field): ""
        for field in result["data_schema"].schema
        if isinstance(field, vol.Required) and str(field) != "verify_ssl"
    }
    result = await fill_in(hass, result, **empty)
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == dict.fromkeys(empty, "field_empty")
    assert not pdu.counters.requests


@pytest.mark.parametrize(
    "credentials", [{"token": "x"}, {"username": "a", "password": "b"}]
)
async def test_a_server_that_is_no_pdu(
    hass: HomeAssistant,
    clock: object,
    other_server: str,
    credentials: dict[str, str],
) -> None:
    """A web page is not mistaken for a PDU."""
    form = await start(hass)
    result = await fill_in(hass, form, url=other_server, **credentials)
    assert result["errors"] == {"base": "wrong_equipment"}


async def test_a_self_signed_certificate(
    hass: HomeAssistant, socket_enabled: None, clock: object
) -> None:
    """It is refused while it is verified, and taken when it is not."""
    async with PduSimulator(tls=True) as pdu:
        form = await start(hass)
        result = await fill_in(hass, form, url=pdu.url, token=pdu.token)
        assert result["errors"] == {"base": "certificate_refused"}
        result = await fill_in(
            hass, result, url=pdu.url, token=pdu.token, verify_ssl=False
        )
        assert result["type"] is FlowResultType.CREATE_ENTRY
        await hass.async_block_till_done(wait_background_tasks=True)
        assert await hass.config_entries.async_unload(result["result"].entry_id)


async def test_garbage_and_surprises(
    hass: HomeAssistant, pdu: PduSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no PDU has its message, and so has what nobody thought of."""
    form = await start(hass)
    pdu.faults.add(Fault(Effect.NOT_JSON, path="/api/device", times=None))
    result = await fill_in(hass, form, url=pdu.url, token=pdu.token)
    assert result["errors"] == {"base": "wrong_equipment"}
    pdu.faults.clear()

    def surprise(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(
            "custom_components.rack_power.drivers.synaccess.pdu.PduDriver.connect",
            surprise,
        )
        result = await fill_in(hass, result, url=pdu.url, token=pdu.token)
    assert result["errors"] == {"base": "unknown"}


async def test_a_unit_is_added_once(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The same PDU is refused; what works is not changed behind its owner's back."""
    form = await start(hass)
    address = pdu.url.removeprefix("http://")
    result = await fill_in(
        hass, form, url=address, username=pdu.username, password=pdu.password
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data == pdu_entry(pdu).data
    assert entry.state is ConfigEntryState.LOADED


@pytest.mark.usefixtures("fakes")
async def test_an_account_without_units(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection works, and there is nothing to add."""
    driver = Reads(found=[])
    monkeypatch.setitem(
        CONNECTIONS,
        "synaccess_pdu",
        replace(CONNECTIONS["synaccess_pdu"], make=lambda *_: driver),
    )
    form = await start(hass)
    result = await fill_in(hass, form, url="192.0.2.1", token="x")
    assert result["errors"] == {"base": "no_units"}
    assert driver.closed


@pytest.mark.parametrize(
    "url",
    [
        " ",
        "http://admin:secret@192.0.2.1",
        "http://[::1",
        "http://pdu:99999",
        "http://pdu name",
        "a" * 3000,
        "http://a..b",
        "http://" + "ä" * 70,
        "http://\u202epdu",
    ],
)
async def test_an_odd_address_is_told(
    hass: HomeAssistant, clock: object, url: str
) -> None:
    """It does not pass for a unit that is silent, and nothing falls over."""
    form = await start(hass)
    result = await fill_in(hass, form, url=url, token="x")
    assert result["errors"] is not None
    assert result["errors"]["base"] in {"invalid_url", "cannot_connect"}


async def test_a_token_of_spaces_is_none(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """It is not taken for credentials, and user name and password count."""
    form = await start(hass)
    result = await fill_in(hass, form, url=pdu.url, token="  ")
    assert result["errors"] == {"base": "credentials_missing"}
    result = await fill_in(
        hass,
        result,
        url=pdu.url,
        token="  ",
        username=pdu.username,
        password=pdu.password,
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert "token" not in result["data"]


async def test_the_message_of_an_error_is_filled_in(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """With what the unit answered, and nothing that stood there before."""
    form = await start(hass)
    pdu.faults.add(Fault(Effect.STATUS, status=500, times=None))
    result = await fill_in(hass, form, url=pdu.url, token=pdu.token)
    assert result["errors"] == {"base": "server_error"}
    assert result["description_placeholders"] == {"status": "500"}


async def test_preferences(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The interval belongs to the entry, the protection to the unit."""
    form = await hass.config_entries.options.async_init(entry.entry_id)
    protected = f"synaccess_{pdu.serial}/outlet/1-2001607"
    result = await hass.config_entries.options.async_configure(
        form["flow_id"], {"scan_interval": 60, "protected_outlets": [protected]}
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {"scan_interval": 60}
    await hass.async_block_till_done(wait_background_tasks=True)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["data_schema"] is not None
    assert form["data_schema"]({"scan_interval": 60})["protected_outlets"] == [
        protected
    ]
