"""What a UPS becomes by each way: every entity of every platform, as people see it."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
import pytest
from syrupy.assertion import SnapshotAssertion

from .conftest import MakeSite, SteppedClock, Tick
from .powersentrix import PORTAL, PUSH, UPS, Ways
from .test_entities import check_names, entities, shown

WAYS = [(PORTAL,), (UPS,), (PUSH,), (PORTAL, UPS, PUSH)]


@pytest.fixture
async def house(
    hass: HomeAssistant,
    ways: Ways,
    clock: SteppedClock,
    make_site: MakeSite,
    tick: Tick,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A UPS by some ways, with all entities enabled; its measures do not tremble."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    clock.freezer.move_to("2026-03-01T12:00:00+00:00")
    site = await make_site(noise=0)
    for kind in request.param:
        await ways.add(site, kind)
    for _ in range(12):
        await tick(10)


@pytest.mark.parametrize("house", WAYS, ids=" ".join, indirect=True)
async def test_what_is_shown(
    hass: HomeAssistant, house: None, snapshot: SnapshotAssertion
) -> None:
    """Everything that a person can see of a UPS, and all of it named."""
    check_names(hass)
    # What changes with every answer has no place in a picture.
    seen = {
        key: {name: value for name, value in one.items() if name != "state"}
        if entities(hass)[key].unique_id.endswith(("ram.free", "cpu.load"))
        else one
        for key, one in shown(hass).items()
    }
    assert seen == snapshot
