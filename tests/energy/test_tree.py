"""Parents and children: what is measured twice is counted once."""

from homeassistant.core import HomeAssistant
import pytest

from simulator.synaccess import PduSimulator

from ..conftest import MakeCard, SteppedClock, pdu_entry
from ..snmp import add_card
from .conftest import Run
from .dashboard import ENERGY, POWER, Dashboard, offered

INLET = "synaccess_1502530_inlet_I1-1502530_input"
BANKS = [f"synaccess_1502530_bank_{bank}_bank" for bank in (2001607, 2001608)]
UPS = "apc_as0000000001_unit_0"
_SPAN = 900.0


@pytest.mark.usefixtures("recorder_mock", "custom_integrations")
async def test_a_ups_that_feeds_a_pdu(
    dashboard: Dashboard,
    hass: HomeAssistant,
    clock: SteppedClock,
    make_card: MakeCard,
    run: Run,
) -> None:
    """UPS, inlet and banks, each with its power and within the one before."""
    async with PduSimulator(24) as pdu:
        clock.simulated.append(pdu)
        entry = pdu_entry(pdu)
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await add_card(hass, await make_card())
        await run(_SPAN)
        energies, powers = offered(hass, ENERGY), offered(hass, POWER)
        ups, inlet = energies[f"{UPS}_output.energy"], energies[f"{INLET}.energy"]
        banks = [energies[f"{bank}.energy"] for bank in BANKS]
        devices = [
            {"stat_consumption": ups, "stat_rate": powers[f"{UPS}_ups.realpower"]},
            {
                "stat_consumption": inlet,
                "stat_rate": powers[f"{INLET}.realpower"],
                "included_in_stat": ups,
            },
            *(
                {
                    "stat_consumption": energies[f"{bank}.energy"],
                    "stat_rate": powers[f"{bank}.realpower"],
                    "included_in_stat": inlet,
                }
                for bank in BANKS
            ),
        ]
        assert await dashboard.complaints(devices) == []
        whole = await dashboard.used(inlet)
        assert whole > 0.1
        parts = [await dashboard.used(bank) for bank in banks]
        assert min(parts) > 0
        assert sum(parts) == pytest.approx(whole, abs=0.001)
