"""Addresses as people write them."""

from hypothesis import given, strategies as st
import pytest
from yarl import URL

from custom_components.rack_power.drivers.address import origin, understood
from custom_components.rack_power.drivers.synaccess.pdu import Credentials, PduDriver
from custom_components.rack_power.equipment.errors import InvalidRequest

from .conftest import MakeContext


def normalised(url: str) -> str:
    """Return an address of a PDU as it is used."""
    return origin(understood(url, "http"))


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("192.168.1.100", "http://192.168.1.100"),
        (" pdu ", "http://pdu"),
        ("pdu:8080", "http://pdu:8080"),
        ("HTTP://PDU.local:80/", "http://pdu.local"),
        ("https://pdu.local:443/index.html?a=1#top", "https://pdu.local"),
        ("https://pdu.local:80", "https://pdu.local:80"),
        ("fe80::1", "http://[fe80::1]"),
        ("http://[fe80::1]:8080", "http://[fe80::1]:8080"),
        ("pdu_1-a", "http://pdu_1-a"),
    ],
)
def test_what_is_left_out_is_filled_in(written: str, used: str) -> None:
    """A unit has one address, however it is written."""
    assert normalised(written) == used
    assert normalised(used) == used


@pytest.mark.parametrize(
    "written",
    [
        "",
        "http://",
        "ftp://pdu",
        "pdu:0",
        "pdu:99999",
        "pdu:eighty",
        "p d u",
        "user:password@pdu",
        "http://[fe80::1",
        "http://[pdu]",
        "1.2.3:4:5",
        "//",
        "pdü",
        ".pdu",
        "pdu\\evil",
    ],
)
async def test_no_address(make_context: MakeContext, written: str) -> None:
    """It is refused before anything is sent, and before a session is taken."""
    with pytest.raises(InvalidRequest) as raised:
        PduDriver(make_context(), written, Credentials(token="x"))
    assert raised.value.reason == "invalid_url"


@given(st.text(st.sampled_from("aZ09.:/@[]-_%?#é \\"), max_size=30))
def test_what_is_taken_can_be_used(written: str) -> None:
    """Whatever is typed: an address that can be used, or InvalidRequest."""
    try:
        used = normalised(written)
    except InvalidRequest:
        return
    assert normalised(used) == used
    url = URL(used + "/api/device")
    assert url.host
    assert url.user is None
