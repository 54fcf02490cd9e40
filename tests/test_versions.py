"""The versions of Home Assistant that all is tried on are those that are promised."""

import json
from pathlib import Path
import subprocess

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "versions"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # a script of ours
        [SCRIPT, *arguments], capture_output=True, text=True, check=False
    )


def test_the_oldest_is_the_one_that_hacs_promises() -> None:
    """And there is a newer one."""
    listed = _run("--list").stdout.split()
    promised = json.loads((ROOT / "hacs.json").read_text())["homeassistant"]
    assert listed[0] == promised
    assert len(listed) > 1


def test_a_version_that_is_not_listed() -> None:
    """Nothing is run, and it is said what there is."""
    done = _run("1999.1.0")
    assert done.returncode == 2
    assert "there are: 2026.10.0" in done.stderr
