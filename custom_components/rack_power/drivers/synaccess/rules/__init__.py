"""The events and actions that a SynLink PDU keeps and acts on by itself.

``Rules`` is what the driver of a PDU offers as its ability to manage them.
"""

from .management import Rules
from .snapshot import Snapshot
from .wire import RuleWire

__all__ = ["RuleWire", "Rules", "Snapshot"]
