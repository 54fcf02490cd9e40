"""Which UPSs post, and under which names."""

import asyncio
from contextlib import AsyncExitStack
import json
import logging

import pytest

from custom_components.rack_power.drivers.powersentrix.push import PushDriver
from custom_components.rack_power.equipment.model import EquipmentId

from .conftest import MakeSite
from .receiving import COMPANY, SECRET, Receiver, listening
from .surroundings import Surroundings, status_of, value_of


@pytest.mark.parametrize(
    ("cmm", "name"), [("ups-\ud83c9", "ups-9"), (" ups-9\n", "ups-9"), (9, "9")]
)
async def test_an_odd_name_in_the_body(
    receiver: Receiver, cmm: str | int, name: str
) -> None:
    """What cannot be written down is left out, so that all can be remembered."""
    status = {**receiver.site.ups.unit.views.complex_object(), "cmm": cmm}
    status["config"]["ident"]["sn"] = "PSX-2026-000009"
    reply = receiver.post("/api/setUpsData", status, cmm="")
    assert reply is not None
    assert reply.status == 200
    await receiver.step(0)
    kept = receiver.around.notes.kept["units"]
    assert isinstance(kept, dict)
    assert name in kept
    json.dumps(receiver.around.notes.kept, ensure_ascii=False).encode()


async def test_names_without_end_are_turned_away(receiver: Receiver) -> None:
    """Whoever knows the company cannot fill the memory."""
    replies = [receiver.post("/api/setUpsData", {}, cmm=f"ups-{n}") for n in range(300)]
    assert {reply.status for reply in replies if reply} == {200, 429}


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


async def test_scenario_17_two_ups_under_one_name(
    stack: AsyncExitStack, make_site: MakeSite
) -> None:
    """Each keeps its own values; the log is that of the first; the owner is warned.

    Until it has not happened for a while.
    """
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
    assert receiver.around.troubles["names"].reason == "same_ups_id"
    receiver.site.upses[1].push_to(receiver.url, COMPANY, "its-own")
    await receiver.step(890)
    await receiver.poll()
    assert "names" in receiver.around.troubles
    await receiver.step(20)
    await receiver.poll()
    assert "names" not in receiver.around.troubles


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
