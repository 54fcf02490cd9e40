"""Both tables of battery packs, which list every slot, empty ones too."""

from collections.abc import Callable

from ..agent.objects import Object, Told, integer, text
from ..oids import UPS
from ..unit.readings import Readings, tenths, written
from ..unit.surroundings import Cartridge, Pack
from ..wire.ber import Kind, Raw
from .settings import checked, words

_SLOTS, _CARTRIDGES = 10, 2
_BY_CARTRIDGE = f"{UPS}2.3.10.2.1."
_BY_PACK = f"{UPS}2.3.10.4.1."


def _flags(flags: set[int]) -> str:
    return written(flags, 16, first=0)


def packs(see: Readings) -> dict[str, Object]:
    """Make both."""
    unit = see.unit
    made: dict[str, Object] = {
        f"{UPS}2.3.10.1.0": integer(lambda: _CARTRIDGES * len(unit.packs)),
        f"{UPS}2.3.10.3.0": integer(lambda: len(unit.packs)),
    }
    for number in range(1, _SLOTS + 1):
        made |= _pack(see, number)
        for index in range(1, _CARTRIDGES + 1):
            for row, arity in (
                (f"{number}.1.{index}", "three"),
                (f"{number}.{index}", "two"),
            ):
                made |= _cartridge(see, number, index, row, arity)
    return made


def _pack(see: Readings, number: int) -> dict[str, Object]:
    def cell(read: Callable[[Pack], Told], absent: Told = "") -> Callable[[], Told]:
        def told() -> Told:
            if number > len(see.unit.packs):
                return None
            pack = see.unit.packs[number - 1]
            return read(pack) if pack.present else absent

        return told

    def writable(attribute: str, length: int) -> Object:
        def write(raw: Raw) -> None:
            if isinstance(raw, bytes):
                pack = see.unit.packs[number - 1]
                setattr(pack, attribute, raw.decode("latin-1"))

        return Object(
            Kind.OCTETS,
            cell(lambda pack: see.redated(getattr(pack, attribute))),
            write,
            checked(words("", length)),
        )

    columns = {
        1: integer(cell(lambda _: number, number)),
        2: text(cell(lambda pack: pack.firmware)),
        3: text(cell(lambda pack: pack.serial)),
        4: integer(cell(lambda pack: tenths(see.temperature + pack.above), -1)),
        5: text(cell(lambda pack: _flags(pack.status))),
        6: text(cell(lambda pack: _flags(pack.health))),
        7: text(cell(lambda _: see.day(see.unit.base.state.replace_by))),
        8: writable("installed", 10),
        9: writable("made", 10),
        10: writable("sku", 32),
    }
    return {f"{_BY_PACK}{column}.{number}": each for column, each in columns.items()}


def _cartridge(
    see: Readings, number: int, index: int, row: str, arity: str
) -> dict[str, Object]:
    def cell(
        read: Callable[[Pack, Cartridge], Told], absent: Told = ""
    ) -> Callable[[], Told]:
        def told() -> Told:
            if number > len(see.unit.packs) or see.knobs.pack_index != arity:
                return None
            pack = see.unit.packs[number - 1]
            return read(pack, pack.cartridges[index - 1]) if pack.present else absent

        return told

    def install(raw: Raw) -> None:
        if isinstance(raw, bytes):
            cartridge = see.unit.packs[number - 1].cartridges[index - 1]
            cartridge.installed = raw.decode("latin-1")

    extra = cell(lambda *_: "")
    columns = {
        1: integer(cell(lambda *_: number, number)),
        2: integer(cell(lambda *_: index, index)),
        3: text(cell(lambda pack, _: pack.firmware)),
        4: text(cell(lambda pack, _: f"{pack.serial}{index}")),
        5: integer(cell(lambda pack, _: tenths(see.temperature + pack.above), -1)),
        6: text(cell(lambda pack, _: _flags(pack.status))),
        7: text(cell(lambda _, cartridge: _flags(cartridge.health))),
        8: text(cell(lambda _, cartridge: see.redated(cartridge.replace_by))),
        9: Object(
            Kind.OCTETS,
            cell(lambda _, cartridge: see.redated(cartridge.installed)),
            install,
            checked(words("", 10)),
        ),
        10: text(cell(lambda _, cartridge: _flags(cartridge.status))),
        11: text(lambda: extra() if see.knobs.extra_columns else None),
    }
    return {f"{_BY_CARTRIDGE}{column}.{row}": each for column, each in columns.items()}
