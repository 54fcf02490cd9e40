"""What the energy dashboard offers as soon as a connection is added."""

from pathlib import Path
import re
from typing import Any, Final

from homeassistant.core import HomeAssistant
import pytest

from .conftest import REPORT, Connect, Run
from .dashboard import ENERGY, POWER, Dashboard, offered

_OUTLETS: Final = {f"outlet_{index}_outlet.realpower" for index in range(12)}
_POWERSENTRIX: Final = (set[str](), {"unit_0_ups.realpower", *_OUTLETS})
_PDU: Final = (
    {"inlet_I1-1502530_input.energy", "bank_2001607_bank.energy"},
    {"inlet_I1-1502530_input.realpower", "bank_2001607_bank.realpower"},
)
_PHASES: Final = tuple(
    {f"output_phase_1-{phase}_phase.{what}" for phase in (1, 2, 3)}
    for what in ("energy", "realpower")
)
_ROWS: Final = {
    "synaccess_pdu": "Synaccess SynLink PDU",
    "synaccess_cloud": "Synaccess PDUs by the Synaccess Cloud",
    "apc_snmp:smart_ups": "APC Smart-UPS by SNMP",
    "apc_snmp:three_phase": "APC Smart-UPS by SNMP, three phases",
    "apc_smartconnect": "APC Smart-UPS by the SmartConnect cloud",
    "powersentrix_portal": "PowerSentrix UPS by the portal",
    "powersentrix_ups": "PowerSentrix UPS on the local network",
    "powersentrix_push": "PowerSentrix UPS that posts",
}
"""How the document calls them."""
OFFERED: Final = {
    "synaccess_pdu": _PDU,
    "synaccess_cloud": _PDU,
    "apc_snmp:smart_ups": ({"unit_0_output.energy"}, {"unit_0_ups.realpower"}),
    "apc_snmp:three_phase": _PHASES,
    "apc_smartconnect": ({"unit_0_output.energy"}, set[str]()),
    "powersentrix_portal": _POWERSENTRIX,
    "powersentrix_ups": _POWERSENTRIX,
    "powersentrix_push": _POWERSENTRIX,
}
"""Connection -> the parts and variables that are offered: energies and powers."""


def _endings(found: Any) -> set[str]:
    """Leave out of unique ids which unit it is."""
    return {re.sub(r"^[a-z]+_[^_]+_", "", one) for one in found}


def test_the_document_names_what_is_offered() -> None:
    """Its first table says which parts, for each connection."""
    document = Path(__file__).parents[2] / "docs" / "energy.md"
    table = document.read_text().split("| connection |")[1].split("\n\n")[0]
    told = {}
    for row in table.splitlines()[2:]:
        name, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        told[name] = [set(cell.split(", ")) - {""} for cell in cells]
    assert told == {
        _ROWS[connection]: [
            {re.sub(r"_[^_]+_[^_]+$", "", one).replace("_", " ") for one in found}
            for found in both
        ]
        for connection, both in OFFERED.items()
    }


@pytest.mark.parametrize("connection", OFFERED)
async def test_the_choices_are_there_at_once(
    dashboard: Dashboard, hass: HomeAssistant, connect: Connect, connection: str
) -> None:
    """Before any statistics are compiled, and nothing has to be enabled."""
    await connect(connection)
    energies, powers = offered(hass, ENERGY), offered(hass, POWER)
    assert (_endings(energies), _endings(powers)) == OFFERED[connection]
    sums, means = await dashboard.choices("sum"), await dashboard.choices("mean")
    for entity in energies.values():
        assert sums[entity]["unit_class"] == "energy"
        assert sums[entity]["statistics_unit_of_measurement"] == "kWh"
    for entity in powers.values():
        assert means[entity]["unit_class"] == "power"
        assert means[entity]["statistics_unit_of_measurement"] == "W"


@pytest.mark.parametrize("connection", OFFERED)
async def test_nothing_is_said_against_a_choice(
    dashboard: Dashboard,
    hass: HomeAssistant,
    connect: Connect,
    run: Run,
    connection: str,
) -> None:
    """Every energy as a device and as a grid, every power as its rate."""
    await connect(connection)
    await run(2 * REPORT)
    energies, powers = offered(hass, ENERGY), offered(hass, POWER)
    devices = [{"stat_consumption": one} for one in energies.values()]
    grids = [
        *({"stat_energy_from": one} for one in energies.values()),
        *({"stat_rate": one} for one in powers.values()),
    ]
    assert await dashboard.complaints(devices, grids) == []
