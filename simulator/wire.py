"""What happens to every request before and after the unit has seen it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from .clock import Clock
from .counters import Command, Counters
from .faults import Effect, Fault, Faults
from .mishaps import Sender, cut, mangled, reset_on_close

type CommandsOf = Callable[[web.Request, bytes], Sequence[Command]]

AFTERWARDS: web.RequestKey[list[Callable[[], None]]] = web.RequestKey("afterwards")
"""What the unit does once its answer is out."""

EXECUTED: web.RequestKey[bool] = web.RequestKey("executed")
"""Whether the unit did what was asked, where the status alone does not tell."""

_NO_ANSWER = frozenset(
    {
        Effect.HANG,
        Effect.CUT_BEFORE,
        Effect.CUT_AFTER,
        Effect.RESET,
        Effect.REFUSE,
        Effect.VANISH,
    }
)


def _method_and_path(request: web.Request) -> str:
    return f"{request.method} {request.path}"


def _act_afterwards(request: web.Request) -> None:
    """Do now what was put off until after the answer."""
    while request[AFTERWARDS]:
        request[AFTERWARDS].pop(0)()


class Wire:
    """Counts requests and commands, and lets the faults strike."""

    def __init__(
        self,
        clock: Clock,
        counters: Counters,
        faults: Faults,
        commands_of: CommandsOf,
        outage: Callable[[bool], None],
    ) -> None:
        """Stand between the listener and the unit.

        `commands_of` reads the wishes out of a request, `outage` takes the unit off the
        network (True: silently).
        """
        self.keep_alive = False
        self.latency = 0.0
        self.name_of: Callable[[web.Request], str] = _method_and_path
        """Under which name a request is counted."""
        self._clock = clock
        self._counters = counters
        self._faults = faults
        self._commands_of = commands_of
        self._outage = outage
        self._sender = Sender(counters, lambda seconds: faults.wait(clock, seconds))
        self._tasks: set[asyncio.Task[Any] | None] = set()

    def install(self, app: web.Application) -> None:
        """Become the outermost layer of an application."""

        @web.middleware
        async def wire(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._pass(request, handler)

        app.middlewares.insert(0, wire)
        app.on_response_prepare.append(self._count_answer)

    async def stop(self) -> None:
        """End the requests that are still waited for."""
        self._faults.clear()
        tasks = [task for task in self._tasks if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pass(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let one request through, and know of it until it has its answer."""
        task = asyncio.current_task()
        connection = request.transport
        self._tasks.add(task)
        try:
            return await self._handle(request, handler)
        except ConnectionError:  # the client did not wait for the end
            return cut(request)
        finally:
            self._tasks.discard(task)
            if connection is not None:
                self._counters.answered(connection)

    async def _handle(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        self._counters.requests[self.name_of(request)] += 1
        body = b""
        if request.content_type != "multipart/form-data":
            body = await request.read()
        commands = self._commands_of(request, body)
        self._counters.commands_received.extend(commands)
        if self.latency:
            await asyncio.sleep(self.latency)

        request[AFTERWARDS] = []
        fault = self._faults.strike(request.method, request.path, request.query_string)
        if fault is None:
            response = await self._execute(request, handler, commands)
        else:
            response = await self._strike(fault, request, handler, commands)
        if request[AFTERWARDS]:
            try:
                await response.prepare(request)
                await response.write_eof()
            finally:
                _act_afterwards(request)
        return response

    async def _execute(
        self, request: web.Request, handler: Handler, commands: Sequence[Command]
    ) -> web.StreamResponse:
        response = await handler(request)
        if request.get(EXECUTED, response.status < 300):
            self._counters.commands_executed.extend(commands)
        if not self.keep_alive:
            response.force_close()
        return response

    async def _strike(
        self,
        fault: Fault,
        request: web.Request,
        handler: Handler,
        commands: Sequence[Command],
    ) -> web.StreamResponse:
        """Do what the fault asks for, before or after the unit has done its part."""
        if fault.effect is Effect.DELAY and fault.executed is False:
            await self._faults.wait(self._clock, fault.seconds)
            return await self._execute(request, handler, commands)
        answer: web.StreamResponse = web.Response()
        if fault.executes:
            answer = await self._execute(request, handler, commands)
        if fault.effect in _NO_ANSWER:
            _act_afterwards(request)
            return await self._fall_silent(fault, request)
        if fault.effect is Effect.DELAY:
            await self._faults.wait(self._clock, fault.seconds)
            return answer
        if send := self._sender.ways.get(fault.effect):
            return await send(request, fault, answer)
        response = mangled(fault, answer)
        if not self.keep_alive:
            response.force_close()
        return response

    async def _fall_silent(
        self, fault: Fault, request: web.Request
    ) -> web.StreamResponse:
        """End the connection without an answer, one way or the other."""
        match fault.effect:
            case Effect.HANG:
                await self._faults.wait(self._clock)
            case Effect.RESET:
                reset_on_close(request)
            case Effect.REFUSE | Effect.VANISH:
                self._outage(fault.effect is Effect.VANISH)
        return cut(request)

    async def _count_answer(
        self, request: web.Request, response: web.StreamResponse
    ) -> None:
        """Count the bytes that aiohttp is about to send."""
        response.headers.popall("Server", None)
        head = sum(len(name) + len(text) + 4 for name, text in response.headers.items())
        self._counters.bytes_out += head + len(
            f"HTTP/1.1 200 {response.reason}\r\n\r\n"
        )
        if isinstance(response, web.Response) and isinstance(response.body, bytes):
            self._counters.bytes_out += len(response.body)
