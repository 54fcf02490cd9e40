"""No secret of a UPS is told: not by diagnostics, not by the log at debug level."""

import json
import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator
from simulator.powersentrix.unit.start import COMPANY as VENDORS_COMPANY, PORTAL_KEY

from .conftest import Tick
from .powersentrix import COMPANY, OUTLET, PORTAL, PUSH, SECRET, UPS, Ways
from .test_commands import press, switch
from .test_powersentrix_power import run


def secrets(site: PowerSentrixSimulator) -> list[str]:
    """Return what must stand nowhere, whatever it is called there."""
    ups = site.ups.state
    return [
        site.ups.api_key,
        PORTAL_KEY,
        site.portal.email,
        site.portal.password,
        COMPANY,
        SECRET,
        VENDORS_COMPANY,
        "eyJ",  # the beginning of every token
        f'"{ups.cmm}"',
        f"cmm={ups.cmm}",
    ]


@pytest.mark.parametrize("kinds", [(PORTAL,), (UPS,), (PUSH,), (PORTAL, UPS, PUSH)])
async def test_diagnostics(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    kinds: tuple[str, ...],
) -> None:
    """Of the entry and of the device; serial number and addresses included."""
    assert await async_setup_component(hass, "diagnostics", {})
    site.turn(push_apikey_field="body")
    entries = [await ways.add(site, kind) for kind in kinds]
    await run(tick, 130)
    answers = [
        await get_diagnostics_for_config_entry(hass, hass_client, entry)
        for entry in entries
    ]
    device = next(iter(dr.async_get(hass).devices))
    owner = next(one for one in entries if one.entry_id == device.config_entry_id)
    answers.append(await get_diagnostics_for_device(hass, hass_client, owner, device))
    text = json.dumps(answers)
    forbidden = [
        *secrets(site),
        site.ups.serial,
        site.ups.url,
        site.portal.url,
        site.ups.state.settings["ip"],
        site.ups.state.location,
        site.ups.state.company,
    ]
    assert not [secret for secret in forbidden if secret in text]
    assert "PWX-12-4422" in text
    assert "outlet/0/outlet.status" in text


async def test_the_log_of_a_whole_run(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Reading, switching, restarting, failing, signing in again, posts of all kinds."""
    logger = logging.getLogger("custom_components.rack_power")
    with caplog.at_level(logging.DEBUG, logger.name):
        site.turn(push_apikey_field="query")
        for kind in (PORTAL, UPS, PUSH):
            await ways.add(site, kind)
        await switch(hass, "turn_off", OUTLET)
        await switch(hass, "turn_on", OUTLET)
        await press(hass, "_outlet_0_restart")
        for effect in (Effect.HTML, Effect.NOT_JSON, Effect.CUT_AFTER, Effect.STATUS):
            for faults in (site.ups.faults, site.portal.faults):
                faults.add(Fault(effect, times=3))
            await run(tick, 130)
        site.play("push_chaos")
        await ways.delivered(site)
        site.play("expired_token")
        await run(tick, 130)
        site.play("password_changed")
        site.ups.state.keys = {"other": True}
        await run(tick, 130)
    records = [one for one in caplog.records if one.name.startswith(logger.name)]
    assert any(one.levelno == logging.DEBUG for one in records)
    text = "\n".join(logging.Formatter().format(one) for one in records)
    told = [secret for secret in secrets(site) if secret in text]
    assert not told
