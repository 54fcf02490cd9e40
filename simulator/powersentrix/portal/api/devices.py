"""What is told of UPSs: the list, a UPS whole and in short, its log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from ...unit.actions import MayOnlyRead, UnknownKey
from ..records import Known
from ..stamps import with_zone, without_zone
from ..uplink import Unreachable, read
from .request import (
    ACCOUNT,
    BASE,
    Portal,
    Refusal,
    failed,
    known_of,
    portal_of,
    spring_error,
    wrapped,
)

_NOT_REACHABLE = "UPS is not reachable"
_PAGE = 50  # log records


def unreachable(portal: Portal, request: web.Request) -> web.Response:
    """Say that the UPS did not answer the portal."""
    if portal.knobs.uplink_failure == "text":
        return failed(_NOT_REACHABLE)
    return spring_error(portal, int(portal.knobs.uplink_failure), request.path)


async def ups_list(request: web.Request) -> web.Response:
    """Tell the UPSs of the account."""
    portal = portal_of(request)
    text = request.query.get("searchText", "").lower()
    kind = request.query.get("searchType", "")
    found = [
        _entry(portal, known)
        for known in portal.records
        if request[ACCOUNT].sees(known.id)
        and text in f"{known.ups.state.name} {known.ups.state.description}".lower()
        and kind in ("", known.ups.state.type)
    ]
    return wrapped(portal, _list(portal, found))


def _entry(portal: Portal, known: Known) -> dict[str, Any]:
    """Tell a UPS in a list, of which no field is documented (4.8)."""
    ident = known.id if portal.knobs.list_id == "str" else int(known.id)
    if portal.knobs.list_extra == "bare":
        return {"id": ident}
    if portal.knobs.list_extra == "ups_id":
        return {"upsId": ident}
    state = known.ups.state
    return {
        "id": ident,
        "name": state.name,
        "description": state.description,
        "cmm": state.cmm,
        "ip": state.settings.get("ip"),
        "serialNumber": state.sn,
        "type": {"name": state.type},
        "location": state.location,
        "onOffLine": _on_off_line(portal, known),
    }


def _on_off_line(portal: Portal, known: Known) -> str:
    always = portal.knobs.on_off_line == "always"
    return "online" if always or portal.records.is_online(known) else "offline"


async def complex_object(request: web.Request) -> web.Response:
    """Tell a UPS whole."""
    portal, known = portal_of(request), known_of(request)
    return _read(request, known, 2, known.whole, lambda told: wrapped(portal, told))


async def basic_info(request: web.Request) -> web.Response:
    """Tell a UPS in short; the only answer about one that has no wrapper."""
    portal, known = portal_of(request), known_of(request)

    def answer(ident: Any) -> web.Response:
        return web.json_response(_basic_info(portal, known, ident))

    return _read(request, known, 1, known.ident or None, answer)


def _read(
    request: web.Request,
    known: Known,
    fn: int,
    cached: Any,
    answer: Callable[[Any], web.Response],
) -> web.Response:
    """Answer with what the UPS says now, or with what it has said last."""
    portal = portal_of(request)
    if portal.knobs.portal_read != "cached":
        try:
            return answer(read(known.ups, fn))
        except UnknownKey, MayOnlyRead:
            return failed("UPS refuses the API key")
        except Unreachable:
            if portal.knobs.portal_read == "live":
                return unreachable(portal, request)
    return failed("No data") if cached is None else answer(cached)


def _basic_info(portal: Portal, known: Known, ident: Any) -> dict[str, Any]:
    state = known.ups.state
    time = portal.clock.time
    if portal.knobs.basicinfo_ts == "push" and known.reported is not None:
        time = known.reported
    return {
        "name": state.name,
        "ip": state.settings.get("ip"),
        "model": ident["type"],
        "serialNumber": ident["sn"],
        "comFirmware": ident["comFirmware"],
        "mainFirmware": ident["mainFirmware"],
        "comUptime": ident["comUptime"],
        "mainUptime": ident["mainUptime"],
        "onOffLine": _on_off_line(portal, known),
        "temperature": known.board,
        "description": state.description,
        "location": state.location,
        "company": state.company,
        "cmm": state.cmm,
        "timestamp": with_zone(time, portal.knobs),
    }


async def logs(request: web.Request) -> web.Response:
    """Tell a page of the log; a bare list."""
    portal, known = portal_of(request), known_of(request)
    page = _number(request, "page", 0)
    limit = _number(request, "limit", _PAGE)
    if limit == 0:
        raise Refusal(400)
    rows = known.logs if portal.knobs.log_order == "asc" else known.logs[::-1]
    told = [_row(portal, row) for row in rows[page * limit : (page + 1) * limit]]
    return web.json_response(_list(portal, told))


def _row(portal: Portal, row: dict[str, Any]) -> dict[str, Any]:
    time = datetime.fromisoformat(row["timestamp"])
    return row | {"timestamp": without_zone(time, portal.knobs)}


def _list(portal: Portal, rows: list[dict[str, Any]]) -> Any:
    return rows if portal.knobs.list_form == "plain" else {"content": rows}


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, str(default))
    if not text.isdecimal():
        raise Refusal(400)
    return int(text)


ROUTES = [
    web.get(f"{BASE}/ups/getUpsList", ups_list, allow_head=False),
    web.get(f"{BASE}/ups/getUpsComplexObject", complex_object, allow_head=False),
    web.get(f"{BASE}/ups/getBasicInfo", basic_info, allow_head=False),
    web.get(f"{BASE}/ups/getUpsLogs", logs, allow_head=False),
]
