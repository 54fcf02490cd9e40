"""Everything that can be set: sent once, stored, and shown as the unit tells it."""

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
from custom_components.rack_power.equipment.model import UNIT, PartId, Value, Variable
from custom_components.rack_power.equipment.variables import (
    BANK_NAME,
    DEVICE_NAME,
    GROUP_NAME,
    INPUT_NAME,
    OUTLET_DELAY_REBOOT,
    OUTLET_NAME,
    OUTLET_POWERON,
    OUTLET_STATUS,
    RELAY_DELAY_REBOOT,
    RELAY_NAME,
    RELAY_STATUS,
    RULE_ENABLED,
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
    """Its answer says that it is done: there is nothing to wait for.

    Where the id is none of this PDU alone, it is asked before who answers.
    """
    driven = await drive("relays", *dialects)
    for part, variable, value, command in PARTS:
        driven.pdu.counters.reset()
        assert await driven.write(part, variable, value) is Outcome.CONFIRMED
        assert driven.received == driven.executed == [command]
        alone = part.kind in {"outlet", "bank"}
        assert driven.asked() == ([] if alone else ["device"])
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
        assert driven.asked() == ["conf", "device"][effect is None :]
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


async def test_a_part_that_was_missing_from_the_last_list(driven: Driven) -> None:
    """It is still shown, so it can be set; what it says is then looked at."""
    fault = Fault(Effect.STATUS, path="/api/outlets", status=200, times=1)
    fault.body = f'[null, {{"id": "{EIGHTH}", "state": "OFF"}}]'
    driven.pdu.faults.add(fault)
    await driven.poll()
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.executed == [("outlet.state", FIRST, "OFF")]
    assert driven.value(outlet(), OUTLET_STATUS) is False


async def test_an_event(driven: Driven) -> None:
    """Switched by the management of rules, and read again at once."""
    rule = PartId("rule", "1")
    await driven.write(rule, RULE_ENABLED, False)
    assert driven.pdu.state.event(1)["enabled"] is False
    assert driven.value(rule, RULE_ENABLED) is False
    await driven.write(rule, RULE_ENABLED, True)
    assert driven.value(rule, RULE_ENABLED) is True


async def test_an_event_whose_list_cannot_be_read_afterwards(driven: Driven) -> None:
    """It is done all the same, and looked at a moment later."""
    rule, path = PartId("rule", "1"), "/api/events"
    await driven.write(rule, RULE_ENABLED, True)
    reads = driven.pdu.counters.requests[f"GET {path}"]
    fault = Fault(Effect.STATUS, method="GET", path=path, times=None, skip=reads - 1)
    driven.pdu.faults.add(fault)
    await driven.write(rule, RULE_ENABLED, False)
    assert driven.pdu.state.event(1)["enabled"] is False
    assert driven.outside.wakes == [0]
    driven.pdu.faults.clear()
    await driven.read()
    assert driven.value(rule, RULE_ENABLED) is False
