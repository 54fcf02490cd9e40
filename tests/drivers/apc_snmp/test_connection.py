"""What the owner fills in, and who the card is told that we are."""

from typing import Any

import pytest

from custom_components.rack_power.connections.apc_snmp import (
    APC_SNMP,
    credentials,
)
from custom_components.rack_power.drivers.apc_snmp.context import (
    Communities,
    User,
    Version,
)
from custom_components.rack_power.equipment.errors import InvalidRequest

V3 = {
    "host": "ups",
    "version": "3",
    "username": "watcher",
    "auth_protocol": "sha1",
    "auth_key": "a good passphrase",
    "priv_protocol": "aes128",
    "priv_key": "another passphrase",
}


def test_a_community_is_enough() -> None:
    """The rest has defaults."""
    tidy = APC_SNMP.tidy({"host": " ups.local ", "community": " public "})
    assert tidy == {
        "host": "ups.local",
        "port": 161,
        "version": "2c",
        "timeout": 3,
        "traps": True,
        "trap_port": 162,
        "writes": True,
        "community": "public",
    }
    by = credentials(tidy)
    assert isinstance(by, Communities)
    assert (by.read, by.write) == ("public", None)


def test_who_may_not_write_keeps_no_community_for_it() -> None:
    """Nor is it used."""
    data = {"host": "ups", "community": "public", "write_community": "secret"}
    assert credentials(APC_SNMP.tidy(data)) == Communities(
        version=Version.V2C, read="public", write="secret"
    )
    by = credentials(APC_SNMP.tidy(data | {"writes": False}))
    assert isinstance(by, Communities)
    assert by.write is None


def test_a_user_has_as_much_protection_as_was_asked_for() -> None:
    """Down to none at all."""
    by = credentials(APC_SNMP.tidy(V3))
    assert isinstance(by, User)
    assert (by.auth_protocol, by.priv_protocol) == ("sha1", "aes128")
    bare = V3 | {"auth_protocol": "none", "priv_protocol": "none"}
    by = credentials(APC_SNMP.tidy(bare))
    assert isinstance(by, User)
    assert (by.auth_protocol, by.auth_key, by.priv_key) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"host": "ups"}, "community_missing"),
        ({"host": "ups", "community": " "}, "community_missing"),
        ({"host": " ", "community": "public"}, "host_missing"),
        (V3 | {"username": ""}, "user_missing"),
        (V3 | {"auth_key": "zu kürze Schlüssel"}, "snmp_key_ascii"),
        (V3 | {"auth_key": "short"}, "snmp_key_short"),
        (V3 | {"priv_key": ""}, "snmp_key_short"),
        (V3 | {"auth_protocol": "none"}, "snmp_privacy_alone"),
    ],
)
def test_what_cannot_be_right_is_refused(data: dict[str, Any], reason: str) -> None:
    """Before anything is sent."""
    with pytest.raises(InvalidRequest) as caught:
        APC_SNMP.tidy(data)
    assert caught.value.reason == reason


def test_a_user_who_may_only_read() -> None:
    """Nothing is tried then that would write; traps of version 1 may come besides."""
    tidy = APC_SNMP.tidy(V3 | {"writes": False, "trap_community": " traps "})
    assert tidy["trap_community"] == "traps"
    by = credentials(tidy)
    assert isinstance(by, User)
    assert by.writes is False


def test_keys_of_what_is_not_used_are_not_kept() -> None:
    """Nor communities with SNMPv3."""
    tidy = APC_SNMP.tidy(V3 | {"priv_protocol": "none", "community": "public"})
    assert "priv_key" not in tidy
    assert "community" not in tidy
    assert APC_SNMP.secrets >= {"community", "write_community", "auth_key", "priv_key"}
