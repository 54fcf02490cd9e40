"""What the pages of the connections quote is called so on the screen."""

from collections.abc import Iterator
import re

import pytest

from .test_readme import DOCS, PAGES
from .test_translations import EN, texts

OTHERS = {
    "apc-smartconnect": {"Network", "Basic Monitoring", "unknown"},
    "apc-snmp": {
        "Access control",
        "Administration",
        "Configuration",
        "Network",
        "NMS IP",
        "Notifications",
        "SNMP traps",
        "SNMPv1",
        "SNMPv1 / SNMPv3",
        "Trap receivers",
        "user profile",
        "Write",
        "Write+",
    },
    "powersentrix": {
        "401",
        "Enable API Write Actions",
        "Mains power failure",
        "Monitoring",
        "on",
        "Send Initial Request",
        "Server URL",
        "toggle",
        "Users",
        "Web Management",
    },
    "synaccess-cloud": {"post interval"},
    "synaccess-pdu": {
        "Create Personal Access Token",
        "Manage Users",
        "modify event actions",
        "Network",
        "view",
        "Web",
    },
}
"""What the units, their cards and clouds call their own; a word that is stressed."""
FRONTEND = {
    "Activity",
    "Add integration",
    "Devices & services",
    "Reconfigure",
    "Repairs",
    "Settings",
    "Submit",
    "System",
}
"""What Home Assistant calls its own."""


def patterns() -> Iterator[re.Pattern[str]]:
    """Return what each of our texts may look like on the screen."""
    for _, text in texts(EN):
        pieces = re.split(r"{\w+}", text)
        if len("".join(pieces)) > 2:  # a placeholder alone may be anything
            yield re.compile(".+".join(map(re.escape, pieces)), re.IGNORECASE)


OURS = tuple(patterns())
ENTITIES = {
    text["name"].casefold()
    for platform in EN["entity"].values()
    for text in platform.values()
    if "name" in text
}


def quoted(page: str) -> Iterator[str]:
    """Return what stands between asterisks, each of a row of menus for itself."""
    plain = re.sub(r"```.*?```|`[^`]*`", "", DOCS[page], flags=re.DOTALL)
    for quote in re.findall(r"(?<!\*)\*([^*|]+)\*(?!\*)", plain):
        words = " ".join(quote.split())
        yield from (one.strip(". ") for one in re.split(r"[,:] ", words))


def is_ours(words: str) -> bool:
    """Tell whether one of our texts reads so, or ends so where it is cut short."""
    return any(
        pattern.fullmatch(words) or pattern.fullmatch(f"PowerSentrix UPS {words}")
        for pattern in OURS
    )


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_what_is_quoted_is_called_so(page: str) -> None:
    """A name that was changed, or never was one, is found."""
    told = set(quoted(page))
    assert told
    strange = told - OTHERS[page] - FRONTEND
    assert not [one for one in sorted(strange) if not is_ours(one)]


@pytest.mark.parametrize("page", sorted(OTHERS))
def test_no_name_of_others_is_left_over(page: str) -> None:
    """What no page quotes any more has no place in the list."""
    assert set(quoted(page)) >= OTHERS[page]


def test_derived_sensors_are_called_so() -> None:
    """The table of what is derived names entities."""
    page = DOCS["powersentrix"]
    table = page.partition("| sensor | rule |\n")[2].partition("\n\n")[0]
    names = [row.split("|")[1].strip() for row in table.splitlines()[1:]]
    assert len(names) >= 4
    assert not [one for one in names if one.casefold() not in ENTITIES]
