"""Whatever a card tells, the reports are made, or one of our errors is raised."""

from contextlib import suppress
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.rack_power.drivers.apc_snmp import redaction
from custom_components.rack_power.drivers.apc_snmp.detection import check
from custom_components.rack_power.drivers.apc_snmp.layout import (
    PACES,
    Layout,
    numbers_of,
)
from custom_components.rack_power.drivers.apc_snmp.mapping.identity import (
    ASKED,
    identity,
    tokens,
)
from custom_components.rack_power.drivers.apc_snmp.mapping.reports import report
from custom_components.rack_power.drivers.apc_snmp.mapping.scene import Scene
from custom_components.rack_power.drivers.apc_snmp.objects.tables import (
    PLAIN,
    SCALARS,
    TABLES,
)
from custom_components.rack_power.equipment.errors import WrongEquipment
from custom_components.rack_power.equipment.model import Equipment, EquipmentId, Kind
from simulator.clock import START

ABOUT = Equipment(id=EquipmentId("apc_1"), maker="APC")
KEYS = [(1,), (2, 1), (1, 1, 2), (7, 1)]
LAYOUT = Layout(
    scalars=SCALARS,
    plain=frozenset(PLAIN),
    tables={
        table.name: dict.fromkeys(KEYS, frozenset(numbers_of(table)))
        for table in TABLES
    },
)
OIDS = sorted({oid for oids in LAYOUT.groups().values() for oid in oids})
RAWS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([-1, 0, 1, 2, 3, 4, 255, 32767, 2**31 - 1, 2**70]),
    st.sampled_from(
        [b"", b"1" * 64, b"0010000000000000", b"NOT SUPPORTED", b"Unknown"]
    ),
    st.binary(max_size=70),
    st.just("192.0.2.1"),
    st.lists(st.integers(0, 2**32), max_size=20).map(tuple),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.lists(RAWS, min_size=1, max_size=6))
def test_any_values_make_reports(seed: int, raws: list[Any]) -> None:
    """All groups are told, and a choice is one of its options."""
    random = Random(seed)  # noqa: S311 - values, no secrets
    told = {oid: random.choice(raws) for oid in OIDS if random.random() < 0.8}
    scene = Scene(ABOUT.id, LAYOUT, told, START, link_lost=random.random() < 0.5)
    for group in PACES:
        made = report(group, scene, ABOUT)
        for point, reading in made.readings.items():
            assert point.part in made.parts
            if point.variable.kind is Kind.CHOICE:
                assert reading.value in {*point.variable.options, None}
            if point.variable.kind is Kind.FLAG:
                assert reading.value in {True, False, None}
    redaction.raw(told)


@given(st.dictionaries(st.sampled_from(ASKED), RAWS))
def test_any_identity_is_one_or_none(told: dict[Any, Any]) -> None:
    """It is never made of nothing."""
    found = identity(told, "http://192.0.2.1")
    assert found is None or len(found.id) > len("apc_")
    tokens(told.get(ASKED[-2]))


@given(st.dictionaries(st.sampled_from([*OIDS, (1, 3, 6, 1, 2, 1, 1, 2, 0)]), RAWS))
def test_anything_is_a_ups_or_not(told: dict[Any, Any]) -> None:
    """Nothing else is raised."""
    with suppress(WrongEquipment):
        check(told)
