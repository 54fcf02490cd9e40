"""A UPS that its card and the cloud count, each in its own steps; they take turns."""

from functools import partial
from itertools import pairwise
from typing import Final

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.clock import Clock
from simulator.smartconnect.unit.start import build
from simulator.smartconnect.unit.ups import Ups

from ..conftest import MakeCard, MakeCloud, SteppedClock
from ..house import entity_id, full_state
from ..smartconnect import add_account
from ..snmp import add_card
from .conftest import Run
from .dashboard import Dashboard

pytestmark = pytest.mark.usefixtures("recorder_mock")

_ENERGY: Final = "_unit_0_output.energy"
_SLACK: Final = 0.03
"""kWh: what flows between two looks of the cloud, twice, and a step of the card."""


@pytest.fixture
def ups(clock: SteppedClock) -> Ups:
    """A UPS that draws some watts, and that is about to have counted a whole kWh."""
    one = Ups(partial(build, 1), Clock(clock.now()))
    one.state.watts = 400
    one.physics.energy = 184_962.0
    return one


@pytest.fixture(params=["high", "low"])
def precision(request: pytest.FixtureRequest) -> str:
    """In hundredths of a kWh, or in whole ones."""
    return str(request.param)


@pytest.fixture
async def card_entry(
    dashboard: Dashboard,
    hass: HomeAssistant,
    custom_integrations: None,
    make_card: MakeCard,
    make_cloud: MakeCloud,
    ups: Ups,
    precision: str,
) -> MockConfigEntry:
    """Add the account and the card of the UPS; return the entry of the card."""
    await add_account(hass, await make_cloud(first=ups))
    card = await make_card(clock=ups.clock, ups=ups, precision=precision)
    return await add_card(hass, card)


@pytest.fixture
def counted(hass: HomeAssistant, card_entry: MockConfigEntry) -> list[float]:
    """What the sensor shows, one after the other."""
    values = list[float]()

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is not None and state.state != STATE_UNAVAILABLE:
            values.append(float(state.state))

    async_track_state_change_event(hass, entity_id(hass, "sensor", _ENERGY), note)
    return values


@pytest.mark.parametrize("watts", [0, 400])
async def test_the_card_is_loaded_anew(
    hass: HomeAssistant,
    dashboard: Dashboard,
    card_entry: MockConfigEntry,
    counted: list[float],
    ups: Ups,
    run: Run,
    caplog: pytest.LogCaptureFixture,
    watts: int,
) -> None:
    """The finer cloud shows for a while; then the count does not step back."""
    ups.state.watts = watts
    before = ups.physics.energy
    for _ in range(4):
        await run(150)
        assert await hass.config_entries.async_unload(card_entry.entry_id)
        await run(150)
        assert await hass.config_entries.async_setup(card_entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert await hass.config_entries.async_unload(card_entry.entry_id)
    await run(300)
    assert counted == sorted(counted)
    changes = await dashboard.changes(entity_id(hass, "sensor", _ENERGY))
    assert min(changes) >= 0
    used = (ups.physics.energy - before) / 1000
    assert (used > 0.1) is (watts > 0)
    assert sum(changes) == pytest.approx(used, abs=_SLACK)
    assert "not strictly increasing" not in caplog.text
    assert "quality" not in full_state(hass, "sensor", _ENERGY).attributes


async def test_a_reset_while_the_card_is_not_loaded(
    hass: HomeAssistant,
    dashboard: Dashboard,
    card_entry: MockConfigEntry,
    counted: list[float],
    ups: Ups,
    run: Run,
) -> None:
    """It is seen by the cloud, and what the card tells goes on from there."""
    before = ups.physics.energy
    await run(300)
    assert await hass.config_entries.async_unload(card_entry.entry_id)
    await run(120)
    used = ups.physics.energy - before
    ups.physics.energy = 0
    ups.changed()
    await run(600)
    assert await hass.config_entries.async_setup(card_entry.entry_id)
    await run(600)
    assert await hass.config_entries.async_unload(card_entry.entry_id)
    await run(180)  # to the end of five minutes
    used += ups.physics.energy
    assert sum(after < one for one, after in pairwise(counted)) == 1
    changes = await dashboard.changes(entity_id(hass, "sensor", _ENERGY))
    assert min(changes) >= 0
    assert sum(changes) == pytest.approx(used / 1000, abs=_SLACK)
