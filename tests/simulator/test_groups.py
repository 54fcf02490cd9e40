"""Groups: how they are made, and how they reach their members."""

from typing import Any

import pytest

from simulator.synaccess import PduSimulator

from .client import Client

FIRST = "1-2001607"


async def test_groups(client: Client) -> None:
    """Members are shortened, On or Off, and there is no state of the group."""
    groups = await client.get("/api/groups")
    assert [group["id"] for group in groups] == ["1", "2"]
    assert list(groups[0]) == ["groupName", "id", "groupRebootSequenceDelay", "outlets"]
    assert groups[0]["outlets"][0] == {
        "outletName": "Outlet 1",
        "id": FIRST,
        "pwrOnState": "PREV",
        "outletIndex": 1,
        "currentRms": 0.8,
        "state": "On",
        "bankId": 2001607,
        "watts": 91.28,
    }
    assert groups[1]["outlets"][1]["state"] == "Off"


async def test_group_life(pdu: PduSimulator, client: Client) -> None:
    """Made with ids and numbers, changed, deleted."""
    told = {"groupName": "Lab", "outlets": ["3-2001607", 4, "5"]}
    group = await client.post("/api/groups", told)
    assert group["id"] == "3"
    members = [outlet["id"] for outlet in group["outlets"]]
    assert members == ["3-2001607", "4-2001607", "5-2001607"]

    empty = await client.post("/api/groups", {"groupName": "Empty"})
    assert (empty["id"], empty["outlets"]) == ("4", [])

    change = {"groupName": "Bench", "outlets": [1], "groupRebootSequenceDelay": 7}
    group = await client.put("/api/groups/3", change)
    assert group["groupName"] == "Bench"
    assert group["groupRebootSequenceDelay"] == 7
    assert [outlet["id"] for outlet in group["outlets"]] == [FIRST]

    assert (await client.delete("/api/groups/3")).text == ""
    assert [g["id"] for g in await client.get("/api/groups")] == ["1", "2", "4"]
    assert (await client.send("DELETE", "/api/groups/3")).status == 404
    assert [c.kind for c in pdu.counters.commands_executed] == [
        "group.create",
        "group.create",
        "group.groupName",
        "group.outlets",
        "group.groupRebootSequenceDelay",
        "group.delete",
    ]


async def test_group_reaches_members_one_after_the_other(
    pdu: PduSimulator, client: Client
) -> None:
    """The first at once, each next one after the group's delay of 3 s."""
    group = await client.put("/api/groups/1", {"state": "OFF"})
    assert [outlet["state"] for outlet in group["outlets"]] == ["Off", "On"]
    pdu.step(2.9)
    assert pdu.state.outlet(2)["state"] == "ON"
    pdu.step(0.1)
    assert pdu.state.outlet(2)["state"] == "OFF"
    assert pdu.counters.commands_executed == [("group.state", "1", "OFF")]


async def test_metered_only(pdu: PduSimulator, client: Client) -> None:
    """An outlet without a relay has no state, and gets none."""
    del pdu.state.outlet(2)["state"]
    answer = await client.send("PUT", "/api/outlets/2", {"state": "OFF"})
    assert answer.status == 422
    group = await client.put("/api/groups/1", {"state": "OFF"})
    pdu.step(10)
    assert [outlet.get("state") for outlet in group["outlets"]] == ["Off", None]
    outlet = await client.item("/api/outlets", "2-2001607")
    assert "state" not in outlet
    assert outlet["currentRms"] == 0.6


async def test_group_reboot(pdu: PduSimulator, client: Client) -> None:
    """Members reboot in sequence, too."""
    await client.put("/api/groups/1", {"state": "REBOOT"})
    pdu.step(0.1)
    assert [pdu.state.outlet(n)["state"] for n in (1, 2)] == ["OFF", "ON"]
    pdu.step(3)
    assert [pdu.state.outlet(n)["state"] for n in (1, 2)] == ["OFF", "OFF"]
    pdu.step(2)
    assert [pdu.state.outlet(n)["state"] for n in (1, 2)] == ["ON", "OFF"]
    pdu.step(3)
    assert [pdu.state.outlet(n)["state"] for n in (1, 2)] == ["ON", "ON"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/groups", {}),
        ("POST", "/api/groups", {"groupName": "x" * 101}),
        ("POST", "/api/groups", {"groupName": "x", "outlets": "1"}),
        ("POST", "/api/groups", {"groupName": "x", "outlets": ["99"]}),
        ("PUT", "/api/groups/1", {"state": "On"}),
        ("PUT", "/api/groups/1", {}),
        ("PUT", "/api/groups/1", {"groupName": "new", "outlets": ["99"]}),
    ],
)
async def test_group_refused(
    pdu: PduSimulator, client: Client, method: str, path: str, body: Any
) -> None:
    """What makes no sense is refused, and nothing of it is done."""
    before = await client.get("/api/groups")
    assert (await client.send(method, path, body)).status == 422
    assert await client.get("/api/groups") == before
