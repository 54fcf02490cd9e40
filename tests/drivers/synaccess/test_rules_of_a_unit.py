"""Events and actions managed through the driver: what is shown follows at once."""

from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.equipment.rules import ManagesRules
from custom_components.rack_power.equipment.variables import RULE_TRIGGERED

from .conftest import SECOND, Driven, outlet


async def test_an_event_comes_changes_and_goes(driven: Driven) -> None:
    """Each time the lists are asked for again without waiting for their turn."""
    driver, me = driven.driver, driven.equipment
    fields = {"name": "Hot", "code": 49, "target": "2", "threshold": 30, "seconds": 5}
    created = await driver.create_event(me, fields | {"actions": []})
    rule = PartId("rule", str(created["id"]))
    assert driven.outside.wakes == [0]
    await driven.read()
    assert driven.value(rule, RULE_TRIGGERED) is False
    _, changed = await driver.update_event(me, 4, {"name": "Hotter"})
    assert changed == ["name"]
    await driven.read()
    assert driven.picture.parts()[rule].label == "Hotter"
    assert [event["id"] for event in await driver.list_events(me)] == [1, 2, 3, 4]
    await driver.delete_event(me, 4)
    await driven.read()
    assert not driven.has(rule, RULE_TRIGGERED)


async def test_an_action_decides_what_an_event_cuts(driven: Driven) -> None:
    """Actions are read again before the events that run them."""
    driver, me, rule = driven.driver, driven.equipment, PartId("rule", "2")
    fields = {"name": "Off", "code": 11, "target": SECOND, "state": "OFF"}
    created = await driver.create_action(me, fields)
    assert created["id"] == 3
    effect = await driver.effect_of_event(me, 2, {"actions": [3]})
    assert effect.cuts == {outlet(SECOND)}
    await driver.update_event(me, 2, {"actions": [3]})
    await driven.read()
    assert driven.picture.parts()[rule].cuts == {outlet(SECOND)}
    effect = await driver.effect_of_action(me, 3, {"state": "ON"})
    assert not effect.cuts
    await driver.update_action(me, 3, {"state": "ON"})
    await driven.read()
    assert not driven.picture.parts()[rule].cuts
    await driver.update_event(me, 2, {"actions": []})
    await driver.delete_action(me, 3)
    assert [action["id"] for action in await driver.list_actions(me)] == [1, 2]


async def test_codes_are_known_for_this_unit(driven: Driven) -> None:
    """What it has decides which can be used; nothing is asked for that."""
    assert isinstance(driven.driver, ManagesRules)
    events = driven.driver.event_codes(driven.equipment)
    by_code = {row["code"]: row["available"] for row in events}
    assert by_code[49] is True  # a temperature
    assert by_code[55] is False  # a transfer switch
    actions = driven.driver.action_codes(driven.equipment)
    assert {row["code"]: row["available"] for row in actions}[11] is True
    assert not driven.pdu.counters.requests
