"""The driver that UPSs post to (way 3), over real sockets."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
import json
import logging
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
import pytest

from custom_components.rack_power.drivers.powersentrix.push import PushDriver
from custom_components.rack_power.equipment.driver import (
    Driver,
    Illustrates,
    Post,
    ReadsLog,
    Reply,
    RunsCommands,
    TakesPosts,
    TellsLog,
    TellsRaw,
    WritesSettings,
)
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import EquipmentId
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite
from .surroundings import Surroundings, quality_of, status_of, value_of

COMPANY = "my-company"
SECRET = "s3cret"


@dataclass(slots=True)
class Receiver:
    """A server that passes on what is posted, and the driver that takes it."""

    site: PowerSentrixSimulator
    around: Surroundings
    driver: PushDriver
    url: str

    @property
    def id(self) -> EquipmentId:
        """The first unit."""
        return EquipmentId(f"powersentrix_{self.site.ups.serial.lower()}")

    @property
    def statuses(self) -> list[int | None]:
        """How the posts of the first UPS were answered."""
        return [delivery.status for delivery in self.site.ups.pusher.deliveries]

    def value(self, index: int = 0) -> Any:
        """Return what is shown of an output."""
        return value_of(self.around.pictures[self.id], status_of(index))

    def quality(self) -> str:
        """Return how good that is."""
        return quality_of(self.around.pictures[self.id], status_of(0))

    async def poll(self) -> float:
        """Read as the coordinator does."""
        round_ = await self.driver.read()
        self.around.absorb(round_.reports)
        return round_.next_in

    async def step(self, seconds: float) -> None:
        """Let time pass, and posts arrive."""
        self.site.step(seconds)
        await self.site.delivered()

    def post(self, path: str, body: Any, **query: str) -> Reply | None:
        """Post something by hand."""
        told = body if isinstance(body, bytes) else json.dumps(body).encode()
        asked = {"companyId": COMPANY, "cmm": self.site.ups.state.cmm, **query}
        return self.driver.post(Post(path=path, query=asked, body=told, peer=None))


async def listening(
    stack: AsyncExitStack, site: PowerSentrixSimulator, around: Surroundings
) -> Receiver:
    """Serve a driver as the house does."""
    driver = PushDriver(around.context(), COMPANY, SECRET, home=ZoneInfo("Asia/Tokyo"))
    stack.push_async_callback(driver.close)
    stack.push_async_callback(around.close)

    async def serve(request: web.Request) -> web.Response:
        reply = driver.post(
            Post(
                path=request.match_info["path"],
                query=dict(request.query),
                body=await request.read(),
                peer=request.remote,
            )
        )
        if reply is None:
            return web.json_response({"message": "unknown"}, status=401)
        return web.json_response(reply.body, status=reply.status)

    app = web.Application(client_max_size=1024 * 1024)
    app.router.add_post(f"/{SECRET}{{path:.*}}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    port = runner.addresses[0][1]
    return Receiver(site, around, driver, f"http://127.0.0.1:{port}/{SECRET}")


@pytest.fixture
async def receiver(stack: AsyncExitStack, make_site: MakeSite) -> Receiver:
    """A UPS that posts to a driver and has done so."""
    site = await make_site()
    made = await listening(stack, site, Surroundings(site.clock))
    site.ups.push_to(made.url, COMPANY)
    await site.delivered()
    return made


async def test_its_abilities(receiver: Receiver) -> None:
    """It can neither ask nor switch."""
    for ability in (Driver, TakesPosts, TellsLog, TellsRaw, Illustrates):
        assert isinstance(receiver.driver, ability)
    assert not isinstance(receiver.driver, (WritesSettings, RunsCommands, ReadsLog))
    assert receiver.driver.secret == SECRET
    picture = receiver.around.pictures[receiver.id]
    assert picture.setting(status_of(0)) is None


@pytest.mark.parametrize("kind", ["json", "plain", "none"])
@pytest.mark.parametrize("prefix", ["/api", "/api/v1", "/api/v1/api"])
async def test_posts_are_taken_under_every_prefix(
    stack: AsyncExitStack, make_site: MakeSite, prefix: str, kind: str
) -> None:
    """With whatever content type."""
    site = await make_site(push_prefix=prefix, push_type=kind)
    receiver = await listening(stack, site, Surroundings(site.clock))
    site.ups.push_to(receiver.url, COMPANY)
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    await site.delivered()
    assert receiver.statuses == [200, 200, 200]
    assert receiver.value() is True  # its status was posted before the toggle
    assert receiver.around.texts() == ["Output 1 turned OFF"]
    await receiver.step(300)
    assert receiver.value() is False


async def test_a_status_is_told_in_the_loop_s_next_turn(receiver: Receiver) -> None:
    """The UPS has its answer before anything follows from its post."""
    body = receiver.site.ups.unit.views.complex_object()
    receiver.site.step(2)
    receiver.around.published.clear()
    reply = receiver.post("/api/setUpsData", body)
    assert reply == Reply(200, {"responseMessage": "OK", "responseObject": None})
    assert receiver.around.published == []
    await receiver.site.delivered()
    await asyncio.sleep(0)
    assert receiver.around.published


@pytest.mark.parametrize(
    "query",
    [{"companyId": "wrong"}, {"companyId": ""}, {"companyId": COMPANY + "x"}, {}],
)
async def test_what_is_of_another_company_is_not_for_us(
    receiver: Receiver, query: dict[str, str]
) -> None:
    """Whatever it is, and however large."""
    for body in (b"{}", b"x" * 200_000):
        post = Post(path="/api/setUpsData", query=query, body=body, peer=None)
        assert receiver.driver.post(post) is None


@pytest.mark.parametrize(
    ("path", "body", "query", "status"),
    [
        ("/api/setUpsData", b" " * (64 * 1024 + 1), {}, 413),
        ("/api/setUpsData", b'{"upsData": {"volt', {}, 400),
        ("/api/setUpsData", b"[]", {}, 400),
        ("/api/setUpsData", b"", {}, 400),
        ("/api/setUpsData", b"{}", {"cmm": ""}, 400),
        ("/api/setUpsData", b"{}", {"cmm": "x" * 200}, 400),
        ("/api/other", b"{}", {}, 404),
        ("/api/setUpsData/../setUpsLog", b"{}", {}, 404),
        ("", b"{}", {}, 404),
    ],
)
async def test_what_no_ups_posts_is_answered_and_forgotten(
    receiver: Receiver, path: str, body: bytes, query: dict[str, str], status: int
) -> None:
    """Nothing follows from it."""
    before = len(receiver.around.published), len(receiver.around.told)
    reply = receiver.post(path, body, **query)
    assert reply is not None
    assert reply.status == status
    await receiver.step(0)
    assert (len(receiver.around.published), len(receiver.around.told)) == before


async def test_too_many_posts_are_turned_away(receiver: Receiver) -> None:
    """One status and twenty lines in a second."""
    await receiver.step(2)
    status = receiver.site.ups.unit.views.complex_object()
    replies = [receiver.post("/api/setUpsData", status) for _ in range(3)]
    assert [reply.status for reply in replies if reply] == [200, 429, 429]
    lines = [
        receiver.post("/api/setUpsLog", {"ord": 5000 + n, "code": "X"})
        for n in range(25)
    ]
    assert [reply.status for reply in lines if reply] == [200] * 20 + [429] * 5
    await receiver.step(1)
    again = receiver.post("/api/setUpsData", status)
    assert again is not None
    assert again.status == 200


async def test_names_without_end_are_turned_away(receiver: Receiver) -> None:
    """Whoever knows the company cannot fill the memory."""
    replies = [receiver.post("/api/setUpsData", {}, cmm=f"ups-{n}") for n in range(300)]
    assert {reply.status for reply in replies if reply} == {200, 429}


async def test_silence(receiver: Receiver) -> None:
    """Stale, then unavailable, then good with the next post."""
    receiver.site.ups.knobs.pushing = "off"
    receiver.site.step(400)
    due = await receiver.poll()
    assert receiver.quality() == "good"
    assert due <= 52
    receiver.site.step(due)
    await receiver.poll()
    assert receiver.quality() == "stale"
    receiver.site.step(450)
    await receiver.poll()
    assert receiver.quality() == "unavailable"
    receiver.site.ups.knobs.pushing = "on"
    await receiver.step(300)
    assert receiver.quality() == "good"


async def test_units_are_remembered(stack: AsyncExitStack, receiver: Receiver) -> None:
    """After a restart they are known before they post, and nothing is invented."""
    around = Surroundings(receiver.site.clock, notes=receiver.around.notes)
    again = PushDriver(around.context(), COMPANY, SECRET)
    [unit] = await again.connect()
    assert unit.id == receiver.id
    assert unit.serial == receiver.site.ups.serial
    assert unit.model == "PWX-12-4422"
    assert (await again.read()).reports == []


async def test_nobody_has_posted_yet(make_site: MakeSite) -> None:
    """The entry waits."""
    site = await make_site()
    driver = PushDriver(Surroundings(site.clock).context(), COMPANY, SECRET)
    assert await driver.connect() == ()
    round_ = await driver.read()
    assert round_.reports == []
    assert round_.next_in > 0


async def test_a_line_wakes_other_paths(receiver: Receiver) -> None:
    """A path that can ask does so at once."""
    receiver.site.play("mains_failure")
    await receiver.site.delivered()
    assert receiver.around.texts() == ["Mains power failure"]
    assert receiver.around.told[0][2] is True
    assert receiver.around.wakes == [0]


@pytest.mark.parametrize("base", ["1", "0"])
async def test_a_line_switches_an_output_once_it_is_known_which(
    receiver: Receiver, base: str
) -> None:
    """It is learnt from a line and the report after it; before that only reports do."""
    receiver.site.turn(log_base=base)
    switching = receiver.site.ups.unit.switching
    port = receiver.site.ups.state.port(2)
    switching.foreign_toggle(port)
    await receiver.site.delivered()
    assert receiver.value(2) is True
    await receiver.step(300)
    assert receiver.value(2) is False
    switching.foreign_toggle(port)
    await receiver.site.delivered()
    assert receiver.value(2) is True
    assert receiver.value(1) is True
    assert receiver.value(3) is False


async def test_a_line_from_before_the_last_status_switches_nothing(
    receiver: Receiver,
) -> None:
    """It was held up; the status has long told what became of the output."""
    port = receiver.site.ups.state.port(2)
    receiver.site.ups.unit.switching.foreign_toggle(port)
    await receiver.step(300)
    assert receiver.value(2) is False
    written = receiver.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    stamp = (written - timedelta(minutes=4)).strftime("%Y-%m-%d %H:%M:%S")
    line = {
        "ord": receiver.site.ups.unit.journal.next_ord,
        "code": "I/E01",
        "description": "Output 3 turned ON",
        "timestamp": stamp,
    }
    receiver.post("/api/setUpsLog", line)
    await asyncio.sleep(0)
    assert receiver.around.texts()[-1] == "Output 3 turned ON"
    assert receiver.value(2) is False


@pytest.mark.parametrize("zone", ["local", "utc"])
async def test_the_zone_of_stamps_is_measured(receiver: Receiver, zone: str) -> None:
    """By the first line that comes as it arises."""
    receiver.site.turn(log_tz=zone)
    receiver.site.ups.unit.journal.write("X", "Now")
    await receiver.site.delivered()
    [(_, record, live)] = receiver.around.told
    assert live
    assert abs(record.time - receiver.around.clock.now()) < timedelta(seconds=2)


async def test_a_line_that_comes_hours_late_is_not_live(receiver: Receiver) -> None:
    """No automation should act on it as if it were now."""
    receiver.site.ups.unit.journal.write("X", "Now")
    await receiver.site.delivered()
    written = receiver.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    stamp = (written - timedelta(hours=3, minutes=20)).strftime("%Y-%m-%d %H:%M:%S")
    receiver.post("/api/setUpsLog", {"ord": 9000, "code": "X", "timestamp": stamp})
    await asyncio.sleep(0)
    assert [live for _, _, live in receiver.around.told] == [True, False]


async def test_scenario_17_chaos(receiver: Receiver) -> None:
    """Each line once, everything odd answered, and the last report counts."""
    await receiver.step(5)
    before = receiver.value()
    receiver.site.play("push_chaos")
    await receiver.site.delivered()
    latest = receiver.site.ups.unit.journal.next_ord - 4
    assert receiver.around.texts() == [
        f"Record {latest}",
        f"Record {latest + 3}",
        f"Record {latest + 1}",
        "Record without a number",
    ]
    statuses = receiver.statuses[2:]
    assert statuses.count(401) == 3
    assert 413 in statuses
    assert statuses.count(400) == 2
    assert 403 not in statuses
    assert receiver.value() is before
    assert receiver.quality() == "good"
    assert "powersentrix_psx-2025-999999" not in receiver.around.pictures
    raw = receiver.driver.raw()["units"]
    assert isinstance(raw, list)
    assert raw[0]["lost_lines"] == 1


async def test_scenario_17_a_replayed_line_changes_nothing(receiver: Receiver) -> None:
    """Nor after a restart."""
    line = {"ord": 1300, "code": "I/E01", "description": "Output 1 turned OFF"}
    for _ in range(3):
        receiver.post("/api/setUpsLog", line)
        await asyncio.sleep(0)
    assert len(receiver.around.told) == 1
    around = Surroundings(receiver.site.clock, notes=receiver.around.notes)
    receiver.driver = PushDriver(around.context(), COMPANY, SECRET)
    receiver.post("/api/setUpsLog", line)
    await asyncio.sleep(0)
    assert around.told == []


async def test_scenario_17_two_ups_under_one_name(
    stack: AsyncExitStack, make_site: MakeSite, caplog: pytest.LogCaptureFixture
) -> None:
    """Each keeps its own values; the log is that of the first; the owner is warned."""
    site = await make_site(2)
    receiver = await listening(stack, site, Surroundings(site.clock))
    site.upses[0].push_to(receiver.url, COMPANY, "same")
    await site.delivered()
    await receiver.step(2)
    site.upses[1].push_to(receiver.url, COMPANY, "same")
    await site.delivered()
    site.upses[0].unit.switching.foreign_toggle(site.upses[0].state.port(0))
    for ups in site.upses:
        await receiver.step(2)
        ups.pusher.report()
        await site.delivered()
    other = EquipmentId(f"powersentrix_{site.upses[1].serial.lower()}")
    assert receiver.value() is False
    assert value_of(receiver.around.pictures[other], status_of(0)) is True
    assert {told[0] for told in receiver.around.told} == {receiver.id}
    assert "same UPS id" in caplog.text


async def test_a_ups_that_was_replaced_takes_the_name_over(
    stack: AsyncExitStack, make_site: MakeSite
) -> None:
    """The first has been silent for long."""
    site = await make_site(2)
    receiver = await listening(stack, site, Surroundings(site.clock))
    site.upses[0].push_to(receiver.url, COMPANY, "same")
    await site.delivered()
    site.upses[0].pusher.push_off()
    await receiver.step(1000)
    site.upses[1].push_to(receiver.url, COMPANY, "same")
    site.upses[1].unit.journal.write("X", "Mine")
    await site.delivered()
    other = EquipmentId(f"powersentrix_{site.upses[1].serial.lower()}")
    assert [told[0] for told in receiver.around.told] == [other]


@pytest.mark.parametrize("ip", ["fe80::1", "[", "192.168.1.1@evil", "nowhere"])
async def test_what_is_no_address_does_not_become_one(
    receiver: Receiver, ip: str
) -> None:
    """Home Assistant takes no device whose address cannot be one, now or later."""
    body = {
        "config": {"settings": {"ip": ip}, "ident": {"sn": "OTHER-1"}},
        "upsData": {"outputs": [1]},
    }
    receiver.post("/api/setUpsData", body, cmm="other")
    await asyncio.sleep(0)
    found = {one.serial: one.url for one in await receiver.driver.connect()}
    assert found["OTHER-1"] is None


async def test_what_is_told_again_concludes_nothing(receiver: Receiver) -> None:
    """One post that leaves something out is not two of them."""
    posted = [one for one in receiver.around.published if one.group == "status"]
    assert posted[-1].complete
    again = (await receiver.driver.read()).reports
    assert [report.complete for report in again] == [False]
    assert again[0].readings == posted[-1].readings


async def test_a_ups_has_not_names_without_end(receiver: Receiver) -> None:
    """Whoever posts under ever new names of one UPS does not fill the store."""
    for number in range(100):
        body = {"sn": receiver.site.ups.serial, "type": "X"}
        receiver.post("/api/setNewUps", body, cmm=f"name-{number}")
        await asyncio.sleep(0)
    assert len(await receiver.driver.connect()) == 1
    kept = receiver.around.notes.kept["units"]
    assert isinstance(kept, dict)
    assert len(kept) == 64


@pytest.mark.parametrize("place", ["query", "body"])
async def test_a_field_that_nobody_documents_is_noticed_once(
    stack: AsyncExitStack,
    make_site: MakeSite,
    caplog: pytest.LogCaptureFixture,
    place: str,
) -> None:
    """By its name; never its value."""
    caplog.set_level(logging.DEBUG)
    site = await make_site(push_apikey_field=place)
    receiver = await listening(stack, site, Surroundings(site.clock))
    site.ups.push_to(receiver.url, COMPANY)
    await site.delivered()
    for _ in range(3):
        await receiver.step(2)
        site.ups.pusher.register()
        await site.delivered()
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    ]
    assert sum("apiKey" in text for text in ours) == 1
    assert not [text for text in ours if site.ups.state.portal_key in text]
    assert site.ups.state.portal_key not in str(receiver.driver.raw())


async def test_scenario_18_a_reboot(receiver: Receiver) -> None:
    """The count begins anew: every line is told, none twice, no output changes."""
    for _ in range(3):
        receiver.site.ups.unit.journal.write("X", "Before")
        await receiver.step(1)
    receiver.site.play("reboot")
    await receiver.step(30)
    for _ in range(3):
        receiver.site.ups.unit.journal.write("X", "After")
        await receiver.step(1)
    assert receiver.around.texts() == ["Before"] * 3 + ["After"] * 3
    abouts = [report.about for report in receiver.around.published if report.about]
    assert abouts[-1].firmware == "v2.1.0 / v3.3.0"
    assert receiver.value() is True


async def test_scenario_14_malformed_statuses(receiver: Receiver) -> None:
    """Each in another way; none raises, and the next good one counts."""
    receiver.site.turn(shape="cycle")
    for _ in range(15):
        await receiver.step(300)
    receiver.site.turn(shape="normal")
    await receiver.step(300)
    assert receiver.value() is True
    assert receiver.quality() == "good"


async def test_after_the_end_nothing_is_taken(receiver: Receiver) -> None:
    """Neither a new post nor one that was under way."""
    await receiver.step(2)
    status = receiver.site.ups.unit.views.complex_object()
    receiver.around.published.clear()
    assert receiver.post("/api/setUpsData", status) is not None
    await receiver.driver.close()
    await asyncio.sleep(0)
    assert receiver.around.published == []
    assert receiver.post("/api/setUpsData", status) is None


async def test_currents_in_either_scale(receiver: Receiver) -> None:
    """Of the last status; nobody can be asked."""
    shown = await receiver.driver.illustrate(receiver.id, "current_scale")
    assert shown["10mA"].startswith("1 Router: 1.")
    with pytest.raises(InvalidRequest):
        await receiver.driver.illustrate(EquipmentId("other"), "current_scale")


async def test_nothing_secret_is_shown(receiver: Receiver) -> None:
    """What is shown for a diagnosis holds neither names nor addresses."""
    shown = str(receiver.driver.raw())
    for secret in (COMPANY, SECRET, "ups-01", receiver.site.ups.serial, "192.0.2."):
        assert secret not in shown
