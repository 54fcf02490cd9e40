"""Asks a card for its engine id, which the keys of SNMPv3 are made with (RFC 3414, 4).

The library would do so itself, but would then derive the keys on the event loop. What
comes back here is not authenticated: a wrong id only makes the first request fail.
"""

import asyncio
from typing import Final, override

from ...equipment.errors import CannotConnect
from .client import SILENT

_ASKING: Final = bytes.fromhex(
    "303e020103"  # a message of version 3
    "301102044a69f3a1020300ffe3040104020103"  # its id, size, reportable, by users
    "0410300e0400020100020100040004000400"  # no engine id, time, user or digest
    "301404000400a00e02044a69f3a10201000201003000"  # a GET of nothing
)
_SEQUENCE: Final = 0x30
_OCTETS: Final = 0x04
_LONG_FORM: Final = 0x80
_SHORTEST, _LONGEST = 5, 32
"""Bytes of an engine id."""
_ATTEMPTS: Final = 3


async def engine_id(address: tuple[str, int], timeout: float) -> bytes:  # noqa: ASYNC109 - of one attempt of several
    """Return the engine id of the card at an address. CannotConnect: no answer."""
    loop = asyncio.get_running_loop()
    answered = loop.create_future()
    try:
        transport, _ = await loop.create_datagram_endpoint(
            lambda: _Listening(answered), remote_addr=address
        )
    except OSError as err:
        raise CannotConnect from err
    try:
        for _ in range(_ATTEMPTS):
            transport.sendto(_ASKING)
            done, _pending = await asyncio.wait((answered,), timeout=timeout)
            if done:
                found: bytes = answered.result()
                return found
    finally:
        transport.close()
    raise CannotConnect(SILENT)


class _Listening(asyncio.DatagramProtocol):
    """Waits for the first answer that tells an engine id."""

    def __init__(self, answered: asyncio.Future[bytes]) -> None:
        self._answered = answered

    @override
    def datagram_received(self, data: bytes, addr: object) -> None:
        found = told(data)
        if found is not None and not self._answered.done():
            self._answered.set_result(found)

    @override
    def error_received(self, exc: Exception) -> None:
        """Wait for the timeout: a card that restarts refuses at first."""


def told(message: bytes) -> bytes | None:
    """Return the engine id in an answer, None if it tells none."""
    content = _content(message, 0, _SEQUENCE)
    if content is None:
        return None
    start, _ = content
    for _ in range(2):  # version and header
        passed = _content(message, start, None)
        if passed is None:
            return None
        start = passed[1]
    parameters = _content(message, start, _OCTETS)
    inner = parameters and _content(message, parameters[0], _SEQUENCE)
    name = inner and _content(message, inner[0], _OCTETS)
    if not name:
        return None
    found = message[name[0] : name[1]]
    return found if _SHORTEST <= len(found) <= _LONGEST else None


def _content(message: bytes, start: int, tag: int | None) -> tuple[int, int] | None:
    """Return where the content of an element begins and ends."""
    if start + 2 > len(message) or (tag is not None and message[start] != tag):
        return None
    length, begin = message[start + 1], start + 2
    if length >= _LONG_FORM:
        size = length - _LONG_FORM
        length = int.from_bytes(message[begin : begin + size])
        begin += size
    return None if begin + length > len(message) else (begin, begin + length)
