"""Where traps arrive: the sockets of a port, and who an address belongs to."""

import asyncio
from collections.abc import Sequence
import errno
from ipaddress import IPv4Address, IPv6Address, ip_address
import socket
from typing import Final

from ....equipment.errors import CannotConnect

_NO_IPV6: Final = frozenset(
    {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT, errno.EINVAL}
)


def bound(port: int) -> Sequence[socket.socket]:
    """Listen on a port, by IPv6 too if the machine has it.

    CannotConnect: ``trap_port_taken`` by another program, or ``trap_port_forbidden``.
    """
    opened: list[socket.socket] = []
    try:
        opened.append(_bound(socket.AF_INET, "0.0.0.0", port))  # noqa: S104 - cards are anywhere
        if socket.has_ipv6:
            try:
                opened.append(_bound(socket.AF_INET6, "::", port))
            except OSError as err:
                if err.errno not in _NO_IPV6:
                    raise
    except OSError as err:
        for one in opened:
            one.close()
        taken = err.errno == errno.EADDRINUSE
        raise CannotConnect(
            "trap_port_taken" if taken else "trap_port_forbidden", port=port
        ) from err
    return opened


def _bound(family: int, address: str, port: int) -> socket.socket:
    """Bind a socket; two programs never share it, as each would lose traps."""
    one = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    try:
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
    except OSError:
        one.close()
        raise
    return one


def literal(host: str) -> str | None:
    """Return an address in the one way it is compared in; None: it is a name."""
    try:
        address: IPv4Address | IPv6Address = ip_address(host.strip("[]"))
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or IPv6Address(int(address))  # without a scope
    return str(address)


async def resolved(host: str) -> frozenset[str]:
    """Return the addresses of a host; none while its name is not known."""
    if (address := literal(host)) is not None:
        return frozenset({address})
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, None, type=socket.SOCK_DGRAM
        )
    except OSError, UnicodeError:
        return frozenset()
    return frozenset(
        address for one in found if (address := literal(str(one[4][0]))) is not None
    )
