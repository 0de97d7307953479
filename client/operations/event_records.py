"""Events as records: their revisions, what they say, and what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from client.operations.calendars import check_not_subscribed
from client.operations.records import check_references, completed
from client.operations.series import EventSeries
from client.operations.whole_record import Along
from client.store import Query, Reader, Transaction
from garage.ids import new_id
from garage.moments import Moment
from garage.permissions import Verb, may
from garage.records import Alarm, Attendee, Event, Record, kind_named
from garage.records.fields import FlagField

_CHILDREN = (Attendee, Alarm)
_NOT_COPIED = ("source", "uid", "recurrence", "following", "created", "modified", "sequence")


def said(event: Event) -> dict[str, Any]:
    """What an event says, without what tells it from others."""
    found = {}
    for spec in kind_named("event").fields:
        value = getattr(event, spec.name)
        empty = value in (None, "", (), frozenset(), {})
        if spec.name not in _NOT_COPIED and not empty:
            found[spec.name] = value
    return found


def add_record(
    transaction: Transaction, values: Mapping[str, Any], *, new_uid: bool = False
) -> str:
    """A new event with its identifier and the time it was made; gives its id."""
    kind = kind_named("event")
    id_ = new_id(transaction.now)
    now = _now(transaction)
    given = {**values, "created": now, "modified": now, "sequence": 0}
    if new_uid:
        given |= {"uid": f"{id_}@paddock", "recurrence": None, "following": None}
    complete = completed(kind, given)
    check_references(Reader(transaction.connection), kind, complete)
    check_not_subscribed(transaction, str(complete["calendar"]))
    return transaction.add(kind, complete, id_=id_)


def change_record(transaction: Transaction, event: Event, values: Mapping[str, Any]) -> None:
    """Change an event; each change is a later revision of it, as other programs want to see."""
    kind = kind_named("event")
    checked = kind.check(values)
    new = {
        name: value
        for name, value in checked.items()
        if (value or None) != (getattr(event, name) or None)
        or (isinstance(kind.field(name).type, FlagField) and bool(value) != getattr(event, name))
    }
    if new:
        stamps = {"modified": _now(transaction), "sequence": (event.sequence or 0) + 1}
        transaction.change(kind, event.id, {**stamps, **new}, event.space)


def _now(transaction: Transaction) -> Moment:
    present = datetime.fromtimestamp(transaction.now // 1000, UTC)
    return Moment(present.date(), present.time(), 0)


def delete_series(transaction: Transaction, series: EventSeries) -> None:
    """Put a series in the trash with its exceptions."""
    kind = kind_named("event")
    transaction.mark_deleted(kind, series.master.id, True, series.master.space)
    delete_exceptions(transaction, series.overrides)
    if series.event.id != series.master.id and series.event not in series.overrides:
        transaction.mark_deleted(kind, series.event.id, True, series.event.space)


def delete_exceptions(transaction: Transaction, events: Sequence[Event]) -> None:
    """Delete exceptions of a series; one that may not be deleted stays, and shows no more."""
    kind = kind_named("event")
    for each in events:
        role = transaction.ground.role(each.space)
        own = transaction.ground.is_own(kind, each)
        if may(role, Verb.DELETE, kind.name, own=own):
            transaction.mark_deleted(kind, each.id, True, each.space)


def _children(transaction: Transaction, id_: str) -> list[Record]:
    reader = Reader(transaction.connection)
    return [child for type_ in _CHILDREN for child in reader.all(type_, Query(owner=id_))]


def copy_children(transaction: Transaction, from_: str, to: str) -> None:
    """Let an event have the attendees and alarms of another."""
    for child in _children(transaction, from_):
        kind = kind_named(child.kind)
        values = {
            spec.name: getattr(child, spec.name)
            for spec in kind.fields
            if getattr(child, spec.name) not in (None, "", (), frozenset(), {})
        }
        fresh = {"event": to, "uid": None} if "uid" in kind.by_name else {"event": to}
        transaction.add(kind, completed(kind, {**values, **fresh, "source": None}))


def for_copies(
    transaction: Transaction, shown: str, target: str, along: Sequence[Along]
) -> list[Along]:
    """What was said of the children of the shown event, said of those of the one that changed."""
    if shown == target or not along:
        return list(along)
    before, after = _children(transaction, shown), _children(transaction, target)
    twins = {}
    for one in before:
        key = _key(one)
        twin = next((each for each in after if _key(each) == key), None)
        if twin is not None:
            twins[one.id] = twin.id
    return [replace(each, id=twins.get(each.id, each.id)) if each.id else each for each in along]


def _key(child: Record) -> tuple[str, Any]:
    return child.kind, getattr(child, "address", None) or getattr(child, "trigger", None)
