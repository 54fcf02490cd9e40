"""Run the demo: scripts/demo [--port PORT], or scripts/demo --check."""

import argparse
import asyncio
from pathlib import Path
import signal
import sys
import tempfile

from .api import RefusedError
from .automations import NAME, WATCHED_PART, add_automation
from .check import Row, complaints, look_at_connections, table
from .connections import CONNECTIONS, set_up_connections
from .dashboard import PATH, drawn, make_dashboard, save_dashboard
from .house import PASSWORD, USERNAME, House, house
from .past import remember
from .processes import ROOT, StoppedEarlyError

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
    return rows


async def show(port: int) -> None:
    """Run until interrupted or terminated."""
    print("Starting Home Assistant and the simulator…", flush=True)
    async with house(FOLDER, port) as home:
        await furnish(home)
        print(
            f"Open {home.api.url}/{PATH}",
            "That is the dashboard, with which this Home Assistant begins.",
            f"User {USERNAME}, password {PASSWORD}; a browser here is signed in.",
            f"Pull the plug of a UPS, and see the automation {NAME!r} at work:",
            f"  curl -d '{{\"on\": false}}' {home.parts[WATCHED_PART]['control']}mains",
            *(f"Simulated: {name} {part}" for name, part in home.parts.items()),
            "Ctrl-C ends it.",
            sep="\n",
            flush=True,
        )
        await asyncio.Event().wait()


async def check() -> int:
    """Tell whether every connection works and nothing complained."""
    with tempfile.TemporaryDirectory(prefix="rack-power-") as folder:
        async with house(Path(folder)) as home:
            rows = await furnish(home)
            print(table(rows))
        # After the stop, so that what it complains of while it stops counts, too.
        wrong = complaints(home.log)
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
