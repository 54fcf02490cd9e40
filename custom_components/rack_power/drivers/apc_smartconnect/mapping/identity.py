"""Who a UPS is: by the list of the account, and by what the cloud tells of it."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

from ....equipment.driver import Json
from ....equipment.identity import equipment_id
from ....equipment.model import Equipment
from . import values
from .listing import Listed, serial_number

MAKER: Final = "APC"


def equipment(listed: Listed, answer: Json | None, origin: str) -> Equipment:
    """Tell who a UPS is; ``answer`` is what the cloud tells of it, if it was asked.

    Where there is no serial number, the id in the cloud stands in for it. The page
    of the UPS itself has that id in its address, so only the portal's is told.
    """
    row = answer if isinstance(answer, Mapping) else {}
    serial = listed.serial or serial_number(row.get("serialNumber"))
    digest = sha256(listed.id.encode("utf-8", "replace")).hexdigest()[:20]
    who = Equipment(
        id=equipment_id(MAKER, serial or f"no-serial-{digest}"),
        maker=MAKER,
        serial=serial,
        name=listed.name,
        model=listed.model,
        url=f"{origin.rstrip('/')}/dashboard",
    )
    return completed(who, row)


def completed(who: Equipment, row: values.Row) -> Equipment:
    """Return a UPS with what an answer tells of its plate; who it is stays."""
    return replace(
        who,
        name=values.name(row.get("name")) or who.name,
        model=values.name(row.get("model")) or who.model,
        model_id=values.key(row.get("partNumber")) or who.model_id,
        firmware=values.first(values.within(row, "firmware").get("version"))
        or who.firmware,
    )
