"""One merge for both sides: per field, the greater stamp wins (architecture, Sync 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from garage.sync.clock import Stamp

# Values of fields as they travel: JSON. Elements of tags and custom fields are fields of their
# own, named "tags/winter", so that they merge one by one.
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class State(msgspec.Struct, frozen=True, gc=False):
    """A record's fields and, for each of them, the stamp of the edit that set it (expanded)."""

    fields: Mapping[str, Json]
    stamps: Mapping[str, Stamp]


def merge(left: State, right: State) -> State:
    """Both states as one; commutative, associative and idempotent."""
    fields, stamps = dict(left.fields), dict(left.stamps)
    for name, stamp in right.stamps.items():
        ours = stamps.get(name)
        if ours is None or _wins(stamp, right.fields[name], ours, fields[name]):
            fields[name], stamps[name] = right.fields[name], stamp
    return State(fields, stamps)


def _wins(stamp: Stamp, value: Json, other_stamp: Stamp, other_value: Json) -> bool:
    # The device is part of the stamp, so comparing stamps settles ties by device as well. Equal
    # stamps with two values come only from a copied profile: the value decides, the same anywhere.
    if stamp != other_stamp:
        return stamp > other_stamp
    return canonical_json(value) > canonical_json(other_value)


# Made once: `json.dumps` makes an encoder for every call that is not its default.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical_json(value: Json) -> str:
    """The one text that stands for a JSON value: sorted keys, no spaces."""
    return _CANONICAL(value)


def canonical(stamps: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """The short form: the smallest stamp under "", and the fields that differ from it."""
    if not stamps:
        return {}
    smallest = min(stamps.values())
    short = {name: stamp for name, stamp in sorted(stamps.items()) if stamp != smallest}
    return {"": smallest, **short}


def expand(short: Mapping[str, Stamp], fields: Mapping[str, Json]) -> dict[str, Stamp]:
    """The stamp of each field that is present; a field that is absent has none."""
    if not fields:
        return {}
    smallest = short[""]
    return {name: short.get(name, smallest) for name in fields}
