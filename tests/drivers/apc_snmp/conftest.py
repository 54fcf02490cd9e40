"""Cards on real sockets, in a time that only moves when somebody waits."""

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pysnmp.entity.engine import SnmpEngine
import pytest

from custom_components.rack_power.drivers.apc_snmp import (
    Communities,
    SnmpContext,
    SnmpDriver,
    User,
    Version,
)
from custom_components.rack_power.drivers.apc_snmp.context import Credentials
from custom_components.rack_power.drivers.apc_snmp.pysnmp_client import PysnmpClient
from custom_components.rack_power.equipment.driver import Context, Round
from custom_components.rack_power.equipment.model import (
    UNIT,
    Kind,
    PartId,
    Point,
    Reading,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.picture import Picture
from simulator.snmp import SnmpSimulator, User as SimulatedUser

from ..conftest import MakeContext, Outside

PATIENCE = 0.3
"""Real seconds for one attempt: only silence takes as long."""
UPS = "1.3.6.1.4.1.318.1.1.1."
PROTOCOLS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}
CIPHERS = {"DES": "des", "AES128": "aes128", "AES192": "aes192", "AES256": "aes256"}


def u(tail: str) -> str:
    """Name an object of the UPS that has no rows."""
    return f"{UPS}{tail}.0"


def user_of(user: SimulatedUser, **changes: Any) -> User:
    """Return a user as the card knows them, or nearly so."""
    return User(
        **{
            "name": user.username,
            "auth_protocol": PROTOCOLS.get(user.auth_protocol),
            "auth_key": user.auth_key,
            "priv_protocol": CIPHERS.get(user.priv_protocol),
            "priv_key": user.priv_key,
            **changes,
        }
    )


def credentials_of(card: SnmpSimulator, version: Version) -> Credentials:
    """Return the right credentials."""
    if version is Version.V3:
        return user_of(card.user)
    return Communities(version=version, read=card.community, write=card.write_community)


@dataclass(slots=True)
class Driven:
    """A card, the driver of it, and what somebody sees who only listens to that."""

    card: SnmpSimulator
    driver: SnmpDriver
    outside: Outside
    picture: Picture = field(default_factory=Picture)

    async def start(self) -> None:
        """Connect and read everything."""
        await self.driver.connect()
        await self.read()

    async def read(self) -> Round:
        """Read what is due."""
        done = await self.driver.read()
        for report in done.reports:
            self.picture.absorb(report)
        return done

    async def poll(self, seconds: float = 10) -> Round:
        """Let time pass and read."""
        self.card.step(seconds)
        return await self.read()

    def reading(self, variable: Variable | str, part: PartId = UNIT) -> Reading:
        """Return what is shown of a point."""
        found = self.picture.reading(Point(part, named(variable)))
        assert found is not None, (part, variable)
        return found

    def value(self, variable: Variable | str, part: PartId = UNIT) -> Value:
        """Return the value that is shown of a point."""
        return self.reading(variable, part).value

    def has(self, variable: Variable | str, part: PartId = UNIT) -> bool:
        """Tell whether a point is there."""
        return self.picture.reading(Point(part, named(variable))) is not None

    def parts(self, kind: str) -> list[str]:
        """Return the keys of the parts of a kind."""
        return sorted(part.key for part in self.picture.parts() if part.kind == kind)

    @property
    def requests(self) -> int:
        """How many requests have arrived."""
        return sum(self.card.counters.requests.values())


def named(variable: Variable | str) -> Variable:
    """Return a variable by its name: it is known by nothing else."""
    if isinstance(variable, Variable):
        return variable
    return Variable(name=variable, kind=Kind.TEXT)


type Drive = Callable[..., Coroutine[Any, Any, Driven]]
type MakeClient = Callable[..., PysnmpClient]
type MakeCard = Callable[..., Coroutine[Any, Any, SnmpSimulator]]


@pytest.fixture
async def make_card(socket_enabled: None, outside: Outside) -> AsyncIterator[MakeCard]:
    """Start cards in the time of the test."""
    cards: list[SnmpSimulator] = []

    async def make(
        model: str = "smart_ups",
        objects: Mapping[Any, Any] | None = None,
        **options: Any,
    ) -> SnmpSimulator:
        card = SnmpSimulator(
            model, clock=outside.clock.simulated, objects=objects, **options
        )
        await card.start()
        cards.append(card)
        return card

    yield make
    for card in cards:
        await card.stop()


@pytest.fixture
async def snmp_context(
    make_context: MakeContext, outside: Outside
) -> AsyncIterator[SnmpContext]:
    """Build a context that makes an engine for each who asks."""
    given = make_context()
    made: list[SnmpEngine] = []

    async def engine() -> SnmpEngine:
        made.append(SnmpEngine())
        return made[-1]

    def release(one: SnmpEngine) -> None:
        made.remove(one)
        one.close_dispatcher()

    yield SnmpContext(
        **{one.name: getattr(given, one.name) for one in fields(Context)},
        engine=engine,
        release_engine=release,
    )
    for one in made:
        one.close_dispatcher()


@pytest.fixture
async def make_client(snmp_context: SnmpContext) -> AsyncIterator[MakeClient]:
    """Make clients of cards."""
    clients: list[PysnmpClient] = []

    def make(
        card: SnmpSimulator,
        version: Version = Version.V2C,
        credentials: Credentials | None = None,
    ) -> PysnmpClient:
        client = PysnmpClient(
            snmp_context,
            card.host,
            card.port,
            credentials or credentials_of(card, version),
            PATIENCE,
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.close()


@pytest.fixture
async def drive(
    make_card: MakeCard, snmp_context: SnmpContext, outside: Outside
) -> AsyncIterator[Drive]:
    """Start cards, each with a driver of its own."""
    drivers: list[SnmpDriver] = []

    async def make(
        model: str = "smart_ups",
        version: Version = Version.V2C,
        *,
        card: SnmpSimulator | None = None,
        credentials: Credentials | None = None,
        interval: float = 10,
        started: bool = True,
        **options: Any,
    ) -> Driven:
        card = card or await make_card(model, **options)
        driver = SnmpDriver(
            snmp_context,
            card.host,
            card.port,
            credentials or credentials_of(card, version),
            interval,
            PATIENCE,
        )
        drivers.append(driver)
        driven = Driven(card, driver, outside)
        if started:
            await driven.start()
            card.counters.reset()
        return driven

    yield make
    for driver in drivers:
        await driver.close()
