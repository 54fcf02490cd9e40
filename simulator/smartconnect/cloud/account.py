"""Everything that the cloud holds of one account."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ...clock import Clock
from ..knobs import CloudKnobs
from ..unit.patching import patch, snapshot
from ..unit.ups import Ups
from .log import Log
from .records import Record
from .sessions import Account, Sessions


class Cloud:
    """UPSs, log, sessions, and the account itself."""

    def __init__(
        self, clock: Clock, knobs: CloudKnobs, upses: Sequence[Ups], seed: int
    ) -> None:
        """Take UPSs into an account."""
        self.clock = clock
        self.knobs = knobs
        self.account = Account()
        self.sessions = Sessions(clock, knobs)
        self.log = Log(knobs)
        self.records: list[Record] = []
        self._seed = seed
        for ups in upses:
            self.add(ups)

    def add(self, ups: Ups) -> Ups:
        """Take one UPS more into the account."""
        seed = self._seed + len(self.records)
        self.records.append(Record(ups, self.clock, self.knobs, self.log.note, seed))
        return ups

    @property
    def listed(self) -> Iterator[Record]:
        """The UPSs that belong to the account now."""
        return (record for record in self.records if record.listed)

    def find(self, ident: str) -> Record | None:
        """Find a UPS of the account."""
        return next((record for record in self.listed if record.id == ident), None)

    def record(self, ident: str) -> Record:
        """Find a UPS, though it be removed from the account."""
        for record in self.records:
            if record.id == ident:
                return record
        raise KeyError(ident)

    def reset(self) -> None:
        """Be as at the beginning; sessions stay good."""
        self.account = Account()
        for record in self.records:
            record.ups.reset()
            record.reset()
        self.log.reset()

    def patch(self, upses: Mapping[str, Mapping[str, Any]]) -> None:
        """Change UPSs by their ids, also whether they are `listed`."""
        for ident, told in upses.items():
            record = self.record(ident)
            changes = dict(told)
            record.listed = bool(changes.pop("listed", record.listed))
            patch(record.ups, changes)

    def as_json(self) -> dict[str, Any]:
        """Tell all of it, but no session."""
        return {
            "account": asdict(self.account),
            "sessions": self.sessions.count,
            "upses": {
                record.id: snapshot(record.ups) | {"listed": record.listed}
                for record in self.records
            },
            "events": [self.log.told(event) for event in self.log.events],
        }
