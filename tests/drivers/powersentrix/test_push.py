"""The driver that UPSs post to (way 3), over real sockets."""

import asyncio
from contextlib import AsyncExitStack

import pytest

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

from .conftest import MakeSite
from .receiving import COMPANY, SECRET, Receiver, listening
from .surroundings import Surroundings, status_of


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


async def test_what_is_told_again_concludes_nothing(receiver: Receiver) -> None:
    """One post that leaves something out is not two of them."""
    posted = [one for one in receiver.around.published if one.group == "status"]
    assert posted[-1].complete
    again = (await receiver.driver.read()).reports
    assert [report.complete for report in again] == [False]
    assert again[0].readings == posted[-1].readings


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
