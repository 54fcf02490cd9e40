"""The synchronized control group."""

from collections.abc import Mapping

from ..agent.objects import Object, constant, integer
from ..oids import UPS
from ..unit.readings import Readings
from ..wire.ber import Kind
from .setting_codes import SYNC
from .settings import Settings

_MEMBERS = ("192.0.2.10", "192.0.2.11")


def sync(see: Readings, settings: Settings) -> Mapping[str, Object]:
    """Make what is set, and the table of members; all are gone with the knob."""
    made = {oid: each for oid, each in settings.objects().items() if oid in SYNC}
    made[f"{UPS}10.2.1.0"] = constant(Kind.INTEGER, len(_MEMBERS))
    for number, address in enumerate(_MEMBERS, start=1):
        made |= {
            f"{UPS}10.2.2.1.1.{number}": constant(Kind.INTEGER, number),
            f"{UPS}10.2.2.1.2.{number}": constant(Kind.ADDRESS, address),
            f"{UPS}10.2.2.1.3.{number}": integer(
                lambda: 1 if see.unit.base.state.mains else 2
            ),
            f"{UPS}10.2.2.1.4.{number}": integer(
                lambda: 1 if see.unit.base.state.output else 2
            ),
        }
    return {oid: _shown(see, each) for oid, each in made.items()}


def _shown(see: Readings, told: Object) -> Object:
    return Object(
        told.kind,
        lambda: told.read() if see.knobs.sync else None,
        told.write,
        told.check,
    )
