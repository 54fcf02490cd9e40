"""Every key that the code uses has its text, and every text is used."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
import voluptuous as vol
import yaml

from custom_components.rack_power import connections, const, platforms
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.drivers.synaccess.rules.codes import Requirement
from custom_components.rack_power.drivers.synaccess.rules.stored import Family
from custom_components.rack_power.equipment import errors

PACKAGE = Path(const.__file__).parent
EN = json.loads((PACKAGE / "translations" / "en.json").read_text())
ICONS = json.loads((PACKAGE / "icons.json").read_text())
SERVICES = yaml.safe_load((PACKAGE / "services.yaml").read_text())


ERRORS = {
    name: error.key
    for name, error in vars(errors).items()
    if isinstance(error, type) and issubclass(error, errors.DriverError)
}
RAISERS = ERRORS | dict.fromkeys(("refused", "error"), "")
"""What makes an error, and the key that it has if none is given. ``error`` stands for
one of two classes in drivers/http.py."""
MEANT: dict[str, Iterable[str]] = {
    "family": Family,
    "self._family": Family,
    "requirement": Requirement,
}
"""What an expression inside the key of a message can be."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place in the code that makes an error."""

    place: str
    keys: frozenset[str]
    given: frozenset[str]
    """The placeholders."""
    named: bool
    """Whether the key stands there, and is not that of the class."""
    raised: str = ""
    """The class, or what makes the error."""


def sites() -> Iterator[Site]:
    """Find every place in the code that makes an error for people."""
    trees = {
        path: ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))
    }
    own = {path: constants_of(tree) for path, tree in trees.items()}
    everywhere = {
        name: value for found in own.values() for name, value in found.items()
    }
    for path, tree in trees.items():
        constants = everywhere | own[path]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                if node.func.id in RAISERS:
                    found = site(place, node, RAISERS[node.func.id], constants)
                    yield replace(found, raised=node.func.id)


def constants_of(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what a module names."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def site(
    place: str, call: ast.Call, key: str, constants: Mapping[str, ast.expr]
) -> Site:
    """Read one of them."""
    given = frozenset(word.arg for word in call.keywords if word.arg is not None)
    if key == errors.RateLimited.key:  # tells how long, and has one key only
        return Site(place, frozenset({key}), frozenset({"seconds"}), named=True)
    if not call.args or ast.unparse(call.args[0]) == "None":
        return Site(place, frozenset({key}), given, named=False)
    try:
        keys = frozenset(possible(call.args[0], constants))
    except KeyError as err:
        pytest.fail(f"{place}: cannot tell what {err} can be")
    return Site(place, keys, given, named=True)


def possible(node: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    """Return all that an expression can be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Constant(value=None):
            yield ""  # the key of the class
        case ast.IfExp():
            yield from possible(node.body, constants)
            yield from possible(node.orelse, constants)
        case ast.Name(id=name):
            yield from possible(constants[name], constants)
        case ast.JoinedStr():
            pieces = [
                MEANT[ast.unparse(piece.value)]
                if isinstance(piece, ast.FormattedValue)
                else tuple(possible(piece, constants))
                for piece in node.values
            ]
            yield from map("".join, product(*pieces))
        case _:
            raise KeyError(ast.unparse(node))


SITES = tuple(sites())


def test_every_message_has_its_text() -> None:
    """What is raised is translated."""
    raised = set(ERRORS.values()).union(*(site.keys for site in SITES))
    assert raised <= EN["exceptions"].keys() | {""}


def test_no_message_is_left_over() -> None:
    """What is translated is raised."""
    raised = set(ERRORS.values()).union(*(site.keys for site in SITES))
    assert EN["exceptions"].keys() <= raised


def test_keys_made_of_others_are_found() -> None:
    """Every value that a part of a key can have is looked for."""
    found = set().union(*(site.keys for site in SITES))
    assert {f"needs_{one}" for one in Requirement} <= found
    for one in Family:
        assert {f"unknown_{one}", f"{one}_not_created", f"stray_{one}"} <= found


def test_placeholders() -> None:
    """A message is given what it asks for, and what is given for it is told."""
    wrong = []
    for site in SITES:
        for key in site.keys & EN["exceptions"].keys():
            used = set(re.findall(r"{(\w+)}", EN["exceptions"][key]["message"]))
            if used - site.given or (site.named and site.given - used):
                wrong.append((site.place, key, used ^ site.given))
    assert not wrong


def test_no_message_asks_for_a_word() -> None:
    """Those of the code are English, and would stand in the midst of others."""
    words = re.compile(r"{(kind|expected)}")
    messages = {key: text["message"] for key, text in EN["exceptions"].items()}
    assert not [key for key, text in messages.items() if words.search(text)]


@pytest.mark.parametrize("kind", connections.CONNECTIONS)
def test_every_connection_has_its_texts(kind: str) -> None:
    """Menu, form and every field are worded."""
    step = EN["config"]["step"][kind]
    assert kind in EN["config"]["step"]["user"]["menu_options"]
    assert kind in EN["config"]["step"]["user"]["menu_option_descriptions"]
    for place, fields in zip((step, advanced(step)), fields_of(kind), strict=True):
        assert fields == place["data"].keys() == place["data_description"].keys()


def test_the_forms_of_all_connections_word_the_fields_of_all() -> None:
    """Signing in again and reconfiguring share their texts."""
    rows = connections.CONNECTIONS.values()
    asked = {
        "reconfigure": [fields_of(row.key) for row in rows],
        "reauth_confirm": [sorted_out(row.credentials({})) for row in rows],
    }
    for step, fields in asked.items():
        form = EN["config"]["step"][step]
        for place, names in zip(
            (form, advanced(form)), zip(*fields, strict=True), strict=True
        ):
            worded = place["data"].keys()
            assert set().union(*names) == worded == place["data_description"].keys()


def fields_of(kind: str) -> tuple[set[str], set[str]]:
    """Return the fields of a form, and those of its collapsed section."""
    row = connections.CONNECTIONS[kind]
    return sorted_out(connections.form(row.address({}), row.credentials({})))


def sorted_out(fields: connections.Fields) -> tuple[set[str], set[str]]:
    """Return the fields that are always seen, and those of the collapsed section."""
    names = {str(marker.schema): one for marker, one in fields.items()}
    rare = names.pop(connections.CONF_ADVANCED, None)
    hidden = {str(marker.schema) for marker in rare.schema.schema} if rare else set()
    return set(names), hidden


def advanced(form: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the texts of a form's collapsed section."""
    nothing: Mapping[str, Any] = {"data": {}, "data_description": {}}
    section: Mapping[str, Any] = form.get("sections", {}).get("advanced", nothing)
    return section


def test_every_way_to_be_blocked_has_an_issue() -> None:
    """What a person has to do about signing in is told at length."""
    blocked = {errors.SignInBlocked.key}.union(
        *(site.keys for site in SITES if site.raised == "SignInBlocked")
    )
    assert blocked - {""} <= EN["issues"].keys()
    for key in blocked - {""}:
        told = " ".join(text for _, text in texts(EN["issues"][key]))
        assert set(re.findall(r"{(\w+)}", told)) <= {"name"}


def test_every_preference_has_its_texts() -> None:
    """Every field and every option of what the owner may decide is worded."""
    form = EN["options"]["step"]["preferences"]
    declared = {
        one.key: one
        for row in connections.CONNECTIONS.values()
        for one in row.preferences
    }
    assert declared.keys() == form["data"].keys() == form["data_description"].keys()
    for key, preference in declared.items():
        if preference.options:
            assert EN["selector"][key]["options"].keys() == set(preference.options)


CONNECTING = re.compile(
    r"connections/|config_flow\.py|drivers/(http|busy)\.py"
    r"|drivers/apc_smartconnect/"
    r"|drivers/\w+/(address|client|lists|pdu|reader|session|sign_in)\.py"
    r"|drivers/\w+/(portal|ups)/(client|sign_in|driver|discovery|account|busy)\.py"
    r"|drivers/\w+/cloud/(access|account|client|driver)\.py"
)
"""Where a trial of a connection passes through."""


def test_every_failure_to_connect_has_its_text() -> None:
    """A form that comes back says why, and asks for nothing that it is not given."""
    told = EN["config"]["error"]
    for site in SITES:
        if not CONNECTING.match(site.place):
            continue
        for key in site.keys - {""}:
            assert key in told, site
            if site.named:
                assert set(re.findall(r"{(\w+)}", told[key])) <= site.given, site
    assert set(ERRORS.values()) <= told.keys()


def test_every_service_has_its_texts_and_icon() -> None:
    """Every action and field is worded."""
    assert SERVICES.keys() == EN["services"].keys() == ICONS["services"].keys()
    for name, service in SERVICES.items():
        assert service["fields"].keys() == EN["services"][name]["fields"].keys()


@pytest.mark.usefixtures("entry")
async def test_every_field_of_a_service_is_offered(hass: HomeAssistant) -> None:
    """What an action takes, the editor shows; what is required is marked so."""
    found = hass.services.async_services_for_domain(DOMAIN)
    assert found.keys() == SERVICES.keys()
    for name in SERVICES.keys() - {"set_outlet"}:
        schema = found[name].schema
        assert isinstance(schema, vol.Schema)
        fields = SERVICES[name]["fields"]
        assert {str(key) for key in schema.schema} == fields.keys()
        for key in schema.schema:
            required = isinstance(key, vol.Required)
            assert fields[str(key)].get("required", False) is required, (name, key)


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
