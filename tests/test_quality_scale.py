"""The quality scale: every rule, and for each that is done what proves it."""

import importlib
import json
from pathlib import Path
import re
from typing import Any

import pytest
import yaml

from custom_components.rack_power import const
from custom_components.rack_power.platforms import PLATFORMS

ROOT = Path(__file__).parent.parent
PACKAGE = Path(const.__file__).parent
SCALE: dict[str, dict[str, Any]] = yaml.safe_load(
    (PACKAGE / "quality_scale.yaml").read_text()
)["rules"]
RULES = """
action-setup appropriate-polling brands common-modules config-flow-test-coverage
config-flow dependency-transparency docs-actions docs-conditions
docs-high-level-description docs-installation-instructions docs-removal-instructions
docs-triggers entity-event-setup entity-unique-id has-entity-name runtime-data
test-before-configure test-before-setup unique-config-entry
action-exceptions config-entry-unloading docs-configuration-parameters
docs-installation-parameters entity-unavailable integration-owner log-when-unavailable
parallel-updates reauthentication-flow test-coverage
devices diagnostics discovery-update-info discovery docs-data-update docs-examples
docs-known-limitations docs-supported-devices docs-supported-functions
docs-troubleshooting docs-use-cases dynamic-devices entity-category
entity-device-class entity-disabled-by-default entity-translations
exception-translations icon-translations reconfiguration-flow repair-issues
stale-devices async-dependency inject-websession strict-typing
"""
DONE = [rule for rule, status in SCALE.items() if status["status"] == "done"]


def test_the_scale_is_whole() -> None:
    """Every rule is there, nothing is left to do, and what is exempt says why."""
    assert set(SCALE) == set(RULES.split())
    for rule, status in SCALE.items():
        assert status["status"] in ("done", "exempt"), rule
        assert status["comment"].strip(), rule


@pytest.mark.parametrize("rule", DONE)
def test_what_is_done_is_proved(rule: str) -> None:
    """The test that is named exists."""
    proof = re.fullmatch(
        r"Proved by (tests/[\w/]+\.py)::(test_\w+)\.", SCALE[rule]["comment"]
    )
    assert proof is not None, SCALE[rule]["comment"]
    assert f"def {proof[2]}(" in (ROOT / proof[1]).read_text()


def test_it_has_a_brand() -> None:
    """Home Assistant and HACS show its own icon, in both themes."""
    for name in ("icon.png", "icon@2x.png", "logo.png"):
        assert (PACKAGE / "brand" / name).read_bytes().startswith(b"\x89PNG")


def test_somebody_owns_it() -> None:
    """And can be asked."""
    manifest = json.loads((PACKAGE / "manifest.json").read_text())
    assert manifest["codeowners"] == ["@rack-power"]
    assert manifest["issue_tracker"]


def test_how_many_updates_at_once_is_said() -> None:
    """On every platform; commands have a queue of their own."""
    for platform in PLATFORMS:
        module = importlib.import_module(f"{const.__package__}.{platform}")
        assert module.PARALLEL_UPDATES == 0


def test_no_driver_makes_a_session() -> None:
    """They are given Home Assistant's."""
    for path in (PACKAGE / "drivers").rglob("*.py"):
        assert "ClientSession(" not in path.read_text(), path


def test_types_are_strict() -> None:
    """The package says that it is typed, and the check is the strict one."""
    assert (PACKAGE / "py.typed").exists()
    assert "\nstrict = true\n" in (ROOT / "pyproject.toml").read_text()
    assert "bin/mypy" in (ROOT / "scripts/lint").read_text()


def test_coverage_is_demanded() -> None:
    """A run of all tests fails below 95 %."""
    assert "--cov-fail-under=95" in (ROOT / "scripts/test").read_text()


def test_the_readme_tells_how_to_install_and_what_for() -> None:
    """Step by step, with what it runs on and what it is for."""
    readme = (ROOT / "README.md").read_text()
    install = readme[readme.index("## Install") :].split("\n## ")[0]
    assert re.findall(r"^\d\. ", install, re.MULTILINE) == ["1. ", "2. ", "3. "]
    hacs = json.loads((ROOT / "hacs.json").read_text())
    assert f"Home Assistant {hacs['homeassistant']} or newer" in install
    assert "## Supported equipment" in readme
    assert "What people do with it" in readme
