"""Two clients that are not ours: pysnmp, and net-snmp's programs where present."""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import Callable, Mapping
import os
import re
import shutil
from typing import Any, NamedTuple, Protocol

from pysnmp.hlapi.v3arch import asyncio as hlapi

from simulator.snmp import SnmpSimulator, User

UPS = "1.3.6.1.4.1.318.1.1.1."


class Told(NamedTuple):
    """A value with its type: `i`, `s`, `g`, `t`, `o`, `a`, `c`, or what it lacks."""

    kind: str
    value: Any


class SnmpError(Exception):
    """The agent answered with an error."""

    def __init__(self, name: str, index: int) -> None:
        """Say which, at which varbind."""
        super().__init__(name, index)
        self.name = name
        self.index = index


class SilenceError(Exception):
    """No answer came."""


class Refused(SilenceError):
    """Version 3 says that the credentials are wrong."""


class Client(Protocol):
    """What both can do; `version` is `1`, `2c` or `3`."""

    async def get(self, *oids: str) -> dict[str, Told]:
        """Read objects."""

    async def get_next(self, *oids: str) -> dict[str, Told]:
        """Read what follows."""

    async def walk(self, oid: str) -> dict[str, Told]:
        """Read all below."""

    async def set(self, oid: str, kind: str, value: Any) -> dict[str, Told]:
        """Write one object."""

    async def close(self) -> None:
        """Leave nothing."""


_KINDS = {
    "Integer32": "i",
    "Integer": "i",
    "OctetString": "s",
    "Gauge32": "g",
    "Unsigned32": "g",
    "TimeTicks": "t",
    "ObjectIdentifier": "o",
    "IpAddress": "a",
    "Counter32": "c",
    "NoSuchObject": "noSuchObject",
    "NoSuchInstance": "noSuchInstance",
    "EndOfMibView": "endOfMibView",
}
_TYPES: Mapping[str, Any] = {
    "i": hlapi.Integer32,
    "s": hlapi.OctetString,
    "g": hlapi.Gauge32,
    "t": hlapi.TimeTicks,
    "a": hlapi.IpAddress,
    "o": hlapi.ObjectIdentifier,
}
AUTH = {
    "none": hlapi.USM_AUTH_NONE,
    "MD5": hlapi.USM_AUTH_HMAC96_MD5,
    "SHA1": hlapi.USM_AUTH_HMAC96_SHA,
    "SHA224": hlapi.USM_AUTH_HMAC128_SHA224,
    "SHA256": hlapi.USM_AUTH_HMAC192_SHA256,
    "SHA384": hlapi.USM_AUTH_HMAC256_SHA384,
    "SHA512": hlapi.USM_AUTH_HMAC384_SHA512,
}
PRIV = {
    "none": hlapi.USM_PRIV_NONE,
    "DES": hlapi.USM_PRIV_CBC56_DES,
    "AES128": hlapi.USM_PRIV_CFB128_AES,
    "AES192": hlapi.USM_PRIV_CFB192_AES,
    "AES256": hlapi.USM_PRIV_CFB256_AES,
}


def told_of(value: Any) -> Told:
    """Read a value of pysnmp's."""
    kind = _KINDS[type(value).__name__]
    match kind:
        case "i" | "g" | "t" | "c":
            return Told(kind, int(value))
        case "s":
            return Told(kind, bytes(value))
        case "o":
            return Told(kind, str(value))
        case "a":
            return Told(kind, ".".join(map(str, bytes(value))))
    return Told(kind, None)


def credentials(user: User) -> hlapi.UsmUserData:
    """Write a user as pysnmp has it."""
    return hlapi.UsmUserData(
        user.username,
        user.auth_key or None,
        user.priv_key or None,
        authProtocol=AUTH[user.auth_protocol],
        privProtocol=PRIV[user.priv_protocol],
    )


class Pysnmp:
    """The library that Home Assistant uses; an engine of its own for each."""

    def __init__(
        self,
        card: SnmpSimulator,
        version: str,
        community: str | None = None,
        user: User | None = None,
    ) -> None:
        """Talk to a card."""
        self._card = card
        self._engine = hlapi.SnmpEngine()
        self._data: Any = credentials(user or card.user)
        if version != "3":
            self._data = hlapi.CommunityData(
                community or card.community, mpModel=int(version == "2c")
            )

    async def _run(self, command: Any, *varbinds: Any, **extra: Any) -> dict[str, Told]:
        target = await hlapi.UdpTransportTarget.create(
            (self._card.host, self._card.port), timeout=0.4, retries=0
        )
        failure, status, index, found = await command(
            self._engine,
            self._data,
            target,
            hlapi.ContextData(),
            *extra.get("numbers", ()),
            *varbinds,
            lookupMib=False,
        )
        if failure is not None:
            words = str(failure)
            raise (SilenceError if "before timeout" in words else Refused)(words)
        if status:
            raise SnmpError(status.prettyPrint(), int(index))
        return {str(name): told_of(value) for name, value in found}

    async def get(self, *oids: str) -> dict[str, Told]:
        """Read objects."""
        return await self._run(hlapi.get_cmd, *map(_named, oids))

    async def get_next(self, *oids: str) -> dict[str, Told]:
        """Read what follows."""
        return await self._run(hlapi.next_cmd, *map(_named, oids))

    async def bulk(self, once: int, times: int, *oids: str) -> list[tuple[str, Told]]:
        """Read what follows, several times."""
        found = await self._run(
            hlapi.bulk_cmd, *map(_named, oids), numbers=(once, times)
        )
        return list(found.items())

    async def walk(self, oid: str) -> dict[str, Told]:
        """Read all below."""
        found: dict[str, Told] = {}
        last = oid
        while True:
            try:
                ((last, told),) = (await self.get_next(last)).items()
            except SnmpError:
                return found
            if told.kind == "endOfMibView" or not f"{last}.".startswith(f"{oid}."):
                return found
            found[last] = told

    async def set(self, oid: str, kind: str, value: Any) -> dict[str, Told]:
        """Write one object."""
        return await self.set_all((oid, kind, value))

    async def set_all(self, *wanted: tuple[str, str, Any]) -> dict[str, Told]:
        """Write several objects at once."""
        varbinds = [
            hlapi.ObjectType(hlapi.ObjectIdentity(oid), _TYPES[kind](value))
            for oid, kind, value in wanted
        ]
        return await self._run(hlapi.set_cmd, *varbinds)

    async def close(self) -> None:
        """Leave nothing."""
        self._engine.close_dispatcher()
        await asyncio.sleep(0)


def _named(oid: str) -> hlapi.ObjectType:
    return hlapi.ObjectType(hlapi.ObjectIdentity(oid))


_NOWHERE = {"SNMPCONFPATH": "/nonexistent", "SNMP_PERSISTENT_DIR": "/nonexistent"}
_LINE = re.compile(r"\.([\d.]+) = (?:(\w[\w-]*): )?(.*)", re.DOTALL)
_NET_KINDS = {
    "INTEGER": "i",
    "STRING": "s",
    "Hex-STRING": "s",
    "Gauge32": "g",
    "Timeticks": "t",
    "OID": "o",
    "IpAddress": "a",
    "Counter32": "c",
}
_LACKS = {
    "No Such Object": "noSuchObject",
    "No Such Instance": "noSuchInstance",
    "No more variables": "endOfMibView",
}
_NET_PRIV = {"AES128": "AES", "AES192": "AES-192", "AES256": "AES-256"}
_NET_AUTH = {
    "SHA1": "SHA",
    "SHA224": "SHA-224",
    "SHA256": "SHA-256",
    "SHA384": "SHA-384",
    "SHA512": "SHA-512",
}


def _quoted(text: str) -> bytes:
    return text.removeprefix('"').removesuffix('"').encode()


_READ: Mapping[str, Callable[[str], Any]] = {
    "INTEGER": int,
    "STRING": _quoted,
    "Hex-STRING": bytes.fromhex,
    "Gauge32": int,
    "Timeticks": lambda text: int(text.partition(")")[0].strip("(")),
    "OID": lambda text: text.strip("."),
    "IpAddress": str,
    "Counter32": int,
}


def _net_told(kind: str | None, text: str) -> Told:
    """Read a value as net-snmp writes it."""
    for words, lack in _LACKS.items():
        if text.startswith(words):
            return Told(lack, None)
    kind = kind or "STRING"
    return Told(_NET_KINDS[kind], _READ[kind](text))


class NetSnmp:
    """net-snmp's programs."""

    def __init__(
        self,
        card: SnmpSimulator,
        version: str,
        community: str | None = None,
        user: User | None = None,
    ) -> None:
        """Talk to a card."""
        self._agent = f"{card.host}:{card.port}"
        self._how = ["-v", version, "-On", "-m", "", "-t", "0.4", "-r", "0"]
        if version == "3":
            self._how += _net_credentials(user or card.user)
        else:
            self._how += ["-c", community or card.community]

    async def _run(self, program: str, *arguments: str) -> dict[str, Told]:
        process = await asyncio.create_subprocess_exec(
            program,
            *self._how,
            self._agent,
            *arguments,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, **_NOWHERE},
        )
        out, errors = (each.decode("latin-1") for each in await process.communicate())
        words = out + errors
        if "Timeout" in words:
            raise SilenceError(words)
        if found := re.search(r"Reason: \(?(\w+)", words):
            raise SnmpError(
                found[1].replace("genError", "genErr"), _index(words, arguments)
            )
        if process.returncode:
            raise Refused(words)
        lines = re.split(r"\n(?=\.\d)", out.removesuffix("End of MIB\n").strip())
        matches = [_LINE.match(line.strip()) for line in lines if line.startswith(".")]
        return {m[1]: _net_told(m[2], m[3]) for m in matches if m is not None}

    async def get(self, *oids: str) -> dict[str, Told]:
        """Read objects."""
        return await self._run("snmpget", *oids)

    async def get_next(self, *oids: str) -> dict[str, Told]:
        """Read what follows."""
        return await self._run("snmpgetnext", *oids)

    async def walk(self, oid: str) -> dict[str, Told]:
        """Read all below."""
        found = await self._run("snmpwalk", oid)
        return {name: told for name, told in found.items() if told.value is not None}

    async def set(self, oid: str, kind: str, value: Any) -> dict[str, Told]:
        """Write one object."""
        letter = "u" if kind == "g" else kind
        text = value.decode() if isinstance(value, bytes) else str(value)
        return await self._run("snmpset", oid, letter, text)

    async def close(self) -> None:
        """There is nothing to leave."""


def _index(words: str, oids: tuple[str, ...]) -> int:
    """Find the number of the object that net-snmp names."""
    found = re.search(r"Failed object: \.?([\d.]+)", words)
    return oids.index(found[1]) + 1 if found and found[1] in oids else 0


def _net_credentials(user: User) -> list[str]:
    signed = user.auth_protocol != "none"
    secret = user.priv_protocol != "none"
    level = "authPriv" if secret else "authNoPriv" if signed else "noAuthNoPriv"
    how = ["-u", user.username, "-l", level]
    if signed:
        name = _NET_AUTH.get(user.auth_protocol, user.auth_protocol)
        how += ["-a", name, "-A", user.auth_key]
    if secret:
        name = _NET_PRIV.get(user.priv_protocol, user.priv_protocol)
        how += ["-x", name, "-X", user.priv_key]
    return how


CLIENTS: list[type[Pysnmp | NetSnmp]] = [Pysnmp]
if all(map(shutil.which, ("snmpget", "snmpgetnext", "snmpwalk", "snmpset"))):
    CLIENTS.append(NetSnmp)
