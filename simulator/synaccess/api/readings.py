"""Device, inlets, banks, sensors and relay outputs."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from ..physics import is_number
from ..state import Record
from ..switching import STATES
from ..unit import Unit
from .request import (
    Refusal,
    check,
    is_name,
    is_seconds,
    json_object,
    lookup,
    need,
    unit_of,
)

_RELAY_CHECKS: dict[str, Callable[[Any], bool]] = {
    "relayName": is_name,
    "state": lambda value: value in STATES,
    "customRebootTimeEnabled": lambda value: isinstance(value, bool),
    "customRebootTime": is_seconds,
}


async def device(request: web.Request) -> web.Response:
    """Tell what the unit is."""
    return web.json_response(unit_of(request).views.device())


async def inlets(request: web.Request) -> web.Response:
    """Tell what comes in."""
    unit = unit_of(request)
    shown = [unit.views.inlet(inlet) for inlet in unit.state.inlets]
    key = "inletEnergyAccumulation"
    return web.json_response(_glitched(unit, "inlets", key, shown))


async def banks(request: web.Request) -> web.Response:
    """Tell what the banks carry."""
    unit = unit_of(request)
    shown = [bank.copy() for bank in unit.state.banks]
    return web.json_response(_glitched(unit, "banks", "energyAccumulation", shown))


def _glitched(unit: Unit, name: str, key: str, shown: list[Record]) -> list[Record]:
    """Show a wrong energy once, if a glitch is due."""
    factor = unit.glitch.pop(name, None)
    if factor is not None:
        for record in shown:
            if is_number(record.get(key)):
                record[key] = round(record[key] * factor, 4)
    return shown


async def rename_inlet(request: web.Request) -> web.Response:
    """Give an inlet another name."""
    unit = unit_of(request)
    inlet = lookup(unit.state.inlet, request)
    inlet["inletName"] = await _new_name(request, "inletName")
    return web.json_response(unit.views.inlet(inlet))


async def rename_bank(request: web.Request) -> web.Response:
    """Give a bank another name."""
    bank = lookup(unit_of(request).state.bank, request)
    bank["bankName"] = await _new_name(request, "bankName")
    return web.json_response(bank)


async def _new_name(request: web.Request, key: str) -> str:
    body = await json_object(request)
    need(body, key)
    check(is_name(body[key]))
    return str(body[key])


async def sensors(request: web.Request) -> web.Response:
    """Tell what is plugged in."""
    return web.json_response(unit_of(request).state.sensors)


async def change_sensor(request: web.Request) -> web.Response:
    """Change names of a hub's relays and inputs; the true body is unknown."""
    sensor = lookup(unit_of(request).state.sensor, request)
    body = await json_object(request)
    for key in ("outputRelays", "digitalInputs"):
        rows = body.get(key, [])
        check(isinstance(rows, list) and (key in sensor or not rows))
        for row in rows:
            _change_row(sensor[key], row)
    return web.json_response(sensor)


def _change_row(rows: list[Record], change: Any) -> None:
    check(isinstance(change, dict))
    for row in rows:
        if str(row["index"]) == str(change.get("index")):
            row.update({key: change[key] for key in change.keys() & row.keys()})
            return
    raise Refusal(404, "Not Found")


async def relay_outputs(request: web.Request) -> web.Response:
    """Tell the relays; small units do not even know the path."""
    unit = unit_of(request)
    if "minimal" in unit.dialects:
        raise Refusal(404, "Not Found")
    return web.json_response(unit.state.relay_outputs)


async def change_relay(request: web.Request) -> web.Response:
    """Switch or set a relay output. The path is singular, unlike that of the list."""
    unit = unit_of(request)
    relay = lookup(unit.state.relay, request)
    body = await json_object(request)
    if not body.keys() & _RELAY_CHECKS.keys():
        raise Refusal(422, "Missing state in request.")
    for key, accepts in _RELAY_CHECKS.items():
        check(key not in body or accepts(body[key]))
    state = body.pop("state", None)
    relay.update({key: body[key] for key in body.keys() & _RELAY_CHECKS.keys()})
    if state is not None:
        unit.switching.relay_output(relay["id"], state)
    return web.json_response(relay)


ROUTES = [
    web.get("/api/device", device),
    web.get("/api/inlets", inlets),
    web.put("/api/inlets/{id}", rename_inlet),
    web.get("/api/banks", banks),
    web.put("/api/banks/{id}", rename_bank),
    web.get("/api/sensors", sensors),
    web.post("/api/sensors/{id}", change_sensor),
    web.put("/api/sensors/{id}", change_sensor),
    web.get("/api/relayOutputs", relay_outputs),
    web.put("/api/relayOutput/{id}", change_relay),
]
