"""GET /api/conf: the few settings that are safe to offer.

By a list of what is allowed, never by what is left out: most keys are network settings
that can lock everybody out, and some are secrets.
"""

from collections.abc import Mapping
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import UNIT, Equipment, Report, Setting, Variable
from ....equipment.variables import DEVICE_NAME
from ..rules.snapshot import Row
from ..variables import (
    DEFAULT_DELAY_REBOOT,
    LCD_BRIGHTNESS,
    LCD_FLUSH_CONTROL,
    LCD_NETWORK_CONTROL,
    LCD_ORIENTATION,
    LCD_OUTLET_CONTROL,
    LCD_REBOOT_CONTROL,
    LCD_SCREENSAVER_TIMEOUT,
    SEQUENCE_DELAY,
)
from . import values
from .draft import Column, Scene, begun

GROUP = "conf"
NAME_KEY = "deviceName"
REBOOT_TIME_KEY = "globalRebootTime"
NESTING = "network"
"""Where some firmware puts all of it."""
LONGEST_NAME = 100
LONGEST_TIME = 3600  # seconds

_SECONDS = Setting(minimum=0, maximum=LONGEST_TIME, step=1)
_FLAG = Setting()

COLUMNS: Final[tuple[Column, ...]] = (
    (DEVICE_NAME, NAME_KEY, values.text),
    (DEFAULT_DELAY_REBOOT, REBOOT_TIME_KEY, values.number),
    (SEQUENCE_DELAY, "deviceSequentialPowerUpDelay", values.number),
    (LCD_ORIENTATION, "lcdOrientation", values.number),
    (LCD_SCREENSAVER_TIMEOUT, "lcdScreensaverTimeout", values.number),
    (LCD_BRIGHTNESS, "lcdBacklightBrightness", values.number),
    (LCD_OUTLET_CONTROL, "lcdOutletControlEnabled", values.state),
    (LCD_NETWORK_CONTROL, "lcdNetworkControlEnabled", values.state),
    (LCD_REBOOT_CONTROL, "lcdRebootControlEnabled", values.state),
    (LCD_FLUSH_CONTROL, "lcdFlushControlEnabled", values.state),
)
_SETTINGS: Final[Mapping[Variable, Setting]] = {
    DEVICE_NAME: Setting(max_length=LONGEST_NAME),
    DEFAULT_DELAY_REBOOT: Setting(minimum=1, maximum=LONGEST_TIME, step=1),
    SEQUENCE_DELAY: _SECONDS,
    LCD_ORIENTATION: Setting(minimum=0, maximum=270, step=90),
    LCD_SCREENSAVER_TIMEOUT: _SECONDS,
    LCD_BRIGHTNESS: Setting(minimum=0, maximum=100, step=1),
    LCD_OUTLET_CONTROL: _FLAG,
    LCD_NETWORK_CONTROL: _FLAG,
    LCD_REBOOT_CONTROL: _FLAG,
    LCD_FLUSH_CONTROL: _FLAG,
}


def flattened(answer: Json) -> Row:
    """Return the settings, whether they lie flat or in an object of their own."""
    row = values.one(answer)
    nested = row.get(NESTING)
    return {**row, **nested} if isinstance(nested, Mapping) else row


def report(answer: Json, scene: Scene, about: Equipment | None = None) -> Report:
    """Tell of the settings of the unit as a whole."""
    draft = begun(scene, GROUP)
    draft.take(UNIT, flattened(answer), COLUMNS, _SETTINGS)
    return draft.report(about)
