"""One SET: one object, one attempt, and what the card's refusal means (5, 11)."""

from typing import Final

from ....equipment.errors import DriverError, NotConfirmed, NotPermitted, Rejected
from ..client import SetRefused, SnmpClient, Typed
from ..context import Communities, Credentials
from ..oid import Oid

_NOT_WRITABLE: Final = frozenset(
    {
        "noSuchName",
        "readOnly",
        "noAccess",
        "notWritable",
        "noCreation",
        "authorizationError",
        "inconsistentName",
    }
)
"""The card does not let us set this; with some also while somebody is logged in."""
_WRONG_TYPE: Final = frozenset({"wrongType", "wrongEncoding"})
_WRONG_LENGTH: Final = "wrongLength"


def may_write(credentials: Credentials) -> bool:
    """Tell whether there is anything to write with."""
    if isinstance(credentials, Communities):
        return credentials.write is not None
    return credentials.writes


async def send(client: SnmpClient, oid: Oid, value: Typed) -> bool:
    """Set an object; return whether the card answered that it is done.

    False: the answer was lost, so that only a look can tell. It is never sent again.
    CannotConnect, NotPermitted, Rejected: it was not done.
    """
    try:
        await client.set(oid, value)
    except NotConfirmed:
        return False
    except SetRefused as err:
        raise refusal(err.status) from None
    return True


def refusal(status: str) -> DriverError:
    """Return what an error of the card means for who asked."""
    if status in _NOT_WRITABLE:
        return NotPermitted("snmp_not_writable", answer=status)
    if status in _WRONG_TYPE:
        return Rejected("snmp_wrong_type", answer=status)
    if status == _WRONG_LENGTH:
        return Rejected("snmp_wrong_length", answer=status)
    return Rejected("snmp_refused", answer=status)
