"""The last answers for a diagnosis: all that helps, and nothing that is secret."""

import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.synaccess import redaction
from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.drivers.synaccess.rules.redaction import REDACTED
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from simulator.synaccess.users import ADMIN, ADMIN_PASSWORD, ADMIN_TOKEN

from .conftest import Drive, Driven
from .test_any_answer import OBJECTS

SECRETS = {
    "smtpPassword": "secret-mail",
    "smtpUsername": "secret-mailer",
    "snmp3AuthPass": "secret-auth",
    "snmp3PrivacyPass": "secret-privacy",
    "snmpv12ReadString": "secret-read",
    "snmpv12WriteString": "secret-write",
    "macAddr": "0C:73:EB:00:00:01",
}


@pytest.mark.parametrize("dialects", [(), ("nested_conf",)])
@pytest.mark.parametrize("way", ["token", "session", "basic"])
async def test_nothing_secret(
    drive: Drive, way: str, dialects: tuple[str, ...]
) -> None:
    """Not the credentials, nor what the unit's own configuration and actions hold."""
    user: Any = {"username": ADMIN, "password": ADMIN_PASSWORD}
    credentials = {
        "token": Credentials(token=ADMIN_TOKEN),
        "session": Credentials(**user),
        "basic": Credentials(**user, basic=True),
    }[way]
    driven = await drive(*dialects, credentials=credentials, started=False)
    state = driven.pdu.state
    state.conf.update(SECRETS, webApiPasswordEnabled=True)
    params = ["http://10.0.0.1/api/webhook/secret-hook", "sensors", ""]
    state.actions.append({"id": 8, "name": "Hook", "code": 20, "params": params})
    params = ["10.0.0.2", "1-77", "secrettokenoftheother"]
    state.actions.append({"id": 9, "name": "Far", "code": 24, "params": params})
    await driven.start()
    told = json.dumps(driven.driver.raw())
    for secret in (
        "secret",
        SECRETS["macAddr"],
        ADMIN_TOKEN,
        ADMIN_PASSWORD,
        *driven.pdu.unit.sessions._open,
    ):
        assert secret not in told


async def test_what_helps_is_there(driven: Driven) -> None:
    """Every list as it came."""
    raw: Any = driven.driver.raw()
    state = driven.pdu.state
    assert raw["device"]["modelNumber"] == "SP-1008-SIM"
    assert len(raw["outlets"]) == 8
    assert raw["banks"][0] == state.banks[0]
    assert raw["events"][0]["params"] == ["2001607", "16", "10"]
    assert raw["actions"][0] == state.actions[0]
    assert raw["actions"][1]["params"] == [REDACTED, "sensors", ""]
    assert raw["conf"]["deviceName"] == "SynLink PDU"
    assert raw["conf"]["smtpPassword"] == ""  # none is set: that may explain something
    assert raw["conf"]["smtpAuthRequired"] == 0
    assert raw["conf"]["disableSshPassLogin"] is False
    assert raw["relays"] == ()


async def test_what_is_not_available(drive: Drive) -> None:
    """It is told as such."""
    driven = await drive("minimal", "no_conf")
    raw = driven.driver.raw()
    assert raw["relays"] is raw["conf"] is None
    assert raw["sensors"] == ()


def test_an_action_that_makes_no_sense() -> None:
    """Nobody knows what its parameters are."""
    rows: Any = ({"id": 1, "code": 20, "params": "http://x/secret"}, {"code": "?"})
    told: Any = redaction.raw(Snapshot(actions=rows))["actions"]
    assert told == [
        {"id": 1, "code": 20, "params": REDACTED},
        {"code": "?", "params": REDACTED},
    ]
    row: Any = {"code": 99, "params": ["secrettoken12345678", "5", None]}
    told = redaction.raw(Snapshot(actions=(row,)))["actions"]
    assert told[0]["params"][:2] == [REDACTED, "5"]


def test_secrets_in_unknown_places() -> None:
    """Later firmware may nest them, or give them other names of the same kind."""
    conf: Any = {
        "users": [{"password": "s", "name": "me"}],
        "snmp": {"readCommunity": "s", "pins": {"passcode": 1234}},
        "cloudToken": ["s", "s"],
        "tokenEnabled": True,
    }
    assert redaction.raw(Snapshot(conf=conf))["conf"] == {
        "users": [{"password": REDACTED, "name": "me"}],
        "snmp": {"readCommunity": REDACTED, "pins": {"passcode": REDACTED}},
        "cloudToken": [REDACTED, REDACTED],
        "tokenEnabled": True,
    }


@given(st.lists(OBJECTS, max_size=4), OBJECTS)
def test_whatever_was_answered(rows: Any, conf: Any) -> None:
    """It can be shown."""
    told = redaction.raw(Snapshot(actions=tuple(rows), conf=conf))
    assert len(told["actions"] or ()) == len(rows)  # type: ignore[arg-type]
    assert set(told["conf"] or ()) == set(conf)  # type: ignore[arg-type]
