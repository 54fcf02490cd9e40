"""A house with a unit of each kind."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.conftest import MakeCard, MakeCloud, MakeSite
from tests.powersentrix import UPS, Ways
from tests.smartconnect import add_account
from tests.snmp import add_card


@pytest.fixture
async def units(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    make_site: MakeSite,
    ways: Ways,
    make_cloud: MakeCloud,
    make_card: MakeCard,
) -> None:
    """A PDU, a DC UPS, a UPS by its cloud, and one by its card with all rights."""
    await ways.add(await make_site(), UPS)
    await add_account(hass, await make_cloud(units=2))
    card = await make_card()
    added = await add_card(hass, card, write_community=card.write_community)
    hass.config_entries.async_update_entry(added, title="Card")
