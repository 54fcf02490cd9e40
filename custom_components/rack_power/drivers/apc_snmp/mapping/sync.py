"""The UPSs that act together with this one (5.5)."""

from ....equipment.model import Part, PartId, Report
from ..layout import SYNC_GROUP
from ..objects.sync_codes import MEMBER_ADDRESS, MEMBERS
from .scene import Scene


def report(scene: Scene) -> Report:
    """Tell of every member of the group; it goes by its address."""
    draft = scene.draft(SYNC_GROUP)
    for key in scene.rows(MEMBERS):
        number = "-".join(map(str, key))
        address = scene.cell(MEMBERS, MEMBER_ADDRESS, key)
        part = draft.part(
            Part(
                id=PartId("sync_member", number),
                number=address if isinstance(address, str) else number,
                position=key,
            )
        )
        scene.read_row(draft, part, MEMBERS, key)
    return draft.report()
