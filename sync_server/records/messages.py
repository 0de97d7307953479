"""A push as it comes in: one bad patch does not make the others unreadable."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

from garage.sync.wire import Message, Patch, PushRequest, hash_of_patches
from sync_server.kit.bodies import decode

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
    patches: list[Patch | Unreadable]
    hash: str


class _RawPush(Message, frozen=True):
    device: str
    number: int
    epoch: str
    schema: int
    patches: list[msgspec.Raw]


class _Numbered(Message, frozen=True):
    n: int = 0


_DECODER = msgspec.json.Decoder(PushRequest)
_PATCH = msgspec.json.Decoder(Patch)
_NUMBERED = msgspec.json.Decoder(_Numbered)


def read_push(body: bytes) -> WholePush:
    """The push in a body; raises BadRequest if not even its frame is one."""
    try:
        whole = _DECODER.decode(body)
        hash_ = hash_of_patches(whole.patches)
    except (*_NO_MESSAGE, OverflowError):
        return _one_by_one(decode(body, _RawPush))
    patches: list[Any] = whole.patches
    return WholePush(whole.device, whole.number, whole.epoch, whole.schema, patches, hash_)


def _one_by_one(raw: _RawPush) -> WholePush:
    # The canonical form needs patches that can be read; the same bytes sent again are the same.
    hash_ = hashlib.sha256(b"\n".join(bytes(patch) for patch in raw.patches)).hexdigest()
    patches = [_patch(bytes(patch)) for patch in raw.patches]
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
