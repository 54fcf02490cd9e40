"""Where engines of SNMP come from."""

from homeassistant.components.snmp import async_get_snmp_engine
from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power import engines as engines_
from custom_components.rack_power.connections.apc_snmp import with_snmp
from custom_components.rack_power.engines import SnmpEngines
from custom_components.rack_power.outside import TrialMemory, trial_context


async def test_cards_with_communities_share_the_engine_of_core(
    hass: HomeAssistant,
) -> None:
    """And never close it."""
    context = with_snmp(hass, trial_context(hass, TrialMemory()), shared=True)
    engine = await context.engine()
    assert engine is await async_get_snmp_engine(hass)
    context.release_engine(engine)
    assert await context.engine() is engine


async def test_users_of_version_3_have_an_engine_each(hass: HomeAssistant) -> None:
    """Whose MIB modules are in memory when they get it."""
    engines = SnmpEngines(hass, shared=False)
    first, second = await engines.engine(), await engines.engine()
    assert first is not second
    assert "mibViewController" in first.cache
    engines.release(first)
    engines.release(first)
    engines.release(second)


async def test_without_an_engine_of_core_one_is_made(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not made for others, and may be gone some day."""

    async def fails(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr(engines_, "async_import_module", fails)
    engines = SnmpEngines(hass, shared=True)
    engine = await engines.engine()
    assert "mibViewController" in engine.cache
    engines.release(engine)
