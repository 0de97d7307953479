"""The answers of push and pull with the records' fields as the text that is kept.

They are the messages of `garage.sync.wire`; what the server does not look at is not decoded.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from garage.sync.wire import Code, MovedAway, SpaceInfo

MOST_ANSWERED = 5 * 2**20
"""Bytes of records in an answer, before it is packed; one more record may be begun below that.

With what else an answer brings that is less than any client refuses (`MOST_BODY`).
"""
AROUND = 200
"""Bytes of an envelope beside its fields and stamps."""


class KeptEnvelope(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A WireEnvelope."""

    space: str
    id: str
    kind: str
    seq: int
    born: int
    stamps: msgspec.Raw
    fields: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    author: str = ""


class KeptVerdict(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A Verdict."""

    n: int
    verdict: Code
    code: str = ""
    reason: str = ""
    envelope: KeptEnvelope | None = None
    same: bool = False


class KeptPushAnswer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A PushAnswer."""

    verdicts: list[KeptVerdict]
    now: int
    heads: dict[str, int] = {}
    schema_minimum: int = 0


class KeptPage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A Page."""

    space: str
    next: int
    head: int
    envelopes: list[KeptEnvelope] = []
    erased: list[str] = []
    moved: list[MovedAway] = []
    digest: str = ""
    window_digest: str = ""
    floor: int = 0


class KeptPullAnswer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A PullAnswer."""

    pages: list[KeptPage]
    now: int
    schema_minimum: int = 0
    added: list[SpaceInfo] = []
    changed: list[SpaceInfo] = []
    dropped: list[str] = []
    reset: list[str] = []


Ids = Annotated[list[Annotated[str, msgspec.Meta(max_length=36)]], msgspec.Meta(max_length=5_000)]


class MoveAsked(msgspec.Struct, frozen=True):
    """Whole trees to be moved: the ids of their roots."""

    space: str
    to: str
    ids: Ids


class Moved(msgspec.Struct, frozen=True):
    """How many records were moved, and where both spaces stand now."""

    moved: int
    heads: dict[str, int]


class EraseAsked(msgspec.Struct, frozen=True):
    """Records to be erased for ever."""

    space: str
    ids: Ids


class Erased(msgspec.Struct, frozen=True):
    """How many records were erased, and where the space stands now."""

    erased: int
    head: int
