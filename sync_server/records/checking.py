"""Whether a patch can be taken: its names, values and stamps, each within bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec

from garage.errors import ValueRefused
from garage.ids import is_id, natural_id
from garage.records import ElementsField, Field, find_kind, kind_named
from garage.records.registry import ENVELOPE, UNREADABLE
from garage.sync import Stamp, canonical, expand, stamp_device
from garage.sync.clock import check_stamp
from garage.sync.wire import MOST_AHEAD, OVERTAKEN, SCHEMA, Patch
from sync_server.records.codes import coded
from sync_server.records.kept import as_text, one_stamp_text
from sync_server.records.patches import PlainPatch
from sync_server.records.plainly import Plainly, pattern, plainly, plainly_all

MOST_FIELDS = 500
MOST_NAME = 200
"""Characters of a field's name."""
MOST_VALUE = 420_000
"""Bytes of one value: the longest text that a form takes, whatever its letters."""
MOST_RECORD = 1_000_000
"""Bytes of all fields."""
MOST_DEPTH = 12

DELETED = "deleted"

_FLAG = "true|false"
_NEVER = "(?!)"
"""Of types for which nothing is quicker than to read the value."""

_MOST_KINDS = 256
"""That are remembered: a stranger may name any."""

_is_kind = lru_cache(_MOST_KINDS)(re.compile(r"[a-z][a-z0-9_]{0,59}").fullmatch)
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_RESERVED = ENVELOPE - {DELETED}
_ENCODER = msgspec.json.Encoder(order="sorted")


Reader = Callable[[Any], Any]
Readers = Mapping[str, tuple[Plainly, Reader]]
"""Field → what tells that its JSON text is plainly good, and what reads its JSON whole."""

# Tags and own fields, which every kind has.
_ELEMENTS = {
    each.name: each.type
    for each in kind_named("vehicle").fields
    if isinstance(each.type, ElementsField)
}


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
    """What a push may bring: from which device, by when, and which schema.

    What is recovered is older than `began`: 0 where the server was never restored.
    """

    device: str
    now: int
    began: int
    schema: int = SCHEMA
    good: set[tuple[Stamp, bool]] = field(default_factory=set)
    """Stamps that were found good: an import gives thousands of records one."""


class Checked(msgspec.Struct, frozen=True, gc=False):
    """What a patch brings, in order: its fields as text, and its stamps in their short form."""

    text: str
    short: str


def check(patch: Patch | PlainPatch, bounds: Bounds) -> Checked:
    """What the patch brings; raises Refused or Ahead."""
    if isinstance(patch, PlainPatch):
        return Checked(patch.text, _check_one_stamp(patch, bounds))
    if not is_id(patch.id) or not _is_kind(patch.kind):
        raise Refused("invalid", "its id or kind is none")
    if patch.kind == OVERTAKEN:
        _check_overtaken(patch, bounds)
    short = _check_stamps(patch, bounds)
    if len(patch.fields) > MOST_FIELDS:
        raise Refused("invalid", f"it has over {MOST_FIELDS} fields")
    text = _check_size(patch.fields)
    # A newer version may have new units and new shapes: those are kept as they are.
    if bounds.schema > SCHEMA:
        _check_fields(patch.fields, {})
    elif not plainly_of(patch.kind)(text):
        _check_fields(patch.fields, readers_of(patch.kind))
    return Checked(text, short)


def _check_fields(fields: Mapping[str, Any], readers: Readers) -> None:
    for name, value in fields.items():
        found = readers.get(name)
        if found is None:
            _check_unknown(name, value, readers)
            continue
        plain, reader = found
        if value is not None and not plain(as_text(value)):
            _read(name, value, reader)


def _check_stamps(patch: Patch, bounds: Bounds) -> str:
    if not patch.fields:
        raise Refused("invalid", "each field needs one stamp")
    if len(patch.stamps) == 1:
        return _check_one_stamp(patch, bounds)
    if not {""} <= patch.stamps.keys() <= {"", *patch.fields}:
        raise Refused("invalid", "each field needs one stamp")
    _check_each_stamp(patch, bounds)
    return as_text(canonical(expand(patch.stamps, patch.fields)))


def _check_one_stamp(patch: Patch | PlainPatch, bounds: Bounds) -> str:
    stamp = patch.stamps.get("")
    if stamp is None:
        raise Refused("invalid", "each field needs one stamp")
    if patch.base or (stamp, patch.recovered) not in bounds.good:
        _check_each_stamp(patch, bounds)
    return one_stamp_text(stamp)


def _check_each_stamp(patch: Patch | PlainPatch, bounds: Bounds) -> None:
    for stamp in patch.stamps.values():
        if (stamp, patch.recovered) not in bounds.good:
            _check_stamp(stamp, bounds, patch.recovered)
            bounds.good.add((stamp, patch.recovered))
    for base in patch.base.values():
        if base is not None and len(base) > 32:
            raise Refused("invalid", "a base is no stamp")


def _check_stamp(stamp: Stamp, bounds: Bounds, recovered: bool) -> None:
    try:
        check_stamp(stamp)
    except ValueRefused as error:
        raise Refused("invalid", str(error)) from error
    milliseconds = int(stamp[:12], 16)
    if milliseconds > bounds.now + MOST_AHEAD:
        raise Ahead
    if recovered:
        if milliseconds >= bounds.began:
            raise Refused("wrong_device", "only what a restored server forgot can be recovered")
    elif stamp_device(stamp) != bounds.device:
        raise Refused("wrong_device", "a stamp is of another device")


def _check_size(fields: Mapping[str, Any]) -> str:
    """The fields as JSON text with sorted names."""
    try:
        encoded = _ENCODER.encode(fields)
    except (OverflowError, RecursionError) as error:
        raise Refused("invalid", "a number is too large") from error
    if len(encoded) > MOST_RECORD or (
        len(encoded) > MOST_VALUE
        and any(len(_ENCODER.encode(value)) > MOST_VALUE for value in fields.values())
    ):
        raise Refused("too_large", "it is too large")
    # What has few brackets is not deep.
    if encoded.count(b"[") + encoded.count(b"{") > MOST_DEPTH and any(
        _deeper(value, MOST_DEPTH) for value in fields.values()
    ):
        raise Refused("invalid", "it is nested too deep")
    return encoded.decode()


def _deeper(value: Any, than: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    within = value.values() if isinstance(value, dict) else value
    return than == 0 or any(_deeper(each, than - 1) for each in within)


@lru_cache(_MOST_KINDS)
def readers_of(kind_name: str) -> Readers:
    """Of a kind's plain fields; of a kind that is not known, none but deletion."""
    readers: dict[str, tuple[Plainly, Reader]] = {DELETED: (plainly(_FLAG), _flag)}
    for each in _plain_fields(kind_name):
        codes = coded(kind_name, each.name)
        reader = each.type.from_json if codes is None else codes.read
        readers[each.name] = plainly(_pattern(kind_name, each)), reader
    return readers


@lru_cache(_MOST_KINDS)
def plainly_of(kind_name: str) -> Plainly:
    """What tells of the text of all fields that each of them is known and plainly good."""
    patterns = {each.name: _pattern(kind_name, each) for each in _plain_fields(kind_name)}
    return plainly_all({DELETED: _FLAG, **patterns})


def _pattern(kind_name: str, of: Field) -> str:
    codes = coded(kind_name, of.name)
    return (pattern(of.type) or _NEVER) if codes is None else codes.pattern


def _plain_fields(kind_name: str) -> list[Field]:
    kind = find_kind(kind_name)
    fields = kind.fields if kind is not None else ()
    return [each for each in fields if not isinstance(each.type, ElementsField)]


def _flag(value: Any) -> None:
    if not isinstance(value, bool):
        raise ValueRefused("this is neither yes nor no")


def _check_unknown(name: str, value: Any, readers: Readers) -> None:
    """A name that is no plain field of the kind: an element, or what a newer version has."""
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise Refused("invalid", f"{name[:40]!r} cannot be the name of a field")
    owner, slash, element = name.partition("/")
    elements = _ELEMENTS.get(owner) if readers else None
    if elements is None and not (slash and owner in readers):
        return
    if elements is None or not slash:
        raise Refused("invalid", f"{name[:60]}: its shape is another")
    if value is not None:
        _read(name, {element: value}, elements.gather)


def _read(name: str, value: Any, reader: Reader) -> None:
    try:
        reader(value)
    except UNREADABLE as error:
        reason = error.message if isinstance(error, ValueRefused) else "its shape is another"
        raise Refused("invalid", f"{name[:60]}: {reason}"[:300]) from error


_GIVEN_BACK = frozenset(("record", "of", "field", "value", "stamp", "by", "author"))


def _check_overtaken(patch: Patch, bounds: Bounds) -> None:
    """Only the server writes these; a client gives back what a restored server forgot."""
    fields = patch.fields
    parts = [fields.get(name) for name in ("record", "field", "stamp")]
    texts = [fields.get(name) for name in _GIVEN_BACK - {"value"}]
    if not patch.recovered or not all(isinstance(each, str) for each in texts):
        raise Refused("server_kind", "the server writes these itself")
    if fields.keys() != _GIVEN_BACK:
        raise Refused("invalid", "it holds more, or less, than an overtaken value")
    for stamp in (str(fields["stamp"]), str(fields["by"])):
        _check_stamp(stamp, bounds, recovered=True)
    if natural_id(patch.space, [str(part) for part in parts]) != patch.id:
        raise Refused("invalid", "its id is not that of what it holds")
