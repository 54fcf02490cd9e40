"""Writing events and actions, each change seen with our own eyes.

A write is sent once. Whatever is answered, or is not, the list is read again and tells
what became of it. The method for changing is not the same everywhere: the events API
says POST, the vendor's newer client PUT; some PDUs take a POST for a new object. What
worked is remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import logging
from typing import Final

from ....equipment.driver import Memory
from ....equipment.errors import DriverError, InvalidAnswer, NotConfirmed, Rejected
from ...http import Refused
from .redaction import hide
from .stored import Content, Family, Stored, differences, parse, parse_rows
from .wire import RuleWire

_LOGGER: Final = logging.getLogger(__name__)
_NOT_FOUND: Final = 404
_NOT_THIS_WAY: Final = frozenset({_NOT_FOUND, 405, 501})
_METHODS: Final = {Family.EVENT: ("POST", "PUT"), Family.ACTION: ("PUT", "POST")}
NO_LIST: Final = "no_rules"
"""Reason of Rejected: the PDU does not have the list at all."""

type Rows = Mapping[int, Stored]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What became of a request: the object that was answered, or the doubt."""

    answer: Stored | None = None
    doubt: DriverError | None = None


class Store:
    """One of the two lists of a PDU."""

    def __init__(self, client: RuleWire, memory: Memory, family: Family) -> None:
        """Work on the list of a family; what is learnt goes into the memory."""
        self._client = client
        self._memory = memory
        self._family = family
        self._key = f"rules.{family}.method"

    async def read(self) -> dict[int, Stored]:
        """Read the list.

        Rejected("no_rules"): the PDU has none. InvalidAnswer: what came is no list.
        """
        try:
            rows = await self._client.get(self._family.path)
        except Refused as err:
            if err.status in _NOT_THIS_WAY:
                raise Rejected(NO_LIST) from err
            raise
        if not isinstance(rows, list | tuple):
            raise InvalidAnswer
        return parse_rows(rows)

    async def create(self, content: Content, before: Rows) -> Stored:
        """Create an object and return it as it is stored.

        ``before`` is the list as it was. Raises NotConfirmed, reason
        ``..._not_created`` (no new one was seen) or ``..._not_stored``.
        """
        sent = await self._send("POST", self._family.path, content, content)
        after = await self._look_again(sent)
        found = sent.answer
        if after is not None:
            found = self._newest(sent, content, before, after)
        if found is None:
            unseen = NotConfirmed(f"{self._family}_not_created", name=content.name)
            raise unseen from sent.doubt
        self._check(found, content)
        return found

    async def modify(self, ident: int, content: Content, before: Rows) -> Stored:
        """Change an object that is in the list, and return it as it is stored.

        The whole object is sent. Raises NotConfirmed, reason ``..._not_changed`` or
        ``..._not_stored``, Refused if the PDU knows no way.
        """
        first, second = self._methods()
        done = await self._try(first, ident, content, before, last=False)
        if done is None:
            done = await self._try(second, ident, content, before, last=True)
        if done is None:
            raise self._not_changed(ident)
        return done

    async def delete(self, stored: Stored) -> None:
        """Delete an object that is in the list.

        Raises NotConfirmed, reason ``..._not_deleted``, if it is still there.
        """
        path = f"{self._family.path}/{stored.id}"
        refusal: Refused | None = None
        sent = _Sent()
        try:
            sent = await self._send("DELETE", path, None, stored.content)
        except Refused as err:
            if err.status != _NOT_FOUND:
                raise
            refusal = err  # gone already, or this PDU cannot delete
        after = await self._look_again(sent)
        if after is not None and stored.id not in after:
            return
        if refusal is not None:
            raise refusal
        if after is not None:
            unseen = NotConfirmed(f"{self._family}_not_deleted", id=stored.id)
            raise unseen from sent.doubt

    async def _try(
        self, method: str, ident: int, content: Content, before: Rows, *, last: bool
    ) -> Stored | None:
        """Change an object by one method; None: the PDU does not do it this way."""
        path = f"{self._family.path}/{ident}"
        try:
            sent = await self._send(method, path, content, content)
        except Refused as err:
            if last or err.status not in _NOT_THIS_WAY:
                raise
            return None
        after = await self._look_again(sent)
        stray = self._stray(sent, ident, content, before, after)
        if stray is not None:
            await self._remove(stray, ident, method)
            return None
        found = sent.answer if after is None else after.get(ident)
        if found is None or (sent.doubt and self._differs(found, content)):
            raise self._not_changed(ident) from sent.doubt
        self._check(found, content)
        self._remember(method)
        return found

    async def _send(
        self, method: str, path: str, body: Content | None, about: Content
    ) -> _Sent:
        """Send once. What was perhaps executed is a doubt, not an error.

        The secrets of what it is ``about`` are kept out of errors, as the PDU may
        repeat them.
        """
        told = None if body is None else body.body(self._family)
        try:
            answer = await self._client.write(method, path, told)
        except DriverError as err:
            hide(err, about.secrets(self._family))
            if isinstance(err, NotConfirmed | InvalidAnswer):
                return _Sent(doubt=err)
            raise
        return _Sent(answer=parse(answer) if isinstance(answer, Mapping) else None)

    async def _look_again(self, sent: _Sent) -> Rows | None:
        """Read the list after a write; None if only the answer can tell.

        Raises NotConfirmed if neither can.
        """
        try:
            return await self.read()
        except DriverError as err:
            if sent.doubt is not None:
                raise NotConfirmed from err
            return None

    def _newest(
        self, sent: _Sent, content: Content, before: Rows, after: Rows
    ) -> Stored | None:
        """Find what was created: new, and answered, or like what was sent."""
        new = [after[ident] for ident in sorted(after) if ident not in before]
        if sent.answer is not None and sent.answer.id in {row.id for row in new}:
            return after[sent.answer.id]
        same = [row for row in new if not self._differs(row, content)]
        alike = [row for row in new if _is_alike(row.content, content)]
        return next(reversed(same or alike), None)

    def _stray(
        self,
        sent: _Sent,
        ident: int,
        content: Content,
        before: Rows,
        after: Rows | None,
    ) -> Stored | None:
        """Find the object that a change created instead of changing what was meant.

        Not if what was meant is gone: then the new one may be all that is left of it.
        """
        answer = sent.answer
        if after is None:
            return answer if answer and answer.id not in before else None
        if ident not in after:
            return None
        if answer and answer.id in after and answer.id not in before:
            return answer
        if not self._differs(after[ident], content):
            return None
        new = [row for row in after.values() if row.id not in before]
        same = [row for row in new if not self._differs(row, content)]
        return same[0] if len(same) == 1 else None

    async def _remove(self, stray: Stored, ident: int, method: str) -> None:
        """Delete what was created by mistake."""
        _LOGGER.warning(
            "The PDU took a %s for %s %s as a new one, %s, which is deleted again",
            method,
            self._family,
            ident,
            stray.id,
        )
        try:
            await self.delete(stray)
        except DriverError as err:
            raise NotConfirmed(
                f"stray_{self._family}", id=ident, stray=stray.id
            ) from err

    def _methods(self) -> tuple[str, str]:
        """Return both methods, the one that is known to work first."""
        first, second = _METHODS[self._family]
        if self._memory.recall(self._key) == second:
            return second, first
        return first, second

    def _remember(self, method: str) -> None:
        if self._memory.recall(self._key) != method:
            self._memory.keep(self._key, method)

    def _differs(self, stored: Stored, wanted: Content) -> list[str]:
        return differences(stored.content, wanted, self._family)

    def _check(self, stored: Stored, wanted: Content) -> None:
        """Say so if the PDU stored something else than it was told."""
        names = self._differs(stored, wanted)
        if "interval" in names:
            raise NotConfirmed("interval_not_stored", id=stored.id)
        if names:
            fields = ", ".join(names)
            raise NotConfirmed(
                f"{self._family}_not_stored", id=stored.id, fields=fields
            )

    def _not_changed(self, ident: int) -> NotConfirmed:
        return NotConfirmed(f"{self._family}_not_changed", id=ident)


def _is_alike(one: Content, other: Content) -> bool:
    return (one.name, one.code) == (other.name, other.code)
