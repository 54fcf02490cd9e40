"""The log of a unit: each line once, late ones as missed, none lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import ATTR_DEVICE_ID, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import Record, Severity
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.journal import LONGEST

from .conftest import Tick
from .fake import UNIT_ID, House, Logs, LooksUp, Reads
from .house import full_state, state

LOG = "_unit_0_log"


async def get_log(hass: HomeAssistant, entry: MockConfigEntry, **data: Any) -> Any:
    """Ask for the log of the unit."""
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, UNIT_ID), entry.entry_id
    )
    assert device is not None
    answer = await hass.services.async_call(
        DOMAIN,
        "get_log",
        {ATTR_DEVICE_ID: device.id, **data},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    return answer["records"]


async def test_a_line_becomes_an_event(hass: HomeAssistant, fakes: House) -> None:
    """With its kind, its own time and its text."""
    driver = Logs()
    entry = await fakes.add(driver)
    assert state(hass, "event", LOG) == STATE_UNKNOWN
    driver.line("1", "Output 1 turned ON", age=2)
    shown = full_state(hass, "event", LOG).attributes
    assert shown["event_types"] == ["other", "output_off", "output_on", "missed"]
    assert shown["event_type"] == "output_on"
    assert shown["text"] == "Output 1 turned ON"
    assert shown["severity"] == "informational"
    (line,) = await get_log(hass, entry)
    assert line["kind"] == "output_on"
    assert line["code"] == "I/E01"
    assert line["path"] == "synaccess_pdu"
    assert line["missed"] is False


async def test_every_line_of_a_batch_is_an_event(
    hass: HomeAssistant, fakes: House
) -> None:
    """In the order in which they happened, late ones as missed with their own kind."""
    driver = Logs()
    await fakes.add(driver)
    seen: list[tuple[str, str]] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None and new.domain == "event" and "text" in new.attributes:
            seen.append((new.attributes["event_type"], new.attributes["kind"]))

    hass.bus.async_listen("state_changed", note)
    driver.line("1", "Output 1 turned ON", live=False, age=7200)
    driver.line("2", "Mains lost", live=False, age=3600)
    driver.line("3", "Output 2 turned ON")
    await hass.async_block_till_done()
    assert seen == [
        ("missed", "output_on"),
        ("missed", "other"),
        ("output_on", "output_on"),
    ]


async def test_a_line_is_told_once_by_whichever_path(
    hass: HomeAssistant, fakes: House
) -> None:
    """The same line by two paths is one; two alike by one path are two."""
    near, far = Logs(), Logs()
    entry = await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    near.line("7", "Output 1 turned ON")
    near.line("7", "Output 1 turned ON")
    far.line("9901", "Output 1 turned ON", live=False, age=20)
    assert len(await get_log(hass, entry)) == 1
    far.line("9902", "Output 1 turned ON", age=10)
    assert len(await get_log(hass, entry)) == 2
    near.line("8", "Output 1 turned ON", age=10)
    near.line("8", "Output 1 turned ON", age=10)
    assert len(await get_log(hass, entry)) == 2
    far.line("9903", "Output 1 turned ON", age=600)
    assert len(await get_log(hass, entry)) == 3


async def test_the_log_is_kept_and_bounded(
    hass: HomeAssistant, hass_storage: dict[str, Any], fakes: House, tick: Tick
) -> None:
    """The newest lines outlive a restart."""
    driver = Logs()
    await fakes.add(driver)
    for number in range(LONGEST + 5):
        driver.line(str(number), f"Line {number}", age=LONGEST + 5 - number)
    await tick(11)
    kept = hass_storage[f"{DOMAIN}.log"]["data"][UNIT_ID]
    assert [line["text"] for line in kept][:: LONGEST - 1] == [
        "Line 5",
        f"Line {LONGEST + 4}",
    ]
    again = type(hass.data[FLEET].journal)(hass)
    await again.load()
    assert len(again.read(UNIT_ID, {})) == LONGEST


async def test_what_is_asked_for(hass: HomeAssistant, fakes: House) -> None:
    """Since when, how many, and what a path can look up besides."""
    at = datetime.now(UTC)
    earlier = Record(
        key="1",
        time=at - timedelta(days=2),
        kind="other",
        severity=Severity.WARNING,
        text="Long ago",
    )
    driver = LooksUp(earlier=[earlier])
    entry = await fakes.add(driver)
    driver.line("2", "Lately", age=60)
    driver.line("3", "Now")
    texts = [line["text"] for line in await get_log(hass, entry)]
    assert texts == ["Long ago", "Lately", "Now"]
    assert [line["text"] for line in await get_log(hass, entry, limit=1)] == ["Now"]
    since = (at - timedelta(hours=1)).isoformat()
    texts = [line["text"] for line in await get_log(hass, entry, since=since)]
    assert texts == ["Lately", "Now"]
    driver.earlier = CannotConnect()
    assert len(await get_log(hass, entry)) == 2


@pytest.mark.parametrize("limit", [0, 1001, "many"])
async def test_limits_are_limited(
    hass: HomeAssistant, fakes: House, limit: object
) -> None:
    """Nobody gets more than is kept."""
    entry = await fakes.add(Logs())
    with pytest.raises(Exception, match="limit"):
        await get_log(hass, entry, limit=limit)


async def test_a_path_that_tells_a_log_may_come_later(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """The entity appears with it, and is unavailable when no path is up."""
    near, far = Reads(), Logs()
    await fakes.add(near)
    assert not hass.states.async_entity_ids("event")
    await fakes.add(far, rank=CLOUD)
    assert state(hass, "event", LOG) == STATE_UNKNOWN
    near.fails = far.fails = CannotConnect()
    for _ in range(4):
        await tick(31)
    assert state(hass, "event", LOG) == STATE_UNAVAILABLE


async def test_what_just_happened_is_looked_at_by_other_paths(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """A live line wakes them, a late one does not."""
    near, far = Reads(), Logs()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    await tick(2)
    before = near.reads
    far.line("1", "Long ago", live=False, age=3600)
    await tick(1)
    assert near.reads == before
    far.line("2", "Mains lost")
    await tick(1)
    assert near.reads == before + 1
