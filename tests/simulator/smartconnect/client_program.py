"""A client of others, as a program of its own, unchanged: it signs in and reads.

    client_program.py NAME MAPPING EMAIL PASSWORD

``MAPPING`` is JSON: the host names that it looks up, and the ports on this machine that
stand for port 443 of them. It prints what it was told, as JSON.
"""

import asyncio
import json
import socket
import sys
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from apc_smartconnect import APCSmartConnect
from pyapcsc.client import ApcSmartConnectClient

_look_up = socket.getaddrinfo


def stay_here(mapping: dict[str, int]) -> None:
    """Let names lead to this machine; others are not found."""

    def look_up(host: str, port: int, *args: Any, **options: Any) -> Any:
        assert port == 443
        return _look_up("127.0.0.1", mapping[host], *args, **options)

    socket.getaddrinfo = look_up  # type: ignore[assignment]


def apc_smartconnect(email: str, password: str) -> Any:
    """Read as the package of this name does; it takes ids for numbers."""
    with TemporaryDirectory() as folder:
        client = APCSmartConnect(f"{folder}/cookies")
        client.login(email, password)
        listed = client.gateways()
        ident = listed["gateways"][0]["deviceId"]
        told = {
            "list": [one["deviceId"] for one in listed["gateways"]],
            "info": client.gateway_info(ident),
            "details": client.gateway_info_detail(int(ident)),
        }
        client.cookies.save()
        return told


async def _pyapcsc(email: str, password: str) -> Any:
    connector = aiohttp.TCPConnector(resolver=aiohttp.ThreadedResolver())
    async with aiohttp.ClientSession(connector=connector) as session:
        client = ApcSmartConnectClient(session)
        await client.login(email, password)
        listed = await client.gateways()
        gateway = await client.gateway(listed[0])
        details = await client.gateway_details(listed[0])
        return {
            "list": listed,
            "info": vars(gateway),
            "details": vars(details),
        }


def pyapcsc(email: str, password: str) -> Any:
    """Read as the package of this name does."""
    return asyncio.run(_pyapcsc(email, password))


CLIENTS = {"apc_smartconnect": apc_smartconnect, "pyapcsc": pyapcsc}

if __name__ == "__main__":
    name, names, *account = sys.argv[1:]
    stay_here(json.loads(names))
    json.dump(CLIENTS[name](*account), sys.stdout, default=vars)
