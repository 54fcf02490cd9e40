"""A house with a recorder that compiles statistics, and every way to equipment."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
import logging
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from simulator.synaccess import Clock, PduSimulator
from simulator.synaccess.cloud import CloudSimulator

from ..conftest import MakeCard, MakeCloud, MakeSite, SteppedClock, Tick, pdu_entry
from ..powersentrix import Ways
from ..smartconnect import add_account as add_smartconnect
from ..snmp import add_card
from ..synaccess_cloud import add_account as add_synaccess_cloud
from .dashboard import Dashboard

type Connect = Callable[[str], Awaitable[None]]
type Run = Callable[[float], Awaitable[None]]

REPORT: Final = 330
"""Seconds within which every connection has told all: a UPS posts every 300."""
_STEP: Final = 30
"""Seconds: what counts energy is looked at no more often."""
_PERIOD: Final = timedelta(minutes=5)
"""For which the recorder compiles statistics …"""
_COMPILED: Final = timedelta(seconds=20)
"""… which it has done so long after their end."""


@pytest.fixture(autouse=True)
def quiet_database(caplog: pytest.LogCaptureFixture) -> None:
    """Leave every statement to the database out of the log: it is most of the work."""
    caplog.set_level(logging.WARNING, "sqlalchemy.engine")


@pytest.fixture
def enable_statistics() -> bool:
    """Let the recorder compile statistics every five minutes, as in a real house."""
    return True


@pytest.fixture
async def dashboard(
    recorder_mock: object,
    clock: SteppedClock,
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_access_token: str,
) -> Dashboard:
    """The energy dashboard, when the statistics of five minutes have been compiled.

    Its door is made before the house opens others.
    """
    past = timedelta(seconds=clock.now().timestamp() % _PERIOD.total_seconds())
    clock.freezer.tick(_PERIOD - past + _COMPILED)
    assert await async_setup_component(hass, "energy", {})
    return Dashboard(hass, hass_ws_client, hass_access_token)


@pytest.fixture
def run(tick: Tick) -> Run:
    """Let time pass in the steps in which a house looks at counters."""

    async def pass_time(seconds: float) -> None:
        for _ in range(round(seconds / _STEP)):
            await tick(_STEP)

    return pass_time


@pytest.fixture
async def connect(
    hass: HomeAssistant,
    clock: SteppedClock,
    ways: Ways,
    make_card: MakeCard,
    make_cloud: MakeCloud,
    make_site: MakeSite,
    run: Run,
) -> AsyncGenerator[Connect]:
    """Set up a connection by its name; a card's model may follow after a colon."""
    async with AsyncExitStack() as opened:

        async def set_up(name: str) -> None:
            kind, _, model = name.partition(":")
            if kind == "synaccess_pdu":
                pdu = await opened.enter_async_context(PduSimulator())
                clock.simulated.append(pdu)
                entry = pdu_entry(pdu)
                entry.add_to_hass(hass)
                assert await hass.config_entries.async_setup(entry.entry_id)
            elif kind == "synaccess_cloud":
                account = CloudSimulator(1, clock=Clock(clock.now()))
                clock.simulated.append(await opened.enter_async_context(account))
                await add_synaccess_cloud(hass, account)
            elif kind == "apc_snmp":
                await add_card(hass, await make_card(model))
            elif kind == "apc_smartconnect":
                await add_smartconnect(hass, await make_cloud())
            else:
                await ways.add(await make_site(), kind)
                await run(REPORT)
            await hass.async_block_till_done(wait_background_tasks=True)

        yield set_up
