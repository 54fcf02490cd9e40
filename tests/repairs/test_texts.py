"""Every key of an issue and of the flow that mends it has its text, and no other."""

import ast
from collections.abc import Iterator
import inspect
import re
import textwrap

from custom_components.rack_power import connections
from custom_components.rack_power.equipment import errors
from custom_components.rack_power.fix_flows.battery import BatteryFlow
from custom_components.rack_power.fix_flows.choice import ChoiceFlow, KnownFlow
from custom_components.rack_power.fix_flows.connection import (
    CautionFlow,
    ConnectionFlow,
    SignInFlow,
)
from custom_components.rack_power.fix_flows.flow import FixFlow
from custom_components.rack_power.fix_flows.posts import PostsFlow
from custom_components.rack_power.fix_flows.replaced import ReplacedFlow
from custom_components.rack_power.fix_flows.unsettled import UnsettledFlow
from custom_components.rack_power.replacing import ANOTHER_UNIT

from ..test_translations import EN, SITES, texts

LASTING = {"SignInBlocked", "CertificateRefused"}
TELLS_TROUBLE = {
    "drivers/apc_snmp/traps/sockets.py",
    "drivers/powersentrix/doubts/mains.py",
    "drivers/powersentrix/doubts/scale.py",
    "drivers/powersentrix/portal/missing.py",
    "drivers/powersentrix/push/doors.py",
    "drivers/powersentrix/push/driver.py",
}
"""Where an error is made that is told by ``Context.trouble``."""
UNSETTLED = {
    "unsettled",
    *(f"unsettled_{one}" for one in ("on", "off", "on_unseen", "off_unseen")),
}
"""What a command that did not come true may be told by."""
ISSUE_GIVES = {
    "battery": {"unit", "date"},
    "unsettled": {"unit", "part"},
}
"""What fills the texts of an issue besides what its error gives."""
STEP_GIVES = {
    "step/check": {"url"},
    "error/not_mended": {"problem"},
    "abort/not_reached": {"problem"},
    "abort/yet_another": {"serial"},
}
"""What fills the texts of a step besides."""


def issue_keys() -> set[str]:
    """Return every key of an issue that the code can raise."""
    told = set[str]()
    for site in SITES:
        if site.place.split(":")[0] in TELLS_TROUBLE or site.raised in LASTING:
            told |= site.keys - {""}
    told |= {errors.SignInBlocked.key, errors.CertificateRefused.key, ANOTHER_UNIT}
    for row in connections.CONNECTIONS.values():
        told |= row.cautions.keys()
    battery = {f"battery_{one}" for one in ("due", "replace")}
    return told | battery | {f"{one}_told" for one in battery} | UNSETTLED


def flow_of(key: str) -> type[FixFlow] | None:
    """Return the flow that mends an issue, by its key."""
    if key.endswith("_told"):
        return None
    if key in UNSETTLED:
        return UnsettledFlow
    if key.startswith("battery_"):
        return BatteryFlow
    by_reason = {
        ANOTHER_UNIT: ReplacedFlow,
        "no_posts": PostsFlow,
        "current_scale_doubtful": ChoiceFlow,
        "mains_only_by_log": KnownFlow,
    }
    if key in by_reason:
        return by_reason[key]
    if any(key in row.cautions for row in connections.CONNECTIONS.values()):
        return CautionFlow
    blocked = {errors.SignInBlocked.key}.union(
        *(site.keys for site in SITES if site.raised == "SignInBlocked")
    )
    return SignInFlow if key in blocked else ConnectionFlow


def test_every_issue_has_its_texts() -> None:
    """What can be raised is worded, and what is worded can be raised."""
    assert issue_keys() == EN["issues"].keys()


def test_every_step_of_mending_has_its_texts() -> None:
    """Steps, options, errors and ends of each flow are worded, and no others."""
    for key, texts_of in EN["issues"].items():
        flow = flow_of(key)
        if flow is None:
            assert texts_of.keys() == {"title", "description"}, key
            continue
        assert texts_of.keys() == {"title", "fix_flow"}, key
        worded = texts_of["fix_flow"]
        used = words_of(flow)
        steps = worded["step"]
        assert steps.keys() == used["step_id"], key
        for step in steps.values():
            assert set(step.get("menu_options", {})) == options_of(flow), key
            assert set(step.get("data", {})) == fields_asked(flow), key
        assert set(worded.get("error", {})) == used["base"], key
        assert set(worded.get("abort", {})) == used["reason"], key


def sources_of(flow: type[FixFlow]) -> Iterator[ast.AST]:
    """Return the code that runs in a flow: its own, and what it takes over."""
    own, names = dict[str, ast.AST](), set[str]()
    for base in flow.__mro__:
        if not issubclass(base, FixFlow):
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                own.setdefault(node.name, node)
    reached = ["async_step_init", *(f"async_step_{one}" for one in options_of(flow))]
    while reached:
        name = reached.pop()
        if name in names or name not in own:
            continue
        names.add(name)
        yield own[name]
        reached += [
            node.attr for node in ast.walk(own[name]) if isinstance(node, ast.Attribute)
        ]


def words_of(flow: type[FixFlow]) -> dict[str, set[str]]:
    """Return the keys that a flow shows: steps, errors, and reasons of its end."""
    found: dict[str, set[str]] = {"step_id": set(), "base": set(), "reason": set()}
    for source in sources_of(flow):
        for node in ast.walk(source):
            match node:
                case ast.keyword(arg=str(arg), value=ast.Constant(value=str(text))):
                    if arg in found:
                        found[arg].add(text)
                case ast.Dict(keys=[ast.Constant(value="base")], values=[value]):
                    found["base"].add(ast.literal_eval(value))
                case ast.FunctionDef(name="_hindrance"):
                    found["reason"] |= {
                        str(end.value)
                        for one in ast.walk(node)
                        if isinstance(one, ast.Return) and one.value is not None
                        for end in ast.walk(one.value)
                        if isinstance(end, ast.Constant) and isinstance(end.value, str)
                    }
    return found


def options_of(flow: type[FixFlow]) -> set[str]:
    """Return what can be chosen."""
    if issubclass(flow, ConnectionFlow):
        return set(flow.options)
    menus = {ReplacedFlow: {"adopt", "add"}, ChoiceFlow: {"change", "keep"}}
    return menus.get(flow, set())


def fields_asked(flow: type[FixFlow]) -> set[str]:
    """Return what is filled in."""
    return {"date"} if flow is BatteryFlow else set()


def test_texts_of_issues_ask_for_what_they_are_given() -> None:
    """Each by the issue, or by the step."""
    given_by_site: dict[str, set[str]] = {}
    for site in SITES:
        for key in site.keys:
            known = given_by_site.setdefault(key, set(site.given))
            known &= site.given
    for key, node in EN["issues"].items():
        family = key.partition("_")[0]
        told = ISSUE_GIVES.get(family) or {"name"} | given_by_site.get(key, set())
        for path, text in texts(node):
            place = path.removeprefix("/fix_flow/")
            ends = place.startswith(("error/", "abort/"))
            more = set[str]().union(
                *(one for at, one in STEP_GIVES.items() if place.startswith(at))
            )
            used = set(re.findall(r"{(\w+)}", text))
            assert used <= (more if ends else told | more), (key, path)
