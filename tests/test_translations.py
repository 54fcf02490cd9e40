"""Every key that the code uses has its text, and every text is used."""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import pytest
import yaml

from custom_components.rack_power import connections, platforms
from custom_components.rack_power.equipment import errors

PACKAGE = Path(connections.__file__).parent
EN = json.loads((PACKAGE / "translations" / "en.json").read_text())
ICONS = json.loads((PACKAGE / "icons.json").read_text())
SERVICES = yaml.safe_load((PACKAGE / "services.yaml").read_text())


def raised_keys() -> set[str]:
    """Return every message key that the code raises, read from the code."""
    names = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}
    found = {
        getattr(errors, name).key
        for name in names
        if hasattr(getattr(errors, name), "key")
    }
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if (
                called in names | {"refused"}
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
    return found


def test_every_message_has_its_text() -> None:
    """What is raised is translated."""
    assert raised_keys() <= EN["exceptions"].keys()


@pytest.mark.parametrize("kind", connections.CONNECTIONS)
def test_every_connection_has_its_texts(kind: str) -> None:
    """Menu, form and every field are worded."""
    step = EN["config"]["step"][kind]
    assert kind in EN["config"]["step"]["user"]["menu_options"]
    assert kind in EN["config"]["step"]["user"]["menu_option_descriptions"]
    row = connections.CONNECTIONS[kind]
    fields = {
        str(marker.schema) for marker in row.address({}) | row.credentials({})
    } - {"advanced"}
    for form in (step, EN["config"]["step"]["reconfigure"]):
        assert fields == form["data"].keys() == form["data_description"].keys()


def test_every_service_has_its_texts_and_icon() -> None:
    """Every action and field is worded."""
    assert SERVICES.keys() == EN["services"].keys() == ICONS["services"].keys()
    for name, service in SERVICES.items():
        assert service["fields"].keys() == EN["services"][name]["fields"].keys()


def test_texts_are_plain() -> None:
    """No HTML, no addresses, no quotes around placeholders, no stray spaces."""
    for path, text in texts(EN):
        assert text == text.strip(), path
        assert not re.search(r"<\w|https?://|'\{", text), path


def test_icons_belong_to_entities() -> None:
    """No icon is left over from an entity that is no more."""
    for platform, keys in ICONS["entity"].items():
        assert keys.keys() <= EN["entity"][platform].keys()


def test_entities_are_worded_for_known_platforms() -> None:
    """Texts stand under platforms that exist."""
    assert EN["entity"].keys() <= {str(one) for one in platforms.PLATFORMS}


def texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every text with its path."""
    if isinstance(node, str):
        yield path, node
        return
    for key, value in node.items():
        yield from texts(value, f"{path}/{key}")
