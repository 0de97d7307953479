"""Attendees and alarms of an event that comes in again: added, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.operations.records import completed
from client.store import Transaction
from garage.ics.event_reader import ReadEvent
from garage.permissions import Verb, may
from garage.records import Record, Source, kind_named

_CARRIED = {
    "attendee": (
        "name", "role", "state", "type", "rsvp", "delegated_to", "delegated_from", "sent_by",
        "foreign",
    ),
    "alarm": ("action", "title", "notes", "addresses", "foreign"),
}  # fmt: skip
"""What a file says of them; what it does not say of an attendee or alarm is cleared."""


@dataclass(frozen=True)
class ChildChange:
    """One that is new (no `id`), changed, or no longer there (`gone`)."""

    kind: str
    event: str
    id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    gone: bool = False


def child_changes(event: str, coming: ReadEvent, there: Sequence[Record]) -> list[ChildChange]:
    """What is other of those of an event than in the file."""
    found: list[ChildChange] = []
    for kind, those in (("attendee", coming.attendees), ("alarm", coming.alarms)):
        mine = {_key(kind, vars(each)): each for each in there if each.kind == kind}
        for values in those:
            own = mine.pop(_key(kind, values), None)
            if own is None:
                found.append(ChildChange(kind, event, values=values))
                continue
            changes = _differing(kind, own, values)
            if changes:
                found.append(ChildChange(kind, event, own.id, changes))
        found += (ChildChange(kind, event, each.id, gone=True) for each in mine.values())
    return found


def _key(kind: str, values: Mapping[str, Any]) -> Any:
    if kind == "attendee":
        return str(values.get("address", "")).casefold()
    return values.get("trigger")


def _differing(kind: str, own: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    empty = kind_named(kind).type()
    changes = {
        name: values.get(name)
        for name in _CARRIED[kind]
        if values.get(name, _initial(kind, name, empty)) != getattr(own, name)
    }
    acknowledged = values.get("acknowledged")
    if acknowledged is not None:
        before = getattr(own, "acknowledged", None)
        if before is None or before.instant < acknowledged.instant:
            changes["acknowledged"] = acknowledged
    return changes


def _initial(kind: str, name: str, empty: Record) -> Any:
    spec = kind_named(kind).field(name)
    return spec.initial if spec.initial is not None else getattr(empty, name)


def write_child(transaction: Transaction, change: ChildChange, space: str) -> None:
    """Do what a change says; one that the person may not delete stays."""
    kind = kind_named(change.kind)
    if not change.id:
        source = Source("imported", "ics")
        values = completed(kind, {**change.values, "event": change.event, "source": source})
        transaction.add(kind, values, space=space)
    elif not change.gone:
        transaction.change(kind, change.id, kind.check(change.values), space)
    else:
        record, _, _ = transaction.load(kind, change.id, space)
        own = transaction.ground.is_own(kind, record)
        if may(transaction.ground.role(space), Verb.DELETE, kind.name, own=own):
            transaction.mark_deleted(kind, change.id, True, space)
