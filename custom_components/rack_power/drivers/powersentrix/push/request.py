"""What a post asks for: which of the three, by whom, with what (2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hmac import compare_digest
from typing import Final

from ....equipment.driver import Json, Post
from ....equipment.errors import InvalidAnswer
from ...http import parse
from ..mapping import values

LIMIT: Final = 64 * 1024
"""Bytes of a body; a full status has two or three thousand."""
_PREFIXES: Final = ("", "/api", "/api/v1", "/api/v1/api")
_LONGEST: Final = 128  # characters of a unit's name at the server


class Subject(StrEnum):
    """The last part of the path."""

    REGISTER = "setNewUps"
    STATUS = "setUpsData"
    LOG = "setUpsLog"


_PATHS: Final = {
    f"{prefix}/{subject}": subject for prefix in _PREFIXES for subject in Subject
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A post that is understood. ``cmm`` is what the UPS is called at the server."""

    subject: Subject
    cmm: str
    body: Mapping[str, Json] = field(repr=False)
    query: Mapping[str, str] = field(repr=False)


class Malformed(Exception):
    """A post that no UPS sends. ``status`` is what it is answered with."""

    def __init__(self, status: int) -> None:
        """Note the status."""
        super().__init__(status)
        self.status = status


def is_for(post: Post, company_id: str) -> bool:
    """Tell whether a post is of a company, in a time that tells nothing of it.

    Lines of the log need not name it (2.3); then the secret of the address has to do.
    """
    if "companyId" not in post.query:
        return post.addressed and _subject(post) is Subject.LOG
    told = post.query["companyId"].encode("utf-8", "replace")
    return compare_digest(told, company_id.encode("utf-8", "replace"))


def understood(post: Post) -> Request:
    """Read a post. Malformed: it cannot be one of a UPS."""
    subject = _subject(post)
    if subject is None:
        raise Malformed(404)
    if len(post.body) > LIMIT:
        raise Malformed(413)
    try:
        body = parse(post.body)
    except InvalidAnswer:
        raise Malformed(400) from None
    if not isinstance(body, Mapping):
        raise Malformed(400)
    cmm = values.key(post.query.get("cmm")) or values.key(body.get("cmm"))
    if cmm is None or len(cmm) > _LONGEST:
        raise Malformed(400)
    return Request(subject=subject, cmm=cmm, body=body, query=post.query)


def _subject(post: Post) -> Subject | None:
    return _PATHS.get("/" + post.path.strip("/"))
