"""Our own texts, where we have to put them in ourselves."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN


async def texts_of(hass: HomeAssistant, category: str) -> Mapping[str, str]:
    """Return the texts of a category of the translations, by their keys within it.

    In the language of the house; what lacks there is English.
    """
    place = f"component.{DOMAIN}.{category}."
    found = await async_get_translations(hass, hass.config.language, category, {DOMAIN})
    return {key.removeprefix(place): text for key, text in found.items()}
