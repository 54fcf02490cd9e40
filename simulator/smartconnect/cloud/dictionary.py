"""The meaning of the keys of events, conditions and modes (section 4).

Keys, kinds, severities and names of values are facts; the wording is ours.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_SEVERITIES = ("ok", "info", "warning", "critical")
_LIFECYCLE = 4
"""The level of what is told by mail as a matter of the battery's or plan's life."""
_UNIT = ("model", "serialNumber")
_MODED = (*_UNIT, "op_mode")
_AGED = (*_UNIT, "battery_sku", "expiration")


class Entry(NamedTuple):
    """One key."""

    key: str
    severity: int
    kind: str
    """`event`, `state` or `mode`; a mode is a state too, a state is an event too."""
    name: str
    meta: tuple[str, ...] = _UNIT
    level: int | None = None
    """The level of notification, where it is not the severity."""
    topic: str = ""
    text: str = ""
    """The description, with placeholders."""
    reseller: bool = False


def _aged(key: str, severity: int, name: str, *, text: str = "") -> Entry:
    reseller = key != "batt_needs_replacement"
    return Entry(
        key, severity, "state", name, _AGED, _LIFECYCLE, text=text, reseller=reseller
    )


_DUE = "Battery is due on {{meta.expiration}}"

KNOWN: Sequence[Entry] = (
    Entry("batt_connected", 1, "state", "Battery connected", _MODED),
    Entry("batt_disconnected", 3, "state", "Battery disconnected", _MODED),
    _aged("batt_eol", 2, "Battery past its life", text=_DUE),
    _aged("batt_eol_impending", 1, "Battery soon due", text=_DUE),
    _aged("batt_needs_replacement", 3, "Replace the battery"),
    Entry("batt_replaced", 1, "state", "Battery replaced", _MODED),
    Entry("batt_temp_exc", 3, "state", "Battery too hot", _MODED),
    Entry("batt_temp_exc_warn", 3, "state", "Battery hot", _MODED),
    Entry("bypass_ups_init", 3, "mode", "Bypass by the UPS"),
    Entry("bypass_user_init", 2, "mode", "Bypass by the user"),
    Entry("comm_est", 1, "state", "Communication there", ("timestamp", "op_mode")),
    Entry("comm_lost", 3, "state", "Communication lost", ("timestamp",)),
    Entry("fw_install_in_progress", 1, "state", "Firmware being installed"),
    Entry("fw_out_of_date", 2, "state", "Firmware out of date", level=_LIFECYCLE),
    Entry("fw_up_to_date", 1, "state", "Firmware up to date"),
    Entry(
        "generic_fault",
        3,
        "state",
        "Fault of the UPS",
        (*_UNIT, "error_code", "op_mode"),
        text="Fault of the UPS (code {{meta.error_code}})",
    ),
    Entry("onbattery", 2, "mode", "On battery"),
    Entry("onbattery.low_battery", 3, "mode", "Battery low"),
    Entry("onbattery.rtc", 1, "mode", "On battery for calibration"),
    Entry("online", 0, "mode", "On line", ()),
    Entry("overload", 3, "state", "Overload", _MODED),
    Entry(
        "plugin_init",
        2,
        "state",
        "Plugin started",
        (*_UNIT, "timestamp"),
        topic="comm_lost",
        text="Plugin started at {{meta.timestamp}}",
    ),
    Entry("power_restored", 1, "event", "Power is back"),
    Entry("return_from_bypass", 1, "event", "Back from bypass"),
    Entry("shutdown", 1, "state", "UPS shut down", _MODED),
    Entry("site_wiring_fault", 2, "state", "Site wiring fault", _MODED),
    Entry("ups_off", 1, "mode", "Output off"),
    Entry("ups_on", 1, "event", "UPS on"),
    Entry(
        "warr_exp_impending",
        1,
        "state",
        "Warranty ends soon",
        ("expiration",),
        _LIFECYCLE,
        text="Warranty ends on {{meta.expiration}}",
        reseller=True,
    ),
    Entry(
        "warr_expired",
        1,
        "state",
        "Warranty ended",
        ("expiration",),
        _LIFECYCLE,
        text="Warranty ended on {{meta.expiration}}",
    ),
    Entry("warr_renewed", 1, "state", "Warranty renewed", ()),
)

NEWER: Sequence[Entry] = (
    Entry("plan_standard_expired", 2, "event", "Standard plan ended", ("expiration",)),
    Entry("sim_moonlight", 1, "mode", "On moonlight"),
    Entry("sim_dusty", 2, "state", "Dust in the fan"),
)
"""Keys of our own invention: the real cloud has more than are known."""

_BY_KEY = {entry.key: entry for entry in (*KNOWN, *NEWER)}


def meta_of(key: str) -> Sequence[str]:
    """Tell which values an event of a key carries."""
    entry = _BY_KEY.get(key)
    return entry.meta if entry else _UNIT


def as_json(entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Tell the dictionary as the cloud does."""
    return {entry.key: _entry(entry) for entry in entries}


def _entry(entry: Entry) -> dict[str, Any]:
    named = {"name": entry.name}
    if entry.text:
        named["description"] = entry.text
    told: dict[str, Any] = {
        "event": named if entry.key != "plugin_init" else {"name": entry.name}
    }
    if entry.kind == "mode":
        subtitle = "Estimated runtime"
        told["mode"] = {"title": entry.name, "subtitle": subtitle, "name": entry.name}
    if entry.kind != "event":
        told["state"] = named
    if entry.severity:
        told["notification_level"] = entry.level or entry.severity
    topic = "".join(word.title() for word in (entry.topic or entry.key).split("_"))
    return told | {
        "severity": entry.severity,
        "severityText": _SEVERITIES[entry.severity],
        "notify_reseller": entry.reseller,
        "topic_alias": f"UPSEvents_{topic.replace('.', '')}",
        "meta": list(entry.meta),
    }
