"""A card with an object that never comes through, from the first read on."""

import pytest

from custom_components.rack_power.drivers.apc_snmp import SnmpContext, SnmpDriver
from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.model import UNIT, Point
from custom_components.rack_power.equipment.picture import Picture
from custom_components.rack_power.equipment.variables import (
    OUTPUT_CURRENT,
    OUTPUT_VOLTAGE,
    UPS_ONBATTERY,
)

from .conftest import MakeCard, credentials_of, u

SHORT = 0.05
"""Real seconds for one attempt: there are many here that get no answer."""


@pytest.mark.parametrize("version", Version)
async def test_a_value_that_cannot_be_decoded_keeps_nobody_from_beginning(
    make_card: MakeCard, snmp_context: SnmpContext, version: Version
) -> None:
    """A gauge below 0 cannot be: the library drops the whole answer that has one.

    That is as good as silence. Whoever gave up here would begin anew with a driver
    that has learnt nothing, and would never be ready.
    """
    card = await make_card(v1=True)
    card.override(u("4.3.4"), -1)
    driver = SnmpDriver(
        snmp_context, card.host, card.port, credentials_of(card, version), 10, SHORT
    )
    picture = Picture()
    try:
        await driver.connect()
        for report in (await driver.read()).reports:
            picture.absorb(report)
    finally:
        await driver.close()
    for variable in (OUTPUT_VOLTAGE, UPS_ONBATTERY, OUTPUT_CURRENT):
        reading = picture.reading(Point(UNIT, variable))
        assert reading is not None
        assert reading.value is not None
    coarse = card.value(u("4.2.4"))
    current = picture.reading(Point(UNIT, OUTPUT_CURRENT))
    assert current is not None
    assert current.value == coarse
