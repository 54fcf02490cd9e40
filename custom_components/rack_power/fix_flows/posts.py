"""Finding out why a unit's posts do not arrive."""

from homeassistant.components.repairs import RepairsFlowResult
import voluptuous as vol

from ..address import address_for
from ..connections import CONNECTIONS
from .flow import FixFlow


class PostsFlow(FixFlow):
    """Shows the address again that the unit posts to, until a post arrives."""

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin; what core hands over here was not filled in by anybody."""
        return await self.async_step_check()

    async def async_step_check(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show what to check; the issue is gone when something was posted."""
        entry = self._entry
        connection = CONNECTIONS[entry.data["connection"]]
        if user_input is not None and self._issue is None:
            return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="check",
            data_schema=vol.Schema({}),
            errors={} if user_input is None else {"base": "not_mended"},
            description_placeholders={
                **self._told,
                "url": address_for(self.hass, connection, entry.data),
            },
        )
