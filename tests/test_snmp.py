"""A UPS behind a network management card: what is shown, switched, and told."""

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
import pytest

from simulator.snmp import SnmpSimulator

from .conftest import Tick
from .house import full_state, state
from .snmp import CHARGE, FAST, MAINS, ON_BATTERY, add_card

pytestmark = pytest.mark.usefixtures("custom_integrations")


async def test_a_power_failure(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """Without traps it shows with the next fast poll."""
    await add_card(hass, card)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    assert state(hass, "sensor", CHARGE) == "100"
    card.ups.set_mains(on=False)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    assert state(hass, "binary_sensor", MAINS) == STATE_OFF
    shown = full_state(hass, "binary_sensor", ON_BATTERY)
    assert shown.attributes["reason"] == "outage"
    card.ups.set_mains(on=True)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
