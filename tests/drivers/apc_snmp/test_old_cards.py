"""Cards of the last century: they know version 1 alone, and nobody says so (11)."""

import pytest

from custom_components.rack_power.drivers.apc_snmp import SnmpContext, SnmpDriver
from custom_components.rack_power.drivers.apc_snmp.context import Communities, Version
from custom_components.rack_power.equipment.errors import CannotConnect
from simulator.snmp import Effect, Fault, SnmpSimulator

from .conftest import PATIENCE, MakeCard, credentials_of


async def refusal(
    context: SnmpContext, card: SnmpSimulator, credentials: Communities
) -> str:
    """Connect, and return why that failed."""
    driver = SnmpDriver(context, card.host, card.port, credentials, 10, PATIENCE)
    try:
        with pytest.raises(CannotConnect) as caught:
            await driver.connect()
    finally:
        await driver.close()
    return caught.value.reason


def by_2c(card: SnmpSimulator, community: str | None = None) -> Communities:
    """Return who asks by version 2c."""
    return Communities(version=Version.V2C, read=community or card.community)


async def test_a_card_that_knows_version_1_alone(
    make_card: MakeCard, snmp_context: SnmpContext
) -> None:
    """It is told which version to choose; nothing is chosen behind one's back."""
    card = await make_card("v1_card", v2c=False)
    assert await refusal(snmp_context, card, by_2c(card)) == "snmp_version_1"


async def test_a_wrong_community_is_wrong_in_every_version(
    make_card: MakeCard, snmp_context: SnmpContext
) -> None:
    """Silence remains silence."""
    card = await make_card("v1_card", v2c=False)
    silent = by_2c(card, "guessed")
    assert await refusal(snmp_context, card, silent) == "snmp_silent"


async def test_a_card_that_was_away_is_no_old_card(
    make_card: MakeCard, snmp_context: SnmpContext
) -> None:
    """It answers both versions by now."""
    card = await make_card()
    card.faults.add(Fault(Effect.CUT_AFTER, times=3))
    assert await refusal(snmp_context, card, by_2c(card)) == "snmp_silent"


@pytest.mark.parametrize("version", [Version.V1, Version.V3])
async def test_other_versions_are_not_tried(
    make_card: MakeCard, snmp_context: SnmpContext, version: Version
) -> None:
    """Who chose version 3 does not want a community on the way."""
    card = await make_card(v1=version is not Version.V1, v3=version is not Version.V3)
    credentials = credentials_of(card, version)
    driver = SnmpDriver(snmp_context, card.host, card.port, credentials, 10, PATIENCE)
    with pytest.raises(CannotConnect) as caught:
        await driver.connect()
    await driver.close()
    assert caught.value.reason == "snmp_silent"
    assert not card.counters.requests
