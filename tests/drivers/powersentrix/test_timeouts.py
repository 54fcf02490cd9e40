"""How long a UPS and a portal may take (specification 1 and 2.1)."""

from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import Place

from .conftest import MakePortal, MakeUps


@pytest.fixture
def timeouts(monkeypatch: pytest.MonkeyPatch) -> set[tuple[Any, Any]]:
    """The seconds of all requests: altogether, and for the connection."""
    seen: set[tuple[Any, Any]] = set()
    genuine = aiohttp.ClientTimeout

    def watched(**told: Any) -> aiohttp.ClientTimeout:
        seen.add((told.get("total"), told.get("connect")))
        return genuine(**told)

    monkeypatch.setattr(aiohttp, "ClientTimeout", watched)
    return seen


@pytest.mark.parametrize(("tls", "expected"), [(False, (10, 5)), (True, (15, 10))])
async def test_a_ups(
    make_ups: MakeUps,
    timeouts: set[tuple[Any, Any]],
    tls: bool,
    expected: tuple[int, int],
) -> None:
    """TLS takes it longer; who is not let in soon may be reached by another path."""
    driven = await make_ups(ups=Place(tls=tls))
    timeouts.clear()
    await driven.switch(False)
    assert timeouts == {expected}


async def test_a_portal(
    make_portal: MakePortal, timeouts: set[tuple[Any, Any]]
) -> None:
    """It may have to ask the UPS first, but not to let us in."""
    driven = await make_portal()
    timeouts.clear()
    await driven.poll()
    assert timeouts == {(30, 10)}
