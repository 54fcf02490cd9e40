"""What a page holds: inputs, metas, forms and the words that people see (2.4 no. 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
import re
from typing import Final, override

STATE: Final = "com.salesforce.visualforce."
"""What the names of inputs begin with that go back to the server."""
_UNSEEN: Final = frozenset({"noscript", "script", "style", "template"})
"""What is not shown, nor heeded, where scripts run."""
_FIELDS: Final = frozenset({"form", "input", "textarea", "select", "button", "iframe"})
CAPTCHA_ERROR: Final = "captcha.error"
_REFRESH: Final = re.compile(
    r"\s{0,20}[\d.]{0,20}\s{0,20}[;,]\s{0,20}(?:url\s{0,20}=)?\s{0,20}(.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FormTag:
    """A form, as far as it is told."""

    id: str
    name: str
    action: str | None


@dataclass(frozen=True, slots=True)
class Markup:
    """What was found; ``names`` are those of forms and their fields."""

    inputs: Sequence[tuple[str, str]] = field(repr=False)
    forms: Sequence[FormTag]
    location: str | None = field(repr=False)
    """Where the answer to a post leads, by its meta."""
    refresh: str | None = field(repr=False)
    names: Sequence[str]
    text: str = field(repr=False)

    @property
    def state(self) -> Sequence[tuple[str, str]]:
        """The inputs that go back to the server; none without a view state."""
        found = [item for item in self.inputs if item[0].startswith(STATE)]
        return found if any(name == f"{STATE}ViewState" for name, _ in found) else ()


def read_markup(page: str) -> Markup:
    """Read a page, whatever it is."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return Markup(
        reader.inputs,
        reader.forms,
        reader.location,
        reader.refresh,
        reader.names,
        " ".join("".join(reader.words).split()),
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inputs: list[tuple[str, str]] = []
        self.forms: list[FormTag] = []
        self.location: str | None = None
        self.refresh: str | None = None
        self.names: list[str] = []
        self.words: list[str] = []
        self._unseen: str | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in reversed(attrs)}
        self.words.append(" ")
        match tag:
            case "input":
                self.inputs.append((told.get("name", ""), told.get("value", "")))
            case "form":
                form = told.get("id", ""), told.get("name", ""), told.get("action")
                self.forms.append(FormTag(*form))
            case "meta" if self._unseen is None:
                self._meta(told)
            case _ if tag in _UNSEEN:
                self._unseen = self._unseen or tag
            case _:
                pass
        if tag in _FIELDS or told.get("id") == CAPTCHA_ERROR:
            names = (told.get(key, "") for key in ("id", "name"))
            self.names += [name for name in names if name and STATE not in name]

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None

    @override
    def handle_data(self, data: str) -> None:
        if self._unseen is None:
            self.words.append(data)

    def _meta(self, told: dict[str, str]) -> None:
        content = told.get("content", "")
        if told.get("name", "").lower() == "location" and content:
            self.location = self.location or content
        if told.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.fullmatch(content)
            if found and (target := found[1].strip().strip("\"'")):
                self.refresh = self.refresh or target
