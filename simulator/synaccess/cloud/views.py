"""How the cloud shows what was posted."""

from datetime import timedelta

from ..state import Record
from .knobs import CloudKnobs
from .records import Known

_AHEAD = timedelta(hours=1)
OFFLINE = "Disconnected"  # our own word: only the other one is documented


def link(known: Known) -> str:
    """Tell whether a PDU is connected."""
    return "Connected" if known.linked else OFFLINE


def device(knobs: CloudKnobs, known: Known) -> Record:
    """Show a PDU; `uptime` and `time` are the local interface's."""
    told = {
        key: value
        for key, value in known.device.items()
        if key not in ("uptime", "time")
    }
    return {
        "deviceName": known.unit.state.conf.get("deviceName"),
        "connectionState": link(known),
        "cloudPostIntervalMs": known.interval,
        **told,
        "enclosureSerialNumber": serial(knobs, known),
        "lastFwUpdateStatus": "Success-1660173474",
    }


def outlet(knobs: CloudKnobs, known: Known, row: Record) -> Record:
    """Show an outlet."""
    return {
        **row,
        "id": cloud_id(knobs, known, row["id"]),
        **stamp(knobs, known),
        "connectionState": link(known),
        "enclosureSerialNumber": serial(knobs, known),
        "pduLabeledOutletNum": int(row["id"].partition("-")[0]),
    }


def inlet(knobs: CloudKnobs, known: Known, row: Record) -> Record:
    """Show an inlet."""
    return {
        **row,
        **stamp(knobs, known),
        "enclosureSerialNumber": serial(knobs, known),
    }


def bank(knobs: CloudKnobs, known: Known, row: Record) -> Record:
    """Show a bank; it has no time of its own."""
    if knobs.banks == "plain":
        return row
    return {**row, "enclosureSerialNumber": serial(knobs, known)}


def cloud_id(knobs: CloudKnobs, known: Known, ident: str) -> str:
    """Tell by which id the cloud knows an outlet."""
    if knobs.outlet_ids == "own":
        return ident
    return f"c{known.serial}x{ident.partition('-')[0]}"


def serial(knobs: CloudKnobs, known: Known) -> int | str:
    """Tell a serial number."""
    return known.serial if knobs.serials == "number" else str(known.serial)


def stamp(knobs: CloudKnobs, known: Known) -> Record:
    """Tell when a row was posted."""
    if knobs.stamps == "absent" or known.posted is None:
        return {}
    at = known.posted + timedelta(seconds=knobs.skew)
    if knobs.stamps == "ahead":
        at += _AHEAD
    return {"timestamp": int(at.timestamp() * 1000)}
