"""Everything that can be set: sent once, stored, and shown as the unit tells it."""

from math import inf, nan
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.variables import (
    DEFAULT_DELAY_REBOOT,
    LCD_BRIGHTNESS,
    LCD_FLUSH_CONTROL,
    LCD_NETWORK_CONTROL,
    LCD_ORIENTATION,
    LCD_OUTLET_CONTROL,
    LCD_REBOOT_CONTROL,
    LCD_SCREENSAVER_TIMEOUT,
    OUTLET_DELAY_REBOOT_ENABLED,
    RELAY_DELAY_REBOOT_ENABLED,
    SEQUENCE_DELAY,
)
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import (
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import UNIT, PartId, Value, Variable
from custom_components.rack_power.equipment.variables import (
    BANK_CURRENT,
    BANK_NAME,
    DEVICE_NAME,
    GROUP_NAME,
    GROUP_STATUS,
    INPUT_NAME,
    OUTLET_CURRENT,
    OUTLET_DELAY_REBOOT,
    OUTLET_NAME,
    OUTLET_POWERON,
    OUTLET_STATUS,
    RELAY_DELAY_REBOOT,
    RELAY_NAME,
    RELAY_STATUS,
    RULE_ENABLED,
    RULE_TRIGGERED,
)
from simulator.synaccess import Effect, Fault

from .conftest import BANK, EIGHTH, FIRST, Drive, Driven, outlet

RELAY = PartId("relay", "R1-1502530")
PARTS: list[tuple[PartId, Variable, Value, tuple[str, str, Any]]] = [
    (outlet(), OUTLET_STATUS, False, ("outlet.state", FIRST, "OFF")),
    (outlet(EIGHTH), OUTLET_STATUS, True, ("outlet.state", EIGHTH, "ON")),
    (outlet(), OUTLET_NAME, "Käse", ("outlet.outletName", FIRST, "Käse")),
    (outlet(), OUTLET_POWERON, "on", ("outlet.pwrOnState", FIRST, "ON")),
    (outlet(), OUTLET_POWERON, "off", ("outlet.pwrOnState", FIRST, "OFF")),
    (outlet(), OUTLET_DELAY_REBOOT, 12.0, ("outlet.customRebootTime", FIRST, 12)),
    (
        outlet(),
        OUTLET_DELAY_REBOOT_ENABLED,
        True,
        ("outlet.customRebootTimeEnabled", FIRST, True),
    ),
    (PartId("outlet_group", "1"), GROUP_NAME, "Lab", ("group.groupName", "1", "Lab")),
    (PartId("bank", BANK), BANK_NAME, "Left", ("bank.bankName", BANK, "Left")),
    (
        PartId("inlet", "I1-1502530"),
        INPUT_NAME,
        "Feed A",
        ("inlet.inletName", "I1-1502530", "Feed A"),
    ),
    (RELAY, RELAY_STATUS, False, ("relay.state", RELAY.key, "OFF")),
    (RELAY, RELAY_NAME, "Siren", ("relay.relayName", RELAY.key, "Siren")),
    (RELAY, RELAY_DELAY_REBOOT, 3, ("relay.customRebootTime", RELAY.key, 3)),
    (
        RELAY,
        RELAY_DELAY_REBOOT_ENABLED,
        True,
        ("relay.customRebootTimeEnabled", RELAY.key, True),
    ),
]
CONF: list[tuple[Variable, Value, str]] = [
    (DEVICE_NAME, "Rack 7", "deviceName"),
    (DEFAULT_DELAY_REBOOT, 9, "globalRebootTime"),
    (SEQUENCE_DELAY, 2, "deviceSequentialPowerUpDelay"),
    (LCD_ORIENTATION, 180, "lcdOrientation"),
    (LCD_SCREENSAVER_TIMEOUT, 30, "lcdScreensaverTimeout"),
    (LCD_BRIGHTNESS, 3, "lcdBacklightBrightness"),
    (LCD_OUTLET_CONTROL, False, "lcdOutletControlEnabled"),
    (LCD_NETWORK_CONTROL, False, "lcdNetworkControlEnabled"),
    (LCD_REBOOT_CONTROL, True, "lcdRebootControlEnabled"),
    (LCD_FLUSH_CONTROL, True, "lcdFlushControlEnabled"),
]
LOST = [Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED, Effect.EMPTY, Effect.NOT_JSON]


@pytest.mark.parametrize("dialects", [(), ("titlecase", "string_ids", "nested_conf")])
async def test_a_setting_of_a_part(drive: Drive, dialects: tuple[str, ...]) -> None:
    """One request, whose answer says that it is done: there is nothing to wait for."""
    driven = await drive("relays", *dialects)
    for part, variable, value, command in PARTS:
        driven.pdu.counters.reset()
        assert await driven.write(part, variable, value) is Outcome.CONFIRMED
        assert driven.received == driven.executed == [command]
        assert driven.pdu.counters.requests.total() == 1
        assert driven.value(part, variable) == value
        await driven.poll()
        assert driven.value(part, variable) == value
    assert not driven.outside.clock.slept


@pytest.mark.parametrize("effect", LOST)
@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
async def test_a_lost_answer(drive: Drive, effect: Effect, warm: bool) -> None:
    """Executed once; found by looking, and never sent again."""
    driven = await drive("relays", keep_alive=warm)
    for part, variable, value, command in PARTS:
        driven.pdu.counters.reset()
        driven.pdu.faults.add(Fault(effect, method="PUT"))
        assert await driven.write(part, variable, value) is Outcome.CONFIRMED
        assert driven.received == driven.executed == [command]
        assert driven.value(part, variable) == value
    assert all(rule.struck for rule in driven.pdu.faults.rules)


@pytest.mark.parametrize("dialects", [(), ("nested_conf",)])
@pytest.mark.parametrize("effect", [None, *LOST])
async def test_a_setting_of_the_unit(
    drive: Drive, dialects: tuple[str, ...], effect: Effect | None
) -> None:
    """Only the key that is meant, by POST, flat whatever the firmware shows."""
    driven = await drive(*dialects)
    for variable, value, key in CONF:
        driven.pdu.counters.reset()
        if effect is not None:
            driven.pdu.faults.add(Fault(effect, method="POST"))
        assert await driven.write(UNIT, variable, value) is Outcome.CONFIRMED
        assert driven.received == driven.executed == [("conf.set", key, value)]
        assert driven.value(UNIT, variable) == value
        assert driven.pdu.counters.requests.total() == (1 if effect is None else 2)
    assert driven.picture.about is not None
    assert driven.picture.about.name == "Rack 7"
    await driven.poll(900)
    for variable, value, _ in CONF:
        assert driven.value(UNIT, variable) == value


@pytest.mark.parametrize("answer", ['{"status": "OK"}', "{}", "[]", '"OK"'])
async def test_an_answer_that_does_not_say_so(driven: Driven, answer: str) -> None:
    """It is looked for then, in the configuration and in a list."""
    fault = Fault(
        Effect.STATUS,
        method="POST|PUT",
        status=200,
        body=answer,
        times=None,
        executed=True,
    )
    driven.pdu.faults.add(fault)
    await driven.write(UNIT, DEFAULT_DELAY_REBOOT, 9)
    await driven.write(outlet(), OUTLET_NAME, "NAS")
    assert driven.pdu.counters.requests["GET /api/conf"] == 1
    assert driven.pdu.counters.requests["GET /api/outlets"] == 1
    assert driven.value(UNIT, DEFAULT_DELAY_REBOOT) == 9


async def test_an_answer_about_another_object(driven: Driven) -> None:
    """It is not believed, and does not get into the other one."""
    body = '{"id": "2-2001607", "state": "OFF"}'
    fault = Fault(Effect.STATUS, method="PUT", status=200, body=body, executed=True)
    driven.pdu.faults.add(fault)
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.pdu.counters.requests["GET /api/outlets"] == 1
    assert driven.value(outlet("2-2001607"), OUTLET_STATUS) is True


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


@pytest.mark.parametrize("status", [200, 500, 502])
async def test_a_late_effect(driven: Driven, status: int) -> None:
    """A server error may come after the deed, and the deed after the answer."""
    fault = Fault(Effect.STATUS, method="PUT", status=status, executed=False)
    driven.pdu.faults.add(fault)
    switching = driven.pdu.unit.switching
    driven.outside.clock.simulated.call_later(3, lambda: switching.outlet(FIRST, "OFF"))
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert driven.outside.clock.slept == [0.5, 1, 2]


async def test_looking_goes_on_while_the_unit_is_away(driven: Driven) -> None:
    """What cannot be read now may be a moment later."""
    driven.pdu.faults.add(Fault(Effect.REFUSE, method="PUT", executed=True))
    driven.outside.clock.simulated.call_later(5, driven.pdu.arrive)
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.executed == [("outlet.state", FIRST, "OFF")]
    assert driven.outside.clock.slept == [0.5, 1, 2, 3]


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


@pytest.mark.parametrize("singular", [200, 404])
async def test_the_path_of_relays(drive: Drive, singular: int) -> None:
    """In the singular as documented, else as the list; remembered once it worked."""
    driven = await drive("relays")
    if singular == 404:
        driven.pdu.faults.add(
            Fault(Effect.STATUS, path="/api/relayOutput/.*", status=404, times=None)
        )
        answer = f'{{"id": "{RELAY.key}", "state": "OFF"}}'
        driven.pdu.faults.add(
            Fault(
                Effect.STATUS,
                method="PUT",
                path="/api/relayOutputs/.*",
                status=200,
                body=answer,
                times=None,
            )
        )
    for _ in range(2):
        await driven.write(RELAY, RELAY_STATUS, False)
    requests = driven.pdu.counters.requests
    assert requests[f"PUT /api/relayOutput/{RELAY.key}"] == (
        2 if singular == 200 else 1
    )
    assert requests[f"PUT /api/relayOutputs/{RELAY.key}"] == (
        0 if singular == 200 else 2
    )


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
    """It is refused before anything is sent, and nothing is guessed: None is not off."""
    with pytest.raises(InvalidRequest):
        await driven.write(part, variable, value)
    assert not driven.pdu.counters.requests


async def test_a_fraction(driven: Driven) -> None:
    """It is sent as one; whole numbers are sent without a point."""
    await driven.write(outlet(), OUTLET_DELAY_REBOOT, 2.5)
    await driven.write(outlet(), OUTLET_DELAY_REBOOT, 3.0)
    told = [value for _, _, value in driven.received]
    assert [repr(value) for value in told] == ["2.5", "3"]


async def test_a_name_is_stored_as_it_can_be_shown(driven: Driven) -> None:
    """What nobody could read back would never be confirmed."""
    await driven.write(outlet(), OUTLET_NAME, " N\x00A\u202eS ")
    assert driven.pdu.state.outlet(1)["outletName"] == "NAS"


async def test_an_odd_id_cannot_lead_elsewhere(driven: Driven) -> None:
    """Whatever an id is made of, the path stays that of an outlet."""
    row = dict(driven.pdu.state.outlet(1), id="../conf?a#b")
    driven.pdu.state.add_outlet(row)
    await driven.poll()
    driven.asked()
    with pytest.raises(Rejected):
        await driven.write(outlet("../conf?a#b"), OUTLET_NAME, "NAS")
    assert set(driven.pdu.counters.requests) <= {
        "PUT /api/outlets/../conf?a#b",
        "PUT /api/outlets/..%2Fconf%3Fa%23b",
    }
