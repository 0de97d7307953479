"""Three ways at once: what changed here, what changed there, and what both last agreed on. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from garage.sync.merge import Json
from sync_server.abroad import people
from sync_server.abroad.foreign import Fields
from sync_server.abroad.shared import alarms_in, mark

FEW = 5
"""A calendar of more events than this is not believed to be empty all at once."""

Marks = Mapping[str, str]

_SETS = frozenset(("alarms", people.NAME))
"""Of which each element is merged by itself."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What to write on either side. `lost`: fields that both changed; theirs counts, ours is kept
    as overtaken. `agreed`: fields that are alike once `to_ours` is written."""

    to_ours: Mapping[str, Json]
    lost: frozenset[str]
    to_theirs: frozenset[str]
    agreed: frozenset[str]


def merged(
    ours: Fields, theirs: Fields, of_ours: Marks, of_theirs: Marks, holds: Collection[str]
) -> Merged:
    """Field by field. Each side is held to its own earlier value, since some are written otherwise
    on the other side (a text tidied, an alarm rounded): that is no edit."""
    to_ours: dict[str, Json] = {}
    lost: set[str] = set()
    to_theirs: set[str] = set()
    for name in holds:
        here, there = ours.get(name), theirs.get(name)
        changed_here = mark(here) != of_ours.get(name, "")
        changed_there = mark(there) != of_theirs.get(name, "")
        if mark(here) == mark(there):
            continue
        if name in _SETS and changed_there:
            both = _both(name, here, there, of_theirs.get(name, ""))
            if mark(both) != mark(here):
                to_ours[name] = both
            if changed_here:
                to_theirs.add(name)
        elif changed_there:
            to_ours[name] = there
            if changed_here and mark(here):
                lost.add(name)
        elif changed_here:
            to_theirs.add(name)
    agreed = frozenset(holds) - to_theirs
    return Merged(to_ours, frozenset(lost), frozenset(to_theirs), agreed)


def _both(name: str, here: Json, there: Json, before: str) -> list[Json]:
    if name == people.NAME:
        return people.merged(here, there, before)
    return _alarms(mark(here), mark(there), before)


def _alarms(here: str, there: str, before: str) -> list[Json]:
    """Alarms are a set: each is added or taken away by itself."""
    ours, theirs, known = alarms_in(here), alarms_in(there), alarms_in(before)
    return [*sorted((ours - (known - theirs)) | (theirs - known))]


def changed_here(ours: Fields, of_ours: Marks, holds: Collection[str]) -> frozenset[str]:
    """The fields that were changed here since both agreed."""
    return frozenset(name for name in holds if mark(ours.get(name)) != of_ours.get(name, ""))


def is_suddenly_empty(before: int, after: int) -> bool:
    """Whether a side that had events has none all at once, which nobody believes unasked."""
    return before > FEW and after == 0
