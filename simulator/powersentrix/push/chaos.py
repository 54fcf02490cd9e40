"""Posts that no healthy UPS sends (scenario 17)."""

from collections.abc import Mapping
from typing import Any

from ..unit.ups import Ups
from .post import LOG, REGISTER, REPORT
from .pusher import Pusher

HUGE = 200 * 1024  # bytes


def play(ups: Ups, pusher: Pusher) -> None:
    """Post them all, one after the other; the last of all is in order."""
    latest = ups.journal.next_ord
    for number in (latest, latest, latest + 3, latest + 1, latest + 1):
        _record(ups, pusher, {"ord": number})
    _record(ups, pusher, {})
    ups.journal.next_ord = latest + 4
    status = ups.views.complex_object()
    for changes in ({"companyId": "wrong"}, {"companyId": ""}, {"cmm": "ups-99"}):
        pusher.send(REPORT, status, changes=changes)
    pusher.send(REPORT, status, query={})
    pusher.send(REPORT, b" " * HUGE)
    pusher.send(REPORT, b'{"upsData": {"volt')
    pusher.send(REPORT, [])
    pusher.send(REGISTER, ups.views.ident() | {"sn": "PSX-2025-999999"})
    pusher.report()


def _record(ups: Ups, pusher: Pusher, number: Mapping[str, Any]) -> None:
    time = ups.clock.time.strftime("%Y-%m-%d %H:%M:%S")
    pusher.send(
        LOG,
        {
            **number,
            "code": "SIM/E99",
            "cmm": ups.state.cmm,
            "description": f"Record {number.get('ord', 'without a number')}",
            "params": "",
            "timestamp": time,
        },
    )
