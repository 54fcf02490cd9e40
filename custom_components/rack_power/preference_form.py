"""Form fields for what the owner may decide about a unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .connections import Connection, Fields
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
