"""The card itself, and who the UPS is: system, U.1, U.8, 318.2.1."""

from dataclasses import replace
from typing import Final

from ....equipment.model import Category, Kind, Meaning, Variable
from ....equipment.variables import DEVICE_NAME, UPS_FIRMWARE
from ..client import Ber
from ..oid import SYSTEM, Oid, apc, ups
from .declare import CONFIG, card, date, flag, row, settable, words
from .row import Bounds, Object, Pace

UPTIME: Final[Oid] = (*SYSTEM, 3, 0)
"""Of the card, in hundredths of seconds; it begins anew after 497 days."""
DESCRIPTION: Final[Oid] = (*SYSTEM, 1, 0)
PRODUCT: Final[Oid] = (*SYSTEM, 2, 0)
SYSTEM_NAME: Final[Oid] = (*SYSTEM, 5, 0)
MODEL: Final[Oid] = (*ups("1.1.1"), 0)
NAME: Final[Oid] = (*ups("1.1.2"), 0)
FIRMWARE: Final[Oid] = (*ups("1.2.1"), 0)
SERIAL: Final[Oid] = (*ups("1.2.3"), 0)
SKU: Final[Oid] = (*ups("1.2.5"), 0)
HARDWARE: Final[Oid] = (*ups("1.2.6"), 0)
MODULE_FIRMWARES: Final[tuple[Oid, Oid]] = (
    (*apc("1.4.2.4.1.4"), 1),
    (*apc("1.4.2.4.1.4"), 2),
)
"""The card's operating system and its application; not in the public MIB."""

CARD_STARTED: Final = Variable(
    name="card.started",
    kind=Kind.STARTED,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
CARD_LINK: Final = flag("card.link", Meaning.CONNECTED, everyday=True)
"""Whether the card reaches its UPS: if not, all else that it tells is old."""
LINK: Final = row("8.1", CARD_LINK, codes={1: True, 2: False}, pace=Pace.FAST)
LINK_LOST: Final = 2

CARD_MODEL: Final = words("card.model")
CARD_SERIAL: Final = words("card.serial", private=True)
CARD_HARDWARE: Final = words("card.hardware")
CARD_MADE: Final = date("card.date.made")
CARD_SYSTEM: Final = words("card.firmware.system")
CARD_APPLICATION: Final = words("card.firmware.application")
CARD_MONITOR: Final = words("card.firmware.boot")
TOKENS: Final = {
    "MN": CARD_MODEL,
    "SN": CARD_SERIAL,
    "HR": CARD_HARDWARE,
    "MD": CARD_MADE,
    "PF": CARD_SYSTEM,
    "AF1": CARD_APPLICATION,
    "MB": CARD_MONITOR,
}
"""What the card's description holds in parentheses."""


def _name(tail: str, variable: Variable, length: int) -> Object:
    return settable(tail, variable, ber=Ber.OCTETS, bounds=Bounds(max_length=length))


def _system(number: int, name: str) -> Object:
    return Object(
        oid=(*SYSTEM, number),
        variable=words(name, category=CONFIG, private=True),
        ber=Ber.OCTETS,
        pace=Pace.CONFIG,
        writable=True,
        bounds=Bounds(max_length=255),
    )


def _clock(tail: str, name: str) -> Object:
    return card(
        tail,
        words(name, category=CONFIG),
        Ber.OCTETS,
        pace=Pace.CONFIG,
        writable=True,
        bounds=Bounds(max_length=11),
    )


SCALARS: Final[tuple[Object, ...]] = (
    LINK,
    row("1.2.1", UPS_FIRMWARE, Ber.OCTETS, pace=Pace.ONCE),
    row("1.2.4", words("ups.firmware.second"), Ber.OCTETS, pace=Pace.ONCE),
    row("1.2.2", date("ups.date.made"), Ber.OCTETS, pace=Pace.ONCE),
    _name("1.1.2", replace(DEVICE_NAME, private=True), 32),
    _system(4, "card.contact"),
    _system(5, "card.name"),
    _system(6, "card.location"),
    _clock("2.1.6.1", "card.clock.date"),
    _clock("2.1.6.2", "card.clock.time"),
)
"""The cards of classic Smart-UPSs take names of 8 characters, Galaxys of 32."""
