"""GET /api/events: the rules that the unit acts on by itself."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Report, Setting
from ....equipment.variables import RULE_ENABLED, RULE_TRIGGERED
from ..rules.codes import RuleKind
from ..rules.event_codes import EVENT_CODES
from ..rules.snapshot import Row
from . import groups, outlets, relays, values
from .draft import Details, Draft, Scene

GROUP = "events"
KIND = "rule"
_SWITCH_OUTLET, _REBOOT_OUTLET = 11, 12
_SWITCH_GROUP, _REBOOT_GROUP = 16, 17
_SWITCH_RELAY, _REBOOT_RELAY = 22, 23
_ALWAYS_CUT: Final = frozenset({_REBOOT_OUTLET, _REBOOT_GROUP, _REBOOT_RELAY})


def report(answer: Json, scene: Scene) -> Report:
    """Tell of the rules; a schedule does not trigger in a way that is worth telling."""
    found = values.listed(answer, "id")
    draft = Draft(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        cuts = cuts_of(row, scene)
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("name")),
                cuts=cuts,
                position=(index,),
            )
        )
        if "enabled" in row:
            setting = Setting(cuts_load_at=True if cuts else None)
            draft.read(
                part, RULE_ENABLED, values.state(row["enabled"]), setting=setting
            )
        if "triggered" in row and not _is_schedule(row):
            draft.read(
                part,
                RULE_TRIGGERED,
                values.state(row["triggered"]),
                details=_details(row),
            )
    return draft.report()


def _code(row: Row) -> int | None:
    """Return the code, which some firmware may tell as text."""
    code = values.ident(row.get("code"))
    return int(code) if code is not None and code.isdecimal() else None


def _is_schedule(row: Row) -> bool:
    known = EVENT_CODES.get(_code(row) or 0)
    return known is not None and known.kind is RuleKind.SCHEDULE


def _details(row: Row) -> Details:
    """Say what a rule rests on; parameters of events hold no secrets."""
    code = _code(row)
    known = EVENT_CODES.get(code or 0)
    return {
        **({} if code is None else {"code": code}),
        **({} if known is None else {"key": known.key}),
        "params": _params(row),
        "actions": action_ids(row),
    }


def _params(row: Row) -> tuple[str, ...]:
    """Return the parameters; what pads them to three is left out."""
    told = row.get("params")
    items = told if isinstance(told, list | tuple) else ()
    params = [values.text(one if isinstance(one, str) else str(one)) for one in items]
    while params and not params[-1]:
        params.pop()
    return tuple(one or "" for one in params)


def action_ids(row: Row) -> tuple[str, ...]:
    """Return the ids of the actions that a rule runs."""
    told = row.get("actions")
    items = told if isinstance(told, list | tuple) else ()
    return tuple(key for one in items if (key := values.ident(one)) is not None)


def cuts_of(row: Row, scene: Scene) -> frozenset[PartId]:
    """Return the parts from which a rule could take power, were it enabled."""
    actions = _by_id(scene.snapshot.actions)
    found = (actions[key] for key in action_ids(row) if key in actions)
    return frozenset().union(*(_cuts_of_action(action, scene) for action in found))


def _by_id(rows: Sequence[Row] | None) -> Mapping[str, Row]:
    told = ((values.ident(row.get("id")), row) for row in rows or ())
    return {key: row for key, row in told if key is not None}


def _cuts_of_action(action: Row, scene: Scene) -> frozenset[PartId]:
    code, params = _code(action), (*_params(action), "", "")
    if code not in _ALWAYS_CUT and values.state(params[1]) is not False:
        return frozenset()
    match code:
        case _ if code in (_SWITCH_OUTLET, _REBOOT_OUTLET):
            return _outlets_meant(params[0], scene)
        case _ if code in (_SWITCH_GROUP, _REBOOT_GROUP):
            return _members_meant(params[0], scene)
        case _ if code in (_SWITCH_RELAY, _REBOOT_RELAY):
            return _relays_meant(params[0], scene)
    return frozenset()


def _outlets_meant(ident: str, scene: Scene) -> frozenset[PartId]:
    """Find an outlet by its id, or by the number before the dash as the unit does."""
    keys = {
        key
        for row in scene.snapshot.outlets or ()
        for name in outlets.KEYS
        if (key := values.ident(row.get(name))) and ident in (key, key.split("-")[0])
    }
    exact = {ident} if values.ident(ident) else set()
    return frozenset(PartId(outlets.KIND, key) for key in keys or exact)


def _members_meant(ident: str, scene: Scene) -> frozenset[PartId]:
    return frozenset(
        PartId(outlets.KIND, member)
        for row in scene.snapshot.groups or ()
        if ident in {values.ident(row.get(key)) for key in groups.KEYS}
        for member in groups.member_ids(row)
    )


def _relays_meant(name: str, scene: Scene) -> frozenset[PartId]:
    """Find relays by their name, which is what such an action holds."""
    return frozenset(
        PartId(relays.KIND, key)
        for row in scene.snapshot.relays or ()
        if values.text(row.get("relayName")) == name
        and (key := values.ident(row.get("id")))
    )
