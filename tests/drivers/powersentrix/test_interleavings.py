"""Any interleaving of wishes and mishaps: the wanted state or an error, never silence.

What is checked after every wish: that a confirmed one is true, that no more than two
toggles were sent for it, and that each of them follows a read of its own. In the end
every pending wish has been settled, once, and what is shown is what is so.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
import re
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st
import pytest

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.drivers.powersentrix.ups import UpsDriver
from custom_components.rack_power.equipment.errors import CannotConnect, DriverError
from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator

from .conftest import Driven
from .surroundings import CONFIRMED, PENDING, Surroundings

OUTPUTS = (0, 1, 2)
_TOGGLE = re.compile(r"changePortState\?.*port=([0-9]+)|fn=3&param1=([0-9]+)")
_READ = re.compile(r"getUpsComplexObject|fn=2")
_TOGGLES, _READS = "/api/v1/ups/changePortState", "/api/v1/ups/get.*"

type Step = tuple[Any, ...]


@dataclass
class World:
    """A UPS, a driver on one of its ways, and what is owed."""

    way: str
    site: PowerSentrixSimulator
    around: Surroundings
    driven: Driven[PortalDriver | UpsDriver]
    owed: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    """Outputs that somebody switched without the portal having been told."""

    async def do(self, step: Step) -> None:  # noqa: C901 - a table of steps
        """Play one step."""
        match step:
            case ("wish", index, on):
                await self._wish(index, on)
            case ("foreign", index):
                unit = self.site.ups.unit
                quiet = self.site.ups.knobs
                unit.switching.foreign_toggle(self.site.ups.state.port(index))
                if "off" in (quiet.logging, quiet.pushing) or not unit.online:
                    self.unseen.add(index)
            case ("ambush", index):
                self.site.ups.unit.switching.ambushes.append(index)
            case ("mishap", effect, executed):
                self._faults(_TOGGLES, ".*fn=3.*", Effect(effect), executed=executed)
            case ("reads fail", times, skip):
                self._faults(
                    _READS, ".*fn=2", Effect.CUT_BEFORE, times=times, skip=skip
                )
            case ("ignore", times):
                self.site.ups.unit.switching.ignored = times
            case ("pushing", state):
                self.site.turn(pushing=state)
            case ("cable", plugged):
                (self.site.ups.arrive if plugged else self.site.ups.leave)()
            case ("token ends",):
                self.site.portal.tokens.revoke()
            case ("restart",):
                await self._restart()
            case ("wait", seconds):
                await self.wait(seconds)

    async def wait(self, seconds: float) -> None:
        """Let time pass, reading when it is due, whatever comes of it."""
        end = self.around.clock.monotonic() + seconds
        while (now := self.around.clock.monotonic()) < end:
            try:
                due = await self.driven.poll()
            except DriverError:
                due = 60
            self._take_settled()
            self.site.step(min(due, end - now))

    def _faults(self, path: str, query: str, effect: Effect, **more: Any) -> None:
        self.site.portal.faults.add(Fault(effect, path=path, **more))
        self.site.ups.faults.add(Fault(effect, query=query, **more))

    async def _wish(self, index: int, on: bool) -> None:
        self.around.requests.append("wish")
        outcome, unsent = None, False
        try:
            outcome = await self.driven.switch(on, index)
        except CannotConnect:
            unsent = True  # lets another path act, so it must be true
        except DriverError:
            pass
        self.site.ups.unit.switching.ambushes.clear()
        sent = self._check_requests(index)
        assert not (unsent and sent)
        self._take_settled()
        if outcome is None:
            return
        if outcome is PENDING:
            assert self.way not in ("local", "live")
            assert index not in self.owed
            self.owed.add(index)
            return
        assert outcome is CONFIRMED
        if index not in self.unseen:
            assert self.site.ups.is_on(index) is on
            assert self.driven.value(index) is on

    def _check_requests(self, index: int) -> int:
        """Check that every toggle follows a read; return how many were sent.

        One that is followed by a new sign-in was turned away at the gate.
        """
        told = self.around.requests
        since = len(told) - told[::-1].index("wish")
        sent, was_read, before = 0, False, ""
        for request in told[since:]:
            if _READ.search(request):
                was_read = True
            elif found := _TOGGLE.search(request):
                assert was_read, "a toggle that no read came before"
                assert index == int(found[1] or found[2])
                sent, was_read = sent + 1, False
            elif request.endswith("/user/authenticate") and _TOGGLE.search(before):
                sent -= 1
            before = request
        assert sent <= 2
        return sent

    def _take_settled(self) -> None:
        for _, point, _ in self.around.settled:
            self.owed.remove(int(point.part.key))
        self.around.settled.clear()

    async def _restart(self) -> None:
        """Begin anew with what was kept; what was owed still is."""
        await self.driven.driver.close()
        driver = made(self.way, self.site, self.around)
        self.driven.driver = driver
        for _ in range(50):
            try:
                await driver.connect()
            except DriverError:
                self.site.step(30)
                self.site.ups.faults.clear()
                self.site.ups.arrive()
            else:
                return
        raise AssertionError


def made(
    way: str, site: PowerSentrixSimulator, around: Surroundings
) -> PortalDriver | UpsDriver:
    """Return a driver of a way."""
    context = around.context()
    if way == "local":
        return UpsDriver(context, site.ups.url, site.ups.api_key)
    portal = site.portal
    return PortalDriver(context, portal.url, portal.email, portal.password)


_OUTPUT = st.sampled_from(OUTPUTS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wish"), _OUTPUT, st.booleans()),
        st.tuples(st.just("wish"), _OUTPUT, st.booleans()),
        st.tuples(st.just("wish"), st.just(0), st.booleans()),
        st.tuples(st.just("foreign"), _OUTPUT),
        st.tuples(st.just("ambush"), st.just(0)),
        st.tuples(
            st.just("mishap"),
            st.sampled_from(["cut_after", "reset", "truncated", "html", "empty"]),
            st.booleans(),
        ),
        st.tuples(st.just("mishap"), st.just("status"), st.booleans()),
        st.tuples(st.just("mishap"), st.just("cut_before"), st.just(False)),
        st.tuples(st.just("reads fail"), st.integers(1, 8), st.integers(0, 4)),
        st.tuples(st.just("ignore"), st.integers(0, 3)),
        st.tuples(st.just("pushing"), st.sampled_from(["on", "off"])),
        st.tuples(st.just("cable"), st.booleans()),
        st.just(("token ends",)),
        st.just(("restart",)),
        st.tuples(st.just("wait"), st.sampled_from([1, 20, 70, 310, 500])),
    ),
    min_size=3,
    max_size=14,
)
KNOBS = st.fixed_dictionaries(
    {
        "logging": st.sampled_from(["on", "off"]),
        "log_base": st.sampled_from(["0", "1"]),
        "log_order": st.sampled_from(["desc", "asc"]),
        "basicinfo_ts": st.sampled_from(["push", "now"]),
        "change_reply": st.sampled_from(["wrapper", "text", "empty"]),
        "fn_reply": st.sampled_from(["json", "loose", "text"]),
    }
)


async def play(way: str, knobs: dict[str, Any], steps: list[Step]) -> None:
    """Play steps and look at how it all ends."""
    read = {"local": "live"}.get(way, way)
    async with AsyncExitStack() as stack:
        site = PowerSentrixSimulator(portal_read=read, **knobs)
        await stack.enter_async_context(site)
        around = Surroundings(site.clock)
        stack.push_async_callback(around.close)
        driver = made(way, site, around)
        driven = Driven(site, around, driver, list(await driver.connect()))
        world = World(way, site, around, driven)
        await world.wait(330 if way == "cached" else 30)
        for step in steps:
            await world.do(step)
        site.portal.faults.clear()
        site.ups.faults.clear()
        site.ups.unit.switching.ignored = 0
        site.turn(pushing="on")
        site.ups.arrive()
        await world.wait(1000)
        assert not world.owed
        for index in OUTPUTS:
            assert driven.value(index) is site.ups.is_on(index)
            assert driven.quality(index) == "good"


@pytest.mark.parametrize("way", ["local", "live", "cached", "live_fallback"])
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
@given(knobs=KNOBS, steps=STEPS)
async def test_the_wanted_state_or_an_error(
    socket_enabled: None, way: str, knobs: dict[str, str], steps: list[Step]
) -> None:
    """Whatever happens in between."""
    await play(way, knobs, steps)
