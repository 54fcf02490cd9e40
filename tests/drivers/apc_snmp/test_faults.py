"""What must not be lost, mixed up or starved when a card fails in parts."""

from collections.abc import Callable, Sequence
import traceback
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_snmp.agenda import Agenda
from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.known import Known
from custom_components.rack_power.drivers.apc_snmp.mapping.outlets import is_main
from custom_components.rack_power.drivers.apc_snmp.mapping.status import has_mains
from custom_components.rack_power.drivers.apc_snmp.objects import config_codes
from custom_components.rack_power.drivers.apc_snmp.oid import Oid, dotted, ups
from custom_components.rack_power.drivers.apc_snmp.patience import Patience
from custom_components.rack_power.drivers.apc_snmp.uptime import Uptime
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidAuth,
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import Quality
from custom_components.rack_power.equipment.variables import (
    INPUT_VOLTAGE,
    OUTPUT_VOLTAGE,
    UPS_ONBATTERY,
)
from simulator.clock import START

from .conftest import UPS, Drive, Driven, MakeCard, MakeClient, u, user_of

STATUS: Oid = (*ups("4.1.1"), 0)
ONE: Oid = (*ups("2.2.1"), 0)


def hide(driven: Driven, *tails: str) -> None:
    """Let a card not know some of its branches."""
    for tail in tails:
        base = tuple(map(int, (UPS + tail).split(".")))
        for oid, _ in list(driven.card.tree.below(base)):
            driven.card.override(dotted(oid), None)


def hang(driven: Driven, oid: Oid) -> list[int]:
    """Let an object hang the card, and return how many objects are asked for."""
    client = driven.driver._client
    ask, sizes = client._ask, list[int]()

    async def hung(command: Any, *words: Any, retries: int) -> Any:
        sizes.append(len(words))
        if any(_names(word, oid) for word in words):
            raise CannotConnect("snmp_silent")
        return await ask(command, *words, retries=retries)

    client._ask = hung  # type: ignore[method-assign]
    return sizes


def _names(word: Any, oid: Oid) -> bool:
    args = getattr(word, "_ObjectType__args", ())
    return any(getattr(one, "_ObjectIdentity__args", None) == (oid,) for one in args)


async def test_the_main_group_is_known_after_a_restart(drive: Drive) -> None:
    """Though its tables come later than the rest, its kind is what it was."""
    driven = await drive()
    driven.card.restart()
    driven.card.step(10.1)
    hide(driven, "12", "5.2.16")
    await driven.poll()
    driven.card.restore()
    await driven.poll()
    scene = driven.driver._reader.scene()
    assert is_main(scene, (1,))
    assert not is_main(scene, (2,))
    allowed = config_codes.ALLOWED_VALUES.entry
    assert any(oid[: len(allowed)] == allowed for oid in scene.values)


async def test_what_was_not_told_makes_no_complete_report(drive: Drive) -> None:
    """What is kept may not be there any more, but that is not certain."""
    driven = await drive()
    driven.card.restart()
    driven.card.step(10.1)
    hide(driven, "2.3.10", "12")
    done = await driven.poll()
    complete = {report.group: report.complete for report in done.reports}
    assert not complete["packs"]
    assert not complete["outlet_groups"]
    assert complete["environment"]
    assert driven.parts("pack") == ["1", "2", "3", "4"]


async def test_packs_are_not_gone_while_the_link_is_lost(drive: Drive) -> None:
    """However often they are read."""
    driven = await drive()
    hide(driven, "2.3.10")
    driven.card.ups.lose_link(lost=True)
    told = [
        report.complete
        for _ in range(4)
        for report in (await driven.poll(300)).reports
        if report.group == "packs"
    ]
    assert told
    assert not any(told)


async def test_it_is_looked_anew_when_the_link_returns(drive: Drive) -> None:
    """A probe while it was lost has seen nothing."""
    driven = await drive(precision="low")
    driven.card.ups.lose_link(lost=True)
    driven.card.restart()
    driven.card.step(60)
    await driven.read()
    driven.card.knobs.turn(precision="high")
    driven.card.ups.lose_link(lost=False)
    await driven.poll()
    assert driven.value(INPUT_VOLTAGE) == 231.2


async def test_another_card_that_has_run_longer_is_noticed(drive: Drive) -> None:
    """Before anything of it is told."""
    driven = await drive()
    driven.card.override(u("1.2.3"), "AS9999999999")
    driven.card.override("1.3.6.1.2.1.1.3.0", 300_000_000)
    with pytest.raises(WrongEquipment) as caught:
        await driven.poll()
    assert caught.value.reason == "another_unit"
    with pytest.raises(WrongEquipment):
        await driven.driver._reader.refresh("outlet_groups")
    assert not driven.outside.published
    with pytest.raises(WrongEquipment):
        await driven.driver._reader.check_identity()


async def test_a_card_that_was_silent_is_asked_who_it_is(drive: Drive) -> None:
    """Both may have been started by the same return of power."""
    driven = await drive()
    driven.card.vanish()
    with pytest.raises(CannotConnect):
        await driven.poll()
    driven.card.come_back()
    driven.card.override(u("1.2.3"), "AS9999999999")
    with pytest.raises(WrongEquipment):
        await driven.poll()


async def test_the_engine_tells_where_there_is_no_serial_number(drive: Drive) -> None:
    """By one request."""
    driven = await drive(serial="fake")
    driven.card.counters.reset()
    await driven.driver._reader.check_identity()
    assert driven.requests == 1
    driven.card.override("1.3.6.1.6.3.10.2.1.1.0", b"\x80\0\x01>\x03abcdef")
    with pytest.raises(WrongEquipment):
        await driven.driver._reader.check_identity()


def test_a_leap_ahead_is_another_run() -> None:
    """A wrap and small differences are none."""
    uptime = Uptime()
    uptime.note(1000, 0, START)
    assert not uptime.jumps(3000, 10)
    assert uptime.jumps(300_000_000, 10)
    assert uptime.note(300_000_000, 10, START)
    assert not uptime.jumps(300_001_000, 20)


def test_a_wish_made_while_reading_is_kept() -> None:
    """The reading began before it."""
    agenda = Agenda(10)
    agenda.plan(["fast"], 0)
    agenda.soon(["fast"], 12)
    agenda.done("fast", 11)
    assert agenda.next_in(11.5) == 0.5
    agenda.plan(["fast"], 11.5)
    assert agenda.due(12) == ["fast"]
    agenda.done("fast", 12)
    assert agenda.next_in(12) == 10


def test_the_last_of_several_wishes_is_kept() -> None:
    """What was read for the first does not show what the last is about."""
    agenda = Agenda(10)
    agenda.plan(["fast"], 0)
    agenda.soon(["fast"], 1)
    agenda.soon(["fast"], 5)
    agenda.done("fast", 1)
    assert agenda.next_in(1) == 4


async def test_a_trap_during_a_read_is_followed_by_another(drive: Drive) -> None:
    """Its answer may be from before."""
    driven = await drive()
    attempt = driven.driver._client._attempt
    seen: list[int] = []

    async def watched(*words: Any, **more: Any) -> Any:
        answer = await attempt(*words, **more)
        if not seen:
            seen.append(1)
            driven.card.ups.set_mains(on=False)
            driven.card.step(0.2)
            driven.driver._wake(0)
        return answer

    driven.driver._client._attempt = watched  # type: ignore[method-assign]
    assert (await driven.poll()).next_in == 0
    await driven.read()
    assert driven.value(UPS_ONBATTERY) is True


def test_an_older_answer_does_not_replace_a_newer_one() -> None:
    """A look at everything takes a while."""
    known = Known()
    began = known.ask()
    known.take([STATUS], {STATUS: 3}, known.ask())
    known.take_all([STATUS, ONE], {STATUS: 2}, {STATUS: began}, began)
    assert known.values == {STATUS: 3}
    assert known.unread == {ONE}
    known.take([STATUS], {STATUS: 2}, began)
    assert known.values == {STATUS: 3}


async def test_an_object_that_hangs_the_card_starves_nobody(drive: Drive) -> None:
    """It is left out after two silences, and the rest is read as before."""
    driven = await drive()
    reader = driven.driver._reader
    hang(driven, reader._groups["normal"][3])
    for _ in range(40):
        await driven.poll()
    now = driven.outside.clock.now()
    ages = {name: (now - at).total_seconds() for name, at in reader._times.items()}
    assert ages["environment"] <= 30
    assert ages["normal"] <= 30
    assert ages["packs"] <= 300
    assert driven.driver.raw()["batch"] == 10


async def test_what_was_not_read_for_long_is_stale(drive: Drive) -> None:
    """And means nothing much later."""
    driven = await drive()
    client = driven.driver._client
    get, normal = client.get, set(driven.driver._reader._groups["normal"])

    async def failing(oids: Sequence[Oid]) -> Any:
        if normal <= set(oids):
            raise CannotConnect
        return await get(oids)

    client.get = failing  # type: ignore[method-assign]
    for _ in range(15):
        await driven.poll()
    assert driven.reading(OUTPUT_VOLTAGE).quality is Quality.STALE
    for _ in range(60):
        await driven.poll()
    assert driven.reading(OUTPUT_VOLTAGE).quality is Quality.UNAVAILABLE
    assert driven.reading(UPS_ONBATTERY).quality is Quality.GOOD


def test_a_rest_makes_no_batch_smaller() -> None:
    """A full one does, by half, for an hour."""
    patience = Patience()
    patience.shrink(3, 0)
    assert patience.size == 10
    patience.shrink(10, 0)
    assert patience.size == 5
    patience.begin(3599)
    assert patience.size == 5
    patience.begin(3600)
    assert patience.size == 10


async def test_a_closed_client_stays_closed(
    make_card: MakeCard, make_client: MakeClient
) -> None:
    """And one that is in the middle of a read asks for nothing more."""
    card = await make_card()
    client = make_client(card, Version.V3)
    await client.get((STATUS,))
    await client.close()
    with pytest.raises(CannotConnect):
        await client.get((STATUS,))
    assert client._engine is None


@pytest.mark.parametrize("key", ["пароль-пароль", "schlüssel-lang", ""])
async def test_no_key_is_in_what_is_raised(
    make_card: MakeCard, make_client: MakeClient, key: str
) -> None:
    """Whatever the owner typed."""
    card = await make_card()
    client = make_client(card, Version.V3, user_of(card.user, auth_key=key))
    with pytest.raises(InvalidAuth) as caught:
        await client.get((STATUS,))
    text = "".join(traceback.format_exception(caught.value))
    assert not key or key not in text
    assert caught.value.__context__ is None or key not in str(caught.value.__context__)


async def test_one_unsigned_refusal_is_not_believed(
    make_card: MakeCard, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can send it; the second is."""
    client = make_client(await make_card(), Version.V3)
    ask: Callable[..., Any] = client._ask
    refusals = 1

    async def forged(*words: Any, **more: Any) -> Any:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise InvalidAuth
        return await ask(*words, **more)

    monkeypatch.setattr(client, "_ask", forged)
    assert await client.get((STATUS,)) == {STATUS: 2}
    refusals = 2
    with pytest.raises(InvalidAuth):
        await client.get((STATUS,))


def test_status_and_flags_that_contradict_each_other_tell_nothing() -> None:
    """One of them is a moment older."""
    assert has_mains(3, frozenset({4, 6, 19})) is None
    assert has_mains(3, frozenset({2, 19})) is False
    assert has_mains(3, frozenset({29})) is True
    assert has_mains(3, None) is False


async def test_status_and_flags_are_read_together(drive: Drive) -> None:
    """In the first request."""
    driven = await drive()
    fast = driven.driver._reader._groups["fast"]
    assert fast[:2] == (STATUS, (*ups("11.1.1"), 0))


async def test_little_is_read_aside_in_a_round(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large branch takes several."""
    driven = await drive("three_phase")
    client, lengths = driven.driver._client, list[int]()
    walk = client.walk

    async def watched(*given: Any) -> Any:
        found = await walk(*given)
        lengths.append(len(found))
        return found

    monkeypatch.setattr(client, "walk", watched)
    monkeypatch.setattr(
        "custom_components.rack_power.drivers.apc_snmp.aside._AT_ONCE", 12
    )
    for _ in range(40):
        await driven.poll()
    assert max(lengths) < 12 + 10
    shown = driven.driver.raw()["shown"]
    assert isinstance(shown, dict)
    assert len(shown) > 20
