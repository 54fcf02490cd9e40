"""Adding a UPS by each way: what is asked, what is shown, every error and its cure."""

import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.rack_power import const
from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import Effect, Fault, Place, PowerSentrixSimulator

from .conftest import MakeSite, Tick
from .house import state
from .powersentrix import COMPANY, OUTLET, PORTAL, PUSH, UPS, Ways, fields, unit_of
from .test_config_flow import fill_in, other_server, start

__all__ = ["other_server"]

EN = json.loads((Path(const.__file__).parent / "translations" / "en.json").read_text())


async def add(hass: HomeAssistant, kind: str, **filled_in: Any) -> ConfigFlowResult:
    """Fill in the form of a kind of connection."""
    return await fill_in(hass, await start(hass, kind), **filled_in)


async def cured(
    hass: HomeAssistant, result: ConfigFlowResult, **right: Any
) -> ConfigFlowResult:
    """Fill in what is right, and take the scale that is proposed."""
    result = await fill_in(hass, result, **right)
    if result.get("step_id") == "preference":
        result = await fill_in(hass, result, current_scale="10mA")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["result"].state is ConfigEntryState.LOADED
    return result


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


def bare(url: str) -> str:
    """Leave the scheme out."""
    return url.partition("://")[2]


@pytest.mark.parametrize("scheme", [True, False])
async def test_a_ups_is_added(
    hass: HomeAssistant, site: PowerSentrixSimulator, scheme: bool
) -> None:
    """By its address, with or without what stands in front of it."""
    right = fields(site, UPS)
    url = right["url"] if scheme else bare(right["url"])
    result = await add(hass, UPS, **right | {"url": f" {url} "})
    assert result["step_id"] == "preference"
    result = await fill_in(hass, result, current_scale="10mA")
    assert result["title"] == f"PWX-12-4422 {site.ups.serial}"
    entry = result["result"]
    assert entry.unique_id == f"{UPS}:powersentrix_{site.ups.serial.lower()}"
    assert entry.data == right | {"connection": UPS, "url": url}
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "switch", OUTLET) == STATE_ON


async def test_a_portal_is_added_with_all_its_units(
    hass: HomeAssistant, make_site: MakeSite
) -> None:
    """The vendor's address is proposed; the entry bears the account's name."""
    site = await make_site(2)
    form = await start(hass, PORTAL)
    assert form["data_schema"] is not None
    proposed = form["data_schema"]({"email": "x", "password": "y"})
    assert proposed["url"] == "https://view.powersentrix.com"
    result = await cured(hass, form, **fields(site, PORTAL))
    assert result["title"] == f"PowerSentrix portal ({site.portal.email})"
    assert result["result"].unique_id == f"{PORTAL}:{site.portal.email}"
    assert len(hass.data[FLEET].units) == 2


async def test_a_ups_that_posts_is_told_where_to(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """The address is shown; the entry waits without units for the first post."""
    result = await add(hass, PUSH, company_id=f" {COMPANY} ")
    assert result["step_id"] == "address"
    told = EN["config"]["step"]["address"]["description"]
    assert told.index("*Submit*") < told.index("{url}") < told.index("*Send Initial")
    assert result["description_placeholders"] is not None
    url = result["description_placeholders"]["url"]
    result = await fill_in(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "PowerSentrix posts"
    entry = result["result"]
    assert url.endswith(f"{ADDRESS}/{entry.data['secret']}")
    assert entry.unique_id is not None
    assert COMPANY not in entry.unique_id
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert not hass.data[FLEET].units
    path = url.partition(ADDRESS)[2]
    site.ups.push_to(f"{await ways.door()}{ADDRESS}{path}", COMPANY)
    await ways.delivered(site)
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON


async def test_every_address_has_a_secret_of_its_own(hass: HomeAssistant) -> None:
    """Long enough not to be guessed."""
    secrets = set()
    for company in ("one", "two"):
        result = await fill_in(hass, await add(hass, PUSH, company_id=company))
        secrets.add(result["result"].data["secret"])
    assert len(secrets) == 2
    assert min(map(len, secrets)) >= 16


def always(effect: Effect, status: int = 500) -> Fault:
    """Let everything that the UPS is asked end so."""
    return Fault(effect, path="/api_actions", times=None, status=status)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"api_key": "wrong"}, "invalid_auth"),
        ({"url": "http://127.0.0.1:1"}, "cannot_connect"),
        ({"url": "127.0.0.1:1"}, "cannot_connect"),
        ({"url": "http://"}, "invalid_url"),
        ({"url": "ftp://192.0.2.1"}, "invalid_url"),
        (always(Effect.HTML), "login_page"),
        (always(Effect.NOT_JSON), "wrong_equipment"),
        (always(Effect.STATUS, 404), "wrong_equipment"),
        (always(Effect.STATUS, 503), "server_error"),
        (always(Effect.HUGE), "wrong_equipment"),
    ],
)
async def test_what_is_wrong_with_a_ups_is_told_and_can_be_cured(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    wrong: dict[str, str] | Fault,
    error: str,
) -> None:
    """The form comes back with the reason, and the right input is taken then."""
    right = fields(site, UPS)
    if isinstance(wrong, Fault):
        site.ups.faults.add(wrong)
    result = await add(hass, UPS, **right | (wrong if isinstance(wrong, dict) else {}))
    assert result["errors"] == {"base": error}
    assert EN["config"]["error"][error]
    site.ups.faults.clear()
    await cured(hass, result, **right)


async def test_a_web_server_that_is_no_ups(
    hass: HomeAssistant, clock: object, other_server: str
) -> None:
    """Its page may be the sign-in page of a UPS, and the key wrong: so it says."""
    result = await add(hass, UPS, url=other_server, api_key="x", verify_ssl=False)
    assert result["errors"] == {"base": "login_page"}


@pytest.mark.parametrize("scheme", [True, False])
async def test_a_certificate_is_verified_if_it_is_wished(
    hass: HomeAssistant, make_site: MakeSite, scheme: bool
) -> None:
    """The UPS signed it itself: refused, and the key is not sent without it."""
    site = await make_site(ups=Place(tls=True))
    right = fields(site, UPS)
    if not scheme:
        right["url"] = bare(right["url"])
    result = await add(hass, UPS, **right | {"verify_ssl": True})
    assert result["errors"] == {"base": "certificate_refused"}
    assert not site.ups.counters.requests
    await cured(hass, result, **right)


async def test_a_key_that_may_only_read_is_taken(
    hass: HomeAssistant, site: PowerSentrixSimulator
) -> None:
    """Nobody can tell before something is switched."""
    await cured(
        hass,
        await start(hass, UPS),
        **fields(site, UPS) | {"api_key": site.ups.read_key},
    )
    assert state(hass, "switch", OUTLET) == STATE_ON


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("password", "invalid_auth"),
        ("web_login", "web_login_disabled"),
        ("down", "cannot_connect"),
        ("address", "invalid_url"),
        ("empty", "no_units"),
        ("500", "server_error"),
        ("page", "invalid_answer"),
        ("404", "wrong_equipment"),
        ("words", "rejected"),
        ("silence", "rejected"),
    ],
)
async def test_what_is_wrong_with_a_portal_is_told_and_can_be_cured(
    hass: HomeAssistant, site: PowerSentrixSimulator, trouble: str, error: str
) -> None:
    """Each with a text of its own."""
    right = wrong = fields(site, PORTAL)
    (account,) = site.portal.accounts
    match trouble:
        case "password":
            wrong = right | {"password": "wrong"}
        case "web_login":
            account.web_login = False
        case "down":
            wrong = right | {"url": "http://127.0.0.1:1"}
        case "address":
            wrong = right | {"url": "http://"}
        case "empty":
            account.units = set()
        case "500":
            site.portal.faults.add(Fault(Effect.STATUS, status=500, times=None))
        case "404":
            site.portal.faults.add(Fault(Effect.STATUS, status=404, times=None))
        case "words" | "silence":
            told = {"message": "Account locked" if trouble == "words" else ""}
            site.portal.faults.add(
                Fault(Effect.STATUS, status=400, body=json.dumps(told), times=None)
            )
        case "page":
            site.portal.faults.add(Fault(Effect.HTML, times=None))
    result = await add(hass, PORTAL, **wrong)
    assert result["errors"] == {"base": error}
    text = EN["config"]["error"][error]
    assert result["description_placeholders"] is not None
    told = text.format(**result["description_placeholders"])
    assert told == told.strip()
    site.portal.faults.clear()
    account.web_login, account.units = True, None
    await cured(hass, result, **right)


async def test_the_scale_is_shown_in_both_ways_and_kept_of_the_unit(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Ten times apart; asked once of a unit, whichever way it is added by."""
    result = await add(hass, UPS, **fields(site, UPS))
    assert result["description_placeholders"] is not None
    shown = result["description_placeholders"]["readings"]
    ten, one = shown.split("**1 mA (150 is 0.150 A)**")
    assert ten.startswith("**10 mA (150 is 1.50 A)**")
    for text in (ten, one):
        assert "1 Router: " in text
        assert "Panel" not in text  # it is off
    await fill_in(hass, result, current_scale="1mA")
    await hass.async_block_till_done(wait_background_tasks=True)
    amperes = float(state(hass, "sensor", "_outlet_0_outlet.current"))
    assert amperes == pytest.approx(0.15, abs=0.02)
    unit = unit_of(hass, site.ups)
    assert hass.data[FLEET].preferences.choice(unit.id, "current_scale") == "1mA"
    result = await add(hass, PORTAL, **fields(site, PORTAL))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await tick(31)
    assert float(state(hass, "sensor", "_outlet_0_outlet.current")) < 0.2


@pytest.mark.parametrize("kind", [PORTAL, UPS, PUSH])
async def test_a_connection_is_added_once_and_a_second_kind_beside_it(
    hass: HomeAssistant, site: PowerSentrixSimulator, kind: str
) -> None:
    """The same again is refused; the other kinds are not."""
    for one in (PORTAL, UPS, PUSH):
        result = await add(hass, one, **fields(site, one))
        while result["type"] is FlowResultType.FORM:
            result = await fill_in(hass, result)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        await hass.async_block_till_done(wait_background_tasks=True)
    result = await add(hass, kind, **fields(site, kind))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
