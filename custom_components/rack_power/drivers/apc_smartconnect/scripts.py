"""What the scripts of a page do, as far as we need it (2.4 no. 3, 4 and 6).

Nothing is executed: texts are looked for. Every search is bounded, so that no page can
keep it busy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import Final

_MOST: Final = 100
"""Places of a page that are looked at."""
_LONGEST: Final = 16 * 1024
"""Characters of a text in quotes."""
_COOKIE: Final = re.compile(r"\bdocument\s{0,20}\.\s{0,20}cookie\b")
_LOCATION: Final = re.compile(r"(?<![\w$-])location\b")
_OWNER: Final = re.compile(r"([\w$]{1,20})\s{0,20}\.\s{0,20}$")
_OWNERS: Final = frozenset({"window", "document", "self", "top", "parent", "this"})
_ASSIGNED: Final = re.compile(r"\s{0,20}=(?!=)\s{0,20}([\"'])")
_GONE_TO: Final = re.compile(
    r"\s{0,20}(?:(?:\.\s{0,20}href\s{0,20})?=(?!=)"
    r"|\.\s{0,20}(?:replace|assign)\s{0,20}\()\s{0,20}([\"'])"
)
_REST: Final = {
    quote: re.compile(rf"([^{quote}\\\r\n]*(?:\\.[^{quote}\\\r\n]*)*){quote}")
    for quote in "\"'"
}
_COMPUTED: Final = re.compile(r"\s{0,20}\+")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}
_ENTITY: Final = re.compile(
    r"&(?:(amp|quot|apos|lt|gt)|#(\d{1,7})|#[xX]([\da-f]{1,6}));"
)
_ENTITIES: Final = {"amp": "&", "quot": '"', "apos": "'", "lt": "<", "gt": ">"}
_SCRIPT_END: Final = re.compile("</script", re.IGNORECASE)
_ACTION: Final = re.compile(
    r"similarityGroupingId[\"']?\s{0,20}:\s{0,20}([\"'])([^\"'\s]{1,200})\1"
)
_FORM: Final = re.compile(r"\bSubmit\s{0,20}\(\s{0,20}([\"'])([^\"'\s]{1,200})\1")
_LAST: Final = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Action:
    """What a generated function submits: its form, and the id that says what for."""

    form: str
    id: str


def script_cookies(text: str) -> Iterator[str]:
    """Find what scripts assign to document.cookie."""
    for place in _first(_COOKIE, text):
        told = _literal(text, _ASSIGNED.match(text, place.end()))
        if told is not None:
            yield told


def script_redirects(text: str) -> Iterator[str]:
    """Find where scripts lead on to, in their order."""
    for place in _first(_LOCATION, text):
        before = text[max(0, place.start() - 60) : place.start()]
        if before.rstrip().endswith("."):
            owner = _OWNER.search(before)
            if owner is None or owner[1] not in _OWNERS:
                continue
        told = _literal(text, _GONE_TO.match(text, place.end()))
        if told is not None:
            yield _without_entities(told)


def action(text: str, number: int) -> Action | None:
    """Find the function ``dicvLogin<number>Act``; its ids are never the same."""
    for part in text.split("dicvLogin")[1:]:
        if not part.startswith(f"{number}Act"):
            continue
        end = _SCRIPT_END.search(part)
        body = part[: end.start()] if end else part
        ident = _ACTION.search(body)
        if ident is None:
            continue
        form = _FORM.search(body)
        name = form[2] if form else ident[2].rpartition(":")[0]
        return Action(_without_escapes(name), _without_escapes(ident[2]))
    return None


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for count, found in enumerate(pattern.finditer(text)):
        if count == _MOST:
            return
        yield found


def _literal(text: str, opened: re.Match[str] | None) -> str | None:
    """Read a text in quotes; None: there is none, or more is added to it."""
    if opened is None:
        return None
    start = opened.end()
    found = _REST[opened[1]].match(text, start, start + _LONGEST)
    if found is None or _COMPUTED.match(text, found.end()):
        return None
    return _without_escapes(found[1])


def _without_escapes(text: str) -> str:
    def meant(escape: re.Match[str]) -> str:
        if digits := escape[1] or escape[2]:
            return chr(int(digits, 16))
        return _LETTERS.get(escape[3], escape[3])

    return _ESCAPE.sub(meant, text)


def _without_entities(text: str) -> str:
    """Undo entities that are complete: an address may have ``&copy=`` in it."""

    def meant(entity: re.Match[str]) -> str:
        if entity[1]:
            return _ENTITIES[entity[1]]
        number = int(entity[2]) if entity[2] else int(entity[3], 16)
        return chr(number) if number <= _LAST else ""

    return _ENTITY.sub(meant, text)
