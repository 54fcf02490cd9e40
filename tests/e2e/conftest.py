"""What runs during the tests: one house for all of them, and a browser."""

from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
import shutil

from playwright.async_api import Browser, Page, async_playwright
import pytest

from scripts.demo_house.house import House, house

from .control import Control

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PICTURES = Path(__file__).parent / "pictures"


@pytest.fixture(scope="session")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Run a Home Assistant that knows nothing yet, beside the simulator."""
    async with house(tmp_path_factory.mktemp("house")) as built:
        yield built


@pytest.fixture
async def pdu(home: House) -> AsyncIterator[Control]:
    """Look behind the simulated PDU; its counters start at nothing."""
    async with Control.opened(home.parts["synaccess"]["control"]) as control:
        await control.reset_counters()
        yield control


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    """Run the system's browser."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert program, "scripts/setup e2e installs a browser"
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox"],  # containers have none to give
        )
        yield running
        await running.close()


@pytest.fixture
async def page(
    browser: Browser, home: House, request: pytest.FixtureRequest
) -> AsyncGenerator[Page]:
    """Open a window; what it showed last is kept as a picture."""
    PICTURES.mkdir(exist_ok=True)
    window = await browser.new_page(
        base_url=home.api.url,
        viewport={"width": 1280, "height": 900},
        locale="en-US",
    )
    yield window
    await window.screenshot(path=PICTURES / f"{request.node.name}.png")
    await window.close()
