"""Traps in the house: they speed things up and are told, and change nothing alone."""

import asyncio
import socket
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections.apc_snmp import receivers_of
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.drivers.apc_snmp.traps.variables import CLEAR
from custom_components.rack_power.equipment.model import UNIT, Order
from simulator.snmp import SnmpSimulator

from .conftest import Tick
from .house import entity_id, full_state, state
from .snmp import LOG, ON_BATTERY, add_card

pytestmark = pytest.mark.usefixtures("custom_integrations")

ON_BATTERY_TRAP = 5
TEST_TRAP = 636
_TURNS = 20_000
"""Turns of the loop; the kernel hands datagrams over at once."""


@pytest.fixture
def port(socket_enabled: None) -> int:
    """A port that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        found: int = one.getsockname()[1]
        return found


async def arrived(hass: HomeAssistant, port: int, number: int = 1) -> None:
    """Wait until datagrams were looked at, while time stands still."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        if sum(receivers_of(hass).drops(port).values()) >= number:
            return


async def told(hass: HomeAssistant, number: int = 1) -> None:
    """Wait until a line of the log was told."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        if full_state(hass, "event", LOG).attributes.get("event_type") is not None:
            break
    await hass.async_block_till_done(wait_background_tasks=True)


async def listening(
    hass: HomeAssistant, card: SnmpSimulator, port: int, version: str = "2c"
) -> MockConfigEntry:
    """Add a card whose traps are listened for."""
    entry = await add_card(hass, card, version, traps=True, trap_port=port)
    assert not ir.async_get(hass).issues
    return entry


@pytest.mark.parametrize("kind", ["1", "2c", "2c-inform"])
async def test_a_power_failure_is_known_at_once(
    hass: HomeAssistant, card: SnmpSimulator, port: int, kind: str, tick: Tick
) -> None:
    """The card tells, the unit is read, and the state follows: no time passes."""
    await listening(hass, card, port)
    card.receivers.append(("127.0.0.1", port, kind))
    card.ups.set_mains(on=False)
    await told(hass)
    await tick(1)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    line = full_state(hass, "event", LOG)
    assert line.attributes["code"] == str(ON_BATTERY_TRAP)
    assert line.attributes["name"] == "upsOnBattery"
    assert line.attributes["severity"] in {"warning", "critical"}


@pytest.mark.parametrize("kind", ["3", "3-inform"])
async def test_version_3(
    hass: HomeAssistant, card: SnmpSimulator, port: int, kind: str, tick: Tick
) -> None:
    """Signed and encrypted ones work as well."""
    await listening(hass, card, port, "3")
    card.receivers.append(("127.0.0.1", port, kind))
    card.ups.set_mains(on=False)
    await told(hass)
    await tick(1)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON


async def test_a_trap_alone_changes_nothing(
    hass: HomeAssistant, card: SnmpSimulator, port: int, tick: Tick
) -> None:
    """Whoever sends one that is not so is told in the log, and believed nothing."""
    await listening(hass, card, port)
    card.send_trap(ON_BATTERY_TRAP, to=("127.0.0.1", port), version="2c")
    await told(hass)
    await tick(1)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF


@pytest.mark.parametrize("way", ["community", "source"])
async def test_a_stranger(
    hass: HomeAssistant, card: SnmpSimulator, port: int, way: str, tick: Tick
) -> None:
    """Is not even told in the log."""
    await listening(hass, card, port)
    options: dict[str, Any] = (
        {"community": "wrong"} if way == "community" else {"source": "127.0.0.2"}
    )
    card.send_trap(TEST_TRAP, to=("127.0.0.1", port), version="2c", **options)
    await arrived(hass, port)
    await tick(1)
    assert full_state(hass, "event", LOG).state == "unknown"
    assert sum(receivers_of(hass).drops(port).values()) == 1


async def test_the_table(
    hass: HomeAssistant, card: SnmpSimulator, port: int, tick: Tick
) -> None:
    """Counted, looked up, kept over a reload, and cleared."""
    entry = await listening(hass, card, port)
    card.send_trap(TEST_TRAP, "Hello", to=("127.0.0.1", port), version="2c")
    await told(hass)
    await tick(10)
    assert state(hass, "sensor", "traps.total") == "1"
    assert await log_of(hass, entry) == ["Hello"]
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "sensor", "traps.total") == "1"
    (unit,) = entry.runtime_data.coordinator.units
    await unit.commands.run(Order(UNIT, CLEAR))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "sensor", "traps.total") == "0"
    assert await log_of(hass, entry) == []


async def log_of(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    """Return the texts of the log of the entry's UPS."""
    found = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    device = next(one for one in found if one.serial_number)
    answer = await hass.services.async_call(
        DOMAIN,
        "get_log",
        {"device_id": device.id},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    records: Any = answer["records"]
    return [one["text"] for one in records]


async def test_a_port_that_is_taken(
    hass: HomeAssistant, card: SnmpSimulator, port: int, tick: Tick
) -> None:
    """It is said, polling goes on, and it is mended by itself once the port is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("0.0.0.0", port))  # noqa: S104 - as another program would
        await add_card(hass, card, traps=True, trap_port=port)
        (issue,) = ir.async_get(hass).issues.values()
        assert issue.translation_key == "trap_port_taken"
        assert issue.translation_placeholders == {"name": "Rack UPS", "port": str(port)}
        card.ups.set_mains(on=False)
        await tick(10)
        assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    for _ in range(7):
        await tick(10)
    assert not ir.async_get(hass).issues


async def test_nobody_listens(
    hass: HomeAssistant, card: SnmpSimulator, port: int
) -> None:
    """Without traps there is no port, no table and no log."""
    await add_card(hass, card)
    with pytest.raises(AssertionError):
        entity_id(hass, "event", LOG)
    with pytest.raises(AssertionError):
        entity_id(hass, "sensor", "traps.total")
