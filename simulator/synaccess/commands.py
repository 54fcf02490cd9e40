"""Which wishes a request carries, read from the wire alone."""

from collections.abc import Mapping
import json
import re
from typing import Any

from ..counters import Command
from .conf import NESTING
from .state import PduState

_OBJECT = re.compile(r"/api/(outlets|groups|banks|inlets|relayOutput|sensors)/([^/]+)")
_KINDS = {"relayOutput": "relay"}
_RULE = re.compile(r"/api/(events|actions|groups)(?:/([^/]+))?")
_WORDS = {"PUT": "modify", "DELETE": "delete"}
_SYSTEM = re.compile(r"/api/system/(reboot|cloudRegistration)")


def commands_of(state: PduState, method: str, path: str, body: bytes) -> list[Command]:
    """Read the wishes.

    `outlet.state`, `group.state`, `relay.state`, `outlet.outletName`, `bank.bankName`,
    ...: one for each key of the body, the target being the id.
    `event.create|modify|delete`, `action....`, `group.create|delete`: one, with the
    whole body as value. `conf.set`: one for each key, which is the target.
    `system.reboot`, `system.firmware`: one.
    """
    if method == "GET":
        return []
    told = _parse(body)
    if method == "PUT" and (found := _OBJECT.fullmatch(path)):
        kind = _KINDS.get(found[1], found[1].rstrip("s"))
        target = _outlet_id(state, found[2]) if kind == "outlet" else found[2]
        return [Command(f"{kind}.{key}", target, told[key]) for key in told]
    if found := _RULE.fullmatch(path):
        kind = found[1].removesuffix("s")
        word = _WORDS.get(method, "modify" if found[2] else "create")
        value = None if method == "DELETE" else dict(told)
        return [Command(f"{kind}.{word}", found[2] or "", value)]
    if path == "/api/conf":
        nested = told.get(NESTING)
        keys = nested if isinstance(nested, dict) else told
        return [Command("conf.set", key, keys[key]) for key in keys]
    if found := _SYSTEM.fullmatch(path):
        return [Command(f"system.{found[1]}", "", None)]
    return []


def _parse(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _outlet_id(state: PduState, ident: str) -> str:
    try:
        return str(state.outlet(ident)["id"])
    except KeyError:
        return ident
