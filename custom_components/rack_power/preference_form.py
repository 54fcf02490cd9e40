"""Form fields for what the owner may decide about a unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
from homeassistant.helpers.translation import async_get_translations
import voluptuous as vol

from .connections import Connection, Fields
from .const import DOMAIN
from .equipment.preference import Preference


def preference_asked(connection: Connection) -> Preference:
    """Return the preference that is asked for when a unit is added."""
    return next(one for one in connection.preferences if one.key == connection.asks)


def preference_fields(
    preferences: Iterable[Preference], chosen: Mapping[str, Any]
) -> Fields:
    """Return a field for each preference, with what was chosen or its default."""
    return {
        vol.Required(one.key, default=chosen.get(one.key, one.default)): _selector(one)
        for one in preferences
    }


async def option_names(hass: HomeAssistant, preference: Preference) -> dict[str, str]:
    """Return what the options of a choice are called, in the language of the house."""
    language = hass.config.language
    texts = await async_get_translations(hass, language, "selector", {DOMAIN})
    place = f"component.{DOMAIN}.selector.{preference.key}.options"
    return {one: texts.get(f"{place}.{one}", one) for one in preference.options}


def misplaced(
    preferences: Iterable[Preference], chosen: Mapping[str, Any]
) -> dict[str, str]:
    """Return the errors of a form, by its fields: limits that contradict each other."""
    values = {one.key: chosen.get(one.key, one.default) for one in preferences}
    return {
        one.key: f"{one.key}_not_below"
        for one in preferences
        if one.below is not None and values[one.key] >= values[one.below]
    }


def _selector(preference: Preference) -> SelectSelector | NumberSelector:
    if preference.options:
        return SelectSelector(
            SelectSelectorConfig(
                options=list(preference.options), translation_key=preference.key
            )
        )
    config = NumberSelectorConfig(mode=NumberSelectorMode.BOX)
    for key, value in (
        ("min", preference.minimum),
        ("max", preference.maximum),
        ("step", preference.step),
        ("unit_of_measurement", preference.unit),
    ):
        if value is not None:
            config[key] = value  # type: ignore[literal-required]
    return NumberSelector(config)
