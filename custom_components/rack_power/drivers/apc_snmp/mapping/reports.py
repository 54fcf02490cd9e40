"""From the groups that were read to their reports."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from ....equipment.model import Equipment, Report
from ..layout import (
    ENVIRONMENT_GROUP,
    MODULES,
    OUTLET_GROUP_SETTINGS,
    OUTLET_GROUPS,
    PACKS_GROUP,
    PHASES,
    SYNC_GROUP,
    THRESHOLDS,
)
from ..objects.row import Pace
from . import (
    environment,
    identity,
    modules,
    outlets,
    packs,
    phases,
    scalars,
    status,
    sync as together,
)
from .scene import Scene

_REPORTS: Final[Mapping[str, Callable[[Scene], Report]]] = {
    Pace.FAST.value: status.report,
    OUTLET_GROUPS: outlets.states,
    OUTLET_GROUP_SETTINGS: outlets.settings,
    PHASES: phases.report,
    ENVIRONMENT_GROUP: environment.report,
    THRESHOLDS: environment.settings,
    PACKS_GROUP: packs.report,
    MODULES: modules.report,
    SYNC_GROUP: together.report,
    **{
        pace.value: partial(scalars.report, group=pace.value)
        for pace in (Pace.NORMAL, Pace.SLOW, Pace.CONFIG)
    },
}


def report(group: str, scene: Scene, about: Equipment) -> Report:
    """Return what a group tells."""
    if group == Pace.ONCE.value:
        return identity.report(scene, about)
    return _REPORTS[group](scene)
