"""Look-ups that many tests need: entities by what they stand for."""

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from custom_components.rack_power.const import DOMAIN


def entity_id(hass: HomeAssistant, domain: str, ending: str) -> str:
    """Return the entity whose unique id ends so."""
    found = [
        entry.entity_id
        for entry in er.async_get(hass).entities.values()
        if entry.platform == DOMAIN
        and entry.domain == domain
        and entry.unique_id.endswith(ending)
    ]
    assert len(found) == 1, (ending, found)
    return found[0]


def full_state(hass: HomeAssistant, domain: str, ending: str) -> State:
    """Return the state object of the entity whose unique id ends so."""
    found = hass.states.get(entity_id(hass, domain, ending))
    assert found is not None
    return found


def state(hass: HomeAssistant, domain: str, ending: str) -> str:
    """Return the state of the entity whose unique id ends so."""
    return full_state(hass, domain, ending).state
