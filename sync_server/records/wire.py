"""The answers of push and pull with the records' fields as the text that is kept.

They are the messages of `garage.sync.wire`; what the server does not look at is not decoded.
"""

from __future__ import annotations

import msgspec

from garage.sync.wire import Code, MovedAway, SpaceInfo


class KeptEnvelope(msgspec.Struct, frozen=True, omit_defaults=True):
    """A WireEnvelope."""

    space: str
    id: str
    kind: str
    seq: int
    born: int
    stamps: msgspec.Raw
    fields: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    author: str = ""


class KeptVerdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """A Verdict."""

    n: int
    verdict: Code
    code: str = ""
    reason: str = ""
    envelope: KeptEnvelope | None = None
    same: bool = False


class KeptPushAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A PushAnswer."""

    verdicts: list[KeptVerdict]
    now: int
    heads: dict[str, int] = {}
    schema_minimum: int = 0


class KeptPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A Page."""

    space: str
    next: int
    head: int
    envelopes: list[KeptEnvelope] = []
    erased: list[str] = []
    moved: list[MovedAway] = []
    digest: str = ""
    window_digest: str = ""


class KeptPullAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A PullAnswer."""

    pages: list[KeptPage]
    now: int
    schema_minimum: int = 0
    added: list[SpaceInfo] = []
    changed: list[SpaceInfo] = []
    dropped: list[str] = []
    reset: list[str] = []
