"""A record together with what hangs on it: read for a form, and saved as one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.errors import BadRequest, Forbidden
from client.operations.records import check_references, completed, described
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from garage.order import arranged
from garage.records import ElementsField, Kind, Record, kind_named
from garage.words import N_, told

CHILDREN: Mapping[str, str] = {
    "service": "work_line", "repair": "work_line", "upgrade": "work_line",
    "inspection": "checklist_item", "plan_item": "checklist_item",
    "part": "stock_movement", "tyre_set": "tyre_event",
}  # fmt: skip
"""Kind → the kind of what hangs on its records and is written in their form."""


@dataclass(frozen=True)
class Along:
    """A record saved along with another: a new one, one to be changed, or one for the trash."""

    kind: str
    id: str = ""
    """Empty for a new one."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """All of a new one's, what changes of another; None clears."""
    deleted: bool = False


def children_of(reader: Reader, record: Record) -> list[Record]:
    """What hangs on a record, in its order: by place in the list, else the oldest first."""
    name = CHILDREN.get(record.kind)
    if name is None:
        return []
    kind = kind_named(name)
    found = reader.records(kind, Query(owner=record.id))
    if "order" in kind.by_name:
        return sorted(found, key=lambda child: (getattr(child, "order", ""), child.id))
    return found[::-1]


def save_whole(
    store: Store,
    kind: Kind,
    id_: str | None,
    values: Mapping[str, Any],
    along: Sequence[Along],
    seen: Record | None = None,
) -> Changes:
    """Add a record (`id_` None) or change one, and what goes along with it, in one operation.

    `seen` is the record as whoever gives the values saw it: of tags and own fields only what
    differs from it is changed, and what came meanwhile stays. New ones among `along` hang on the
    record where their kind hangs on its kind. Raises ValueRefused that names the field of the
    record, or BadRequest about what goes along.
    """
    complete = completed(kind, values) if id_ is None else kind.check(values)

    def work(transaction: Transaction) -> str:
        check_references(Reader(transaction.connection), kind, complete)
        if id_ is None:
            title, owner = described(kind, complete), transaction.add(kind, complete)
        else:
            title, owner = _change(transaction, kind, id_, complete, seen), id_
        for each in along:
            write_along(transaction, kind, owner, each)
        return title

    return store.operate(work, "add" if id_ is None else "edit", "")


def _change(
    transaction: Transaction,
    kind: Kind,
    id_: str,
    values: Mapping[str, Any],
    seen: Record | None,
) -> str:
    for name, value in values.items():
        if kind.field(name).required and value in (None, ""):
            raise BadRequest(
                told("a {name} needs {name_2}", name=kind.name, name_2=name),
                N_("write something else in its place"),
            )
    record, _, _ = transaction.load(kind, id_)
    if record.deleted:
        raise Forbidden(told("the {name} is in the trash", name=kind.name), N_("restore it first"))
    changes = values if seen is None else _since(kind, seen, values, record)
    transaction.change(kind, id_, changes)
    return str(values.get(_heading(kind, record)) or title_of(kind, record))


def _since(kind: Kind, seen: Record, values: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """The values with elements as the record has them now, but for those that were changed."""
    found = dict(values)
    for name, value in values.items():
        type_ = kind.field(name).type
        if isinstance(type_, ElementsField):
            before, given, now = (
                type_.elements(each) if each else {}
                for each in (getattr(seen, name), value, getattr(record, name))
            )
            changed = {key: json for key, json in given.items() if before.get(key) != json}
            found[name] = type_.gather(
                {**now, **dict.fromkeys(before.keys() - given.keys()), **changed}
            )
    return found


def _heading(kind: Kind, record: Record) -> str:
    named = (spec.name for spec in kind.fields if spec.heading)
    return next((name for name in named if getattr(record, name)), "")


def write_along(transaction: Transaction, kind: Kind, owner: str, each: Along) -> None:
    """Write what goes along with the record `owner` of a kind, in the transaction of that."""
    own = kind_named(each.kind)
    if each.deleted:
        transaction.mark_deleted(own, each.id, True)
        return
    values = dict(each.values)
    if each.id:
        checked = own.check(values)
        check_references(Reader(transaction.connection), own, checked)
        transaction.change(own, each.id, checked)
        return
    if own.owner is not None and kind.name in getattr(own.field(own.owner).type, "kinds", ()):
        values[own.owner] = owner
    complete = completed(own, values)
    check_references(Reader(transaction.connection), own, complete)
    transaction.add(own, complete)


def in_order(kind: Kind, children: Sequence[Along], before: Mapping[str, str]) -> list[Along]:
    """The children with the places of this sequence; `before` has the places they had by id."""
    if "order" not in kind.by_name:
        return list(children)
    kept = [each for each in children if not each.deleted]
    places = arranged([before.get(each.id, "") if each.id else "" for each in kept])
    placed = {
        id(each): place
        for each, place in zip(kept, places, strict=True)
        if not each.id or before.get(each.id) != place
    }
    return [
        Along(each.kind, each.id, {**each.values, "order": placed[id(each)]}, each.deleted)
        if id(each) in placed
        else each
        for each in children
    ]
