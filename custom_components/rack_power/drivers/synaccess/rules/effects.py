"""Which outlets an action could cut. Rather too many than too few.

What an action does to relays is not looked at: nobody knows what hangs on them.
"""

from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import Final

from ....equipment.model import PartId
from .codes import ANY
from .parts import texts
from .snapshot import GROUP_ID, OUTLET_ID, Rows, Snapshot, rows_of, text_of
from .stored import Content, Family

_LOCALHOST: Final = "localhost"
_ADDRESSES: Final = ("staticIp", "hostName", "secondaryHostName")
_INDEX: Final = "outletIndex"


def cuts_of(action: Content, snapshot: Snapshot) -> frozenset[PartId]:
    """Return the outlets of this PDU whose power an action could take away."""
    first, second, *_ = (*action.params, "", "")
    if action.code is not None and action.code in _CUTS:
        return _CUTS[action.code](first, second, snapshot)
    if Family.ACTION.code(action.code) is not None:
        return frozenset()
    # nobody knows what it does
    return _parts(_ids(snapshot.outlets) & set(action.params))


def _parts(outlets: Iterable[str]) -> frozenset[PartId]:
    return frozenset(PartId("outlet", outlet) for outlet in outlets)


def _ids(outlets: Rows) -> frozenset[str]:
    return texts(outlets, *OUTLET_ID)


def _outlet(text: str, snapshot: Snapshot) -> frozenset[PartId]:
    """Find an outlet by its id or, as the PDU's own paths take it, by its number.

    Whether that is the one in its id or its index is not documented, so both are.
    """
    outlets = _ids(snapshot.outlets)
    if text in outlets:
        return _parts({text})
    if text.lower() == ANY:
        return _parts(outlets)
    meant = {outlet for outlet in outlets if outlet.partition("-")[0] == text}
    rows = snapshot.outlets or ()
    meant |= texts(
        tuple(row for row in rows if text_of(row, _INDEX) == text), *OUTLET_ID
    )
    return _parts(meant or {text})


def _group(text: str, snapshot: Snapshot) -> frozenset[PartId]:
    """Find the outlets of a group; of one that is not to be seen: all."""
    for group in snapshot.groups or ():
        if text_of(group, *GROUP_ID) == text:
            return _parts(_ids(rows_of(group.get("outlets"))))
    return all_outlets(snapshot)


def all_outlets(snapshot: Snapshot) -> frozenset[PartId]:
    """Return what an action could cut of which nothing is known."""
    return _parts(_ids(snapshot.outlets))


def _elsewhere(host: str, outlet: str, snapshot: Snapshot) -> frozenset[PartId]:
    """Find an outlet of another PDU, which may be this one; ids exist only once."""
    if _is_this(host, snapshot):
        return _outlet(outlet, snapshot)
    return _parts(_ids(snapshot.outlets) & {outlet})


def _group_elsewhere(host: str, group: str, snapshot: Snapshot) -> frozenset[PartId]:
    """Find the outlets of another PDU's group, which may be this one."""
    return _group(group, snapshot) if _is_this(host, snapshot) else frozenset()


def _is_this(host: str, snapshot: Snapshot) -> bool:
    """Tell whether a host may be this PDU, by any of its names or addresses."""
    settings = snapshot.settings or {}
    told = (_LOCALHOST, snapshot.host, *(text_of(settings, key) for key in _ADDRESSES))
    plain = _bare(host)
    return _is_loopback(plain) or plain in {_bare(one) for one in told if one}


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _bare(host: str) -> str:
    """Return a name without its domain, an address without zeros that mean nothing.

    Whoever wrote it into the PDU may have given a port, or brackets.
    """
    host = host.strip().lower()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    if ":" in host:
        return host
    parts = host.split(".")
    if all(part.isdecimal() for part in parts):
        return ".".join(part.lstrip("0") or "0" for part in parts)
    return parts[0]


def _unless_on(state: str, cuts: frozenset[PartId]) -> frozenset[PartId]:
    """Return what is cut by a switch: what does not clearly switch on may cut."""
    return frozenset() if state.upper() == "ON" else cuts


_CUTS: Final[Mapping[int, Callable[[str, str, Snapshot], frozenset[PartId]]]] = {
    11: lambda outlet, state, s: _unless_on(state, _outlet(outlet, s)),
    12: lambda outlet, _, s: _outlet(outlet, s),
    16: lambda group, state, s: _unless_on(state, _group(group, s)),
    17: lambda group, _, s: _group(group, s),
    24: _elsewhere,
    26: _group_elsewhere,
    28: _elsewhere,
    29: _group_elsewhere,
}
