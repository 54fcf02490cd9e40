"""Where neither rule about mains can work: only the log tells then (section 6).

The rules are tried as they are when mains is derived. It is told when they have known
nothing for a day, although the voltages that they rest on were there all the time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.errors import InvalidRequest
from ....equipment.model import EquipmentId
from ....equipment.variables import INPUT_VOLTAGE
from ..derived import mains, remembered
from ..derived.thresholds import PREFERENCES, Thresholds
from ..mapping.status import Status
from ..mapping.supplies import Supply
from ..variables import BATTERY_VOLTAGE
from .matter import Matter

_HOUR: Final = timedelta(hours=1)
"""What is counted; time in which nothing was heard for longer counts nothing."""
_DAY: Final = 24
_INDEPENDENT: Final = "independent"
_MATTER: Final = "mains_by_log"


class MainsDoubt:
    """Counts the hours in which the voltages tell nothing of mains.

    The count and what was learnt about the power supplies outlive the driver.
    """

    def __init__(self, context: Context, equipment: EquipmentId) -> None:
        """Go on where the driver before this one ended."""
        self._context = context
        self._equipment = equipment
        self._matter = Matter(context, equipment, _MATTER)
        self._key = f"{_MATTER}/{equipment}"
        kept = remembered.table(context.memory.recall(self._key))
        self._hours = int(remembered.number(kept.get("hours")) or 0)
        learnt = remembered.numbers(kept.get(_INDEPENDENT))
        self._rules: dict[int, Mapping[str, Json]] = {
            int(index): {_INDEPENDENT: True} for index in learnt
        }
        self._since: datetime | None = None
        self._heard: datetime | None = None

    def take(self, status: Status, at: datetime, name: str) -> None:
        """Look at what the unit told."""
        if self._matter.answered:
            self._matter.tell(None)
            return
        if not self._matter.is_new(at):
            return
        verdicts = self._verdicts(status, at)
        if not verdicts:
            return
        if any(verdict is not None for verdict in verdicts):
            self._hours, self._since = 0, None
            self._matter.tell(None)
        else:
            self._count(at)
        self._keep()
        if self._hours >= _DAY:
            self._matter.tell(InvalidRequest("mains_only_by_log", unit=name))

    def _verdicts(self, status: Status, at: datetime) -> list[bool | None]:
        """Return what the rules say of each power supply that tells both voltages."""
        limits = Thresholds.of(
            {
                one.key: self._context.preference(self._equipment, one.key)
                for one in PREFERENCES
            }
        )
        found = []
        for index, supply in enumerate(status.supplies):
            main, battery = _volts(supply)
            if main is None or battery is None or not (supply.live or index == 0):
                continue
            self._rules[index], verdict = mains.judge(
                self._rules.get(index, {}),
                main,
                battery,
                at,
                limits,
                forced=status.settings.forced_battery is True,
            )
            found.append(verdict)
        return found

    def _count(self, at: datetime) -> None:
        """Count one more hour when it is full."""
        heard, self._heard = self._heard, at
        if self._since is None or heard is None or at - heard > _HOUR:
            self._since = at
        elif at - self._since >= _HOUR:
            self._hours, self._since = min(self._hours + 1, _DAY), at

    def _keep(self) -> None:
        learnt = [
            index
            for index, rule in self._rules.items()
            if rule.get(_INDEPENDENT) is True
        ]
        kept: Json = {"hours": self._hours, _INDEPENDENT: learnt}
        self._context.memory.keep(self._key, kept)


def _volts(supply: Supply) -> tuple[float | None, float | None]:
    """Return the voltage from the mains and that of the battery."""
    main = supply.readings.get(INPUT_VOLTAGE)
    battery = supply.readings.get(BATTERY_VOLTAGE)
    return (
        main if isinstance(main, float) else None,
        battery if isinstance(battery, float) else None,
    )
