"""The kinds of connection: what is asked for, which driver it makes, how far it is.

One row a kind, in the order of the menu: of each maker what is nearest first. A new
vendor is one module and its rows here. Only these modules know the drivers.
"""

from typing import Final

from .apc_smartconnect import APC_SMARTCONNECT
from .apc_snmp import APC_SNMP
from .connection import CLOUD, CONF_ADVANCED, LOCAL, Connection, form, required
from .data import Data, Fields
from .held import as_shown, settled, typed
from .powersentrix import POWERSENTRIX_PORTAL, POWERSENTRIX_PUSH, POWERSENTRIX_UPS
from .synaccess import SYNACCESS_CLOUD, SYNACCESS_PDU

__all__ = [
    "CLOUD",
    "CONF_ADVANCED",
    "CONNECTIONS",
    "LOCAL",
    "POST_PATHS",
    "Connection",
    "Data",
    "Fields",
    "as_shown",
    "form",
    "names",
    "required",
    "settled",
    "typed",
]

CONNECTIONS: Final = {
    row.key: row
    for row in (
        SYNACCESS_PDU,
        SYNACCESS_CLOUD,
        POWERSENTRIX_UPS,
        POWERSENTRIX_PUSH,
        POWERSENTRIX_PORTAL,
        APC_SNMP,
        APC_SMARTCONNECT,
    )
}

POST_PATHS: Final = tuple(path for row in CONNECTIONS.values() for path in row.posts_to)
"""Where units post to that leave out the path of the address they were given."""
