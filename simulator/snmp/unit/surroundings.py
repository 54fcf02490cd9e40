"""What is plugged into the card: probes and contacts; and the battery's packs."""

from dataclasses import dataclass, field

COMM_OK, COMM_LOST = 2, 3


@dataclass(slots=True)
class Thresholds:
    """Limits of one quantity: minimum, low, high, maximum; and which are looked at."""

    limits: list[int] = field(default_factory=lambda: [0, 10, 40, 60])
    enabled: list[int] = field(default_factory=lambda: [1, 1, 1, 1])
    """As the wire has it: 1 off, 2 on."""
    hysteresis: int = 0

    def violated(self, value: float) -> list[bool]:
        """Tell which limits are crossed: minimum, low, high, maximum."""
        minimum, low, high, maximum = self.limits
        crossed = [value < minimum, value < low, value > high, value > maximum]
        watched = zip(crossed, self.enabled, strict=True)
        return [is_so and enabled == 2 for is_so, enabled in watched]


@dataclass(slots=True)
class Probe:
    """A sensor of temperature, perhaps also of humidity."""

    port: int
    name: str
    location: str
    celsius: float
    humidity: int | None = None
    comm: int = COMM_OK
    heat: Thresholds = field(default_factory=Thresholds)
    damp: Thresholds = field(
        default_factory=lambda: Thresholds([-1, -1, -1, -1], hysteresis=-1)
    )

    @property
    def violations(self) -> list[bool]:
        """Eight: temperature's minimum, low, high, maximum, then humidity's."""
        damp = [False] * 4
        if self.humidity is not None:
            damp = self.damp.violated(self.humidity)
        return self.heat.violated(self.celsius) + damp

    @property
    def alarm(self) -> int:
        """1 normal, 2 warning, 3 critical, 4 unknown."""
        if self.comm != COMM_OK:
            return 4
        minimum, low, high, maximum, *damp = self.violations
        if minimum or maximum or damp[0] or damp[3]:
            return 3
        return 2 if low or high or any(damp) else 1


@dataclass(slots=True)
class Contact:
    """A dry contact: 1 is closed, 2 is open."""

    port: int
    name: str
    location: str
    state: int = 2
    normal: int = 2
    comm: int = COMM_OK
    severity: int = 2

    @property
    def fault(self) -> bool:
        """Whether it is not as it should be."""
        return self.state != self.normal


@dataclass(slots=True)
class Cartridge:
    """A battery cartridge, by what its flag strings tell."""

    status: set[int] = field(default_factory=set)
    health: set[int] = field(default_factory=lambda: {0})
    replace_by: str = "11/10/2027"
    installed: str = "04/30/2025"


@dataclass(slots=True)
class Pack:
    """A pack of cartridges; an empty slot has none."""

    serial: str
    firmware: str = "1.4"
    sku: str = "APCRBC159"
    made: str = "02/14/2025"
    above: float = 0.0
    """Degrees that it is warmer than the battery as a whole."""
    status: set[int] = field(default_factory=set)
    health: set[int] = field(default_factory=lambda: {0})
    cartridges: list[Cartridge] = field(
        default_factory=lambda: [Cartridge(), Cartridge()]
    )
    installed: str = "04/30/2025"

    @property
    def present(self) -> bool:
        """Whether there is anything in the slot."""
        return bool(self.cartridges)

    @classmethod
    def empty(cls) -> Pack:
        """Make an empty slot."""
        return cls("", "", "", "", cartridges=[], installed="")
