"""Switching by the portal where it asks the UPS for every answer (way 1, live)."""

import pytest

from custom_components.rack_power.drivers.powersentrix.portal import client
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
    RateLimited,
    Rejected,
)
from simulator.powersentrix import Effect, Fault, Place

from .conftest import MakePortal, MakeSite
from .surroundings import CONFIRMED, PENDING, label_of, status_of

TOGGLES = "/api/v1/ups/changePortState"
READS = "/api/v1/ups/getUpsComplexObject"
KNOBS = [
    {"change_reply": "wrapper"},
    {"change_reply": "text"},
    {"change_reply": "empty"},
    {"ok_word": "ok"},
    {"list_id": "str", "list_extra": "bare"},
    {"list_extra": "ups_id"},
    {"basicinfo_ts": "now"},
    {"jwt_exp": "absent"},
]


@pytest.mark.parametrize("read", ["live", "live_fallback"])
@pytest.mark.parametrize("knobs", KNOBS, ids=str)
async def test_a_wish_is_carried_out_by_one_toggle(
    make_portal: MakePortal, read: str, knobs: dict[str, str]
) -> None:
    """Off and on again, whatever the portal's answers look like."""
    ups = await make_portal(portal_read=read, **knobs)
    assert await ups.switch(False) is CONFIRMED
    assert ups.value() is False
    assert await ups.switch(True) is CONFIRMED
    assert ups.value() is True
    assert ups.toggles == (2, 2)


async def test_a_state_that_is_so_already_needs_no_toggle(
    make_portal: MakePortal,
) -> None:
    """What was polled is not believed: the state is read anew."""
    ups = await make_portal()
    ups.site.play("foreign_toggle")
    assert await ups.switch(False) is CONFIRMED
    assert ups.value() is False
    assert ups.toggles == (0, 0)


async def test_scenario_5_a_foreign_toggle_in_between_is_repaired_once(
    make_portal: MakePortal,
) -> None:
    """Somebody toggles exactly between our read and our toggle."""
    ups = await make_portal()
    ups.site.play("foreign_toggle_race")
    assert await ups.switch(False) is CONFIRMED
    assert not ups.site.ups.is_on(0)
    assert ups.toggles == (2, 2)


async def test_scenario_8_executed_and_answered_with_500(
    make_portal: MakePortal,
) -> None:
    """It is not sent again: the read-back shows that it was done."""
    ups = await make_portal()
    ups.site.play("portal_500_after_toggle")
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


@pytest.mark.parametrize("name", ["portal_500", "portal_502", "portal_html"])
async def test_scenario_8_reads_that_fail_before_the_toggle(
    make_portal: MakePortal, name: str
) -> None:
    """Nothing is sent, and the caller is told."""
    ups = await make_portal()
    ups.site.play(name)
    with pytest.raises(DriverError):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


async def test_scenario_9_a_token_that_ends_before_the_read(
    make_portal: MakePortal,
) -> None:
    """One new sign-in, and the read is repeated."""
    ups = await make_portal()
    logins = ups.site.portal.counters.logins
    ups.site.play("expired_token")
    assert await ups.switch(False) is CONFIRMED
    assert ups.site.portal.counters.logins == logins + 1
    assert ups.toggles == (1, 1)


async def test_scenario_9_a_token_that_ends_before_the_toggle(
    make_portal: MakePortal,
) -> None:
    """The toggle is turned away: back to the read, and nothing is sent blindly."""
    ups = await make_portal()
    logins = ups.site.portal.counters.logins
    ups.around.on_publish.append(ups.site.portal.tokens.revoke)
    reads = ups.site.portal.counters.requests[f"GET {READS}"]
    assert await ups.switch(False) is CONFIRMED
    assert ups.site.portal.counters.logins == logins + 1
    assert ups.toggles == (2, 1)  # one was turned away at the gate
    # Fresh, fresh again after the new sign-in, and one look, which is read twice:
    # what suddenly shows another state may be an old answer.
    assert ups.site.portal.counters.requests[f"GET {READS}"] == reads + 4


async def test_scenario_9_somebody_toggles_while_we_sign_in_again(
    make_portal: MakePortal,
) -> None:
    """The state that was read before the new sign-in counts for nothing."""
    ups = await make_portal()

    def end() -> None:
        ups.site.portal.tokens.revoke()
        ups.site.play("foreign_toggle")

    ups.around.on_publish.append(end)
    assert await ups.switch(False) is CONFIRMED
    assert not ups.site.ups.is_on(0)
    assert ups.toggles == (1, 0)


async def test_scenario_9_a_token_that_never_lasts(make_portal: MakePortal) -> None:
    """Tokens that are over when they are made: no loop, but a reauthentication."""
    ups = await make_portal()
    logins = ups.site.portal.counters.logins
    ups.site.play("token_in_the_past")
    with pytest.raises(InvalidAuth):
        await ups.switch(False)
    assert ups.site.portal.counters.logins == logins + 1
    assert ups.toggles == (0, 0)


async def test_scenario_9_a_password_that_was_changed(make_portal: MakePortal) -> None:
    """One attempt, then only the owner can help: an account is locked by too many."""
    ups = await make_portal()
    ups.site.play("password_changed")
    for _ in range(3):
        with pytest.raises(InvalidAuth):
            await ups.switch(False)
        ups.site.step(60)
    name = "POST /api/v1/user/authenticate"
    assert ups.site.portal.counters.requests[name] == 2
    assert ups.toggles == (0, 0)


@pytest.mark.parametrize("failure", ["text", "502", "500"])
async def test_scenario_10_a_ups_that_the_portal_cannot_reach(
    make_portal: MakePortal, failure: str
) -> None:
    """Nothing is sent, and the caller is told."""
    ups = await make_portal(uplink_failure=failure)
    ups.site.play("unreachable_ups")
    ups.site.step(30)
    with pytest.raises(DriverError):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


@pytest.mark.parametrize("failure", ["text", "502", "500"])
async def test_scenario_10_a_portal_that_falls_back_to_what_it_has(
    make_portal: MakePortal, failure: str
) -> None:
    """What it shows does not prove anything: pending, and an error in the end."""
    ups = await make_portal(portal_read="live_fallback", uplink_failure=failure)
    ups.site.play("unreachable_ups")
    ups.site.step(30)
    assert await ups.switch(False) is PENDING
    await ups.run(400)
    [(_, point, error)] = ups.around.settled
    assert point == status_of(0)
    assert isinstance(error, NotConfirmed)
    assert ups.toggles == (1, 0)


async def test_scenario_11_accepted_and_not_executed(make_portal: MakePortal) -> None:
    """Two toggles at most, none within the settle time, then an error."""
    ups = await make_portal()
    ups.site.play("accepted_not_executed")
    before = ups.around.clock.monotonic()
    with pytest.raises(NotConfirmed):
        await ups.switch(False)
    assert ups.toggles == (2, 0)
    assert ups.around.clock.monotonic() - before >= 2 * 20


@pytest.mark.parametrize("keep_alive", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize(
    "name", ["executed_no_answer", "executed_reset", "executed_truncated"]
)
async def test_scenario_12_a_lost_answer_is_looked_for_not_sent_again(
    make_site: MakeSite, make_portal: MakePortal, name: str, keep_alive: bool
) -> None:
    """Exactly one toggle is received, on a connection of either kind."""
    site = await make_site(portal=Place(keep_alive=keep_alive))
    ups = await make_portal(site)
    ups.site.play(name)
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_scenario_13_a_toggle_that_is_executed_late(
    make_portal: MakePortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The portal gives us up and calls the UPS 12 seconds later: one toggle."""
    monkeypatch.setattr(client, "TIMEOUT", 0.3)
    ups = await make_portal()
    ups.site.portal.faults.add(
        Fault(Effect.DELAY, path=TOGGLES, executed=False, seconds=12)
    )
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_scenario_16_the_portal_s_key_may_only_read(
    make_portal: MakePortal,
) -> None:
    """The error names the setting of the UPS, and nobody signs in again."""
    ups = await make_portal()
    ups.site.play("readonly_key")
    logins = ups.site.portal.counters.logins
    with pytest.raises(NotPermitted) as raised:
        await ups.switch(False)
    assert raised.value.reason == "write_actions_disabled"
    assert ups.toggles == (1, 0)
    assert ups.site.portal.counters.logins == logins


@pytest.mark.parametrize("status", [400, 403, 404, 429])
async def test_a_status_that_refuses_was_not_executed(
    make_portal: MakePortal, status: int
) -> None:
    """It is raised at once, and nothing is looked for."""
    ups = await make_portal()
    ups.site.portal.faults.add(Fault(Effect.STATUS, path=TOGGLES, status=status))
    slept = sum(ups.around.clock.slept)
    expected = {403: NotPermitted, 429: RateLimited}.get(status, Rejected)
    with pytest.raises(expected):
        await ups.switch(False)
    assert sum(ups.around.clock.slept) == slept
    assert ups.toggles == (1, 0)


async def test_a_portal_that_is_not_reached_sent_nothing(
    make_portal: MakePortal,
) -> None:
    """CannotConnect says so, and another path may try."""
    ups = await make_portal()
    ups.site.portal.leave()
    with pytest.raises(CannotConnect):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


async def test_the_portal_sets_no_labels(make_portal: MakePortal) -> None:
    """It has no endpoint for them, and none for restarts."""
    ups = await make_portal()
    assert ups.picture.setting(label_of(0)) is None
    assert not list(ups.picture.orders())
    with pytest.raises(DriverError):
        await ups.driver.write(ups.id, label_of(0), "Other")


async def test_an_old_answer_that_shows_what_is_wanted_confirms_nothing(
    make_portal: MakePortal,
) -> None:
    """The portal falls back to a post of a minute ago, when the output was still on."""
    ups = await make_portal(portal_read="live_fallback", basicinfo_ts="now")
    assert await ups.switch(False) is CONFIRMED
    ups.site.ups.leave()
    with pytest.raises(Rejected) as raised:
        await ups.switch(True)
    assert raised.value.reason == "state_too_old"
    await ups.poll()
    assert ups.value() is False
    assert ups.toggles == (1, 1)
    ups.site.ups.arrive()
    await ups.poll()
    assert await ups.switch(True) is CONFIRMED


async def test_an_old_answer_after_a_toggle_confirms_nothing(
    make_portal: MakePortal,
) -> None:
    """It is not known whether the toggle came through, and the old answer agrees."""
    ups = await make_portal(portal_read="live_fallback", basicinfo_ts="now")
    assert await ups.switch(False) is CONFIRMED
    ups.around.on_publish.append(ups.site.ups.leave)
    assert await ups.switch(True) is PENDING
    await ups.run(400)
    [(_, _, error)] = ups.around.settled
    assert isinstance(error, NotConfirmed)
    assert ups.toggles == (2, 1)
