"""The knobs: where the real cloud is unknown, every answer that it might give."""

from dataclasses import dataclass
from typing import Literal

from ...knobs import Knobs


@dataclass
class CloudKnobs(Knobs):
    """What is unknown of the cloud."""

    base: Literal["/api/v1", "/v1", ""] = "/api/v1"
    """Below which path the interface lies: guides and reference disagree."""
    header: str = "Authorization"
    prefix: str = "Bearer "
    put_path: Literal["outlet", "by_serial", "both"] = "both"
    """Which of the two paths exist that an outlet is changed by."""
    devices: Literal["present", "absent"] = "present"
    """Whether devices can be listed: the object is documented, the path is not."""
    banks: Literal["with_serial", "plain", "absent"] = "with_serial"
    outlet_ids: Literal["own", "cloud"] = "own"
    """Whether outlets have the ids that they have at the PDU."""
    serials: Literal["number", "text"] = "number"
    stamps: Literal["posted", "absent", "ahead"] = "posted"
    """Whether rows tell when they were posted, rightly or an hour ahead."""
    relay: Literal["now", "posts", "echo", "later", "never"] = "now"
    """What becomes of a command: executed at once and seen with the next post; posted
    at once; shown before it is posted; fetched with the next post; or nothing."""
    rights: Literal["all", "read", "none"] = "all"
    """What the token may do."""
    retry_after: Literal["seconds", "absent"] = "seconds"
    """Whether a throttled client is told how long to wait."""
    skew: float = 0.0
    """Seconds by which the cloud's clock is ahead."""
