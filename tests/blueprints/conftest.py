"""A house in which the blueprints of the project lie, and what automations do in it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
import logging
from pathlib import Path
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers.script import _ScriptRun
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from ..conftest import SteppedClock

BLUEPRINTS: Final = Path(__file__).parents[2] / "blueprints"
_TURNS: Final = 200_000
"""Turns of the loop; what is simulated answers at once."""
_CALM: Final = 5
NAMES: Final = sorted(one.stem for one in BLUEPRINTS.rglob("*.yaml"))

type Automate = Callable[..., Awaitable[str]]
type Pass = Callable[..., Awaitable[None]]


def tell(word: str, **data: str) -> list[dict[str, Any]]:
    """Return actions that are noted by `told`."""
    return [{"action": "test.tell", "data": {"word": word, **data}}]


@pytest.fixture
def told(hass: HomeAssistant) -> list[Mapping[str, Any]]:
    """What the owner's actions were called with, in their order."""
    heard: list[Mapping[str, Any]] = []

    async def hear(call: ServiceCall) -> None:
        heard.append(dict(call.data))

    hass.services.async_register("test", "tell", hear)
    return heard


def words(told: list[Mapping[str, Any]]) -> list[str]:
    """Return which of the owner's actions ran."""
    return [one["word"] for one in told]


@pytest.fixture
async def automate(
    hass: HomeAssistant,
    custom_integrations: None,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> AsyncGenerator[Automate]:
    """Make an automation of a blueprint, as the owner would.

    It is switched off at the end: what still waits would wait for ever, as time stands.
    """
    caplog.set_level(logging.INFO)
    hass.config.config_dir = str(tmp_path)
    (tmp_path / "blueprints").symlink_to(BLUEPRINTS)

    async def make(name: str, **inputs: object) -> str:
        automation = {
            "id": name,
            "alias": name,
            "use_blueprint": {"path": f"rack_power/{name}.yaml", "input": inputs},
        }
        assert await async_setup_component(
            hass, "automation", {"automation": automation}
        )
        await hass.async_block_till_done()
        found = f"automation.{name}"
        assert hass.states.is_state(found, "on"), caplog.text
        return found

    yield make
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps at which automations wait for time or for a state."""
    steps: list[str] = []

    def noted(name: str) -> Callable[[_ScriptRun], Awaitable[None]]:
        step: Callable[[_ScriptRun], Awaitable[None]] = getattr(_ScriptRun, name)

        async def wait(run: _ScriptRun) -> None:
            steps.append(name)
            try:
                await step(run)
            finally:
                steps.remove(name)

        return wait

    for name in ("_async_step_delay", "_async_step_wait_template"):
        monkeypatch.setattr(_ScriptRun, name, noted(name))
    return steps


def _runs_automation(task: asyncio.Future[Any]) -> bool:
    coroutine = task.get_coro() if isinstance(task, asyncio.Task) else None
    return getattr(coroutine, "__qualname__", "").startswith(
        ("AutomationEntity.", "Script.")
    )


@pytest.fixture
def run(hass: HomeAssistant, clock: SteppedClock, waiting: list[str]) -> Pass:
    """Let time pass in the steps in which a house looks around.

    Home Assistant's own way to wait until all is done waits for automations, too,
    which wait for a time that stands.
    """

    def is_busy() -> bool:
        tasks = [*hass._tasks, *hass._background_tasks]
        running = [one for one in tasks if _runs_automation(one)]
        return len(tasks) > len(running) or (bool(running) and not waiting)

    async def settle() -> None:
        calm = 0
        for _ in range(_TURNS):
            await asyncio.sleep(0)
            calm = 0 if is_busy() else calm + 1
            if calm > _CALM:
                return
        raise AssertionError(hass._tasks, hass._background_tasks, waiting)

    async def pass_time(seconds: float, step: float = 10) -> None:
        for _ in range(round(seconds / step)):
            await clock.sleep(step)
            async_fire_time_changed(hass)
            await settle()

    return pass_time


@pytest.fixture
def refusals() -> None:
    """Let actions fail: Home Assistant tells that in its log."""


@pytest.fixture(autouse=True)
def nothing_is_wrong(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Generator[None]:
    """Automations leave no error and no warning behind, but for what is refused."""
    yield
    if "refusals" in request.fixturenames:
        return
    wrong = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.name.startswith(
            ("homeassistant.components.automation", "homeassistant.helpers")
        )
        and record.levelname in {"WARNING", "ERROR"}
    ]
    assert not wrong
