"""The tables of objects hold together."""

from collections import Counter
import re

from custom_components.rack_power.drivers.apc_snmp.client import Ber
from custom_components.rack_power.drivers.apc_snmp.layout import PACES, Layout
from custom_components.rack_power.drivers.apc_snmp.objects import (
    card_codes,
    config_codes,
    environment_codes,
    flag_codes,
    module_codes,
    outlet_codes,
    tables,
)
from custom_components.rack_power.drivers.apc_snmp.oid import oid, within
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.model import Category, Kind, Variable

THINGS = [
    *tables.SCALARS,
    *(column for table in tables.TABLES for column in table.columns),
]
MODULES = (card_codes, environment_codes, flag_codes, module_codes, outlet_codes)


def declared() -> list[Variable]:
    """Return every variable that a card's reading can be of."""
    found = [thing.variable for thing in THINGS]
    found += [string.problem for string in flag_codes.STRINGS]
    found += [*flag_codes.SINGLE_FLAGS.values(), *flag_codes.EVERYDAY.values()]
    found += [
        module.variable for module in (*module_codes.TABLES, *module_codes.SINGLES)
    ]
    found += [
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, Variable)
    ]
    return found


def same(one: Variable, other: Variable) -> bool:
    """Tell whether two declarations of a name say the same of its values."""
    return (one.kind, one.quantity, one.unit, one.options) == (
        other.kind,
        other.quantity,
        other.unit,
        other.options,
    )


def test_a_name_means_one_thing() -> None:
    """Here, and where equipment of all makers is declared."""
    first: dict[str, Variable] = {
        value.name: value
        for value in vars(common).values()
        if isinstance(value, Variable)
    }
    for variable in declared():
        assert same(variable, first.setdefault(variable.name, variable)), variable


def test_names_are_written_as_others_write_them() -> None:
    """They are keys of texts, too."""
    for variable in declared():
        assert re.fullmatch(r"[a-z0-9]+([._][a-z0-9]+)*", variable.name), variable
        for option in variable.options:
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", option), option


def test_an_object_is_read_once() -> None:
    """Neither scalars nor columns are listed twice."""
    chain = [
        one
        for thing in tables.SCALARS
        for one in (thing, thing.instead, thing.instead and thing.instead.instead)
        if one is not None
    ]
    listed = Counter(one.oid for one in chain)
    listed += Counter(column.oid for table in tables.TABLES for column in table.columns)
    assert [found for found, times in listed.items() if times > 1] == []


def test_choices_have_the_options_of_their_codes() -> None:
    """And flags are true or false."""
    for thing in THINGS:
        told = [value for value in thing.codes.values() if value is not None]
        if thing.variable.kind is Kind.CHOICE:
            assert tuple(told) == thing.variable.options, thing
        elif thing.variable.kind is Kind.FLAG:
            assert set(told) == {True, False}, thing
        else:
            assert not thing.codes, thing


def test_what_is_read_only_is_no_configuration() -> None:
    """And what can be set knows with which type."""
    for thing in THINGS:
        is_config = thing.variable.category is Category.CONFIG
        assert not is_config or thing.writable, thing
        if thing.variable.kind in {Kind.TEXT, Kind.DATE}:
            assert thing.ber in {Ber.OCTETS, Ber.ADDRESS}, thing
        else:
            assert thing.ber in {Ber.INTEGER, Ber.GAUGE, Ber.TICKS, Ber.OCTETS}, thing


def test_delays_are_set_as_time_ticks() -> None:
    """Cards refuse an integer there (5)."""
    ticks = {
        thing.oid[-1] for thing in config_codes.CONFIGURATION if thing.ber is Ber.TICKS
    }
    assert ticks == {5, 8, 9, 10, 11, 14, 29, 30, 61, 66, 67}


def test_secrets_are_never_read() -> None:
    """Neither the front panel's password nor the communities of trap receivers."""
    secrets = (config_codes.PASSWORD, oid("1.3.6.1.4.1.318.2.1.2"))
    read = [thing.oid for thing in THINGS]
    read += [table.entry for table in tables.TABLES]
    read += [*tables.PLAIN, *tables.SHOWN_RAW]
    for secret in secrets:
        assert not [one for one in read if one == secret or within(one, secret)]
        assert not [one for one in tables.SHOWN_RAW if within(secret, one)]


def test_firmware_updates_are_not_offered() -> None:
    """Nor anything else that only takes commands is read."""
    control = oid("1.3.6.1.4.1.318.1.1.1.6")
    assert not [thing for thing in THINGS if within(thing.oid, control)]


def test_everything_has_its_group() -> None:
    """A layout of all objects can be planned, and nothing is left out."""
    everything = Layout(
        scalars=tables.SCALARS,
        plain=frozenset(tables.PLAIN),
        tables={
            table.name: {(1, 1): frozenset(column.column for column in table.columns)}
            for table in tables.TABLES
        },
    )
    groups = everything.groups()
    assert set(groups) == set(PACES)
    planned = {one for oids in groups.values() for one in oids}
    assert {(*thing.oid, 0) for thing in tables.SCALARS} <= planned
    assert all(everything.is_sure(group) for group in PACES)


def test_only_some_are_of_everyday_interest() -> None:
    """A unit has hundreds."""
    names = {thing.variable.name for thing in THINGS if thing.variable.everyday}
    assert 30 <= len(names) <= 60, len(names)
