"""What may cut the load is offered to who has allowed it, and only as long."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.preferences import (
    ALLOWED,
    LOAD_CONTROL,
    PREFERENCES,
)
from custom_components.rack_power.equipment.driver import Json, Outcome
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import Danger, Setting

from ..conftest import u
from .conftest import MAIN, Write

RATED = "output.voltage.nominal"
STATUS = "outlet.group.status"


def test_it_is_off_unless_the_owner_wants_it() -> None:
    """The default is the safe one."""
    (preference,) = PREFERENCES
    assert preference.key == LOAD_CONTROL
    assert preference.default == "off"
    assert preference.options == ("off", ALLOWED)


@pytest.mark.parametrize("chosen", [None, "off", True, 1, "yes", ["on"]])
async def test_only_one_word_allows_it(writing: Write, chosen: Json) -> None:
    """Anything else does not."""
    written = await writing()
    written.owner.load_control = chosen
    await written.poll()
    assert not written.offers("load.off")
    assert written.setting(RATED) is None


async def test_dangerous_settings_need_it(writing: Write) -> None:
    """The voltage of the output, for one."""
    written = await writing()
    assert written.value(RATED) == 230
    assert written.setting(RATED) is None
    with pytest.raises(InvalidRequest):
        await written.write(RATED, 220)
    assert not written.sets


async def test_dangerous_settings_with_it(writing: Write) -> None:
    """Within what the card allows."""
    written = await writing(load_control=True)
    assert written.setting(RATED) == Setting(
        minimum=220,
        maximum=240,
        step=10,
        numbers=(220, 230, 240),
        endangers=Danger.LOAD,
    )
    assert await written.write(RATED, 220) is Outcome.CONFIRMED
    assert written.sets == written.done == [("set", u("5.2.1"), 220)]


async def test_a_change_of_mind_shows_with_the_next_poll(writing: Write) -> None:
    """Both ways, and in what is read rarely, too."""
    written = await writing()
    written.owner.load_control = "on"
    await written.poll()
    await written.poll(0)
    assert written.offers("load.off")
    assert written.offers("restart", MAIN)
    assert written.setting(STATUS, MAIN) == Setting(cuts_load_at=False)
    assert written.setting(RATED) is not None
    written.owner.load_control = "off"
    await written.poll()
    await written.poll(0)
    assert not written.offers("load.off")
    assert not written.offers("restart", MAIN)
    assert written.setting(STATUS, MAIN) is None
    assert written.setting(RATED) is None
