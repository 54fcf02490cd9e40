"""Knobs refuse what they do not have."""

import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.knobs import PortalKnobs, UnitKnobs


def test_values() -> None:
    """By name or as an attribute, numbers also as text."""
    knobs = PortalKnobs()
    knobs.portal_read = "cached"
    knobs.turn(jwt_lifetime="60", list_id="str")
    assert knobs.as_json()["portal_read"] == "cached"
    assert (knobs.jwt_lifetime, knobs.list_id) == (60.0, "str")


def test_nonsense() -> None:
    """Refused, and nothing is turned."""
    knobs = UnitKnobs()
    with pytest.raises(ValueError, match="psu is one of"):
        knobs.turn(cells="unplugged", psu="3")
    assert knobs.cells == "ok"
    with pytest.raises(KeyError):
        knobs.turn(colour="red")
    with pytest.raises(ValueError, match="could not convert"):
        knobs.turn(noise="much")


def test_of_a_site() -> None:
    """Each goes where it belongs; each UPS has its own."""
    site = PowerSentrixSimulator(2, portal_read="cached", psu="1")
    assert site.portal.knobs.portal_read == "cached"
    assert [ups.knobs.psu for ups in site.upses] == ["1", "1"]
    site.upses[1].knobs.psu = "2"
    assert [ups.knobs.psu for ups in site.upses] == ["1", "2"]
    with pytest.raises(ValueError, match="colour"):
        PowerSentrixSimulator(colour="red")
