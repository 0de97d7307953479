"""A patch whose fields are plainly good, kept as the text in which they came.

Most of an import are such: their fields are never read, only written down.
"""

from __future__ import annotations

from functools import cache

import msgspec

from garage.sync import Stamp
from garage.sync.wire import Patch
from sync_server.records.kept import OWNING, is_known_id, owner_in


class PlainPatch(msgspec.Struct, frozen=True, gc=False):
    """A Patch of a known kind, with a sound id and one stamp for all its fields."""

    n: int
    space: str
    id: str
    kind: str
    text: str
    """The fields as JSON with sorted names and without spaces."""
    stamps: dict[str, Stamp]
    base: dict[str, Stamp | None]
    recovered: bool


def owner_of(patch: Patch | PlainPatch) -> str | None:
    """The record that it hangs on."""
    if isinstance(patch, Patch):
        return owner_in(patch.kind, patch.fields)
    before = _before_owner(patch.kind)
    if before is None:
        return None
    # No text within has a quote of its own: what looks like a name is one.
    value = patch.text.partition(before)[2][:36]
    return value if is_known_id(value) else None


def whole(patch: Patch | PlainPatch) -> Patch:
    """The patch with its fields read."""
    if isinstance(patch, Patch):
        return patch
    return Patch(
        patch.n, patch.space, patch.id, patch.kind, msgspec.json.decode(patch.text),
        patch.stamps, patch.base, patch.recovered,
    )  # fmt: skip


@cache
def _before_owner(kind: str) -> str | None:
    name = OWNING[kind]
    return f'"{name}":"' if name else None
