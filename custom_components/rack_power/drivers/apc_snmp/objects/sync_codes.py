"""The UPSs that act together: U.10.2."""

from typing import Final

from ....equipment.model import Meaning
from ..oid import ups
from .declare import ON_OFF, flag, row
from .row import Pace, Table

_MEMBERS: Final = "10.2.2.1"

MEMBERS: Final = Table(
    name="sync_members",
    entry=ups(_MEMBERS),
    size=ups("10.2.1"),
    columns=(
        row(
            f"{_MEMBERS}.3",
            flag("sync.member.mains", Meaning.POWERED),
            codes=ON_OFF,
            pace=Pace.SLOW,
        ),
        row(
            f"{_MEMBERS}.4",
            flag("sync.member.output", Meaning.POWERED),
            codes=ON_OFF,
            pace=Pace.SLOW,
        ),
    ),
    plain={2: Pace.SLOW},
)
MEMBER_ADDRESS: Final = 2
