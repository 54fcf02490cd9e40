"""Take the pictures of the documents: python -m scripts.demo_house.pictures.

A real Home Assistant beside the simulator, looked at by a real browser.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
import shutil
import sys
import tempfile

from PIL import Image
from playwright.async_api import Page, async_playwright

from .api import RefusedError
from .check import look_at_connections
from .connections import set_up_connections
from .dashboard import PATH, drawn, make_dashboard, save_dashboard
from .house import House, house
from .past import remember
from .processes import ROOT, StoppedEarlyError
from .registries import Registries, name_of, read_registries
from .timezone import time_zone
from .trouble import pull_the_plugs

PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH = 1200
HEIGHT = 1000
LONGEST = 1500
HEIGHT_OF_FAILURE = 700
COLOURS = 256
PICTURED = {
    "RackUPS": "ups",
    "DC supply of rack 1": "dc_ups",
    "SynLink PDU": "pdu",
}
"""Units of the demo, and the pictures of their pages."""
SPARE = "Spare"
SETTLED_MS = 2500
"""Until animations are over and pictures of entities are there."""
EVENTS_SECONDS = 15
"""Until what happened has come by each of the ways."""

# The sidebar tells nothing of us.
PREPARE = """localStorage.setItem("dockedSidebar", '"always_hidden"')"""
TALL = """() => {
  const view = document.querySelector("home-assistant").shadowRoot
    .querySelector("home-assistant-main").shadowRoot
    .querySelector("ha-panel-lovelace").shadowRoot
    .querySelector("hui-root").shadowRoot
    .querySelector("#view");
  return view.getBoundingClientRect().top + view.scrollHeight;
}"""


async def main() -> int:
    """Build the house, let something happen in it, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="rack-power-") as folder:
            async with house(Path(folder)) as home, window(home.api.url) as page:
                await set_up_connections(home.api, home.parts)
                await look_at_connections(home.api)
                registries = await read_registries(home.api)
                await live_a_little(home, registries)
                made = await make_dashboard(home.api, *shown(registries))
                await remember(home.api, sorted(drawn(made)))
                await save_dashboard(home.api, made)
                for view in made["views"]:
                    name = PICTURED.get(view["title"], "dashboard")
                    await take(page, name, f"/{PATH}/{view['path']}")
                await pull_the_plugs(home, registries)
                await take(page, "power_failure", f"/{PATH}", HEIGHT_OF_FAILURE)
    except (RefusedError, StoppedEarlyError) as err:
        print(f"scripts/pictures: {err}", file=sys.stderr)
        return 1
    return 0


async def live_a_little(home: House, registries: Registries) -> None:
    """Have something to tell: outlets that nothing hangs on are switched."""
    outlets = [
        switch["entity_id"]
        for part in registries.devices
        if name_of(part).startswith(SPARE)
        for switch in registries.entities_of(part, "switch")
    ]
    for action in ("turn_on", "turn_off"):
        await home.api.call(
            "POST", f"/api/services/switch/{action}", {"entity_id": outlets}
        )
    await asyncio.sleep(EVENTS_SECONDS)


def shown(registries: Registries) -> list[str]:
    """Choose one unit of each kind: all of them would not fit into a picture."""
    return [unit["id"] for unit in registries.units() if name_of(unit) in PICTURED]


@asynccontextmanager
async def window(url: str) -> AsyncGenerator[Page]:
    """Open a window of the system's browser."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise StoppedEarlyError("No browser; scripts/setup e2e installs one.")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox"],  # containers have none to give
        )
        page = await running.new_page(
            base_url=url,
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="en-GB",
            timezone_id=time_zone(),
            color_scheme="light",
        )
        await page.add_init_script(PREPARE)
        yield page
        await running.close()


async def take(page: Page, name: str, path: str, longest: int = LONGEST) -> None:
    """Take a picture of a page once its graphs are drawn, as tall as it is."""
    await settle(page, path, HEIGHT)
    # What comes into sight only then is not always drawn, so all is loaded anew.
    await settle(page, path, min(int(await page.evaluate(TALL)), longest))
    file = PICTURES / f"{name}.png"
    picture = Image.open(BytesIO(await page.screenshot())).convert("RGB")
    # The other methods would spend all colours on graphs and grey out small signs.
    few = picture.quantize(
        COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")


async def settle(page: Page, path: str, height: int) -> None:
    """Open a page and wait until nothing moves any more."""
    await page.set_viewport_size({"width": WIDTH, "height": height})
    await page.goto(path)
    # What has nothing to tell is hidden, and may come first.
    await page.locator("hui-section:not([hidden])").first.wait_for()
    for graph in await page.locator("hui-history-graph-card").all():
        await graph.locator("canvas").first.wait_for()
    await page.wait_for_timeout(SETTLED_MS)


sys.exit(asyncio.run(main()))
