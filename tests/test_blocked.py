"""Signing in that needs a person: told once, not tried again, mended by the owner."""

from collections.abc import Sequence

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import (
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from custom_components.rack_power.equipment.model import Equipment

from .conftest import Tick
from .fake import House, Reads
from .house import state

CAPTCHA = SignInBlocked("sign_in_captcha")


def issue(hass: HomeAssistant, entry: MockConfigEntry) -> ir.IssueEntry | None:
    """Return what is told about an entry that cannot sign in."""
    key = f"{entry.entry_id}_contact"
    return ir.async_get(hass).async_get_issue(DOMAIN, key)


def asked(hass: HomeAssistant) -> list[str]:
    """Return the entries that ask to be signed in again."""
    return [
        flow["context"]["entry_id"]
        for flow in hass.config_entries.flow.async_progress()
        if flow["context"]["source"] == SOURCE_REAUTH
    ]


def loaded(entry: MockConfigEntry) -> ConfigEntryState:
    """Return how far an entry is set up, now."""
    state: ConfigEntryState = entry.state
    return state


async def test_while_it_runs(hass: HomeAssistant, fakes: House, tick: Tick) -> None:
    """Values go at once, a person is asked, and nobody knocks again."""
    driver = Reads()
    entry = await fakes.add(driver)
    driver.fails = CAPTCHA
    await tick(30)
    reads = driver.reads
    told = issue(hass, entry)
    assert told is not None
    assert told.translation_key == "sign_in_captcha"
    assert told.translation_placeholders == {"name": "Box"}
    assert asked(hass) == [entry.entry_id]
    assert state(hass, "sensor", "outlet.current") == "unavailable"
    for _ in range(20):
        await tick(600)
    driver.outside.wake(0)
    await tick(30)
    assert driver.reads == reads


async def test_at_the_start(hass: HomeAssistant, fakes: House, tick: Tick) -> None:
    """The entry is not loaded, a person is asked, and loading it anew tries again."""
    driver = Reads(unreachable=CAPTCHA)
    entry = await fakes.add(driver)
    assert loaded(entry) is ConfigEntryState.SETUP_ERROR
    assert issue(hass, entry) is not None
    assert asked(hass) == [entry.entry_id]
    driver.unreachable = None
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert loaded(entry) is ConfigEntryState.LOADED
    assert issue(hass, entry) is None


async def test_an_entry_that_is_disabled(hass: HomeAssistant, fakes: House) -> None:
    """Nobody wants it to work, so there is nothing to mend."""
    entry = await fakes.add(Reads(unreachable=CAPTCHA))
    assert issue(hass, entry) is not None
    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issue(hass, entry) is None


async def test_an_entry_that_is_removed(hass: HomeAssistant, fakes: House) -> None:
    """Leaves nothing to be repaired."""
    entry = await fakes.add(Reads(unreachable=CAPTCHA))
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issue(hass, entry) is None


@pytest.mark.parametrize("error", [CAPTCHA, InvalidAuth()])
async def test_a_unit_that_another_path_reaches(
    hass: HomeAssistant, fakes: House, tick: Tick, error: DriverError
) -> None:
    """It stays; the owner is asked all the same, and once is enough."""
    driver = Reads()
    entry = await fakes.add(driver, rank=CLOUD)
    await fakes.add(Reads())
    driver.fails = error
    await tick(30)
    reads = driver.reads
    assert asked(hass) == [entry.entry_id]
    assert state(hass, "sensor", "outlet.current") == "1.5"
    for _ in range(5):
        await tick(60)
    assert driver.reads == reads


@pytest.mark.parametrize("error", [CAPTCHA, InvalidAuth()])
async def test_a_start_while_another_path_reaches_it(
    hass: HomeAssistant, fakes: House, tick: Tick, error: DriverError
) -> None:
    """The entry has the unit's device and is loaded, but does not knock again."""
    driver = Reads()
    entry = await fakes.add(driver, rank=CLOUD)
    await fakes.add(Reads())
    driver.unreachable = error
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert asked(hass) == [entry.entry_id]
    reads = driver.reads
    for _ in range(5):
        await tick(60)
    assert driver.reads == reads
    assert state(hass, "sensor", "outlet.current") == "1.5"


async def test_what_a_trial_learns(hass: HomeAssistant, fakes: House) -> None:
    """What a new sign-in brought is there when the entry is loaded again."""
    kept: list[Json] = []

    class SignsIn(Reads):
        """Keeps a cookie when it connects, and notes what was kept before."""

        async def connect(self) -> Sequence[Equipment]:
            """Sign in."""
            kept.append(self.outside.memory.recall("cookie"))
            self.outside.memory.keep("cookie", f"from sign-in {len(kept)}")
            return await Reads.connect(self)

    driver = SignsIn()
    entry = await fakes.add(driver)
    driver.fails = InvalidAuth()
    await entry.runtime_data.coordinator.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    driver.fails = None
    (flow,) = hass.config_entries.flow.async_progress()
    await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"token": "another"}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    # The trial starts with nothing; the entry goes on with what the trial learnt.
    assert kept == [None, None, "from sign-in 2"]
