"""Whether a patch can be taken: its names, values and stamps, each within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from garage.errors import ValueRefused
from garage.ids import is_id, natural_id
from garage.records import ElementsField, find_kind
from garage.records.registry import ENVELOPE
from garage.sync import Stamp, expand, stamp_device
from garage.sync.clock import check_stamp
from garage.sync.wire import MOST_AHEAD, OVERTAKEN, SCHEMA, Patch

MOST_FIELDS = 500
MOST_NAME = 200
"""Characters of a field's name."""
MOST_VALUE = 420_000
"""Bytes of one value: the longest text that a form takes, whatever its letters."""
MOST_RECORD = 1_000_000
"""Bytes of all fields."""
MOST_DEPTH = 12

DELETED = "deleted"

_KIND = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_RESERVED = ENVELOPE - {DELETED}
_ENCODER = msgspec.json.Encoder(order="sorted")

# What a hostile value can raise in a reading that expects its own shape.
_UNREADABLE = (ValueRefused, TypeError, ValueError, KeyError, AttributeError, ArithmeticError)


class Refused(Exception):
    """A patch that is not taken: `code` as in the protocol, `reason` in words."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Ahead(Exception):
    """A stamp is too far in the future."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a push may bring: from which device, by when, recovered before when, which schema."""

    device: str
    now: int
    began: int
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Checked:
    """What a patch brings, in order: its fields as text, and the stamp of each (expanded)."""

    text: str
    stamps: dict[str, Stamp]


def check(patch: Patch, bounds: Bounds) -> Checked:
    """What the patch brings; raises Refused or Ahead."""
    if not is_id(patch.space):
        raise Refused("unknown_space", "there is no such garage")
    if not is_id(patch.id) or not _KIND.fullmatch(patch.kind):
        raise Refused("invalid", "its id or kind is none")
    if patch.kind == OVERTAKEN:
        _check_overtaken(patch)
    stamps = _check_stamps(patch, bounds)
    text = _check_size(patch.fields)
    # A newer version may have new units and new shapes: those are kept as they are.
    if bounds.schema <= SCHEMA:
        _check_values(patch)
    return Checked(text, stamps)


def _check_stamps(patch: Patch, bounds: Bounds) -> dict[str, Stamp]:
    if not patch.fields or "" not in patch.stamps or not patch.stamps.keys() <= {"", *patch.fields}:
        raise Refused("invalid", "each field needs one stamp")
    for stamp in patch.stamps.values():
        try:
            check_stamp(stamp)
        except ValueRefused as error:
            raise Refused("invalid", str(error)) from error
        milliseconds = int(stamp[:12], 16)
        if milliseconds > bounds.now + MOST_AHEAD:
            raise Ahead
        if patch.recovered:
            if milliseconds >= bounds.began:
                raise Refused("wrong_device", "only what is older than the epoch can be recovered")
        elif stamp_device(stamp) != bounds.device:
            raise Refused("wrong_device", "a stamp is of another device")
    for base in patch.base.values():
        if base is not None and len(base) > 32:
            raise Refused("invalid", "a base is no stamp")
    return expand(patch.stamps, patch.fields)


def _check_size(fields: Mapping[str, Any]) -> str:
    """The fields as JSON text with sorted names."""
    if len(fields) > MOST_FIELDS:
        raise Refused("invalid", f"it has over {MOST_FIELDS} fields")
    for name, value in fields.items():
        if not _NAME.fullmatch(name) or name in _RESERVED:
            raise Refused("invalid", f"{name[:40]!r} cannot be the name of a field")
        if isinstance(value, dict | list) and _deeper(value, MOST_DEPTH):
            raise Refused("invalid", f"{name[:40]!r} is nested too deep")
    try:
        encoded = _ENCODER.encode(fields)
    except (OverflowError, RecursionError) as error:
        raise Refused("invalid", "a number is too large") from error
    if len(encoded) > MOST_RECORD or (
        len(encoded) > MOST_VALUE
        and any(len(_ENCODER.encode(value)) > MOST_VALUE for value in fields.values())
    ):
        raise Refused("invalid", "it is too large")
    return encoded.decode()


def _deeper(value: Any, than: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    within = value.values() if isinstance(value, dict) else value
    return than == 0 or any(_deeper(each, than - 1) for each in within)


def _check_values(patch: Patch) -> None:
    kind = find_kind(patch.kind)
    if patch.fields.get(DELETED) not in (None, True, False):
        raise Refused("invalid", "deleted is yes or no")
    if kind is None:
        return
    known = kind.by_name
    for name, value in patch.fields.items():
        if value is None:
            continue
        owner, slash, element = name.partition("/")
        spec = known.get(owner)
        if spec is None:
            continue
        type_ = spec.type
        try:
            if isinstance(type_, ElementsField):
                if slash:
                    type_.gather({element: value})
                    continue
            elif not slash:
                type_.from_json(value)
                continue
        except _UNREADABLE as error:
            reason = error.message if isinstance(error, ValueRefused) else "its shape is another"
            raise Refused("invalid", f"{name[:60]}: {reason}"[:300]) from error
        raise Refused("invalid", f"{name[:60]}: its shape is another")


def _check_overtaken(patch: Patch) -> None:
    """Only the server writes these; a client gives back what a restored server forgot."""
    fields = patch.fields
    parts = [fields.get(name) for name in ("record", "field", "stamp")]
    if not patch.recovered or not all(isinstance(part, str) for part in parts):
        raise Refused("server_kind", "the server writes these itself")
    if natural_id(patch.space, [str(part) for part in parts]) != patch.id:
        raise Refused("invalid", "its id is not that of what it holds")
