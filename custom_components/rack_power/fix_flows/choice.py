"""What the owner decides about a unit, because it tells something odd.

The issue holds the unit and the matter. That the owner knows, and wants to leave it so,
is kept as a choice of the unit; so whoever else tells the same of it ends it, too.
"""

from typing import override

from homeassistant.components.repairs import RepairsFlowResult

from ..connections import CONNECTIONS
from ..equipment.driver import Json
from ..equipment.model import EquipmentId
from ..fleet import FLEET
from .flow import FixFlow
from .seen import SeenFlow


class _DecisionFlow(FixFlow):
    """A flow about what a driver told of one unit."""

    @property
    def _matter(self) -> str:
        return str((self.data or {})["matter"])

    @property
    def _unit_id(self) -> EquipmentId:
        return EquipmentId(str((self.data or {})["unit"]))

    def _leave_so(self) -> RepairsFlowResult:
        """Keep that it is not to be told again."""
        return self._choose(f"{self._matter}_kept", True)

    def _choose(self, key: str, value: Json) -> RepairsFlowResult:
        self.hass.data[FLEET].preferences.choose(self._unit_id, {key: value})
        return self.async_create_entry(data={})


class ChoiceFlow(_DecisionFlow):
    """Asks whether a preference of a unit, which is the matter, should be changed."""

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask what to do."""
        return self.async_show_menu(
            step_id="init",
            menu_options=["change", "keep"],
            description_placeholders=self._told,
        )

    async def async_step_change(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Choose the other option; whoever sees the unit begins anew with it."""
        self._check_open()
        fleet = self.hass.data[FLEET]
        connection = CONNECTIONS[self._entry.data["connection"]]
        asked = next(one for one in connection.preferences if one.key == self._matter)
        chosen = fleet.preferences.choice(self._unit_id, asked.key) or asked.default
        unit = fleet.units.get(self._unit_id)
        for entry_id in tuple(unit.paths) if unit else ():
            self.hass.config_entries.async_schedule_reload(entry_id)
        other = next(one for one in asked.options if one != chosen)
        return self._choose(asked.key, other)

    async def async_step_keep(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave it as it is; it is not told again."""
        self._check_open()
        return self._leave_so()


class KnownFlow(SeenFlow, _DecisionFlow):
    """Says what a unit cannot do, until the owner confirms that they know."""

    @override
    def _confirmed(self) -> RepairsFlowResult:
        return self._leave_so()
