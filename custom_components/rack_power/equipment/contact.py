"""What is known of every unit without asking it: whether and when it answered."""

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
CONNECTED_POINT = Point(UNIT, CONNECTED)
LAST_CONTACT_POINT = Point(UNIT, LAST_CONTACT)
