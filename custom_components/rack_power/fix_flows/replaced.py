"""Another unit answers where one is known: it takes its place, or is a new one."""

from typing import Any

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import device_registry as dr

from ..battery_care import forget_answer
from ..connections import CONNECTIONS, Connection
from ..const import DOMAIN
from ..equipment.errors import DriverError, WrongEquipment
from ..equipment.model import EquipmentId
from ..fleet import FLEET, device_of
from ..removal import forget_names
from ..replacing import ANOTHER_UNIT, check_same, hand_over, part_from
from ..trial import Trial, try_connection
from ..troubles import CONTACT, end_told_of, tell_trouble
from .flow import FixFlow


class ReplacedFlow(FixFlow):
    """Asks whether the unit that answers takes the place of the one before."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Ask what to do."""
        return self.async_show_menu(
            step_id="init",
            menu_options=["adopt", "add"],
            description_placeholders=self._told,
        )

    async def async_step_adopt(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Give devices and entities of the old unit to the one that answers."""
        return await self._put(adopt=True)

    async def async_step_add(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Let the entry stand for the unit that answers, as a device of its own."""
        return await self._put(adopt=False)

    async def _put(self, *, adopt: bool) -> RepairsFlowResult:
        """Look who answers now; the owner decided about the one that was named."""
        self._check_open()
        entry = self._entry
        connection = CONNECTIONS[entry.data["connection"]]
        try:
            trial = await try_connection(self.hass, connection, entry.data)
        except DriverError as err:
            return await self._not_reached(err)
        self._check_open()
        try:
            check_same(self.hass, entry, connection, trial.found)
        except WrongEquipment as err:
            if err.reason != ANOTHER_UNIT:
                return await self._not_reached(err)
            return await self._replace(connection, trial, err, adopt=adopt)
        return await self._load_anew()  # it is the old one again

    async def _replace(
        self, connection: Connection, trial: Trial, told: DriverError, *, adopt: bool
    ) -> RepairsFlowResult:
        entry, unit = self._entry, trial.found[0]
        if unit.serial is not None and unit.serial != self._told.get("serial"):
            tell_trouble(self.hass, entry, CONTACT, told)
            return self.async_abort(
                reason="yet_another", description_placeholders=told.placeholders
            )
        old = connection.unit_of(entry.unique_id or "")
        entry_id = connection.entry_id(entry.data, trial.found)
        if hindrance := self._hindrance(old, unit.id, entry_id, adopt=adopt):
            return self.async_abort(reason=hindrance)
        async with entry.setup_lock:
            pass  # one that is under way cannot be unloaded
        if not await self.hass.config_entries.async_unload(entry.entry_id):
            return self.async_abort(reason="not_mended")
        if self._issue is None:  # decided in another window while this one waited
            await self._load_anew()
            raise AbortFlow(reason="over")
        self._succeed(old, unit.id, adopt=adopt)
        self.hass.data[FLEET].learnt[entry_id] = trial.learnt
        title = entry.title if adopt else connection.title(entry.data, trial.found)
        self.hass.config_entries.async_update_entry(
            entry, unique_id=entry_id, title=title
        )
        tell_trouble(self.hass, entry, CONTACT, None)
        return await self._load_anew()

    def _hindrance(
        self, old: EquipmentId, new: EquipmentId, entry_id: str, *, adopt: bool
    ) -> str | None:
        """Return why it cannot be done."""
        entries, entry = self.hass.config_entries, self._entry
        if entries.async_entry_for_domain_unique_id(DOMAIN, entry_id):
            return "already_configured"
        if not adopt:
            return None
        if device_of(self.hass, new):
            return "known"
        mine = dr.async_get(self.hass).async_get_device_by_identifier(
            (DOMAIN, old), entry.entry_id
        )
        return None if mine or not device_of(self.hass, old) else "elsewhere"

    def _succeed(self, old: EquipmentId, new: EquipmentId, *, adopt: bool) -> None:
        """Let what is known of the old unit go to the new one, or to who sees it."""
        fleet, entry = self.hass.data[FLEET], self._entry
        heirs = set[str]()
        if adopt:
            hand_over(self.hass, entry, old, new)
        elif heir := part_from(self.hass, entry, old, fleet.units.get(old)):
            heirs.add(heir)
        fleet.preferences.succeed(entry.entry_id, old, new if adopt else None)
        forget_names(self.hass, fleet)
        end_told_of(self.hass, old)
        forget_answer(fleet, new)  # its battery came with it
        for heir in heirs | fleet.heirs():
            self.hass.config_entries.async_schedule_reload(heir)

    async def _not_reached(self, err: DriverError) -> RepairsFlowResult:
        return self.async_abort(
            reason="not_reached",
            description_placeholders={"problem": await self._words(err)},
        )
