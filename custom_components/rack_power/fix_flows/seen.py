"""What the owner only has to take note of."""

from homeassistant.components.repairs import RepairsFlowResult
import voluptuous as vol

from .flow import FixFlow


class SeenFlow(FixFlow):
    """Says what there is to say, until the owner confirms."""

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin; what core hands over here was not filled in by anybody."""
        return await self.async_step_seen()

    async def async_step_seen(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Let the owner confirm, which ends the issue."""
        self._check_open()
        if user_input is not None:
            return self._confirmed()
        return self.async_show_form(
            step_id="seen",
            data_schema=vol.Schema({}),
            description_placeholders=self._told,
        )

    def _confirmed(self) -> RepairsFlowResult:
        return self.async_create_entry(data={})
