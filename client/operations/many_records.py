"""Many records changed at once: those that may be, in one operation; the others are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from client.errors import BadRequest, Forbidden
from client.operations.records import check_references
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from client.store.ground import Ground
from garage.permissions import Verb, may, why_not
from garage.records import Kind, Record, kind_named
from garage.words import N_, told

MOST = 5_000
"""So many records are changed at once."""
_ASKED_FOR = 500
"""So many ids stand in one question to the database."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A record that the person may not change: what it is called, and who may (to translate)."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ManyRecords:
    """Records that are to be changed, as they stand; `locked` are left alone."""

    records: tuple[Record, ...] = field(repr=False)
    locked: tuple[Locked, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A record and the fields it is to have; None clears."""

    kind: str
    id: str
    values: Mapping[str, Any]


def read_many(reader: Reader, ids: Mapping[str, str]) -> ManyRecords:
    """The records of these ids (id → kind), in their order; what is gone is left out.

    Raises BadRequest for more than are changed at once.
    """
    _bound(len(ids))
    found, ground = _found(reader, ids), Ground(reader.connection)
    there = [found[id_] for id_ in ids if id_ in found]
    whys = {each.id: _why_not(ground, kind_named(each.kind), each) for each in there}
    return ManyRecords(
        tuple(each for each in there if not whys[each.id]),
        tuple(
            Locked(each.id, title_of(kind_named(each.kind), each), whys[each.id])
            for each in there
            if whys[each.id]
        ),
    )


def _found(reader: Reader, ids: Mapping[str, str]) -> dict[str, Record]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id_, name in ids.items():
        by_kind[name].append(id_)
    found: dict[str, Record] = {}
    for name, own in by_kind.items():
        kind = kind_named(name)
        for some in _slices(own):
            query = Query(where=codec(kind).table.c.id.in_(some))
            found |= {record.id: record for record in reader.records(kind, query)}
    return found


def change_many(store: Store, edits: Sequence[Edited]) -> Changes:
    """Change fields of many records, in one operation.

    Records that the person may not change, and those in the trash, are left alone; raises
    Forbidden where that is all of them, BadRequest for one that would lack what it needs.
    """
    _bound(len(edits))
    checked = [_checked(each) for each in edits]

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        changed, locked = [], []
        for kind, id_, values in checked:
            check_references(reader, kind, values)
            record, _, _ = transaction.load(kind, id_)
            why = _why_not(transaction.ground, kind, record)
            if why:
                locked.append(why)
            elif not record.deleted and transaction.change(kind, id_, values, record.space):
                changed.append((kind, record))
        if locked and len(locked) == len(checked):
            raise Forbidden(N_("none of these records may be changed"), locked[0])
        return _title(changed)

    return store.operate(work, "edit", "")


def _checked(edited: Edited) -> tuple[Kind, str, dict[str, Any]]:
    kind = kind_named(edited.kind)
    values = kind.check(edited.values)
    for name, value in values.items():
        if kind.field(name).required and value in (None, ""):
            raise BadRequest(
                told("a {name} needs {name_2}", name=kind.name, name_2=name),
                N_("write something else in its place"),
            )
    return kind, edited.id, values


def _why_not(ground: Ground, kind: Kind, record: Record) -> str:
    """Who may change a record, if the person may not."""
    role = ground.role(record.space)
    if may(role, Verb.EDIT, kind.name):
        return ""
    own = may(role, Verb.EDIT, kind.name, own=True) and ground.is_own(kind, record)
    return "" if own else why_not(Verb.EDIT, kind.name)


def _title(changed: Sequence[tuple[Kind, Record]]) -> str:
    """One by its name, several of one kind by that: "12 fill-ups"."""
    if not changed:
        return ""
    if len(changed) == 1:
        return title_of(*changed[0])
    kinds = {kind.name: kind for kind, _record in changed}
    counted = next(iter(kinds.values())).plural.lower() if len(kinds) == 1 else "records"
    return f"{len(changed)} {counted}"


def _bound(count: int) -> None:
    if count > MOST:
        raise BadRequest(
            told("{count:,} records are too many to change at once", count=count),
            told("choose up to {most:,}", most=MOST),
        )


def _slices(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, _ASKED_FOR)):
        yield some
