"""Is it a UPS, and which one (2)."""

from collections.abc import Mapping
from typing import Final

from ...equipment.errors import InvalidAnswer, WrongEquipment
from ...equipment.identity import is_serial
from ...equipment.model import Equipment
from . import values
from .client import Raw, SnmpClient
from .mapping.identity import ASKED, ENGINE, hardware_address, identity
from .objects import battery_codes, power_codes
from .objects.card_codes import PRODUCT, SERIAL
from .oid import INTERFACE_ADDRESS, MGE, PRODUCTS, Oid, ups, within

_FAMILIES: Final = frozenset({1, 2, 3, 5, 13, 16, 17, 23, 27, 28, 33, 37, 39})
"""Products that are UPSs: the arc after the products' branch."""
_OUTPUT: Final[Oid] = (*power_codes.STATUS.oid, 0)
_BATTERY: Final[tuple[Oid, ...]] = (
    (*battery_codes.STATUS.oid, 0),
    (*ups("2.2.1"), 0),
    (*ups("2.3.1"), 0),
)


async def detect(client: SnmpClient, url: str) -> Equipment:
    """Tell which UPS answers.

    WrongEquipment: it is none, or one whose card speaks another language.
    InvalidAnswer: it cannot be told from others.
    """
    first = await client.get((PRODUCT, _OUTPUT, *_BATTERY))
    check(first)
    told = dict(await client.get(ASKED))
    if hardware_address(told) is None:
        told |= await client.walk(INTERFACE_ADDRESS)
    found = identity(told, url)
    if found is None:
        raise InvalidAnswer
    return found


def check(told: Mapping[Oid, Raw]) -> None:
    """Raise WrongEquipment if this is no UPS.

    What it says of its battery and output decides; a product of the maker that is
    something else is refused all the same.
    """
    product = told.get(PRODUCT)
    product = product if isinstance(product, tuple) else ()
    if product == MGE or within(product, MGE):
        raise WrongEquipment("mge_card")
    if within(product, PRODUCTS) and product[len(PRODUCTS)] not in _FAMILIES:
        raise WrongEquipment("not_a_ups")
    feeds = values.whole(told.get(_OUTPUT)) is not None
    stores = any(values.whole(told.get(oid)) is not None for oid in _BATTERY)
    if not (feeds and stores):
        raise WrongEquipment("not_a_ups")


def is_other(about: Equipment, engine: Raw | None, told: Mapping[Oid, Raw]) -> str:
    """Return the name of the unit that answers if it is another one, else nothing.

    ``engine`` is the id of its card, which tells where either has no serial number.
    """
    found = values.text(told.get(SERIAL))
    serial = found.replace(" ", "") if found is not None and is_serial(found) else None
    if serial is not None and about.serial is not None:
        return "" if serial == about.serial else serial
    present = told.get(ENGINE)
    if engine is None or not isinstance(present, bytes) or present == engine:
        return ""
    return serial or present.hex()
