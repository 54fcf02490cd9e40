"""The keys of events, conditions and modes (section 4).

Keys, severities, types and names of values are facts; the wording is our own.
"""

from typing import Final, NamedTuple


class Code(NamedTuple):
    """One key: severity 0 to 3, and as what it occurs.

    ``type``: ``event`` is told once and does not last, a ``state`` lasts, a ``mode`` is
    what the unit is in. ``description`` may hold ``{{meta.NAME}}``.
    """

    key: str
    severity: int
    type: str
    name: str
    meta: tuple[str, ...] = ("model", "serialNumber")
    description: str | None = None


_MODED: Final = ("model", "serialNumber", "op_mode")
_AGED: Final = ("model", "serialNumber", "battery_sku", "expiration")

CODES: Final = (
    Code("batt_connected", 1, "state", "Battery connected", _MODED),
    Code("batt_disconnected", 3, "state", "Battery disconnected", _MODED),
    Code(
        "batt_eol",
        2,
        "state",
        "Battery past the end of its life",
        _AGED,
        "Battery past the end of its life: {{meta.expiration}}",
    ),
    Code(
        "batt_eol_impending",
        1,
        "state",
        "Battery near the end of its life",
        _AGED,
        "Battery near the end of its life: {{meta.expiration}}",
    ),
    Code("batt_needs_replacement", 3, "state", "Battery must be replaced", _AGED),
    Code("batt_replaced", 1, "state", "Battery was replaced", _MODED),
    Code("batt_temp_exc", 3, "state", "Battery temperature above its limit", _MODED),
    Code("batt_temp_exc_warn", 3, "state", "Battery temperature high", _MODED),
    Code("bypass_ups_init", 3, "mode", "In bypass, started by the UPS"),
    Code("bypass_user_init", 2, "mode", "In bypass, started by a user"),
    Code(
        "comm_est",
        1,
        "state",
        "Connection to the cloud established",
        ("timestamp", "op_mode"),
    ),
    Code("comm_lost", 3, "state", "Connection to the cloud lost", ("timestamp",)),
    Code("fw_install_in_progress", 1, "state", "Firmware is being updated"),
    Code("fw_out_of_date", 2, "state", "Newer firmware available"),
    Code("fw_up_to_date", 1, "state", "Firmware is current"),
    Code(
        "generic_fault",
        3,
        "state",
        "Internal fault",
        ("model", "serialNumber", "error_code", "op_mode"),
        "Internal fault, error code: {{meta.error_code}}",
    ),
    Code("onbattery", 2, "mode", "On battery"),
    Code("onbattery.low_battery", 3, "mode", "On battery, battery low"),
    Code("onbattery.rtc", 1, "mode", "On battery for a runtime calibration"),
    Code("online", 0, "mode", "On mains, all is well", ()),
    Code("overload", 3, "state", "Overloaded", _MODED),
    Code(
        "plugin_init",
        2,
        "state",
        "Connection to the cloud being set up",
        ("model", "serialNumber", "timestamp"),
        "Connection to the cloud being set up: {{meta.timestamp}}",
    ),
    Code("power_restored", 1, "event", "Mains power is back"),
    Code("return_from_bypass", 1, "event", "Left bypass"),
    Code("shutdown", 1, "state", "Shut down", _MODED),
    Code("site_wiring_fault", 2, "state", "Fault in the building's wiring", _MODED),
    Code("ups_off", 1, "mode", "Output switched off"),
    Code("ups_on", 1, "event", "Output switched on"),
    Code(
        "warr_exp_impending",
        1,
        "state",
        "Warranty ends soon",
        ("expiration",),
        "Warranty ends soon: {{meta.expiration}}",
    ),
    Code(
        "warr_expired",
        1,
        "state",
        "Warranty has ended",
        ("expiration",),
        "Warranty has ended: {{meta.expiration}}",
    ),
    Code("warr_renewed", 1, "state", "Warranty extended", ()),
)
