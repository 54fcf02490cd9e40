"""What of a PDU's lists this path shows, in which other words than the PDU's own."""

from dataclasses import replace

from ....equipment.model import Category, Equipment, Part, PartId, Report
from ....equipment.variables import OUTLET_STATUS
from ..mapping import device, outlets, values
from ..rules.snapshot import Row
from .rows import PduRows


def plate_of(row: Row) -> Equipment:
    """Tell who a PDU is; the cloud has no page of its own for each."""
    return replace(device.identity(row, row, ""), url=None)


def shown(report: Report, rows: PduRows) -> Report:
    """Leave what this path can do: switch outlets. How the PDU is set is not shown.

    The numbers that are printed beside outlets are added: only the cloud tells them.
    """
    numbered = report.group == outlets.GROUP
    return replace(
        report,
        parts=_numbered(report, rows) if numbered else report.parts,
        readings={
            point: reading
            for point, reading in report.readings.items()
            if point.variable.category is not Category.CONFIG
        },
        settings={
            point: setting
            for point, setting in report.settings.items()
            if point.variable == OUTLET_STATUS
        },
        orders=frozenset(),
    )


def _numbered(report: Report, rows: PduRows) -> dict[PartId, Part]:
    parts = dict(report.parts)
    for row in rows.lists[outlets.GROUP]:
        key = values.ident(row.get("id"))
        number = values.ident(row.get("pduLabeledOutletNum"))
        part = PartId(outlets.KIND, key or "")
        if number is not None and part in parts:
            parts[part] = replace(parts[part], number=number)
    return parts
