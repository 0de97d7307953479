"""The messages of the sync, as both sides write and read them (docs/protocol.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from garage.sync.clock import Stamp

SCHEMA = 1
"""What version of the kinds and messages this code speaks."""

MOST_PATCHES = 5_000
MOST_PULLED = 5_000
MOST_BODY = 8 * 2**20
"""Bytes of a body as sent."""
MOST_UNPACKED = 64 * 2**20
MOST_AHEAD = 60_000
"""Milliseconds that a stamp may be ahead of the server."""
COMPRESSED_FROM = 1_024
"""Bytes from which a body is worth compressing."""

OVERTAKEN = "overtaken"
"""The kind of the records that the server writes for values that lost a concurrent edit."""

_SORTED = msgspec.json.Encoder(order="sorted")

Code = Literal["merged", "refused", "gone", "future", "moved"]


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What all messages have in common: absent is the default, unknown fields are passed over.

    Those that come by thousands are left out of the garbage collector's rounds: no JSON has cycles.
    """


class Greeting(Message, frozen=True, omit_defaults=True):
    """How a server of ours introduces itself, so that no captive portal is taken for one."""

    name: str
    version: str
    schema: int
    epoch: str
    issuer: str
    schema_minimum: int = 0


class Patch(Message, frozen=True, omit_defaults=True, gc=False):
    """An edit of one record: the fields set, their stamps (short form), and what each replaced."""

    n: int
    space: str
    id: str
    kind: str
    # Json, but msgspec resolves no recursive types.
    fields: dict[str, Any]
    stamps: dict[str, Stamp]
    base: dict[str, Stamp | None] = {}
    recovered: bool = False


class PushRequest(Message, frozen=True, omit_defaults=True):
    """One push of a device."""

    device: str
    number: int
    epoch: str
    schema: int
    patches: list[Patch]


class WireEnvelope(Message, frozen=True, omit_defaults=True, gc=False):
    """A record as it travels; stamps in their short form."""

    space: str
    id: str
    kind: str
    seq: int
    born: int
    stamps: dict[str, Stamp]
    fields: dict[str, Any] = {}
    author: str = ""


class Verdict(Message, frozen=True, omit_defaults=True, gc=False):
    """What became of one patch."""

    n: int
    verdict: Code
    code: str = ""
    reason: str = ""
    envelope: WireEnvelope | None = None
    same: bool = False
    """The record is now what the patch made of what the client had: `fields` are left out."""


class PushAnswer(Message, frozen=True, omit_defaults=True):
    """A verdict for each patch; `now` is the server's clock, in milliseconds since 1970."""

    verdicts: list[Verdict]
    now: int
    heads: dict[str, int] = {}
    schema_minimum: int = 0


class Window(Message, frozen=True, omit_defaults=True):
    """A part of a conversation: so many records born before (0: the latest)."""

    before: int = 0
    limit: int = 100


class PullRequest(Message, frozen=True, omit_defaults=True):
    """What a client holds of each space: its cursor."""

    epoch: str
    schema: int
    spaces: dict[str, int]
    limit: int = MOST_PULLED
    windows: dict[str, Window] = {}
    floors: dict[str, int] = {}
    """Conversations of which only what was born from here on is held: the digest is of that."""


class MovedAway(Message, frozen=True, omit_defaults=True):
    """A record that is in another space now."""

    id: str
    to: str
    seq: int


class Page(Message, frozen=True, omit_defaults=True):
    """News of one space, in the order of `seq`."""

    space: str
    next: int
    head: int
    envelopes: list[WireEnvelope] = []
    erased: list[str] = []
    moved: list[MovedAway] = []
    digest: str = ""
    window_digest: str = ""
    floor: int = 0
    """Of a window: all born from here on is in it; 0: there is nothing older."""


class SpaceInfo(Message, frozen=True, omit_defaults=True):
    """A space as one of its members sees it."""

    id: str
    name: str
    kind: Literal["garage", "family", "club", "workshop", "conversation", "enclosed"]
    role: str
    parent: str = ""
    head: int = 0
    members: int = 1


class Member(Message, frozen=True, omit_defaults=True):
    """A person in a space."""

    person: str
    name: str
    role: str
    since: int = 0


class PullAnswer(Message, frozen=True, omit_defaults=True):
    """News of each space, and which spaces were gained and lost."""

    pages: list[Page]
    now: int
    schema_minimum: int = 0
    added: list[SpaceInfo] = []
    changed: list[SpaceInfo] = []
    """Spaces whose name or role is not what it was; every pull names all that are held."""
    dropped: list[str] = []
    reset: list[str] = []


def digest_of(id_: str, seq: int, stamps: Mapping[str, Stamp]) -> int:
    """One record's part in the digest of its space: 64 bits, to be added modulo 2⁶⁴.

    `stamps` is the short form.
    """
    # Nearly every record has one stamp alone; what a stamp is made of needs no escapes.
    short = f'{{"":"{stamps[""]}"}}' if len(stamps) == 1 else _SORTED.encode(stamps).decode()
    return digest_of_text(id_, seq, short)


def digest_of_text(id_: str, seq: int, stamps: str) -> int:
    """`digest_of`, for stamps that are canonical JSON already."""
    text = f"{id_}:{seq}:{stamps}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def digest_text(parts: Iterable[int]) -> str:
    """The digest of a space from its records' parts: 16 hexadecimal digits."""
    return f"{sum(parts) & 2**64 - 1:016x}"


def hash_of_patches(patches: Sequence[Message]) -> str:
    """What tells one push from another under the same number: SHA-256, hexadecimal.

    It is of the patches; others that are encoded as they are may stand for them.
    """
    body = msgspec.json.encode(patches, order="deterministic")
    return hashlib.sha256(body).hexdigest()
