"""Clients that others have written for the real cloud, unchanged, read from ours."""

import asyncio
from asyncio.subprocess import PIPE
import json
import os
from pathlib import Path
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest

from simulator.smartconnect import Place, SmartConnectSimulator

from .conftest import MakeSite

PROGRAM = Path(__file__).parent / "client_program.py"
PORTAL, IDENTITY = "smartconnect.apc.com", "secureidentity.schneider-electric.com"


async def run(
    name: str, site: SmartConnectSimulator, folder: Path, password: str
) -> tuple[int | None, Any]:
    """Run a client, which finds the simulator where it looks for the real cloud."""
    trusted = folder / "certificate.pem"
    trusted.write_text(site.certificate or "")
    mapping = {
        PORTAL: urlsplit(site.url).port,
        IDENTITY: urlsplit(site.identity_url).port,
    }
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, str(PROGRAM), name),
        *(json.dumps(mapping), site.email, password),
        env=os.environ
        | {"REQUESTS_CA_BUNDLE": str(trusted), "SSL_CERT_FILE": str(trusted)},
        stdout=PIPE,
        stderr=PIPE,
    )
    async with asyncio.timeout(60):
        printed, complaint = await program.communicate()
    return program.returncode, json.loads(printed) if printed else complaint.decode()


@pytest.mark.parametrize(
    ("name", "form"), [("apc_smartconnect", "objects"), ("pyapcsc", "ids")]
)
async def test_a_public_client(
    make_site: MakeSite, tmp_path: Path, name: str, form: str
) -> None:
    """It signs in once, and lists and reads the UPSs; a wrong password does not."""
    site = await make_site(
        2,
        place=Place(tls=True, keep_alive=True),
        public=f"https://{PORTAL}",
        identity_public=f"https://{IDENTITY}",
        list_form=form,
    )
    code, told = await run(name, site, tmp_path, site.password)
    assert code == 0, told
    assert told["list"] == [record.id for record in site.cloud.records]
    assert site.ups.state.model in str(told["info"])
    assert "231.2" in str(told["details"])
    assert site.counters.logins == 1
    code, _ = await run(name, site, tmp_path, "wrong")
    assert code != 0
    assert site.counters.logins == 1
