"""Settings: what may be written, what becomes of it, and what the card says of that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..agent.objects import Object, RefusedError, Told
from ..wire.ber import Kind, Raw
from ..wire.pdu import Status


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it leaves the factory.

    `allowed` are the only values; what lies between is rounded to the nearest, or up
    or down. `told` is what the table of allowed values says, nothing: it has no row.
    """

    kind: Kind
    default: Told
    allowed: tuple[int, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    step: int = 1
    rounding: str = "nearest"
    strict: bool = False
    """Whether what is not allowed is refused: so are enumerations."""
    told: str = ""
    length: int = 64


def rounded(setting: Setting, number: int) -> int:
    """Find the value that the card makes of a number."""
    if not setting.allowed:
        low, high = setting.minimum, setting.maximum
        number = number if low is None else max(low, number)
        number = number if high is None else min(high, number)
        return round(number / setting.step) * setting.step
    match setting.rounding:
        case "up":
            return min(
                (n for n in setting.allowed if n >= number),
                default=max(setting.allowed),
            )
        case "down":
            return max(
                (n for n in setting.allowed if n <= number),
                default=min(setting.allowed),
            )
    return min(setting.allowed, key=lambda n: (abs(n - number), n))


@dataclass(slots=True)
class Settings:
    """The settings of a card, by object identifier."""

    known: Mapping[str, Setting]
    values: dict[str, Told] = field(default_factory=dict)
    on_write: dict[str, Callable[[int], None]] = field(default_factory=dict)
    """What else follows from a number that was written."""

    def __getitem__(self, oid: str) -> Told:
        return self.values.get(oid, self.known[oid].default)

    def number(self, oid: str) -> int:
        """Tell a setting that is a number."""
        told = self[oid]
        return told if isinstance(told, int) else 0

    def reset(self) -> None:
        """Set all to what left the factory."""
        self.values.clear()

    def objects(self) -> dict[str, Object]:
        """Make an object of each."""
        return {oid: self._object(oid, each) for oid, each in self.known.items()}

    def _object(self, oid: str, setting: Setting) -> Object:
        def write(raw: Raw) -> None:
            if isinstance(raw, int):
                raw = rounded(setting, raw)
            self.values[oid] = raw
            if isinstance(raw, int) and oid in self.on_write:
                self.on_write[oid](raw)

        return Object(setting.kind, lambda: self[oid], write, checked(setting))


def checked(setting: Setting) -> Callable[[Raw], None]:
    """Make the check of what is written."""

    def check(raw: Raw) -> None:
        if isinstance(raw, bytes) and len(raw) > setting.length:
            raise RefusedError(Status.WRONG_LENGTH)
        if setting.strict and isinstance(raw, int) and raw not in setting.allowed:
            raise RefusedError(Status.WRONG_VALUE)

    return check


def number(
    default: int, *allowed: int, told: str = "", rounding: str = "nearest"
) -> Setting:
    """Make a setting that is a number, of some or of any."""
    return Setting(Kind.INTEGER, default, allowed, told=told, rounding=rounding)


def between(default: int, minimum: int, maximum: int) -> Setting:
    """Make a setting that is a number in a range."""
    return Setting(Kind.INTEGER, default, minimum=minimum, maximum=maximum)


def choice(default: int, last: int, first: int = 1) -> Setting:
    """Make a setting that is one of some words."""
    return Setting(Kind.INTEGER, default, tuple(range(first, last + 1)), strict=True)


def seconds(
    default: int, *allowed: int, told: str = "", rounding: str = "nearest"
) -> Setting:
    """Make a setting that is TimeTicks."""
    return Setting(
        Kind.TICKS,
        default * 100,
        tuple(each * 100 for each in allowed),
        minimum=0,
        step=100,
        told=told,
        rounding=rounding,
    )


def words(default: str, length: int = 64) -> Setting:
    """Make a setting that is text."""
    return Setting(Kind.OCTETS, default, length=length)
