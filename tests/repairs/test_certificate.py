"""A certificate that is not trusted any more: somebody else may answer."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import ssl

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import ssl as ssl_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.synaccess import PduSimulator

from ..conftest import SteppedClock, Tick, pdu_entry
from .conftest import Repairs, how_far, reload, set_up

GRACE = 90
"""Seconds."""


@pytest.fixture
async def pdu(
    clock: SteppedClock, socket_enabled: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[PduSimulator]:
    """A PDU whose certificate the house trusts."""
    async with PduSimulator(tls=True) as simulated:
        trusting = ssl.create_default_context(cadata=simulated.certificate)
        monkeypatch.setattr(ssl_util, "client_context", lambda *_: trusting)
        clock.simulated.append(simulated)
        yield simulated


@pytest.fixture
async def entry(
    hass: HomeAssistant, repairs: Repairs, pdu: PduSimulator
) -> AsyncGenerator[MockConfigEntry]:
    """Its entry; all connections end before the PDU does."""
    added = await set_up(hass, pdu_entry(pdu))
    assert added.state is ConfigEntryState.LOADED
    yield added
    await hass.config_entries.async_unload(added.entry_id)


@asynccontextmanager
async def impostor(pdu: PduSimulator) -> AsyncGenerator[PduSimulator]:
    """Let somebody else answer at the address, by a certificate of their own."""
    pdu.leave()
    port = int(pdu.url.rpartition(":")[2])
    async with PduSimulator(tls=True, port=port) as other:
        yield other
    pdu.arrive()


async def grace(tick: Tick) -> None:
    """Let the time pass for which values are kept."""
    for _ in range(5):
        await tick(30)


async def test_while_it_runs(
    repairs: Repairs, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """It is told after the grace, nothing is sent, and it ends by itself."""
    async with impostor(pdu) as other:
        await tick(30)
        assert await repairs.told() == []
        await grace(tick)
        issue = await repairs.issue()
        assert issue["translation_key"] == "certificate_refused"
        assert issue["translation_placeholders"] == {"name": "Rack PDU"}
        assert issue["severity"] == "error"
        assert not other.counters.requests
    await tick(30)
    assert await repairs.told() == []
    assert how_far(entry) is ConfigEntryState.LOADED


async def test_at_the_start_and_try_again(
    hass: HomeAssistant, repairs: Repairs, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Trying again leaves the issue until the certificate is mended."""
    async with impostor(pdu) as other:
        await reload(hass, entry)
        assert how_far(entry) is ConfigEntryState.SETUP_RETRY
        issue = await repairs.issue()
        assert issue["translation_key"] == "certificate_refused"
        end = await repairs.mend(issue, "try_again")
        assert (end["type"], end["reason"]) == ("abort", "not_mended")
        assert await repairs.told() == ["certificate_refused"]
        assert not other.counters.requests
    end = await repairs.mend(issue, "try_again")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert how_far(entry) is ConfigEntryState.LOADED


async def test_a_unit_that_is_silent_meanwhile(
    hass: HomeAssistant, repairs: Repairs, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Whether its certificate is trusted again is not known then."""
    async with impostor(pdu):
        await reload(hass, entry)
    pdu.leave()
    end = await repairs.mend(await repairs.issue(), "try_again")
    assert end["reason"] == "not_mended"
    assert await repairs.told() == ["certificate_refused"]


async def test_without_verification(
    hass: HomeAssistant, repairs: Repairs, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The owner may decide that nobody checks who answers."""
    async with impostor(pdu) as other:
        await reload(hass, entry)
        end = await repairs.mend(await repairs.issue(), "reconfigure")
        assert end["reason"] == "going_on"
        assert await repairs.told() == ["certificate_refused"]
        result = await hass.config_entries.flow.async_configure(
            end["next_flow"][1],
            {"url": other.url, "verify_ssl": False, "token": other.token},
        )
        assert result["reason"] == "reconfigure_successful"
        await hass.async_block_till_done(wait_background_tasks=True)
        assert how_far(entry) is ConfigEntryState.LOADED
        assert await repairs.told() == []
        await hass.config_entries.async_unload(entry.entry_id)
