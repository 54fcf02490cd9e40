"""Run the demo: scripts/demo [--port PORT], or scripts/demo --check."""

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path
import signal
import sys
import tempfile

from aiohttp import ClientError

from .announcement import announcement
from .api import RefusedError
from .automations import MAKER, WATCHED_PART, add_automation
from .check import Row, complaints, look_at_connections, table
from .connections import CONNECTIONS, hear_now, set_up_connections
from .dashboard import drawn, is_shown_first, make_dashboard, save_dashboard
from .energy import fill_energy_dashboard, look_at_energy
from .house import PASSWORD, USERNAME, House, house
from .past import remember
from .processes import ROOT, StoppedEarlyError
from .registries import name_of, read_registries

FOLDER = ROOT / ".demo"
PORT = 8123


async def furnish(home: House) -> list[Row]:
    """Set up the integration, and the dashboard from what it brings."""
    await set_up_connections(home.api, home.parts)
    rows = await look_at_connections(home.api)
    made = await make_dashboard(home.api)
    await remember(home.api, sorted(drawn(made)))
    await save_dashboard(home.api, made)
    await add_automation(home.api)
    await fill_energy_dashboard(home.api)
    return rows


async def look_again(home: House) -> list[str]:
    """Have Home Assistant restarted, and tell what of the house did not survive it."""
    with suppress(RefusedError, ClientError):  # it may end before it answers
        await home.api.call("POST", "/api/services/homeassistant/restart")
    await home.instance.wants_restart()
    await home.instance.start_again()
    await hear_now(home.api, home.parts)
    rows = await look_at_connections(home.api)
    wrong = await look_at_energy(home.api)
    if not await is_shown_first(home.api):
        wrong.append("the dashboard is not what a person sees first")
    wrong += [f"{row.connection}: not in order" for row in rows if not row.in_order]
    return [f"after a restart, {one}" for one in wrong]


async def show(port: int) -> None:
    """Run until interrupted or terminated."""
    print("Starting Home Assistant and the simulator…", flush=True)
    async with house(FOLDER, port) as home:
        await furnish(home)
        watched = name_of((await read_registries(home.api)).unit_of(MAKER))
        control = home.parts[WATCHED_PART]["control"]
        user = (USERNAME, PASSWORD)
        text = announcement(home.api.url, user, control, watched, home.parts)
        print(text, flush=True)
        while True:
            await home.instance.wants_restart()
            print("Home Assistant restarts…", flush=True)
            await home.instance.start_again()
            print(f"Home Assistant is back at {home.api.url}", flush=True)


async def check() -> int:
    """Tell whether every connection works and nothing complained."""
    with tempfile.TemporaryDirectory(prefix="rack-power-") as folder:
        async with house(Path(folder)) as home:
            rows = await furnish(home)
            print(table(rows))
            again = await look_again(home)
        # After the stop, so that what it complains of while it stops counts, too.
        wrong = complaints(home.log) + again
    wrong += [f"{row.connection}: not in order" for row in rows if not row.in_order]
    if len(rows) != len(CONNECTIONS):
        wrong.append(f"{len(CONNECTIONS)} connections expected")
    print(*wrong, sep="\n", file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


async def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser("scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="of Home Assistant")
    parser.add_argument("--check", action="store_true", help="look for faults and end")
    options = parser.parse_args()

    task = asyncio.ensure_future(check() if options.check else show(options.port))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await task or 0
    except asyncio.CancelledError:
        print("Stopped.")
        return 1 if options.check else 0
    except (RefusedError, StoppedEarlyError) as err:
        print(f"scripts/demo: {err}", file=sys.stderr)
        return 1


sys.exit(asyncio.run(main()))
