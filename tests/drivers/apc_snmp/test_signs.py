"""What tells that something was added: it is looked for before the day is over."""

from collections.abc import Mapping, Sequence

import pytest

from custom_components.rack_power.drivers.apc_snmp.client import Raw
from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.layout import TOGETHER
from custom_components.rack_power.drivers.apc_snmp.objects.tables import COUNTS
from custom_components.rack_power.drivers.apc_snmp.oid import Oid, dotted
from simulator.snmp.unit.surroundings import Pack

from .conftest import Drive, Driven

UIO = "1.3.6.1.4.1.318.1.1.25."


def plug_in_a_probe(driven: Driven) -> None:
    """Plug a sensor into a third port: its row was not there."""
    cells: tuple[int | str, ...] = (3, 1, "Door", "Rack 3", 70, 21, -1, 0, 1, 2)
    for column, value in enumerate(cells, 1):
        driven.card.override(f"{UIO}1.2.1.{column}.3.1", value)
    driven.card.override(f"{UIO}1.1.0", 3)


@pytest.mark.parametrize("version", [Version.V1, Version.V2C])
async def test_a_new_pack_is_seen_by_the_count(drive: Drive, version: Version) -> None:
    """Within the five minutes in which counts are read."""
    driven = await drive(version=version)
    before = driven.parts("pack")
    driven.card.ups.packs.append(Pack("5S0000000009"))
    for _ in range(31):
        await driven.poll()
    assert driven.parts("pack") == [*before, str(len(driven.card.ups.packs))]


async def test_a_new_probe_is_seen_by_the_count(drive: Drive) -> None:
    """As all that cards count."""
    driven = await drive()
    plug_in_a_probe(driven)
    for _ in range(31):
        await driven.poll()
    assert driven.parts("probe") == ["uio-1-1", "uio-2-1", "uio-3-1"]


async def test_the_same_count_is_no_sign(drive: Drive) -> None:
    """Looking at everything is many requests."""
    driven = await drive()
    for _ in range(120):
        await driven.poll()
    assert driven.card.counters.requests["getnext"] == 0


async def test_signs_that_never_end_cost_little(drive: Drive) -> None:
    """A count that changes all the time makes it look every five minutes at most."""
    driven = await drive()
    looks = 0
    for turn in range(90):
        driven.card.override(f"{UIO}1.1.0", turn)
        driven.driver._reader.look_anew()
        driven.card.counters.reset()
        await driven.poll()
        looks += driven.card.counters.requests["getnext"] > 0
    assert 2 <= looks <= 3


async def test_a_sign_while_everything_is_looked_at_is_not_lost(drive: Drive) -> None:
    """What was looked at already may be what has changed."""
    driven = await drive()
    reader = driven.driver._reader
    driven.card.step(86_400)
    client = driven.driver._client
    get = client.get

    async def last(oids: Sequence[Oid]) -> Mapping[Oid, Raw]:
        if oids == TOGETHER:  # the tables were looked at by then
            plug_in_a_probe(driven)
            reader.look_anew()
        return await get(oids)

    client.get = last  # type: ignore[method-assign]
    await driven.read()
    client.get = get  # type: ignore[method-assign]
    assert driven.parts("probe") == ["uio-1-1", "uio-2-1"]
    driven.card.restore(f"{UIO}1.1.0")
    for _ in range(31):
        await driven.poll()
    assert driven.parts("probe") == ["uio-1-1", "uio-2-1", "uio-3-1"]


async def test_a_lost_link_is_no_sign(drive: Drive) -> None:
    """A card that does not reach its UPS may count nothing."""
    driven = await drive()
    driven.card.ups.lose_link()
    await driven.poll()
    driven.card.counters.reset()
    for oid in COUNTS:
        if driven.card.value(dotted(oid)) is not None:
            driven.card.override(dotted(oid), 0)
    for _ in range(31):
        await driven.poll()
    assert driven.card.counters.requests["getnext"] == 0
