"""What the energy dashboard adds up is what the unit counted, whatever happens."""

from collections.abc import Awaitable, Callable
from typing import Final

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.synaccess import PduSimulator

from ..conftest import MakeCard, MakeCloud, pdu_entry
from ..house import entity_id, state
from ..smartconnect import add_account
from ..snmp import add_card
from . import meters
from .conftest import Run
from .dashboard import Dashboard
from .meters import Meter

pytestmark = pytest.mark.usefixtures("recorder_mock")

type Install = Callable[[str], Awaitable[tuple[MockConfigEntry, Meter]]]

METERS: Final = ("bank", "card", "account")
_WATTS: Final = 400
"""What hangs on every unit, more or less."""
_SPAN: Final = 900.0
_SLACK: Final = 0.03
"""kWh: what flows between two polls of the slowest, twice."""


@pytest.fixture
async def install(
    dashboard: Dashboard,
    hass: HomeAssistant,
    custom_integrations: None,
    pdu: PduSimulator,
    make_card: MakeCard,
    make_cloud: MakeCloud,
) -> Install:
    """Add a unit that counts to the house."""

    async def make(name: str) -> tuple[MockConfigEntry, Meter]:
        if name == "card":
            card = await make_card()
            card.ups.base.state.watts = _WATTS
            return await add_card(hass, card), meters.of_card(card)
        if name == "account":
            cloud = await make_cloud()
            cloud.ups.state.watts = _WATTS
            return await add_account(hass, cloud), meters.of_account(cloud)
        entry = pdu_entry(pdu)
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        return entry, meters.of_pdu(pdu)

    return make


@pytest.mark.parametrize("name", METERS)
async def test_a_quarter_of_an_hour(
    hass: HomeAssistant,
    dashboard: Dashboard,
    install: Install,
    run: Run,
    name: str,
) -> None:
    """What flew, and nothing of what was counted before it was added."""
    _, meter = await install(name)
    before = meter.read()
    await run(_SPAN)
    entity = entity_id(hass, "sensor", meter.entity)
    used = meter.read() - before
    assert used == pytest.approx(_SPAN / 3600 * _WATTS / 1000, abs=_SLACK)
    assert await dashboard.used(entity) == pytest.approx(used, abs=_SLACK)


@pytest.mark.parametrize("name", METERS)
async def test_a_reset(
    hass: HomeAssistant,
    dashboard: Dashboard,
    install: Install,
    run: Run,
    name: str,
) -> None:
    """The counter begins at nothing again; what flew before and after is added."""
    _, meter = await install(name)
    before = meter.read()
    await run(_SPAN)
    used = meter.read() - before
    meter.write(0)
    await run(_SPAN)
    used += meter.read()
    entity = entity_id(hass, "sensor", meter.entity)
    changes = await dashboard.changes(entity)
    assert min(changes) >= 0
    assert sum(changes) == pytest.approx(used, abs=_SLACK)


@pytest.mark.parametrize("looks", [1, 3])
@pytest.mark.parametrize("factor", [0, 0.5, 3])
@pytest.mark.parametrize("name", METERS)
async def test_a_glitch(
    hass: HomeAssistant,
    dashboard: Dashboard,
    install: Install,
    run: Run,
    name: str,
    factor: float,
    looks: int,
) -> None:
    """A look or some show another count, then it is as before: nothing is added."""
    _, meter = await install(name)
    before = meter.read()
    await run(_SPAN / 3)
    right = meter.read()
    for _ in range(looks):
        meter.write(right * factor)
        await run(meter.poll)
    meter.write(right)
    await run(_SPAN / 3)
    entity = entity_id(hass, "sensor", meter.entity)
    assert await dashboard.used(entity) == pytest.approx(
        meter.read() - before, abs=_SLACK
    )


@pytest.mark.parametrize("name", METERS)
async def test_a_gap(
    hass: HomeAssistant,
    dashboard: Dashboard,
    install: Install,
    run: Run,
    name: str,
) -> None:
    """What flew while nobody saw it is there once the unit is back."""
    _, meter = await install(name)
    before = meter.read()
    await run(_SPAN / 3)
    meter.leave()
    await run(_SPAN)
    assert state(hass, "sensor", meter.entity) == STATE_UNAVAILABLE
    meter.arrive()
    await run(_SPAN / 3)
    entity = entity_id(hass, "sensor", meter.entity)
    assert await dashboard.used(entity) == pytest.approx(
        meter.read() - before, abs=_SLACK
    )
