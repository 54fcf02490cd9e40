"""The control plane: how a demo, a script or a person at a shell moves the simulator.

It has a port of its own, because a real unit has no `/_sim/`.
"""

from collections.abc import Callable, Mapping, Sequence
import json
from typing import Any, Protocol

from aiohttp import web

from .counters import Counters
from .faults import Fault, Faults
from .listener import Listener

PREFIX = "/_sim/"
type Verb = Callable[[Mapping[str, Any]], object]


class Part(Protocol):
    """What the control plane moves."""

    @property
    def counters(self) -> Counters:
        """What the part has seen."""

    @property
    def faults(self) -> Faults:
        """What goes wrong."""

    @property
    def scenarios(self) -> Sequence[str]:
        """What can be played."""

    @property
    def verbs(self) -> Mapping[str, Verb]:
        """What can be asked of this part besides."""

    def snapshot(self) -> dict[str, Any]:
        """Tell the whole state."""

    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change the state."""

    def step(self, seconds: float) -> None:
        """Move the clock on."""

    def play(self, name: str) -> None:
        """Play a scenario."""


async def _object(request: web.Request) -> dict[str, Any]:
    """Read a JSON object; no body at all is an empty one."""
    text = await request.text()
    try:
        body = json.loads(text) if text else {}
    except ValueError as err:
        raise web.HTTPBadRequest(text=f"not JSON: {err}") from err
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="not an object")
    return body


def _fault(data: Mapping[str, Any]) -> Fault:
    told = {key: data[key] for key in data if key not in ("matched", "struck")}
    return Fault(**told)


@web.middleware
async def _say_what_is_wrong(
    request: web.Request, handler: Callable[[web.Request], Any]
) -> web.StreamResponse:
    """Answer 400 with the reason where a wish makes no sense."""
    try:
        response: web.StreamResponse = await handler(request)
    except (KeyError, TypeError, ValueError) as err:
        return web.json_response(
            {"error": f"{type(err).__name__}: {err}"},
            status=web.HTTPBadRequest.status_code,
        )
    response.force_close()
    return response


class ControlPlane:
    """Serves `/_sim/` for one part."""

    def __init__(self, part: Part, host: str, port: int) -> None:
        """Know the part to move."""
        self._part = part
        self._listener = Listener(host, port, Counters())

    @property
    def url(self) -> str:
        """The address, ending in `/_sim/`."""
        return self._listener.url + PREFIX

    async def start(self) -> None:
        """Listen."""
        app = web.Application(middlewares=[_say_what_is_wrong])
        app.add_routes(
            [
                web.get(PREFIX, self._index),
                web.get(PREFIX + "state", self._read_state),
                web.patch(PREFIX + "state", self._patch_state),
                web.get(PREFIX + "counters", self._read_counters),
                web.delete(PREFIX + "counters", self._reset_counters),
                web.get(PREFIX + "faults", self._read_faults),
                web.put(PREFIX + "faults", self._replace_faults),
                web.post(PREFIX + "faults", self._add_fault),
                web.delete(PREFIX + "faults", self._clear_faults),
                web.post(PREFIX + "step", self._step),
                web.post(PREFIX + "scenario", self._play),
                web.post(PREFIX + "{verb}", self._do),
            ]
        )
        await self._listener.start(app)

    async def stop(self) -> None:
        """Listen no more."""
        await self._listener.stop()

    async def _index(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "scenarios": list(self._part.scenarios),
                "verbs": sorted(self._part.verbs),
            }
        )

    async def _read_state(self, request: web.Request) -> web.Response:
        return web.json_response(self._part.snapshot())

    async def _patch_state(self, request: web.Request) -> web.Response:
        self._part.patch(await _object(request))
        return web.json_response(self._part.snapshot())

    async def _read_counters(self, request: web.Request) -> web.Response:
        return web.json_response(self._part.counters.as_json())

    async def _reset_counters(self, request: web.Request) -> web.Response:
        self._part.counters.reset()
        return web.json_response(self._part.counters.as_json())

    async def _read_faults(self, request: web.Request) -> web.Response:
        return web.json_response([rule.as_json() for rule in self._part.faults.rules])

    async def _replace_faults(self, request: web.Request) -> web.Response:
        rules = [_fault(item) for item in json.loads(await request.text())]
        self._part.faults.clear()
        for rule in rules:
            self._part.faults.add(rule)
        return await self._read_faults(request)

    async def _add_fault(self, request: web.Request) -> web.Response:
        self._part.faults.add(_fault(await _object(request)))
        return await self._read_faults(request)

    async def _clear_faults(self, request: web.Request) -> web.Response:
        self._part.faults.clear()
        return await self._read_faults(request)

    async def _step(self, request: web.Request) -> web.Response:
        self._part.step(float((await _object(request)).get("seconds", 1)))
        return web.json_response({"ok": True})

    async def _play(self, request: web.Request) -> web.Response:
        self._part.play(str((await _object(request))["name"]))
        return web.json_response({"ok": True})

    async def _do(self, request: web.Request) -> web.Response:
        act = self._part.verbs[request.match_info["verb"]]
        result = act(await _object(request))
        return web.json_response({"ok": True, "result": result})
