"""Whatever SNMP can show, set or run has its texts, its icon and a name of its own."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
import json
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any, Final, NamedTuple, cast

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import Platform
from homeassistant.helpers.entity import Entity
from pysnmp.entity.engine import SnmpEngine
import pytest

from custom_components.rack_power import const
from custom_components.rack_power.binary_sensor import RackPowerBinarySensor
from custom_components.rack_power.button import RackPowerButton
from custom_components.rack_power.coordinator import RackPowerConfigEntry
from custom_components.rack_power.date import RackPowerDate
from custom_components.rack_power.drivers.apc_snmp import (
    Communities,
    SnmpContext,
    SnmpDriver,
    Traps,
    Version,
    mapping,
    objects,
)
from custom_components.rack_power.drivers.apc_snmp.objects import (
    environment_codes,
    flag_codes,
)
from custom_components.rack_power.drivers.apc_snmp.traps import (
    TrapReceivers,
    variables as traps,
)
from custom_components.rack_power.drivers.apc_snmp.traps.table import KINDS
from custom_components.rack_power.entity import device_part, part_name
from custom_components.rack_power.equipment.model import (
    UNIT,
    Command,
    Kind,
    Order,
    Part,
    PartId,
    Point,
    Setting,
    Variable,
)
from custom_components.rack_power.equipment.picture import Picture
from custom_components.rack_power.number import RackPowerNumber
from custom_components.rack_power.platforms import (
    platform_of,
    platform_of_order,
    platforms_of,
)
from custom_components.rack_power.select import RackPowerNumbers, RackPowerSelect
from custom_components.rack_power.sensor import RackPowerSensor
from custom_components.rack_power.switch import RackPowerSwitch
from custom_components.rack_power.text import RackPowerText
from custom_components.rack_power.time import RackPowerTime
from custom_components.rack_power.unit import Unit
from simulator.snmp import SnmpSimulator

from .drivers.conftest import Outside
from .snmp_declared import COMMANDS, DEVICES, SHOWN, SINGLES, WITHIN, Shown, things

PACKAGE = Path(const.__file__).parent
TEXTS: Final = json.loads((PACKAGE / "translations" / "en.json").read_text())
NAMED: Final[dict[str, Any]] = TEXTS["entity"]
ICONS: Final = json.loads((PACKAGE / "icons.json").read_text())["entity"]

PROBLEMS: Final[Mapping[str, Mapping[int, str]]] = {
    **{
        f"unit_{string.problem.name}".replace(".", "_"): string.names
        for string in flag_codes.STRINGS
    },
    "pack_pack_problem": flag_codes.PACK_FLAGS,
    "pack_pack_health_problem": flag_codes.HEALTH_FLAGS,
    "cartridge_cartridge_problem": flag_codes.PACK_FLAGS,
    "cartridge_cartridge_health_problem": flag_codes.HEALTH_FLAGS,
    "outlet_group_outlet_group_pending": flag_codes.OUTLET_GROUP_FLAGS,
}
"""The flags that the details of a problem may name."""


ENTITIES: Final[Mapping[Platform, Any]] = {
    Platform.BINARY_SENSOR: RackPowerBinarySensor,
    Platform.DATE: RackPowerDate,
    Platform.NUMBER: RackPowerNumber,
    Platform.SELECT: RackPowerSelect,
    Platform.SENSOR: RackPowerSensor,
    Platform.SWITCH: RackPowerSwitch,
    Platform.TEXT: RackPowerText,
    Platform.TIME: RackPowerTime,
}
NOTHING_KNOWN: Final = cast(
    "Unit",
    SimpleNamespace(
        id="apc_1", parts={}, setting=lambda _: None, offers=lambda _: True
    ),
)
ENTRY: Final = cast("RackPowerConfigEntry", None)


class Made(NamedTuple):
    """An entity as it is made, and of what."""

    kind: str
    platform: Platform
    entity: Entity

    @property
    def key(self) -> str:
        """What its texts go by."""
        assert self.entity.translation_key is not None
        return self.entity.translation_key

    @property
    def options(self) -> Iterable[str]:
        """What it can be; empty where it is no choice."""
        return getattr(self.entity, "options", None) or ()

    @property
    def texts(self) -> Mapping[str, Any]:
        """Its texts; empty where there are none."""
        found: Mapping[str, Any] = NAMED.get(self.platform, {}).get(self.key, {})
        return found


def possible(shown: Shown) -> Collection[Platform]:
    """Return every platform that it may be on; the card lists nothing of traps."""
    if not shown.settable:
        return {platform_of(shown.variable, None)}
    if shown.variable in traps.SETTINGS:
        return {platform_of(shown.variable, one) for one in (None, Setting())}
    return set(platforms_of(shown.variable))


def entities() -> Iterator[Made]:
    """Make an entity on every platform on which it can appear."""
    for shown in SHOWN:
        for platform in possible(shown):
            point = Point(PartId(shown.kind, "1"), shown.variable)
            listed = platform is Platform.SELECT and shown.variable.kind is Kind.MEASURE
            make = RackPowerNumbers if listed else ENTITIES[platform]
            entity = make(ENTRY, NOTHING_KNOWN, point)
            yield Made(shown.kind, platform, entity)
    for kind, command in COMMANDS:
        order = Order(PartId(kind, "1"), command)
        button = RackPowerButton(ENTRY, NOTHING_KNOWN, order)
        yield Made(kind, platform_of_order(), button)


MADE: Final = tuple(entities())


def reachable(node: Any) -> Iterator[Variable | Command]:
    """Return what is declared in a value, however deep."""
    if isinstance(node, Variable | Command):
        yield node
    elif isinstance(node, Mapping):
        for pair in node.items():
            yield from reachable(pair)
    elif isinstance(node, tuple | list | frozenset | set):
        for one in node:
            yield from reachable(one)
    elif is_dataclass(node) and not isinstance(node, type):
        for one in fields(node):
            yield from reachable(getattr(node, one.name))


def test_all_that_is_declared_is_looked_at() -> None:
    """A new variable or command cannot be forgotten here."""
    declared = {
        found.name
        for package in (objects, mapping)
        for module in iter_modules(package.__path__, f"{package.__name__}.")
        for value in vars(import_module(module.name)).values()
        for found in reachable(value)
    }
    looked_at = {shown.variable.name for shown in SHOWN}
    looked_at |= {command.name for _, command in COMMANDS}
    assert "ups.status" in declared
    assert declared <= looked_at


def test_everything_has_a_name() -> None:
    """A name is a text with a capital letter, or begins with the part's."""
    for made in MADE:
        assert "name" in made.texts, (made.platform, made.key)
        name = made.texts["name"]
        assert name[0].isupper() or name.startswith("{part}"), name


def test_a_name_is_the_same_on_every_platform() -> None:
    """Whether somebody may set a thing does not rename it."""
    names = defaultdict(set)
    for made in MADE:
        names[made.key].add(made.texts["name"])
    assert {key: told for key, told in names.items() if len(told) > 1} == {}


def test_who_has_several_is_told_which() -> None:
    """Devices are named themselves; of other parts the entity says which it is."""
    for made in MADE:
        alone = made.kind in DEVICES | SINGLES | {"unit"}
        assert ("{part}" in made.texts["name"]) is not alone, made.key


def test_no_name_is_used_twice_on_a_device() -> None:
    """Nor by what other connections show of the same UPS."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for made in MADE:
        within = WITHIN.get(made.kind, "unit")
        device = made.kind if made.kind in DEVICES else within
        names[device, made.texts["name"].casefold()].add(made.key)
    for keys in NAMED.values():
        for key, told in keys.items():
            if key.startswith("unit_"):
                names["unit", told["name"].casefold()].add(key)
    assert {name: keys for name, keys in names.items() if len(keys) > 1} == {}


def test_every_option_has_its_text() -> None:
    """And no text is left over from an option that is no more."""
    choices = [made for made in MADE if made.options]
    assert {made.platform for made in choices} == {Platform.SENSOR, Platform.SELECT}
    for made in choices:
        told = made.texts["state"]
        assert told.keys() == set(made.options), made.key
        assert len(set(told.values())) == len(told), made.key


def test_every_flag_in_the_details_has_its_text() -> None:
    """What a problem rests on is told in words."""
    for key, names in PROBLEMS.items():
        told = NAMED["binary_sensor"][key]["state_attributes"]["flags"]
        assert told["name"]
        assert told.get("state", {}).keys() == set(names.values()), key
    violated = NAMED["binary_sensor"]["probe_ambient_violated"]["state_attributes"]
    bits, columns = environment_codes.VIOLATIONS, environment_codes.VIOLATION_COLUMNS
    told = violated["violations"]["state"].keys()
    assert told == set(bits.values()) == set(columns.values())


def test_every_reason_has_its_text() -> None:
    """A number that means something else says what."""
    meant = [(kind, thing) for kind, thing in things() if thing.words]
    assert meant
    for kind, thing in meant:
        key = f"{kind}_{thing.variable.name}".replace(".", "_")
        for platform in possible(Shown(kind, thing.variable, thing.writable)):
            texts = NAMED[platform][key]
            told = texts["state_attributes"]["reason"]["state"].keys()
            assert told == set(thing.words.values()), key


def test_every_kind_of_trap_has_its_text() -> None:
    """The log of the unit says how grave a trap is."""
    told = NAMED["event"]["unit_log"]["state_attributes"]["event_type"]["state"]
    assert told.keys() >= set(KINDS)


def test_every_device_has_its_text() -> None:
    """A part that is a device is named by its number if nobody named it."""
    for kind in DEVICES:
        assert "{part}" in TEXTS["device"][kind]["name"]


def test_what_has_no_class_has_an_icon() -> None:
    """The class of choices has an icon that says nothing of them."""
    plain = {None, SensorDeviceClass.ENUM}
    for made in MADE:
        if made.entity.device_class in plain:
            assert made.key in ICONS.get(made.platform, {}), (made.platform, made.key)


@pytest.fixture(params=["smart_ups", "three_phase", "v1_card", "bare"])
async def seen(
    socket_enabled: None, request: pytest.FixtureRequest
) -> AsyncIterator[Picture]:
    """A simulated card as somebody sees it who may do everything."""
    outside, engine = Outside(), SnmpEngine()

    async def get_engine() -> SnmpEngine:
        return engine

    async def at_once(job: Any) -> object:
        return job()

    context = SnmpContext(
        clock=outside.clock,
        memory=outside.notes,
        publish=outside.published.extend,
        tell=lambda *_: None,
        settle=lambda *_: None,
        preference=lambda *_: "on",
        forget=lambda *_: None,
        trouble=outside.trouble,
        wake=outside.wakes.append,
        in_thread=at_once,
        engine=get_engine,
        release_engine=lambda _: None,
    )
    receivers = TrapReceivers(outside.clock, at_once, lambda _: ())
    async with SnmpSimulator(request.param, clock=outside.clock.simulated) as card:
        version = Version.V1 if request.param == "v1_card" else Version.V2C
        may = Communities(
            version=version, read=card.community, write=card.write_community
        )
        driver = SnmpDriver(
            context,
            card.host,
            card.port,
            may,
            traps=Traps(receivers=receivers, port=162),
        )
        picture = Picture()
        try:
            await driver.connect()
            for report in (await driver.read()).reports:
                picture.absorb(report)
            yield picture
        finally:
            await driver.close()
            engine.close_dispatcher()


async def test_what_cards_have_is_looked_at(seen: Picture) -> None:
    """Every point and order of a card has its texts, and what can be set both."""
    settable = {
        (shown.kind, shown.variable): shown.settable
        for shown in sorted(SHOWN, key=lambda shown: shown.settable)
    }
    points = set(seen.points())
    assert len(points) > 50
    for kind, variable in points:
        assert (kind.kind, variable) in settable
        if seen.setting(Point(kind, variable)) is not None:
            assert settable[kind.kind, variable], (kind, variable)
    orders = {(order.part.kind, order.command) for order in seen.orders()}
    assert orders
    assert orders <= COMMANDS


async def test_no_name_is_used_twice_on_a_card(seen: Picture) -> None:
    """With the labels and numbers that its parts have."""
    parts = {UNIT: Part(id=UNIT), **seen.parts()}
    unit = cast("Unit", SimpleNamespace(parts=parts))
    assert {part.id.kind for part in parts.values() if part.device} <= DEVICES
    texts = {made.key: made.texts["name"] for made in MADE}
    named: dict[tuple[PartId, str], set[tuple[PartId, str]]] = defaultdict(set)
    for part, name in (
        *((point.part, point.variable.name) for point in seen.points()),
        *((order.part, order.command.name) for order in seen.orders()),
    ):
        text = texts[f"{part.kind}_{name}".replace(".", "_")]
        shown = text.replace("{part}", part_name(parts.get(part), part))
        named[device_part(unit, part), shown.casefold()].add((part, name))
    assert {name: by for name, by in named.items() if len(by) > 1} == {}
