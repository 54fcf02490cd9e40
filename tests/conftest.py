"""What tests on the level of Home Assistant need: a house, a PDU, and its time."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.snmp.util import (
    DATA_SNMP_ENGINE,
    async_get_snmp_engine,
)
from homeassistant.core import HomeAssistant
from hypothesis import settings
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.rack_power import outside
from custom_components.rack_power.const import DOMAIN
from simulator.certificate import self_signed
from simulator.powersentrix import Clock, PowerSentrixSimulator
from simulator.smartconnect import SmartConnectSimulator
from simulator.snmp import SnmpSimulator
from simulator.synaccess import PduSimulator

from .fake import House
from .powersentrix import Ways

type Tick = Callable[[float], Awaitable[None]]
type MakeCard = Callable[..., Awaitable[SnmpSimulator]]
type MakeCloud = Callable[..., Awaitable[SmartConnectSimulator]]
type MakeSite = Callable[..., Awaitable[PowerSentrixSimulator]]

# A busy machine proves nothing, and what passed once passes again; to look for more:
# pytest --hypothesis-profile=searching
settings.register_profile("searching", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def real_dates() -> None:
    """Let cryptography meet the real ``datetime``: it keeps the first that it sees."""
    self_signed("127.0.0.1")


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Snapshots without the random ids of registries."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


class Steps(Protocol):
    """What is simulated, and how its time passes."""

    def step(self, seconds: float) -> object:
        """Let time pass."""


class SteppedClock:
    """The house's frozen time; waiting moves it, and that of what is simulated."""

    freezer: FrozenDateTimeFactory

    def __init__(self) -> None:
        """Move nothing yet but the time of the house."""
        self.simulated: list[Steps] = []

    def now(self) -> datetime:
        """Return the frozen time."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the frozen time in seconds."""
        return datetime.now(UTC).timestamp()

    async def sleep(self, seconds: float) -> None:
        """Move the time instead of waiting."""
        self.freezer.tick(timedelta(seconds=seconds))
        for one in self.simulated:
            one.step(seconds)


@pytest.fixture
def clock(
    freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> Generator[SteppedClock]:
    """The clock that drivers get in place of the machine's."""
    stepped = SteppedClock()
    stepped.freezer = freezer
    monkeypatch.setattr(outside, "RealClock", lambda: stepped)
    yield stepped
    stepped.simulated.clear()


@pytest.fixture
async def pdu(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[PduSimulator]:
    """A PDU on a real socket, its time stepped."""
    async with PduSimulator() as simulated:
        clock.simulated.append(simulated)
        yield simulated


@pytest.fixture
async def make_site(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[MakeSite]:
    """Build UPSs and their portal on real sockets, their time stepped."""
    async with AsyncExitStack() as opened:

        async def make(units: int = 1, **knobs: Any) -> PowerSentrixSimulator:
            time = Clock(clock.now())
            simulated = PowerSentrixSimulator(units, clock=time, **knobs)
            clock.simulated.append(await opened.enter_async_context(simulated))
            return simulated

        yield make


@pytest.fixture
async def site(make_site: MakeSite) -> PowerSentrixSimulator:
    """A UPS and its portal."""
    return await make_site()


@pytest.fixture
async def make_cloud(
    socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[MakeCloud]:
    """Build accounts of the SmartConnect cloud on real sockets, their time stepped."""
    async with AsyncExitStack() as opened:

        async def make(units: int = 1, **knobs: Any) -> SmartConnectSimulator:
            simulated = SmartConnectSimulator(
                units, clock=Clock(clock.now()), **{"noise": 0, **knobs}
            )
            clock.simulated.append(await opened.enter_async_context(simulated))
            return simulated

        yield make


@pytest.fixture
async def cloud(make_cloud: MakeCloud) -> SmartConnectSimulator:
    """An account with one UPS."""
    return await make_cloud()


@pytest.fixture
async def make_card(
    hass: HomeAssistant, socket_enabled: None, clock: SteppedClock
) -> AsyncGenerator[MakeCard]:
    """Build network management cards on real sockets, their time stepped.

    Core's engine is closed at the end: it would go on for as long as its house.
    """
    async with AsyncExitStack() as opened:

        async def make(model: str = "smart_ups", **options: Any) -> SnmpSimulator:
            options = {"clock": Clock(clock.now()), **options}
            simulated = SnmpSimulator(model, **options)
            clock.simulated.append(await opened.enter_async_context(simulated))
            return simulated

        yield make
        for entry in hass.config_entries.async_loaded_entries(DOMAIN):
            await hass.config_entries.async_unload(entry.entry_id)
        if DATA_SNMP_ENGINE in hass.data:
            (await async_get_snmp_engine(hass)).close_dispatcher()


@pytest.fixture
async def card(make_card: MakeCard) -> SnmpSimulator:
    """The card of a Smart-UPS of the second generation."""
    return await make_card()


@pytest.fixture
def ways(
    hass: HomeAssistant,
    custom_integrations: None,
    hass_client_no_auth: ClientSessionGenerator,
) -> Ways:
    """The three ways to a UPS, as entries of the house."""
    return Ways(hass, hass_client_no_auth)


@pytest.fixture
def tick(hass: HomeAssistant, clock: SteppedClock) -> Tick:
    """Let time pass in the house and in what is simulated."""

    async def pass_time(seconds: float) -> None:
        await clock.sleep(seconds)
        for one in clock.simulated:
            if isinstance(one, PowerSentrixSimulator):
                await one.delivered()
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    return pass_time


@pytest.fixture
def custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


def pdu_entry(pdu: PduSimulator, **options: object) -> MockConfigEntry:
    """Return the entry of a simulated PDU, not added yet."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Rack PDU",
        unique_id=f"synaccess_pdu:synaccess_{pdu.serial}",
        data={
            "connection": "synaccess_pdu",
            "url": pdu.url,
            "token": pdu.token,
            "verify_ssl": True,
        },
        options=options,
    )


@pytest.fixture
async def entry(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> MockConfigEntry:
    """The PDU, set up in the house."""
    added = pdu_entry(pdu)
    added.add_to_hass(hass)
    assert await hass.config_entries.async_setup(added.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return added


@pytest.fixture
def fakes(
    hass: HomeAssistant,
    custom_integrations: None,
    clock: SteppedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> House:
    """A house whose connections lead to fake drivers."""
    return House(hass, monkeypatch)
