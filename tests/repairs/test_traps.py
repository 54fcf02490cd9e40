"""A port for traps that is not to be had: tried again when the owner says so."""

import socket

from homeassistant.core import HomeAssistant

from simulator.snmp import SnmpSimulator

from ..snmp import add_card, form
from .conftest import Repairs


async def test_a_port_that_is_taken(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs
) -> None:
    """The issue stays while it is, and goes when it is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104 - as another program would
        port = other.getsockname()[1]
        await add_card(hass, card, traps=True, trap_port=port)
        issue = await repairs.issue()
        assert issue["translation_key"] == "trap_port_taken"
        assert issue["severity"] == "warning"
        menu = await repairs.open(issue)
        assert menu["description_placeholders"]["port"] == str(port)
        end = await repairs.choose(menu, "try_again")
        assert (end["type"], end["reason"]) == ("abort", "not_mended")
        assert await repairs.told() == ["trap_port_taken"]
    end = await repairs.mend(issue, "try_again")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []


async def test_without_traps(
    hass: HomeAssistant, card: SnmpSimulator, repairs: Repairs
) -> None:
    """An owner who does not want them says so in the form."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104 - as another program would
        port = other.getsockname()[1]
        await add_card(hass, card, traps=True, trap_port=port)
        end = await repairs.mend(await repairs.issue(), "reconfigure")
        result = await hass.config_entries.flow.async_configure(
            end["next_flow"][1],
            form(
                {
                    "host": card.host,
                    "port": card.port,
                    "version": "2c",
                    "community": card.community,
                    "timeout": 1,
                    "traps": False,
                }
            ),
        )
        assert result["reason"] == "reconfigure_successful"
        await hass.async_block_till_done(wait_background_tasks=True)
        assert await repairs.told() == []
