"""Every text of a dashboard is worded, and none is left over."""

from pathlib import Path
import re

from custom_components.rack_power import dashboard
from custom_components.rack_power.dashboard.alarms import TEXTS
from custom_components.rack_power.dashboard.choices import LISTED, SWITCHED, TOPICS
from custom_components.rack_power.dashboard.words import Words
from tests.test_translations import EN

PREFIX = "dashboard_"
SOURCES = Path(dashboard.__file__).parent.glob("*.py")


def test_every_text_is_used_and_there() -> None:
    """Those that are named in the code, and those that follow from its tables."""
    used = {
        key
        for path in SOURCES
        for key in re.findall(r'(?:words\(|key = )"(\w+)"', path.read_text())
    }
    used |= {"switch", "restart"}  # what stands after an else
    used |= {*TEXTS.values()} | {topic.key for topic in TOPICS}
    used |= {key for key, _ in LISTED} | {"others"}
    used |= {f"{kind}s{ending}" for kind in SWITCHED for ending in ("", "_range")}
    worded = {key for key in EN["common"] if key.startswith(PREFIX)}
    assert worded == {PREFIX + key for key in used}


def test_what_a_text_speaks_of() -> None:
    """Is put into it."""
    words = Words({"dashboard_x": "Restart {name}?"})
    assert words("x", name="Router") == "Restart Router?"
