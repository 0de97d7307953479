"""A push as it comes in: one bad patch does not make the others unreadable."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from garage.ids import is_id
from garage.records import find_kind
from garage.sync import Stamp
from garage.sync.wire import Message, Patch, hash_of_patches
from sync_server.kit.bodies import decode
from sync_server.records.checking import MOST_VALUE, plainly_of
from sync_server.records.patches import PlainPatch

_MOST_NUMBER = 2**53
_NO_MESSAGE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


@dataclass(frozen=True)
class Unreadable:
    """A patch that is none; `n` is its number where that can be read."""

    n: int
    reason: str


@dataclass(frozen=True)
class WholePush:
    """A push with the hash of its patches."""

    device: str
    number: int
    epoch: str
    schema: int
    patches: Sequence[Patch | PlainPatch | Unreadable]
    hash: str


class _RawPush(Message, frozen=True):
    device: str
    number: int
    epoch: str
    schema: int
    patches: list[msgspec.Raw]


class _Coming(Message, frozen=True, omit_defaults=True, gc=False):
    """A Patch whose fields are still to be read."""

    n: int
    space: str
    id: str
    kind: str
    fields: msgspec.Raw
    stamps: dict[str, Stamp]
    base: dict[str, Stamp | None] = msgspec.field(default_factory=dict)
    recovered: bool = False


class _ComingPush(Message, frozen=True):
    device: str
    number: int
    epoch: str
    schema: int
    patches: list[_Coming]


class _Numbered(Message, frozen=True):
    n: int = 0


_DECODER = msgspec.json.Decoder(_ComingPush)
_FIELDS = msgspec.json.Decoder(dict[str, Any])
_PATCH = msgspec.json.Decoder(Patch)
_NUMBERED = msgspec.json.Decoder(_Numbered)


def read_push(body: bytes) -> WholePush:
    """The push in a body; raises BadRequest if not even its frame is one."""
    try:
        whole = _DECODER.decode(body)
        patches = [_plain(patch) or _read(patch) for patch in whole.patches]
        # The text of what is plain is the canonical one: it is hashed as it came.
        hash_ = hash_of_patches([
            coming if isinstance(patch, PlainPatch) else patch
            for coming, patch in zip(whole.patches, patches, strict=True)
        ])  # fmt: skip
    except (*_NO_MESSAGE, OverflowError):
        return _one_by_one(decode(body, _RawPush))
    return WholePush(whole.device, whole.number, whole.epoch, whole.schema, patches, hash_)


def _plain(coming: _Coming) -> PlainPatch | None:
    """The patch without its fields being read; None for one that has to be looked at."""
    if find_kind(coming.kind) is None or len(coming.stamps) != 1 or not is_id(coming.id):
        return None
    raw = bytes(coming.fields)
    if len(raw) > MOST_VALUE or raw == b"{}" or not plainly_of(coming.kind)(text := raw.decode()):
        return None
    return PlainPatch(
        coming.n, coming.space, coming.id, coming.kind, text, coming.stamps, coming.base,
        coming.recovered,
    )  # fmt: skip


def _read(coming: _Coming) -> Patch:
    return Patch(
        coming.n, coming.space, coming.id, coming.kind, _FIELDS.decode(coming.fields),
        coming.stamps, coming.base, coming.recovered,
    )  # fmt: skip


def _one_by_one(raw: _RawPush) -> WholePush:
    # The canonical form needs patches that can be read; the same bytes sent again are the same.
    hash_ = hashlib.sha256(b"\n".join(bytes(patch) for patch in raw.patches)).hexdigest()
    patches: list[Any] = [_patch(bytes(patch)) for patch in raw.patches]
    return WholePush(raw.device, raw.number, raw.epoch, raw.schema, patches, hash_)


def _patch(raw: bytes) -> Patch | Unreadable:
    try:
        patch = _PATCH.decode(raw)
        if abs(patch.n) <= _MOST_NUMBER:
            return patch
        reason = "its number is too large"
    except _NO_MESSAGE as error:
        reason = str(error)[:200]
    try:
        n = _NUMBERED.decode(raw).n
    except _NO_MESSAGE:
        n = 0
    return Unreadable(n if abs(n) <= _MOST_NUMBER else 0, reason)
