"""What a UPS posts, to whom, and when (2.3)."""

import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.push.chaos import HUGE
from simulator.powersentrix.push.pusher import PERIOD
from simulator.powersentrix.unit.life import BOOT_TIME

from .wires import Local, Portal, Receiver

COMPANY = "my-company"


async def test_first_posts(
    site: PowerSentrixSimulator, local: Local, receiver: Receiver
) -> None:
    """Set to another server, a UPS registers and reports there at once."""
    site.ups.push_to(f"{receiver.url}/secret/", COMPANY)
    await site.delivered()
    first, second = receiver.posts
    assert (first.path, second.path) == (
        "/secret/api/setNewUps",
        "/secret/api/setUpsData",
    )
    assert first.query == {
        "companyId": COMPANY,
        "cmm": "ups-01",
        "upsDescription": "DC supply of rack 1",
    }
    assert second.query == {"companyId": COMPANY, "cmm": "ups-01"}
    assert first.type == "application/json"
    assert first.json["sn"] == site.ups.serial
    assert second.json["upsData"] == await local.data()
    assert second.json["config"]["settings"]["remoteServer"] == {
        "serverUrl": f"{receiver.url}/secret/",
        "companyId": COMPANY,
        "upsId": "ups-01",
    }
    assert [told.status for told in site.ups.pusher.deliveries] == [200, 200]


async def test_period(site: PowerSentrixSimulator, receiver: Receiver) -> None:
    """A report every five minutes, one by one."""
    site.ups.push_to(receiver.url, COMPANY, boot=False)
    site.step(PERIOD - 1)
    await site.delivered()
    assert receiver.posts == []
    site.step(1 + 2 * PERIOD)
    await site.delivered()
    assert [post.name for post in receiver.posts] == ["setUpsData"] * 3
    uptimes = [post.json["upsData"]["uptime"] for post in receiver.posts]
    assert uptimes == ["5d 02h 16m", "5d 02h 21m", "5d 02h 26m"]


async def test_log(
    site: PowerSentrixSimulator, local: Local, receiver: Receiver
) -> None:
    """Every event is posted at once, and numbered."""
    site.ups.push_to(receiver.url, COMPANY, "other-cmm", boot=False)
    await local.get(3, 0)
    site.ups.unit.set_mains(on=False)
    await site.delivered()
    first, second = receiver.named("setUpsLog")
    assert first.json == {
        "ord": 1234,
        "code": "I/E01",
        "cmm": "other-cmm",
        "description": "Output 1 turned OFF",
        "params": "",
        "timestamp": "2025-01-02 04:04:05",
    }
    assert first.query == {"companyId": COMPANY, "cmm": "other-cmm"}
    assert (second.json["ord"], second.json["description"]) == (
        1235,
        "Mains power failure",
    )


@pytest.mark.parametrize("only", [False, True])
async def test_portal_beside(
    site: PowerSentrixSimulator, portal: Portal, receiver: Receiver, only: bool
) -> None:
    """The portal goes on being posted to, or not: a real UPS has one server."""
    site.turn(portal_read="cached")
    site.ups.push_to(receiver.url, COMPANY, only=only)
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    site.step(PERIOD)
    outputs = (await portal.whole())["upsData"]["outputs"]
    assert outputs[0] == int(only)
    assert len(await portal.get("getUpsLogs?id=42")) == int(not only)
    site.ups.pusher.push_off()
    site.step(PERIOD)
    assert (await portal.whole())["upsData"]["outputs"][0] == 0
    whole = await portal.whole()
    server = whole["config"]["settings"]["remoteServer"]["serverUrl"]
    assert server == "https://view.powersentrix.com"


@pytest.mark.parametrize("prefix", ["/api", "/api/v1", "/api/v1/api"])
async def test_prefix(
    site: PowerSentrixSimulator, receiver: Receiver, prefix: str
) -> None:
    """Where the paths begin is unclear."""
    site.turn(push_prefix=prefix)
    site.ups.push_to(receiver.url, COMPANY)
    await site.delivered()
    assert receiver.posts[0].path == f"{prefix}/setNewUps"


@pytest.mark.parametrize("where", ["none", "query", "body"])
async def test_api_key(
    site: PowerSentrixSimulator, receiver: Receiver, where: str
) -> None:
    """The registration may bring a key, in a field that nobody describes."""
    site.turn(push_apikey_field=where)
    site.ups.push_to(receiver.url, COMPANY)
    await site.delivered()
    first, second = receiver.posts
    key = site.ups.state.portal_key
    assert first.query.get("apiKey") == (key if where == "query" else None)
    assert first.json.get("apiKey") == (key if where == "body" else None)
    assert "apiKey" not in second.query


@pytest.mark.parametrize(
    ("knob", "kind"),
    [("json", "application/json"), ("plain", "text/plain"), ("none", None)],
)
async def test_type(
    site: PowerSentrixSimulator, receiver: Receiver, knob: str, kind: str | None
) -> None:
    """The content type may be wrong, or missing."""
    site.turn(push_type=knob)
    site.ups.push_to(receiver.url, COMPANY)
    await site.delivered()
    assert {post.type for post in receiver.posts} == {kind}


async def test_silence(site: PowerSentrixSimulator, receiver: Receiver) -> None:
    """Off the network or told to be silent, it posts nothing; what it had is lost."""
    site.ups.push_to(receiver.url, COMPANY, boot=False)
    site.turn(pushing="off")
    site.step(PERIOD)
    site.turn(pushing="on")
    await site.ups.vanish()
    site.ups.unit.set_mains(on=False)
    site.step(PERIOD)
    await site.ups.come_back()
    site.ups.unit.set_mains(on=True)
    await site.delivered()
    assert [post.json["ord"] for post in receiver.posts] == [1235]


async def test_boot(site: PowerSentrixSimulator, receiver: Receiver) -> None:
    """After a boot it registers again and counts its log anew."""
    site.ups.push_to(receiver.url, COMPANY, boot=False)
    site.ups.unit.reboot()
    site.step(BOOT_TIME)
    site.ups.unit.set_mains(on=False)
    await site.delivered()
    assert [post.name for post in receiver.posts] == [
        "setNewUps",
        "setUpsData",
        "setUpsLog",
    ]
    assert receiver.posts[0].json["comUptime"] == "0d 00h 00m"
    assert receiver.posts[2].json["ord"] == 1


async def test_refused(site: PowerSentrixSimulator, receiver: Receiver) -> None:
    """What the server answers is remembered; nothing is posted twice."""
    receiver.status = 403
    site.ups.push_to(receiver.url, COMPANY)
    await site.delivered()
    assert [told.status for told in site.ups.pusher.deliveries] == [403, 403]
    assert len(receiver.posts) == 2


async def test_nowhere(site: PowerSentrixSimulator, unused_tcp_port: int) -> None:
    """A server that is not there is no trouble."""
    site.ups.push_to(f"http://127.0.0.1:{unused_tcp_port}", COMPANY)
    await site.delivered()
    assert {told.status for told in site.ups.pusher.deliveries} == {None}


async def test_chaos(site: PowerSentrixSimulator, receiver: Receiver) -> None:
    """What no healthy UPS posts: each kind is there, and at last a good report."""
    with pytest.raises(ValueError, match="server"):
        site.play("push_chaos")
    site.ups.push_to(receiver.url, COMPANY, boot=False)
    site.play("push_chaos")
    await site.delivered()
    records = [post.json.get("ord") for post in receiver.named("setUpsLog")]
    assert records == [1234, 1234, 1237, 1235, 1235, None]
    assert site.ups.unit.journal.next_ord == 1238
    reports = receiver.named("setUpsData")
    companies = {post.query.get("companyId") for post in reports}
    assert companies == {COMPANY, "wrong", "", None}
    assert "ups-99" in {post.query.get("cmm") for post in reports}
    assert max(len(post.body) for post in reports) == HUGE
    (twin,) = receiver.named("setNewUps")
    assert (twin.query["cmm"], twin.json["sn"]) == ("ups-01", "PSX-2025-999999")
    assert reports[-1].json["config"]["ident"]["sn"] == site.ups.serial
