"""A page for people where JSON belongs: what it may mean, and what it never does."""

import pytest

from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.errors import (
    InvalidAuth,
    NotConfirmed,
    WrongEquipment,
)
from custom_components.rack_power.equipment.variables import OUTLET_NAME, OUTLET_STATUS
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import (
    ADMIN,
    ADMIN_PASSWORD,
)

from .conftest import FIRST, Drive, outlet

PASSWORD = Credentials(username=ADMIN, password=ADMIN_PASSWORD)


@pytest.mark.parametrize("credentials", [None, PASSWORD], ids=["token", "session"])
async def test_one_page_is_overcome(
    drive: Drive, credentials: Credentials | None
) -> None:
    """A page for people instead of JSON, once: the call is made again."""
    driven = await drive(credentials=credentials)
    driven.pdu.faults.add(Fault(Effect.HTML, path="/api/outlets"))
    await driven.poll()
    assert driven.pdu.counters.requests["GET /api/outlets"] == 2


async def test_pages_only(drive: Drive) -> None:
    """The credentials are refused; at the first contact it is no such unit."""
    driven = await drive()
    driven.pdu.faults.add(Fault(Effect.HTML, path="/api/.*", times=None))
    with pytest.raises(InvalidAuth) as raised:
        await driven.poll()
    assert raised.value.reason == "login_page"
    with pytest.raises(WrongEquipment):
        await driven.driver.connect()


@pytest.mark.parametrize("credentials", [None, PASSWORD], ids=["token", "session"])
@pytest.mark.parametrize("executed", [False, True])
async def test_a_page_after_a_write_is_looked_behind(
    drive: Drive, credentials: Credentials | None, executed: bool
) -> None:
    """Reading works, so the write may have been executed: it is not sent again."""
    driven = await drive(credentials=credentials)
    driven.pdu.faults.add(Fault(Effect.HTML, method="PUT", executed=executed))
    if executed:
        await driven.write(outlet(), OUTLET_STATUS, False)
    else:
        with pytest.raises(NotConfirmed):
            await driven.write(outlet(), OUTLET_STATUS, False)
    assert len(driven.received) == 1


async def test_pages_for_everything_without_a_session(drive: Drive) -> None:
    """Firmware that shows its login page to strangers: the write waits for a login."""
    driven = await drive(credentials=PASSWORD)
    faults = driven.pdu.faults
    faults.add(Fault(Effect.HTML, method="PUT"))
    faults.add(Fault(Effect.HTML, path="/api/device"))
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.executed == [("outlet.state", FIRST, "OFF")]
    assert driven.pdu.counters.logins == 1


async def test_pages_after_the_renewal(drive: Drive) -> None:
    """The second attempt may have been executed, so there is no third."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.faults.add(Fault(Effect.HTML, method="PUT", times=2, executed=False))
    driven.pdu.faults.add(Fault(Effect.HTML, path="/api/device"))
    with pytest.raises(NotConfirmed):
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert len(driven.received) == 2
    assert not driven.executed


async def test_a_lost_look_behind_a_page(drive: Drive) -> None:
    """What was answered by a page counts as perhaps executed, never as not sent."""
    driven = await drive(credentials=PASSWORD)
    driven.pdu.faults.add(Fault(Effect.HTML, method="PUT", executed=True))
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, path="/api/device"))
    await driven.write(outlet(), OUTLET_NAME, "NAS")
    assert driven.received == driven.executed == [("outlet.outletName", FIRST, "NAS")]


async def test_pages_for_everything_with_a_token(drive: Drive) -> None:
    """There is nothing to renew, so nothing that would make a second attempt right."""
    driven = await drive()
    driven.pdu.faults.add(Fault(Effect.HTML, path="/api/.*", times=None))
    with pytest.raises(NotConfirmed):
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert len(driven.received) == 1
