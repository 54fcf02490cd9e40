"""Where things are."""

from typing import Final

APC: Final = "1.3.6.1.4.1.318"
UPS: Final = f"{APC}.1.1.1."
SYSTEM: Final = "1.3.6.1.2.1.1."
ENGINE_ID: Final = "1.3.6.1.6.3.10.2.1.1.0"
MAC: Final = "1.3.6.1.2.1.2.2.1.6."
MEASURE_UPS: Final = f"{APC}.1.1.2."
EXTERNAL_MONITOR: Final = f"{APC}.1.1.10.1."
INTEGRATED_MONITOR: Final = f"{APC}.1.1.10.2."
UNIVERSAL_IO: Final = f"{APC}.1.1.25."
CARD: Final = f"{APC}.2."
MODULE_FIRMWARE: Final = f"{APC}.1.4.2.4.1.4."
