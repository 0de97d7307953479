"""Add, change, delete and bring back records; undo and redo."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from client.errors import BadRequest, Forbidden, NotFound
from client.operations.home_name import follow_sample
from client.operations.vehicles import title_of
from client.store import Changes, Reader, Store, Transaction
from client.store.codec import codec
from client.store.reading import find_record
from garage.ids import new_id
from garage.moments import Moment
from garage.records import Kind, Record, Source, find_kind
from garage.records.fields import ReferenceField
from garage.records.times import MomentField
from garage.sync.merge import Json
from garage.words import N_, told


def fresh_id() -> str:
    """An id for a record that is still to be written."""
    return new_id(time.time_ns() // 1_000_000)


def add(
    store: Store,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    today: Moment | None = None,
    id_: str | None = None,
) -> Changes:
    """Add a record of typed values; a required date left out is `today`, a left out id made.

    Raises ValueRefused that names the field, or NotFound for a reference to what is not there.
    """
    complete = completed(kind, values, today)
    store.read(lambda reader: check_references(reader, kind, complete))

    def work(transaction: Transaction) -> None:
        transaction.add(kind, complete, id_=id_)

    return store.operate(work, "add", described(kind, complete))


def completed(kind: Kind, values: Mapping[str, Any], today: Moment | None = None) -> dict[str, Any]:
    """The checked values of a new record, its source included."""
    given = {"source": Source("typed"), **values}
    if (
        kind.when
        and today is not None
        and kind.field(kind.when).required
        and not given.get(kind.when)
    ):
        timed = isinstance(kind.field(kind.when).type, MomentField)
        given[kind.when] = today if timed else today.day
    return kind.complete(given)


def edit(store: Store, id_: str, values: Mapping[str, Any]) -> Changes:
    """Change fields of a record; None clears one, a required one cannot be cleared."""

    def work(transaction: Transaction) -> str:
        kind, space = find_record(transaction.connection, id_)
        checked = kind.check(values)
        check_references(Reader(transaction.connection), kind, checked)
        for name, value in checked.items():
            if kind.field(name).required and value in (None, ""):
                raise BadRequest(
                    told("a {name} needs {name_2}", name=kind.name, name_2=name),
                    N_("write something else in its place"),
                )
        record, _, _ = transaction.load(kind, id_, space)
        if record.deleted:
            raise Forbidden(
                told("the {name} is in the trash", name=kind.name), N_("restore it first")
            )
        transaction.change(kind, id_, checked, space)
        return title_of(kind, record)

    return store.operate(work, "edit", "")


def use_value(store: Store, id_: str, name: str, value: Json) -> Changes:
    """Set a flat field back to a value it once had: an edit as any other.

    Raises BadRequest where this version cannot read the value or a required one would be cleared,
    NotFound where it refers to what is gone, Forbidden for a record in the trash.
    """

    def work(transaction: Transaction) -> str:
        kind, space = find_record(transaction.connection, id_)
        record, _, stamps = transaction.load(kind, id_, space)
        if record.deleted:
            raise Forbidden(
                told("the {name} is in the trash", name=kind.name), N_("restore it first")
            )
        values, unread = kind.read_json({name: value})
        if unread:
            raise BadRequest(
                told("this value of {name} cannot be read", name=name), N_("update Paddock")
            )
        check_references(Reader(transaction.connection), kind, values)
        spec = kind.by_name.get(name)
        if value is None and spec is not None and spec.required:
            raise BadRequest(
                told("a {name} needs {name_2}", name=kind.name, name_2=name),
                N_("write something else in its place"),
            )
        flat = codec(kind).flat(record)
        if flat.get(name) != value:
            whole = {name: values.get(name)} if spec is not None else {}
            follows = kind.fields_json(kind.type.settled(record, whole))
            transaction.apply(kind, record, flat, stamps, {**follows, name: value})
        return title_of(kind, record)

    return store.operate(work, "edit", "")


def delete(store: Store, ids: Sequence[str]) -> Changes:
    """Put records in the trash, in one operation."""
    return _mark(store, ids, deleted=True)


def restore(store: Store, ids: Sequence[str]) -> Changes:
    """Take records out of the trash, in one operation."""
    return _mark(store, ids, deleted=False)


def _mark(store: Store, ids: Sequence[str], *, deleted: bool) -> Changes:
    def work(transaction: Transaction) -> str:
        title = ""
        for id_ in ids:
            kind, space = find_record(transaction.connection, id_)
            record, _, _ = transaction.load(kind, id_, space)
            title = title_of(kind, record)
            transaction.mark_deleted(kind, id_, deleted, space)
        return title if len(ids) == 1 else f"{len(ids)} records"

    return store.operate(work, "delete" if deleted else "restore", "")


def undo(store: Store) -> Changes:
    """Undo the last operation; raises BadRequest if there is none."""
    return _followed(store, store.undo())


def redo(store: Store) -> Changes:
    """Do again what was undone last; raises BadRequest if there is nothing."""
    return _followed(store, store.redo())


def _followed(store: Store, changes: Changes) -> Changes:
    follow_sample(changes, store)
    return changes


def described(kind: Kind, values: Mapping[str, Any]) -> str:
    """A new record in a word or two."""
    for field in kind.fields:
        if field.heading and values.get(field.name):
            return str(values[field.name])
    return kind.label


def check_references(reader: Reader, kind: Kind, values: Mapping[str, Any]) -> None:
    """Raises NotFound or BadRequest where a reference is to what it cannot be."""
    for field in kind.fields:
        target = values.get(field.name)
        if isinstance(field.type, ReferenceField) and target:
            check_reference(reader, field.type, str(target))


def check_reference(reader: Reader, type_: ReferenceField, target: str) -> Record:
    """The record that is referred to; raises NotFound or BadRequest."""
    found = reader.find(target)
    if found.kind not in type_.kinds:
        raise BadRequest(
            told("{target} is a {kind}", target=target, kind=found.kind),
            told("give the id of a {kinds}", kinds=" or ".join(type_.kinds)),
        )
    if found.deleted:
        raise NotFound(
            told("the {kind} {target} is in the trash", kind=found.kind, target=target),
            N_("restore it first"),
        )
    return found


def kind_of(record: Record) -> Kind:
    """The kind of a record that this version knows."""
    kind = find_kind(record.kind)
    assert kind is not None
    return kind
