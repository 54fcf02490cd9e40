"""Probes and contacts of four generations, each shown once (9)."""

from ....equipment.model import Report
from ..layout import ENVIRONMENT_GROUP, THRESHOLDS
from . import contacts, probes
from .scene import Scene


def report(scene: Scene) -> Report:
    """Tell what the sensors sense."""
    draft = scene.draft(ENVIRONMENT_GROUP)
    probes.tell(scene, draft)
    contacts.tell(scene, draft)
    return draft.report()


def settings(scene: Scene) -> Report:
    """Tell what is set for them."""
    draft = scene.draft(THRESHOLDS)
    probes.tell_settings(scene, draft)
    contacts.tell_settings(scene, draft)
    return draft.report()
