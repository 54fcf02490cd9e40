"""What is known of every unit without asking it: how, whether and when it answered."""

from typing import Final

from .model import UNIT, Category, Kind, Meaning, Point, Variable

CONNECTED = Variable(
    name="driver.connected",
    kind=Kind.FLAG,
    meaning=Meaning.CONNECTED,
    category=Category.DIAGNOSTIC,
)
LAST_CONTACT = Variable(
    name="driver.contact",
    kind=Kind.INSTANT,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
NO_WAY: Final = "none"
WAYS: Final = ("local", "posts", "cloud")
"""How far a path is from the unit, the nearest first."""
WAY = Variable(
    name="driver.path",
    kind=Kind.CHOICE,
    options=(*WAYS, NO_WAY),
    category=Category.DIAGNOSTIC,
    everyday=False,
)
CONNECTED_POINT = Point(UNIT, CONNECTED)
LAST_CONTACT_POINT = Point(UNIT, LAST_CONTACT)
WAY_POINT = Point(UNIT, WAY)
"""The nearest way by which the unit is reached; commands go by it if it can."""
