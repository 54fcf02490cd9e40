"""What the portal's answers are worth: live or cached, and how old (2.4)."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.basic import BasicInfo
from custom_components.rack_power.drivers.powersentrix.mapping.ident import Ident
from custom_components.rack_power.drivers.powersentrix.mapping.status import Status
from custom_components.rack_power.drivers.powersentrix.portal.age import Age, Sight
from custom_components.rack_power.drivers.powersentrix.portal.probe import Look, Probe

from .conftest import MakePortal

START = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)


def look(
    at: float,
    beat: int,
    *,
    stamp: float | None = None,
    uptime: float | None = None,
    online: bool | None = True,
) -> Look:
    """Return a look at so many seconds, which brought an answer with a heartbeat."""
    told = None if stamp is None else START + timedelta(seconds=stamp)
    hours = None if uptime is None else timedelta(seconds=uptime)
    return Look(
        status=Status(heartbeat=(beat,), ident=Ident(com_uptime=hours)),
        info=BasicInfo(timestamp=told, online=online),
        began=1000 + at,
        asked=START + timedelta(seconds=at - 0.5),
        date=START + timedelta(seconds=at),
    )


def judged(*looks: Look) -> tuple[Age, list[Sight]]:
    """Return what is thought after some looks."""
    age = Age()
    return age, [age.take(one) for one in looks]


@pytest.mark.parametrize(
    ("looks", "live", "is_post"),
    [
        # Live, the stamp is that of the last post, and stands still.
        ([(0, 1, -100), (10, 2, -100), (20, 3, -100)], True, True),
        # Live, the stamp is the server's clock.
        ([(0, 1, 0), (10, 2, 9), (20, 3, 19)], True, False),
        # Live, the stamp is something else: a registration, long ago.
        ([(0, 1, -5000), (10, 2, -5000), (20, 3, -5000)], True, False),
        # Cached, stamp of the post.
        ([(0, 1, -100), (10, 1, -100), (20, 1, -100)], False, True),
        # Cached and long silent: still the time of the last post.
        ([(0, 1, -5000), (10, 1, -5000), (20, 1, -5000)], False, True),
        # Cached, server's clock.
        ([(0, 1, 0), (10, 1, 10), (20, 1, 20)], False, False),
        # Cached, and a post came in between.
        ([(0, 1, -299), (10, 2, 3), (20, 2, 3)], False, True),
        # The stamp moves by itself, or lies in the future, or is missing.
        ([(0, 1, -100), (10, 1, -50), (20, 1, -20)], False, False),
        ([(0, 1, 100), (10, 1, 100), (20, 1, 100)], False, False),
        ([(0, 1, None), (10, 2, None), (20, 3, None)], True, False),
    ],
)
def test_a_probe_finds_out(
    looks: list[tuple[float, int, float | None]], live: bool, is_post: bool
) -> None:
    """Three looks tell whether the UPS is asked, and what the stamp is."""
    probe = Probe()
    verdicts = [probe.take(look(at, beat, stamp=stamp)) for at, beat, stamp in looks]
    assert verdicts == [None, None, (live, is_post)]


def test_looks_that_are_too_near_or_too_far_apart_prove_nothing() -> None:
    """Two posts may lie between looks that are minutes apart."""
    probe = Probe()
    assert probe.take(look(0, 1)) is None
    assert probe.take(look(1, 2)) is None
    assert probe.take(look(10, 2)) is None
    assert probe.take(look(310, 3)) is None
    assert probe.take(look(320, 3)) is None
    assert probe.take(look(330, 3)) == (False, False)


def test_each_live_look_is_judged_by_itself() -> None:
    """The same answer again, much later, is one that the portal had kept."""
    age, sights = judged(
        *(look(at, beat) for at, beat in ((0, 1), (10, 2), (20, 3), (80, 4), (83, 4))),
        look(140, 4),
        look(200, 5),
    )
    assert [sight.live for sight in sights] == [
        False,
        False,
        True,
        True,
        True,
        False,
        True,
    ]
    assert sights[5].told == START + timedelta(seconds=80)
    assert not age.probing


def test_an_answer_of_before_is_not_live() -> None:
    """The portal falls back to a post that is older than what it told last."""
    _, sights = judged(
        look(0, 1, uptime=600),
        look(10, 2, uptime=600),
        look(20, 3, uptime=600),
        look(80, 9, uptime=420),
    )
    assert sights[-1].doubtful
    assert sights[-1].not_before is None
    assert sights[-1].told == START + timedelta(seconds=20)


def test_a_cached_answer_is_as_old_as_its_stamp() -> None:
    """Where the stamp is that of the post."""
    age, sights = judged(*(look(at, 1, stamp=-100) for at in (0, 10, 20)))
    assert sights[-1].told == START - timedelta(seconds=100)
    assert age.seconds(START + timedelta(seconds=20)) == 120


def test_without_a_stamp_an_answer_is_as_old_as_our_first_sight_of_it() -> None:
    """And it was not told before our last sight of another one."""
    age, sights = judged(
        *(look(at, 1) for at in (0, 10, 20)), look(80, 2), look(140, 2)
    )
    assert sights[2].not_before is None
    assert sights[-1].told == START + timedelta(seconds=80)
    assert sights[-1].not_before == START + timedelta(seconds=19.5)
    assert age.seconds(START + timedelta(seconds=140)) == 60


@pytest.mark.parametrize(
    ("seconds", "quality"),
    [(0, "good"), (450, "good"), (451, "stale"), (900, "stale"), (901, "unavailable")],
)
def test_how_good_an_answer_is(seconds: float, quality: str) -> None:
    """Stale after 450 seconds, unavailable after 900."""
    age, _ = judged(look(0, 1))
    assert age.quality(START + timedelta(seconds=seconds)) == quality


@pytest.mark.parametrize(
    ("online", "quality"), [(True, "good"), (None, "good"), (False, "unavailable")]
)
def test_what_the_portal_says_of_the_ups(online: bool | None, quality: str) -> None:
    """Unknown words make nothing unavailable."""
    age, _ = judged(look(0, 1, online=online))
    assert age.quality(START) == quality


def test_without_any_answer_nothing_is_good() -> None:
    """Nothing was read yet."""
    assert Age().quality(START) == "unavailable"


async def test_a_portal_that_begins_to_ask_is_noticed(make_portal: MakePortal) -> None:
    """Too many new answers for posts: it is found out anew."""
    ups = await make_portal(portal_read="live_fallback", uplink="down")
    assert ups.driver.raw()["units"]["42"]["live"] is False  # type: ignore[index,call-overload]
    ups.site.turn(uplink="up")
    await ups.run(400)
    assert ups.driver.raw()["units"]["42"]["live"] is True  # type: ignore[index,call-overload]


async def test_it_is_found_out_anew_every_day(make_portal: MakePortal) -> None:
    """Three looks ten seconds apart, then back to the interval."""
    ups = await make_portal()
    assert await ups.poll() == 60
    ups.site.step(86400)
    assert await ups.poll() == 10
    ups.site.step(10)
    assert await ups.poll() == 10
    ups.site.step(10)
    assert await ups.poll() == 60
