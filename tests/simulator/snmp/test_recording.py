"""Recordings that are played."""

from pathlib import Path

import pytest

from simulator.snmp import SnmpSimulator

from .clients import Pysnmp, SnmpError, Told
from .conftest import MakeClient

TEXT = """\
# a comment
1.3.6.1.2.1.1.1.0|4|A card | with a line
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.318.1.3.27
1.3.6.1.4.1.318.1.1.1.2.2.3.0|67|456000
1.3.6.1.4.1.318.1.1.1.2.2.4.0|2|-1
1.3.6.1.4.1.318.1.1.1.10.2.0|2|3
1.3.6.1.4.1.318.1.1.1.3.3.1.0|66|2476
1.3.6.1.4.1.318.2.1.4.0|64|192.0.2.1
1.3.6.1.2.1.2.2.1.6.1|4x|00c0b7ff

1.3.6.1.2.1.2.2.1.10.1|65|4000000000
"""


@pytest.mark.parametrize("as_file", [False, True])
async def test_recording(
    socket_enabled: None, tmp_path: Path, open_client: MakeClient, as_file: bool
) -> None:
    """Every type, in the order of the objects, and what is written is kept."""
    recording: Path | str = TEXT
    if as_file:
        recording = tmp_path / "card.snmprec"
        recording.write_text(TEXT)
    async with SnmpSimulator.from_snmprec(recording, v3=False) as card:
        client = open_client(Pysnmp, card, "2c", card.write_community)
        runtime = "1.3.6.1.4.1.318.1.1.1.2.2.3.0"
        assert await client.walk("1.3") == {
            "1.3.6.1.2.1.1.1.0": Told("s", b"A card | with a line"),
            "1.3.6.1.2.1.1.2.0": Told("o", "1.3.6.1.4.1.318.1.3.27"),
            "1.3.6.1.2.1.2.2.1.6.1": Told("s", b"\0\xc0\xb7\xff"),
            "1.3.6.1.2.1.2.2.1.10.1": Told("c", 4_000_000_000),
            runtime: Told("t", 456_000),
            "1.3.6.1.4.1.318.1.1.1.2.2.4.0": Told("i", -1),
            "1.3.6.1.4.1.318.1.1.1.3.3.1.0": Told("g", 2476),
            "1.3.6.1.4.1.318.1.1.1.10.2.0": Told("i", 3),
            "1.3.6.1.4.1.318.2.1.4.0": Told("a", "192.0.2.1"),
        }
        await client.set(runtime, "t", 60)
        assert card.value(runtime) == 60
        with pytest.raises(SnmpError, match="wrongType"):
            await client.set(runtime, "i", 60)
        card.override("1.3.6.1.4.1.318.1.1.1.1.2.3.0", "AS1")
        assert card.value("1.3.6.1.4.1.318.1.1.1.1.2.3.0") == "AS1"
