"""Tells traps when something begins or ends at the unit."""

from collections.abc import Callable

from . import trap_codes as codes
from .trap_codes import Pair
from .unit.groups import Order, OutletGroup
from .unit.readings import Readings
from .unit.surroundings import COMM_OK

type Tell = Callable[[int, str | None, int], None]


class Watch:
    """Looks at the unit whenever something may be different."""

    def __init__(self, see: Readings, tell: Tell) -> None:
        """`tell` takes the trap's number, its text, and the row that it is about."""
        self._see = see
        self._tell = tell
        self._known = self._now()
        self._result = see.unit.base.state.self_test_result
        self._running = see.unit.testing
        see.unit.on_change.append(self.look)
        see.unit.outlets.on_group.append(self._group)
        for group in see.unit.groups:
            group.on_order.append(self._order)

    def _now(self) -> dict[tuple[Pair, int, str], bool]:
        """Tell of everything that has two traps whether it is so."""
        unit, flags = self._see.unit, self._see.flags
        on_battery = unit.on_battery and not unit.base.state.mains
        known: dict[tuple[Pair, int, str], bool] = {
            (pair, 0, ""): flag in flags for flag, pair in codes.OF_FLAGS.items()
        }
        known[codes.ON_BATTERY, 0, ""] = on_battery
        known[codes.OUTPUT, 0, ""] = unit.base.state.output
        known[codes.LINK, 0, ""] = unit.link
        return known | self._surroundings()

    def _surroundings(self) -> dict[tuple[Pair, int, str], bool]:
        unit = self._see.unit
        known: dict[tuple[Pair, int, str], bool] = {}
        for probe in unit.probes:
            minimum, low, high, maximum, *damp = probe.violations
            row, name = probe.port, probe.name
            known[codes.PROBE, row, name] = probe.comm == COMM_OK
            hot_or_cold = (low or minimum, high or maximum)
            crossed = (*hot_or_cold, damp[0] or damp[1], damp[2] or damp[3])
            older = unit.older_probes
            pairs = codes.OF_OLDER_LIMITS if older else codes.OF_LIMITS
            for pair, is_so in zip(pairs, crossed, strict=True):
                key = pair, row, name
                known[key] = is_so or known.get(key, False)
        for number, contact in enumerate(unit.contacts, start=1):
            known[codes.CONTACT, number, contact.name] = contact.fault
        return known

    def look(self) -> None:
        """Tell what is different now."""
        now = self._now()
        before, self._known = self._known, now
        changes = [key for key in now if now[key] != before.get(key, now[key])]
        for pair, row, name in sorted(changes, key=lambda key: now[key]):
            number = pair.begins if now[pair, row, name] else pair.ends
            if number:
                self._tell(number, self._text(number, name), row)
        self._look_at_test()

    def _text(self, number: int, name: str) -> str | None:
        text = codes.TEXTS.get(number)
        return f"{text} ({name})" if text and name else text or name or None

    def _look_at_test(self) -> None:
        running, was = self._see.unit.testing, self._running
        self._running = running
        if was and not running:
            result = self._see.unit.test_result
            passed, failed = codes.SELF_TEST
            if result in (1, 2):
                number = passed if result == 1 else failed
                self._tell(number, codes.TEXTS[number], 0)

    def _group(self, group: OutletGroup, on: bool) -> None:
        word = "on" if on else "off"
        number = codes.GROUP.begins if on else codes.GROUP.ends
        self._tell(
            number, f"UPS: Outlet group {group.name} turned {word}.", group.number
        )

    def _order(self, group: OutletGroup, order: Order) -> None:
        word = order.name.lower().replace("_", " ")
        text = f"UPS: Outlet group {group.name} commanded: {word}."
        self._tell(codes.GROUP_COMMAND, text, group.number)
