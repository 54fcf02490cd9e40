"""The cards: each a plain dictionary, as the frontend's raw configuration has it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN

from .named import Named

type Card = dict[str, Any]

COLUMNS: Final = 12
"""Of the grid within a section that is one column of its view."""
WIDEST: Final = 4
"""Sections beside each other in a view, at most."""
_OPEN: Final = {"action": "more-info"}
_HOURS: Final = 24
_NOTHING: Final = (STATE_UNKNOWN, STATE_UNAVAILABLE)


def section(cards: Sequence[Card], *, wide: int = 1) -> Card:
    """Put cards together; a wide section takes the place of several."""
    span = {"column_span": wide} if wide > 1 else {}
    return {"type": "grid", **span, "cards": list(cards)}


def view(title: str, path: str, icon: str, sections: Sequence[Card]) -> Card:
    """Make a page of the dashboard."""
    return {
        "title": title,
        "path": path,
        "icon": icon,
        "show_icon_and_title": True,
        "type": "sections",
        "max_columns": WIDEST,
        "dense_section_placement": True,
        "sections": list(sections),
    }


def heading(
    text: str,
    icon: str,
    *,
    leads_to: str | None = None,
    badges: Iterable[Named] = (),
) -> Card:
    """Head a section; the entities that are badges show their state beside it."""
    card: Card = {"type": "heading", "heading": text, "icon": icon}
    if leads_to is not None:
        card["tap_action"] = {"action": "navigate", "navigation_path": leads_to}
    if shown := [
        {
            "type": "entity",
            "entity": one.entity_id,
            "color": "green",
            "tap_action": _OPEN,
        }
        for one in badges
    ]:
        card["badges"] = shown
    return card


def subheading(text: str) -> Card:
    """Head a part of a section."""
    return {"type": "heading", "heading": text, "heading_style": "subtitle"}


def tile(one: Named) -> Card:
    """Show one entity; where the frontend would act at a tap, it opens it instead."""
    card: Card = {"type": "tile", "entity": one.entity_id, "name": name_of(one)}
    return card if one.only_tells else {**card, "icon_tap_action": _OPEN}


def gauge(one: Named) -> Card:
    """Show a percentage with a bar below."""
    return {**tile(one), "features": [{"type": "bar-gauge"}]}


def row(one: Named) -> Card:
    """Name an entity within a card of several."""
    return {"entity": one.entity_id, "name": name_of(one)}


def name_of(one: Named) -> list[Card] | str:
    """Leave it to the frontend to say what an entity is called now, if it can."""
    return [{"type": part} for part in one.named_by] or one.name


def graph(shown: Iterable[Named], title: str | None = None) -> Card:
    """Draw the history of readings."""
    titled = {} if title is None else {"title": title}
    return {
        "type": "history-graph",
        **titled,
        "hours_to_show": _HOURS,
        "entities": [row(one) for one in shown],
    }


def log(entity_ids: Sequence[str]) -> Card:
    """Tell what happened lately."""
    return {
        "type": "logbook",
        "target": {"entity_id": list(entity_ids)},
        "hours_to_show": _HOURS,
        "grid_options": {"columns": "full", "rows": 5},
    }


def last_line(entity_id: str) -> Card:
    """Tell the last line of a log in its own words, once there is one."""
    told = {"condition": "state", "entity": entity_id, "state_not": [*_NOTHING]}
    return {
        "type": "tile",
        "entity": entity_id,
        "name": [{"type": "entity"}],
        "state_content": ["text", "last-changed"],
        "visibility": [told],
        "grid_options": {"columns": "full"},
    }


def asking(action: Mapping[str, Any], question: str) -> Card:
    """Have an action ask before it does anything."""
    return {**action, "confirmation": {"text": question}}


def press(entity_id: str, question: str) -> Card:
    """Press a button, after a question."""
    action = {
        "action": "perform-action",
        "perform_action": "button.press",
        "target": {"entity_id": entity_id},
    }
    return asking(action, question)
