"""Names that the whole integration shares."""

import logging
from typing import Final

DOMAIN: Final = "rack_power"
LOGGER: Final = logging.getLogger(__package__)

CONF_PROTECTED_OUTLETS: Final = "protected_outlets"
CONF_SCAN_INTERVAL: Final = "scan_interval"
