"""What the server writes for a person (CalDAV, foreign feeds), with its own device's stamps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.ids import is_id
from garage.sync import Clock
from garage.sync.merge import Json
from garage.sync.wire import Patch
from sync_server.records import elsewhere, locking
from sync_server.records.checking import Bounds
from sync_server.records.epoch import current_epoch
from sync_server.records.finishing import finish
from sync_server.records.kept import Kept, Writing, owner_in
from sync_server.records.numbering import Numbered
from sync_server.records.push import Judged, Push
from sync_server.records.wire import KeptVerdict


@dataclass(frozen=True, slots=True)
class Edit:
    """Fields to set of a record, which is added if it is not there; `deleted` is one of them."""

    space: str
    id: str
    kind: str
    fields: Mapping[str, Json]


def write(
    connection: Connection, person: str, edits: Sequence[Edit], now: int, *, seen: bool = True
) -> list[KeptVerdict]:
    """Write as the person would, whose role is asked; a verdict for each edit, as for a push.

    `seen` says that what is there was looked at before: then nothing is overtaken. Fields that
    are so already are left as they are. Who has to look first (a precondition) locks the heads of
    the spaces before.
    """
    keys = {key for edit in edits for key in _keys(edit)}
    locked = locking.lock(connection, person, keys)
    away = locked.away
    epoch = current_epoch(connection)
    under_way = Push(
        connection,
        person,
        Numbered(person, epoch.device, 0),
        Bounds(epoch.device, now, 0),
        locked.roles,
        {space: Writing(connection, head) for space, head in locked.heads.items()},
        away,
    )
    under_way.read(locked.keys, long_too=True)
    clock = Clock(epoch.device)
    judged = []
    for n, edit in enumerate(edits):
        there = under_way.records.get((away.now_in(edit.space, edit.id) or edit.space, edit.id))
        patch, clock = _patch(n, edit, there, clock, now, seen=seen)
        if there is not None and not patch.fields and there.space in under_way.roles:
            judged.append(Judged(n, "merged", there))
        else:
            judged.append(under_way.judge(patch))
    under_way.overtaken.write(connection, under_way.writings, epoch.device, now)
    finish(connection, under_way.writings.values(), by_server=True)
    return [each.verdict() for each in judged]


def _keys(edit: Edit) -> list[elsewhere.Key]:
    keys = [(edit.space, edit.id)] if is_id(edit.space) and is_id(edit.id) else []
    owner = owner_in(edit.kind, edit.fields)
    return keys if owner is None else [*keys, (edit.space, owner)]


def _patch(
    n: int, edit: Edit, there: Kept | None, clock: Clock, now: int, *, seen: bool
) -> tuple[Patch, Clock]:
    """The edit as a patch that has seen what is there, or not, with a stamp after all of that."""
    fields, stamps = there.state() if there is not None else ({}, {})
    for stamp in stamps.values():
        clock = clock.observe(stamp)
    clock = clock.tick(now)
    news = {
        name: value
        for name, value in edit.fields.items()
        if name not in fields or fields[name] != value
    }
    base = {name: stamps.get(name) if seen else None for name in news}
    return Patch(n, edit.space, edit.id, edit.kind, news, {"": clock.stamp}, base), clock
