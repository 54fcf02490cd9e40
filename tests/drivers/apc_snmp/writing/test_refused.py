"""What the card, or the owner of its communities, does not let us set."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.client import Ber, Typed
from custom_components.rack_power.drivers.apc_snmp.context import Communities, Version
from custom_components.rack_power.drivers.apc_snmp.library import STATUSES
from custom_components.rack_power.drivers.apc_snmp.oid import oid
from custom_components.rack_power.drivers.apc_snmp.writing.sending import (
    refusal,
    send,
)
from custom_components.rack_power.equipment.errors import (
    DriverError,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from simulator.snmp import Effect, Fault, SnmpSimulator, User
from simulator.snmp.wire.pdu import Status

from ..conftest import MakeCard, MakeClient, u, user_of
from .conftest import SWITCHED, Write, Written

RETURN_DELAY = u("5.2.9")


def read_only(card: SnmpSimulator, version: Version) -> Communities:
    """Return communities of which that for writing may not write."""
    return Communities(version=version, read=card.community, write=card.community)


async def refused(written: Written) -> DriverError:
    """Return why a setting and a command cannot be written: for the same reason."""
    with pytest.raises(DriverError) as setting:
        await written.write("ups.delay.start", 60)
    with pytest.raises(DriverError) as command:
        await written.run("test.battery.start")
    with pytest.raises(DriverError) as switch:
        await written.write("outlet.group.status", False, SWITCHED)
    reasons = {one.value.reason for one in (setting, command, switch)}
    assert len(reasons) == 1
    return setting.value


@pytest.mark.parametrize("version", [Version.V1, Version.V2C])
async def test_a_read_only_community(
    make_card: MakeCard, writing: Write, version: Version
) -> None:
    """Version 1 has another word for it than 2c."""
    card = await make_card()
    written = await writing(
        version=version, card=card, credentials=read_only(card, version)
    )
    error = await refused(written)
    assert isinstance(error, NotPermitted)
    assert error.reason == "snmp_not_writable"
    assert not written.done
    assert len(written.sets) == 3


async def test_a_read_only_user_of_v3(make_card: MakeCard, writing: Write) -> None:
    """The card tells; we were not told."""
    reader = User("reader", "SHA1", "reader-auth-key", writes=False)
    card = await make_card(users=(reader,))
    written = await writing(card=card, credentials=user_of(reader))
    assert (await refused(written)).reason == "snmp_not_writable"
    assert not written.done


@pytest.mark.parametrize("version", list(Version))
async def test_without_a_write_credential_nothing_can_be_set(
    make_card: MakeCard, writing: Write, version: Version
) -> None:
    """There are sensors and no buttons."""
    card = await make_card()
    credentials = (
        user_of(card.user, writes=False)
        if version is Version.V3
        else Communities(version=version, read=card.community)
    )
    written = await writing(
        version=version, card=card, credentials=credentials, load_control=True
    )
    groups = written.driven.picture.groups.values()
    assert not any(report.settings or report.orders for report in groups)
    assert written.value("ups.delay.start") == 0
    assert (await refused(written)).reason == "snmp_read_only"
    assert not written.sets


@pytest.mark.parametrize("version", list(Version))
async def test_somebody_is_logged_in(writing: Write, version: Version) -> None:
    """Who may *Write* must wait, who may *Write+* need not."""
    written = await writing(version=version, access="write", logged_in=True)
    error = await refused(written)
    assert error.reason == "snmp_not_writable"
    assert not written.done
    written.driven.card.knobs.turn(access="write_plus")
    await written.write("ups.delay.start", 60)
    assert len(written.done) == 1


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (Version.V1, "snmp_refused"),
        (Version.V2C, "snmp_wrong_type"),
        (Version.V3, "snmp_wrong_type"),
    ],
)
async def test_wrong_type_is_told(
    make_card: MakeCard, make_client: MakeClient, version: Version, reason: str
) -> None:
    """TimeTicks do not take a number; ours never try it."""
    client = make_client(await make_card(), version)
    with pytest.raises(Rejected) as caught:
        await send(client, oid(RETURN_DELAY), Typed(Ber.INTEGER, 6000))
    assert caught.value.reason == reason
    assert await send(client, oid(RETURN_DELAY), Typed(Ber.TICKS, 6000))


@pytest.mark.parametrize("refusal_word", ["genErr", "badValue"])
@pytest.mark.parametrize("version", list(Version))
async def test_refused_in_the_present_state(
    writing: Write, version: Version, refusal_word: str
) -> None:
    """There is no battery to save while the mains is there."""
    written = await writing(version=version, load_control=True, refusal=refusal_word)
    with pytest.raises(Rejected) as caught:
        await written.run("shutdown.return")
    assert caught.value.reason == "snmp_refused"
    assert caught.value.placeholders == {"answer": refusal_word}
    assert len(written.sets) == 1
    assert not written.done


async def test_a_wrong_write_community_is_silence(
    make_card: MakeCard, writing: Write
) -> None:
    """It looks like an answer that was lost, and says what else it may be."""
    card = await make_card()
    wrong = Communities(version=Version.V2C, read=card.community, write="wrong")
    written = await writing(card=card, credentials=wrong)
    error = await refused(written)
    assert isinstance(error, NotConfirmed)
    assert error.reason == "snmp_no_answer"
    assert card.counters.refused["community"] == 3


@pytest.mark.parametrize("version", list(Version))
async def test_every_error_of_a_card_is_a_refusal(
    writing: Write, version: Version
) -> None:
    """None of them is taken for success, and none is tried again."""
    written = await writing(version=version)
    card = written.driven.card
    for status in Status:
        if not status:
            continue
        card.counters.reset()
        card.faults.add(Fault(Effect.STATUS, method="set", status=status))
        with pytest.raises((NotPermitted, Rejected)) as caught:
            await written.write("ups.delay.start", 60)
        assert caught.value.placeholders == {"answer": STATUSES[status]}
        assert len(written.sets) == 1
        assert not written.done


@pytest.mark.parametrize("status", ["", "none of them", *STATUSES])
def test_every_word_has_a_reason(status: str) -> None:
    """Also one that nobody knows."""
    assert refusal(status).reason.startswith("snmp_")


async def test_not_configurable_is_a_sensor(writing: Write) -> None:
    """As the card's own list says."""
    written = await writing()
    row = listed(written, u("5.2.9"))
    written.driven.card.override(row, "Not Configurable")
    await written.poll(86_400)
    assert written.setting("ups.delay.start") is None
    assert written.value("ups.delay.start") == 0
    with pytest.raises(InvalidRequest):
        await written.write("ups.delay.start", 60)
    assert not written.sets


def listed(written: Written, name: str) -> str:
    """Return the text in the card's list that is about an object."""
    table = u("5.2.16.1")[:-2]
    card = written.driven.card
    for row in range(1, 30):
        if card.value(f"{table}.2.{row}") == name:
            return f"{table}.3.{row}"
    raise AssertionError(name)
