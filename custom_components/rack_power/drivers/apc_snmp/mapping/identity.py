"""Who the unit is, and what its card is (2)."""

from collections.abc import Mapping
import re
from typing import Final

from ....equipment.identity import equipment_id, is_serial
from ....equipment.model import UNIT, Equipment, Report
from .. import values
from ..client import Raw
from ..layout import Values
from ..objects.card_codes import (
    CARD_APPLICATION,
    CARD_MADE,
    CARD_SERIAL,
    CARD_SYSTEM,
    DESCRIPTION,
    FIRMWARE,
    HARDWARE,
    MODEL,
    MODULE_FIRMWARES,
    NAME,
    SERIAL,
    SKU,
    SYSTEM_NAME,
    TOKENS,
)
from ..objects.row import Pace
from ..oid import ENGINE_ID, INTERFACE_ADDRESS, Oid, within
from .scalars import read_scalars
from .scene import Scene

MAKER: Final = "APC"
ENGINE: Final[Oid] = (*ENGINE_ID, 0)
ASKED: Final[tuple[Oid, ...]] = (
    MODEL,
    NAME,
    FIRMWARE,
    SERIAL,
    SKU,
    HARDWARE,
    SYSTEM_NAME,
    DESCRIPTION,
    ENGINE,
)
"""What tells who the unit is."""

_BY_HARDWARE: Final = bytes.fromhex("8000013e03")
"""How an engine id of the maker begins that ends with the hardware address."""
_ADDRESS: Final = 6
"""Bytes of a hardware address."""
_TOKEN: Final = re.compile(r"\b([A-Z]{2}[0-9]?):\s*([^\s()]{1,40})")


def identity(told: Values, url: str) -> Equipment | None:
    """Return who the unit is; None: nothing tells it apart from others.

    Its serial number does, else the id of its card, else its hardware address; never
    where it was found.
    """
    serial = values.text(told.get(SERIAL))
    address = hardware_address(told)
    engine = told.get(ENGINE)
    if serial is not None and is_serial(serial):
        name = serial = serial.replace(" ", "")
    else:
        serial = None
        name = engine.hex() if isinstance(engine, bytes) and engine else address or ""
    if not name:
        return None
    return Equipment(
        id=equipment_id(MAKER, name),
        maker=MAKER,
        serial=serial,
        name=values.text(told.get(NAME)) or values.text(told.get(SYSTEM_NAME)),
        model=values.text(told.get(MODEL)),
        model_id=values.text(told.get(SKU)),
        firmware=values.text(told.get(FIRMWARE)),
        hardware=values.text(told.get(HARDWARE)),
        url=url,
        mac=address,
    )


def hardware_address(told: Values) -> str | None:
    """Return the hardware address of the card: of its engine, or of its interface."""
    engine = told.get(ENGINE)
    if isinstance(engine, bytes) and engine.startswith(_BY_HARDWARE):
        found = _shown(engine[len(_BY_HARDWARE) :])
        if found is not None:
            return found
    interfaces = (
        _shown(raw)
        for oid, raw in sorted(told.items())
        if within(oid, INTERFACE_ADDRESS)
    )
    return next((one for one in interfaces if one is not None), None)


def _shown(raw: Raw) -> str | None:
    if not isinstance(raw, bytes) or len(raw) != _ADDRESS or not any(raw):
        return None
    return raw.hex(":")


def tokens(description: Raw | None) -> Mapping[str, str]:
    """Return what the card's description holds in parentheses."""
    return dict(_TOKEN.findall(values.text(description) or ""))


def report(scene: Scene, about: Equipment) -> Report:
    """Tell what is printed on the unit and on its card."""
    draft = scene.draft(Pace.ONCE.value)
    read_scalars(scene, draft)
    told = tokens(scene.values.get(DESCRIPTION))
    plates = {
        variable: told[token] for token, variable in TOKENS.items() if token in told
    }
    for variable, oid in zip(
        (CARD_SYSTEM, CARD_APPLICATION), MODULE_FIRMWARES, strict=True
    ):
        version = values.text(scene.values.get(oid))
        if version is not None:
            plates.setdefault(variable, version)
    for variable, text in plates.items():
        if variable == CARD_MADE:
            draft.read(UNIT, variable, values.day(text))
        elif variable != CARD_SERIAL or is_serial(text):
            draft.read(UNIT, variable, text)
    return draft.report(about)
