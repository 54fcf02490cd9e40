"""The time zone of this machine, so that what the demo tells agrees with its clock."""

from collections.abc import Mapping
import os
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")
DATABASE = "/zoneinfo/"
UNKNOWN = "UTC"


def time_zone(
    environment: Mapping[str, str] = os.environ, localtime: Path = LOCALTIME
) -> str:
    """Return the name that Home Assistant knows it by: of TZ, else of the system.

    Clocks that are set without a name, as by TZ=CET-1 or a copied file, give UTC.
    """
    if zone := environment.get("TZ"):
        name = zone.removeprefix(":")
        return name if _exists(name) else UNKNOWN
    # One name may link to another, so it is the first link that tells what was chosen.
    target = str(localtime.readlink()) if localtime.is_symlink() else ""
    name = target.partition(DATABASE)[2]
    return name if _exists(name) else UNKNOWN


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except KeyError, ValueError, OSError:  # no such name, or no name at all
        return False
    return True
