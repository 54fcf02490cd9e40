"""What a flow is about may end or go while it is open: it ends well, in words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler, ConfigFlowResult
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CertificateRefused
from custom_components.rack_power.troubles import tell_trouble
from simulator.powersentrix import PowerSentrixSimulator
from simulator.synaccess import PduSimulator

from ..conftest import pdu_entry
from ..fake import House, Reads
from ..powersentrix import PUSH, Ways
from .conftest import Repairs, Shown, set_up
from .swapping import OTHER, SwappedPdu

type Leave = Callable[[HomeAssistant, MockConfigEntry], Awaitable[object]]


async def _remove(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_remove(entry.entry_id)


async def _disable(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )


LEAVE = pytest.mark.parametrize("leave", [_remove, _disable])


def is_over(end: Shown) -> bool:
    """Tell whether a flow ended with the words for what is there no more."""
    return (end["type"], end.get("reason")) == ("abort", "over")


async def waiting_for(hass: HomeAssistant, entry: MockConfigEntry, many: int) -> None:
    """Let others go on until so many wait for what is done to an entry."""
    while len(entry.setup_lock._waiters or ()) < many:
        await hass.async_add_executor_job(lambda: None)


@LEAVE
@pytest.mark.parametrize("option", ["try_again", "reconfigure"])
async def test_a_connection_that_goes(
    hass: HomeAssistant, fakes: House, repairs: Repairs, leave: Leave, option: str
) -> None:
    """Nothing is tried, nothing is asked for."""
    driver = Reads()
    entry = await fakes.add(driver)
    tell_trouble(hass, entry, "contact", CertificateRefused())
    menu = await repairs.open(await repairs.issue())
    await leave(hass, entry)
    assert is_over(await repairs.choose(menu, option))
    assert await repairs.told() == []
    assert not hass.config_entries.flow.async_progress_by_handler(DOMAIN)


async def test_a_connection_that_goes_while_it_is_tried_again(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """The try waits for what is under way, and finds nothing there."""
    entry = await fakes.add(Reads())
    tell_trouble(hass, entry, "contact", CertificateRefused())
    menu = await repairs.open(await repairs.issue())
    async with entry.setup_lock:
        trying = hass.async_create_task(repairs.choose(menu, "try_again"))
        removing = hass.async_create_task(_remove(hass, entry))
        await waiting_for(hass, entry, 2)
    await removing
    assert is_over(await trying)


async def test_a_connection_that_goes_as_its_form_opens(
    hass: HomeAssistant,
    fakes: House,
    repairs: Repairs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The form would have been the next step."""
    entry = await fakes.add(Reads())
    tell_trouble(hass, entry, "contact", CertificateRefused())
    menu = await repairs.open(await repairs.issue())
    begin = hass.config_entries.flow.async_init

    async def begin_late(*given: Any, **named: Any) -> ConfigFlowResult:
        began = await begin(*given, **named)
        await _remove(hass, entry)
        return began

    monkeypatch.setattr(hass.config_entries.flow, "async_init", begin_late)
    assert is_over(await repairs.choose(menu, "reconfigure"))


async def test_a_trouble_that_ends_by_itself(
    hass: HomeAssistant, fakes: House, repairs: Repairs
) -> None:
    """It is not loaded anew for nothing, in one window or two."""
    driver = Reads()
    entry = await fakes.add(driver)
    tell_trouble(hass, entry, "contact", CertificateRefused())
    menus = [await repairs.open(await repairs.issue()) for _ in range(2)]
    tell_trouble(hass, entry, "contact", None)
    reads = driver.reads
    for menu in menus:
        assert is_over(await repairs.choose(menu, "try_again"))
    assert driver.reads == reads


@LEAVE
@pytest.mark.parametrize("option", ["adopt", "add"])
async def test_a_replaced_unit_whose_connection_goes(
    hass: HomeAssistant,
    custom_integrations: None,
    pdu: PduSimulator,
    repairs: Repairs,
    leave: Leave,
    option: str,
) -> None:
    """Before the owner has decided."""
    unit = SwappedPdu(hass, pdu)
    entry = await unit.add()
    unit.back(OTHER, on=True)
    await hass.config_entries.async_reload(entry.entry_id)
    menu = await repairs.open(await repairs.issue("another_unit"))
    await leave(hass, entry)
    assert is_over(await repairs.choose(menu, option))


async def test_two_decide_about_a_replaced_unit(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator, repairs: Repairs
) -> None:
    """The first one counts; the other is not told that theirs was done."""
    unit = SwappedPdu(hass, pdu)
    entry = await unit.add()
    unit.back(OTHER, on=True)
    await hass.config_entries.async_reload(entry.entry_id)
    issue = await repairs.issue("another_unit")
    first, second = [await repairs.open(issue) for _ in range(2)]
    end = await repairs.choose(first, "adopt")
    assert end["type"] == "create_entry"
    assert is_over(await repairs.choose(second, "add"))
    assert entry.title == "Rack PDU"


async def test_two_decide_at_once(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator, repairs: Repairs
) -> None:
    """When both know who answers: one of them is carried out, and it is loaded."""
    unit = SwappedPdu(hass, pdu)
    entry = await unit.add()
    unit.back(OTHER, on=True)
    await hass.config_entries.async_reload(entry.entry_id)
    issue = await repairs.issue("another_unit")
    menus = [await repairs.open(issue) for _ in range(2)]
    async with entry.setup_lock:
        both = [asyncio.create_task(repairs.choose(one, "adopt")) for one in menus]
        await waiting_for(hass, entry, 2)
    ends = await asyncio.gather(*both)
    assert sorted(one["type"] for one in ends) == ["abort", "create_entry"]
    assert entry.state.value == "loaded"
    assert entry.unique_id == f"synaccess_pdu:synaccess_{OTHER}"


@LEAVE
async def test_a_receiver_that_goes(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    leave: Leave,
) -> None:
    """Its address is shown no more."""
    entry = await ways.add(site, PUSH)
    form = await repairs.open(await _silent(hass, entry, repairs))
    await leave(hass, entry)
    assert is_over(await repairs.submit(form))


async def _silent(
    hass: HomeAssistant, entry: MockConfigEntry, repairs: Repairs
) -> Shown:
    """Tell that nothing is posted."""
    error = CertificateRefused("no_posts")
    tell_trouble(hass, entry, "posts", error)
    return await repairs.issue("no_posts")


async def test_a_form_of_the_connection_that_outlives_it(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """Home Assistant closes the form together with the entry."""
    entry = await set_up(hass, pdu_entry(pdu))
    flow = await entry.start_reconfigure_flow(hass)
    await _remove(hass, entry)
    open_ = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["flow_id"] not in {one["flow_id"] for one in open_}
