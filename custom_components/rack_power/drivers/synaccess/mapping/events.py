"""GET /api/events: the rules that the unit acts on by itself."""

from typing import Final

from ....equipment.draft import Details
from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Report, Setting
from ....equipment.variables import RULE_ENABLED, RULE_TRIGGERED
from ..rules.codes import RuleKind
from ..rules.effects import all_outlets, cuts_of as cuts_of_action
from ..rules.event_codes import EVENT_CODES
from ..rules.snapshot import Row, Snapshot
from ..rules.stored import Content, parse_rows
from . import values
from .draft import Scene, begun

GROUP = "events"
KIND = "rule"
_NOTHING: Final = Content(name="", code=None)


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the rules; a schedule does not trigger in a way that is worth telling."""
    found = values.listed(answer, "id")
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        content = _content(row)
        cuts = _cuts(content, scene.snapshot)
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("name")),
                cuts=cuts,
                position=(index,),
            )
        )
        if "enabled" in row:
            enabled = values.state(row["enabled"])
            setting = Setting(cuts_load_at=True if cuts else None)
            draft.read(part, RULE_ENABLED, enabled, setting=setting)
        if "triggered" in row and not _is_schedule(content):
            triggered = values.state(row["triggered"])
            draft.read(part, RULE_TRIGGERED, triggered, details=_details(content))
    return draft.report()


def missing_actions(snapshot: Snapshot) -> frozenset[int]:
    """Return the actions that events run and that the list of actions does not have."""
    rules = parse_rows(snapshot.events or ()).values()
    run = {action for rule in rules for action in rule.content.actions}
    return frozenset(run - parse_rows(snapshot.actions or ()).keys())


def _content(row: Row) -> Content:
    found = next(iter(parse_rows([row]).values()), None)
    return found.content if found else _NOTHING


def _cuts(rule: Content, snapshot: Snapshot) -> frozenset[PartId]:
    """Return the outlets from which a rule could take power, were it enabled.

    All there are if its actions cannot be read.
    """
    if snapshot.actions is None:
        return all_outlets(snapshot) if rule.actions else frozenset()
    cuts: frozenset[PartId] = frozenset()
    for action in parse_rows(snapshot.actions).values():
        if action.id in rule.actions:
            cuts |= cuts_of_action(action.content, snapshot)
    return cuts


def _is_schedule(rule: Content) -> bool:
    known = EVENT_CODES.get(rule.code or 0)
    return known is not None and known.kind is RuleKind.SCHEDULE


def _details(rule: Content) -> Details:
    """Say what a rule rests on; parameters of events hold no secrets."""
    known = EVENT_CODES.get(rule.code or 0)
    return {
        **({} if rule.code is None else {"code": rule.code}),
        **({} if known is None else {"key": known.key}),
        "params": tuple(values.text(param) or "" for param in rule.params),
        "actions": tuple(str(action) for action in rule.actions),
    }
