"""Who may know whom; no platform knows a vendor; nothing speaks of its own making."""

import ast
from collections.abc import Iterator
from pathlib import Path
import sys

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "custom_components" / "rack_power"
DRIVERS = PACKAGE / "drivers"
VENDORS = sorted(
    path.name for path in DRIVERS.iterdir() if (path / "__init__.py").exists()
)
VENDOR_WORDS = ("synaccess", "synlink", "powersentrix", "smartconnect", "powernet")


SHARED = (
    "custom_components.rack_power.drivers.address",
    "custom_components.rack_power.drivers.backoff",
    "custom_components.rack_power.drivers.busy",
    "custom_components.rack_power.drivers.http",
    "custom_components.rack_power.drivers.numbers",
    "custom_components.rack_power.drivers.threads",
)
"""What drivers of several vendors need."""


def imports(path: Path) -> Iterator[str]:
    """Return the absolute names of all that a file imports."""
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def files(folder: Path) -> list[Path]:
    """Return the Python files below a folder."""
    return sorted(folder.rglob("*.py"))


def within(name: str, package: str) -> bool:
    """Tell whether a name lies in a package."""
    return name == package or name.startswith(f"{package}.")


OURS = "custom_components.rack_power"


@pytest.mark.parametrize("path", files(PACKAGE / "equipment"), ids=lambda p: p.stem)
def test_the_language_knows_nobody(path: Path) -> None:
    """equipment/ imports the standard library and itself only."""
    for name in imports(path):
        assert (
            within(name, f"{OURS}.equipment")
            or name.partition(".")[0] in sys.stdlib_module_names
        ), name


@pytest.mark.parametrize(
    "path", files(DRIVERS), ids=lambda p: str(p.relative_to(DRIVERS))
)
def test_drivers_know_the_language_only(path: Path) -> None:
    """A driver knows neither Home Assistant, nor the house, nor another vendor."""
    inside = path.relative_to(DRIVERS).parts
    vendor = inside[0] if len(inside) > 1 else None
    for name in imports(path):
        assert not within(name, "homeassistant"), name
        if within(name, OURS):
            allowed = [f"{OURS}.equipment", *SHARED]
            if vendor:
                allowed.append(f"{OURS}.drivers.{vendor}")
            assert any(within(name, package) for package in allowed), name


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda p: p.stem)
def test_only_connections_know_drivers(path: Path) -> None:
    """No file of the Home Assistant side outside of them imports or names a vendor."""
    for name in imports(path):
        for vendor in VENDORS:
            assert not within(name, f"{OURS}.drivers.{vendor}"), name
    text = path.read_text().lower()
    assert not [word for word in VENDOR_WORDS if word in text]


@pytest.mark.parametrize("path", files(ROOT / "simulator"), ids=lambda p: p.stem)
def test_the_simulator_shares_nothing(path: Path) -> None:
    """A simulator that shares code with the client proves nothing."""
    assert not [name for name in imports(path) if within(name, "custom_components")]


@pytest.mark.parametrize(
    "path", files(PACKAGE), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_files_have_one_reason_to_change(path: Path) -> None:
    """No file but tables of facts is over 400 lines."""
    if not path.stem.endswith("_codes"):
        assert len(path.read_text().splitlines()) <= 400
