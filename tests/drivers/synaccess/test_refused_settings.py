"""What cannot be set, or is not kept: told at once, and nothing is guessed."""

from math import inf, nan

import pytest

from custom_components.rack_power.equipment.errors import (
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import UNIT, PartId, Value, Variable
from custom_components.rack_power.equipment.variables import (
    BANK_CURRENT,
    GROUP_STATUS,
    OUTLET_CURRENT,
    OUTLET_DELAY_REBOOT,
    OUTLET_NAME,
    OUTLET_POWERON,
    OUTLET_STATUS,
    RELAY_STATUS,
    RULE_ENABLED,
    RULE_TRIGGERED,
)
from simulator.synaccess import Effect, Fault

from .conftest import BANK, FIRST, Drive, Driven, outlet

RELAY = PartId("relay", "R1-1502530")


@pytest.mark.parametrize(
    "effect", [Effect.CUT_BEFORE, Effect.RESET, Effect.TRUNCATED, Effect.EMPTY]
)
async def test_what_has_no_effect(driven: Driven, effect: Effect) -> None:
    """It is looked for, then told; it is not sent again and not shown as done."""
    driven.pdu.faults.add(Fault(effect, method="PUT", executed=False))
    with pytest.raises(NotConfirmed) as raised:
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert raised.value.reason == "not_confirmed"
    assert len(driven.received) == 1
    assert not driven.executed
    assert driven.value(outlet(), OUTLET_STATUS) is True
    assert driven.outside.clock.slept == [0.5, 1, 2, 3, 5]


@pytest.mark.parametrize(
    ("status", "error"), [(403, NotPermitted), (404, Rejected), (422, Rejected)]
)
async def test_a_refusal(
    driven: Driven, status: int, error: type[NotPermitted | Rejected]
) -> None:
    """The unit's words are told; nothing is looked for, nothing has changed."""
    body = '{"error": "Invalid Data Types."}'
    driven.pdu.faults.add(Fault(Effect.STATUS, method="PUT", status=status, body=body))
    with pytest.raises(error) as raised:
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert raised.value.reason == error.key
    assert raised.value.placeholders["answer"] == "Invalid Data Types."
    assert driven.pdu.counters.requests.total() == 1
    assert driven.value(outlet(), OUTLET_STATUS) is True


async def test_what_the_unit_does_not_keep(driven: Driven) -> None:
    """It agrees, and stores something else: that is shown, and it is an error."""
    fault = Fault(
        Effect.STATUS,
        method="PUT",
        status=200,
        body=f'{{"id": "{FIRST}", "outletName": "NA"}}',
    )
    driven.pdu.faults.add(fault)
    driven.pdu.state.outlet(1)["outletName"] = "NA"
    with pytest.raises(NotConfirmed):
        await driven.write(outlet(), OUTLET_NAME, "NAS")
    assert driven.value(outlet(), OUTLET_NAME) == "NA"


async def test_a_relay_that_is_gone(drive: Drive) -> None:
    """Both paths say so; that is no reason to take the other one from then on."""
    driven = await drive("relays")
    relays = driven.pdu.state.relay_outputs
    gone = relays.pop(0)
    with pytest.raises(Rejected):
        await driven.write(RELAY, RELAY_STATUS, False)
    relays.insert(0, gone)
    await driven.write(RELAY, RELAY_STATUS, False)
    assert driven.executed == [("relay.state", RELAY.key, "OFF")]


@pytest.mark.parametrize(
    ("part", "variable", "value"),
    [
        (outlet(), OUTLET_STATUS, None),
        (outlet(), OUTLET_STATUS, "off"),
        (outlet(), OUTLET_STATUS, 0),
        (outlet(), OUTLET_POWERON, "sometimes"),
        (outlet(), OUTLET_POWERON, None),
        (outlet(), OUTLET_DELAY_REBOOT, nan),
        (outlet(), OUTLET_DELAY_REBOOT, inf),
        (outlet(), OUTLET_DELAY_REBOOT, None),
        (outlet(), OUTLET_CURRENT, 5),
        (outlet("99-1"), OUTLET_STATUS, False),
        (PartId("outlet_group", "1"), GROUP_STATUS, None),
        (PartId("outlet_group", "9"), GROUP_STATUS, False),
        (PartId("rule", "1"), RULE_ENABLED, "no"),
        (PartId("rule", "1"), RULE_TRIGGERED, False),
        (PartId("bank", BANK), BANK_CURRENT, 5),
        (PartId("relay", "140001-1"), RELAY_STATUS, True),
        (UNIT, OUTLET_STATUS, False),
    ],
)
async def test_what_cannot_be_set(
    driven: Driven, part: PartId, variable: Variable, value: Value
) -> None:
    """Refused before anything is sent, and nothing is guessed: None is not off."""
    with pytest.raises(InvalidRequest):
        await driven.write(part, variable, value)
    assert not driven.pdu.counters.requests


async def test_an_odd_id_cannot_lead_elsewhere(driven: Driven) -> None:
    """Whatever an id is made of, the path stays that of an outlet."""
    key = "../conf?a#b"
    driven.pdu.state.add_outlet(dict(driven.pdu.state.outlet(1), id=key))
    await driven.poll()
    await driven.write(outlet(key), OUTLET_NAME, "NAS")
    assert driven.pdu.state.outlet(key)["outletName"] == "NAS"


async def test_an_event_with_an_odd_id(driven: Driven) -> None:
    """It is shown, but cannot be spoken of."""
    driven.pdu.state.events[0]["id"] = "one"
    driven.pdu.unit.engine.stop()
    await driven.poll(60)
    with pytest.raises(InvalidRequest):
        await driven.write(PartId("rule", "one"), RULE_ENABLED, False)
    assert not driven.received
