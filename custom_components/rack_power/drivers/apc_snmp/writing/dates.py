"""Dates as a card writes them: it takes them only so (4.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from ....equipment.errors import InvalidRequest
from .. import values
from ..client import Raw
from ..objects.row import DateForm

_FIRST, _LAST = 1970, 2069
"""Years that two digits can tell."""
_YEAR_ONE_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """How a date is written: the order of its numbers, and what parts them."""

    form: DateForm
    separator: str

    @classmethod
    def of(cls, raw: Raw | None) -> Self | None:
        """Return how a date is written; None: that cannot be told."""
        form = values.date_form(raw)
        if form is None:
            return None
        return cls(form, "-" if "-" in (values.text(raw) or "") else "/")

    def bytes_of(self, day: date) -> bytes:
        """Write a date. InvalidRequest: it cannot be written in this way."""
        month, number = f"{day.month:02d}", f"{day.day:02d}"
        if self.form is DateForm.AMERICAN_SHORT:
            if not _FIRST <= day.year <= _LAST:
                raise InvalidRequest("snmp_year", first=_FIRST, last=_LAST)
            parts = (month, number, f"{day.year % 100:02d}")
        else:
            if day.year < _YEAR_ONE_THOUSAND:
                raise InvalidRequest("snmp_year", first=_YEAR_ONE_THOUSAND, last=9999)
            year = str(day.year)
            american = self.form is DateForm.AMERICAN
            parts = (month, number, year) if american else (year, month, number)
        return self.separator.join(parts).encode()
