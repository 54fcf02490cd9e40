"""Units that know only their power, with Home Assistant's Integral helper."""

from typing import Final

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest

from simulator.powersentrix import PowerSentrixSimulator

from ..conftest import MakeSite
from ..house import entity_id, full_state
from ..powersentrix import UPS, Ways
from .conftest import Run
from .dashboard import Dashboard

TOTAL: Final = "_unit_0_ups.realpower"
OUTLET: Final = "_outlet_0_outlet.realpower"
_SPAN: Final = 900.0
_LAG: Final = 60.0
"""Seconds within which the helper adds up, as the document says to set it."""

pytestmark = pytest.mark.usefixtures("recorder_mock")


@pytest.fixture
async def site(make_site: MakeSite) -> PowerSentrixSimulator:
    """A UPS whose load stands still."""
    return await make_site(noise=0)


async def integral_of(hass: HomeAssistant, source: str, name: str) -> str:
    """Make a helper by its form, filled in as the document says."""
    flow = await hass.config_entries.flow.async_init(
        "integration", context={"source": "user"}
    )
    done = await hass.config_entries.flow.async_configure(
        flow["flow_id"],
        {
            "name": name,
            "source": source,
            "method": "left",
            "round": 3,
            "unit_prefix": "k",
            "unit_time": "h",
            "max_sub_interval": {"minutes": 1},
        },
    )
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    registry = er.async_get(hass)
    (made,) = er.async_entries_for_config_entry(registry, done["result"].entry_id)
    measured = registry.async_get(source)
    assert measured is not None
    assert made.device_id == measured.device_id
    return made.entity_id


async def test_a_unit_and_an_outlet(
    dashboard: Dashboard,
    hass: HomeAssistant,
    ways: Ways,
    site: PowerSentrixSimulator,
    run: Run,
) -> None:
    """Their energies are what flew, and can be chosen, one within the other."""
    await ways.add(site, UPS)
    sources = [entity_id(hass, "sensor", one) for one in (TOTAL, OUTLET)]
    helpers = [
        await integral_of(hass, source, f"Energy {number}")
        for number, source in enumerate(sources)
    ]
    await run(_SPAN)
    for ending, helper in zip((TOTAL, OUTLET), helpers, strict=True):
        watts = float(full_state(hass, "sensor", ending).state)
        assert watts > 0
        assert await dashboard.used(helper) == pytest.approx(
            _kilowatt_hours(watts, _SPAN), abs=_kilowatt_hours(watts, 3 * _LAG)
        )
    devices = [
        {"stat_consumption": helpers[0], "stat_rate": sources[0]},
        {
            "stat_consumption": helpers[1],
            "stat_rate": sources[1],
            "included_in_stat": helpers[0],
        },
    ]
    assert await dashboard.complaints(devices) == []


async def test_a_unit_that_is_away(
    dashboard: Dashboard,
    hass: HomeAssistant,
    ways: Ways,
    site: PowerSentrixSimulator,
    run: Run,
) -> None:
    """Nothing is added for the time in which nobody knew the power."""
    await ways.add(site, UPS)
    helper = await integral_of(hass, entity_id(hass, "sensor", TOTAL), "Energy")
    await run(_SPAN)
    watts = float(full_state(hass, "sensor", TOTAL).state)
    site.ups.leave()
    await run(_SPAN)
    assert full_state(hass, "sensor", TOTAL).state == STATE_UNAVAILABLE
    site.ups.arrive()
    await run(_SPAN)
    assert await dashboard.used(helper) == pytest.approx(
        _kilowatt_hours(watts, 2 * _SPAN), abs=_kilowatt_hours(watts, 4 * _LAG)
    )


def _kilowatt_hours(watts: float, seconds: float) -> float:
    return watts * seconds / 3.6e6
