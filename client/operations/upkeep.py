"""Upkeep that touches several records at once: reminders done, plans finished, tyres changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from client.errors import BadRequest
from client.operations.plan_board import put_in_column
from client.operations.records import completed
from client.store import Changes, Query, Reader, Store
from client.store.writing import Transaction
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import (
    ChecklistItem,
    Kind,
    PlanItem,
    Reminder,
    TyreEvent,
    TyreSet,
    WorkLine,
    kind_named,
)
from garage.rules.recurrence import completion, next_occurrence
from garage.rules.wheels import field_of, share_an_axle, with_axles
from garage.units import Quantity
from garage.words import N_, told


def complete_reminder(
    store: Store,
    id_: str,
    done: Moment,
    *,
    odometer: Quantity | None = None,
    hours: Quantity | None = None,
    service: Mapping[str, Any] | None = None,
    service_kind: str = "service",
) -> Changes:
    """Mark a reminder as done and set when it is due next; with values, write a service too.

    The date, odometer and hours among the service's values count for both; `done`, `odometer` and
    `hours` stand in where they say nothing.
    """
    reminder = store.read(lambda reader: reader.get(Reminder, id_))
    if reminder.finished:
        raise BadRequest(
            told("{title} is finished", title=reminder.title), N_("add a new reminder")
        )
    kind = kind_named("reminder")
    work_kind = kind_named(service_kind)
    written: dict[str, Any] = {}
    if service is not None:
        values = {"vehicle": reminder.vehicle, "title": reminder.title, **service}
        meters = {"date": done, "odometer": odometer, "hours": hours}
        written = completed(work_kind, _filled_in(work_kind, values, meters))

    def work(transaction: Transaction) -> None:
        if service is None:
            changes = next_occurrence(reminder, done.day, odometer, hours)
        else:
            new = transaction.add(work_kind, written)
            changes = completion(reminder, work_kind.type(id=new, **written))
        transaction.change(kind, id_, kind.check(changes))

    return store.operate(work, "complete", reminder.title)


def finish_plan_item(
    store: Store,
    id_: str,
    done: Moment,
    values: Mapping[str, Any],
    *,
    odometer: Quantity | None = None,
    becomes: str = "",
    before: str | None = None,
) -> Changes:
    """Move a plan item to "done" and write the service, repair or upgrade that it became.

    `done` and `odometer` stand in where the values say neither, `becomes` for what the item says
    that it becomes. Its parts go over to that. It keeps its place in the list unless `before` names
    the card of the column that it is put before ("": the end).
    """

    def read(reader: Any) -> tuple[PlanItem, list[ChecklistItem]]:
        return reader.get(PlanItem, id_), reader.all(ChecklistItem, Query(owner=id_))

    item, points = store.read(read)
    if item.became:
        raise BadRequest(
            told("{title} is done already", title=item.title), N_("open the record that it became")
        )
    kind, became = kind_named("plan_item"), kind_named(becomes or item.becomes or "service")
    listed = "\n".join(
        f"– {point.title}" for point in sorted(points, key=lambda p: (p.order, p.title))
    )
    notes = "\n".join(part for part in (item.notes, listed) if part)
    given = {
        "vehicle": item.vehicle, "title": item.title, "total": item.estimate,
        "notes": notes or None, "tags": item.tags or None, **values,
    }  # fmt: skip
    complete = completed(became, _filled_in(became, given, {"date": done, "odometer": odometer}))

    def work(transaction: Transaction) -> None:
        new = transaction.add(became, complete)
        line = kind_named("work_line")
        for part in Reader(transaction.connection).all(WorkLine, Query(owner=id_)):
            transaction.change(line, part.id, {"work": new})
        transaction.change(kind, id_, {"state": "done", "became": new, "becomes": became.name})
        if before is not None:
            put_in_column(transaction, item, "done", before)

    return store.operate(work, "finish", item.title)


def mount_tyres(store: Store, id_: str, when: Moment, odometer: Quantity | None) -> Changes:
    """Mount a tyre set; whichever of the vehicle was on its axles comes off at that reading."""
    kind = kind_named("tyre_event")

    def read(reader: Any) -> tuple[TyreSet, list[tuple[TyreSet, list[TyreEvent]]]]:
        chosen = reader.get(TyreSet, id_)
        sets = reader.all(TyreSet, Query(owner=chosen.vehicle))
        return chosen, [(one, reader.all(TyreEvent, Query(owner=one.id))) for one in sets]

    chosen, sets = store.read(read)
    if any(one.id == id_ and _is_on(events) for one, events in sets):
        raise BadRequest(
            told("the tyre set {name} is mounted already", name=chosen.name),
            N_("dismount it first"),
        )

    def work(transaction: Transaction) -> None:
        for one, events in sets:
            if _is_on(events) and share_an_axle(one, chosen):
                off = {"tyre_set": one.id, "date": when, "type": "dismount", "odometer": odometer}
                transaction.add(kind, completed(kind, off))
        on = {"tyre_set": id_, "date": when, "type": "mount", "odometer": odometer}
        transaction.add(kind, completed(kind, on))

    return store.operate(work, "mount", chosen.name)


def dismount_tyres(
    store: Store, id_: str, when: Moment, odometer: Quantity | None, place: str | None = None
) -> Changes:
    """Take a tyre set off; `place` is where they lie from now on, None leaves what is known."""
    kind = kind_named("tyre_event")

    def read(reader: Any) -> tuple[TyreSet, list[TyreEvent]]:
        return reader.get(TyreSet, id_), reader.all(TyreEvent, Query(owner=id_))

    chosen, events = store.read(read)
    if not _is_on(events):
        raise BadRequest(
            told("the tyre set {name} is not mounted", name=chosen.name), N_("mount it first")
        )
    off = {"tyre_set": id_, "date": when, "type": "dismount", "odometer": odometer}
    written = completed(kind, off)

    def work(transaction: Transaction) -> None:
        transaction.add(kind, written)
        if place is not None and place != chosen.place:
            tyres = kind_named("tyre_set")
            transaction.change(tyres, id_, tyres.check({"place": place}))

    return store.operate(work, "dismount", chosen.name)


def measure_tread(
    store: Store,
    id_: str,
    when: Moment,
    depths: Mapping[str, Quantity | None],
    odometer: Quantity | None = None,
) -> Changes:
    """Write down how much tread a set has, by wheel or by axle (`garage.rules.wheels.PLACES`)."""
    known = with_axles(depths)
    if not known:
        first = next(iter(depths), "front")
        raise ValueRefused(
            N_("no tread was measured"), N_("write it for one wheel at least"), "missing_field",
            field_of(first),
        )  # fmt: skip
    kind = kind_named("tyre_event")
    chosen = store.read(lambda reader: reader.get(TyreSet, id_))
    values = {field_of(place): depth for place, depth in known.items()}
    written = completed(
        kind,
        {"tyre_set": id_, "date": when, "type": "measure", "odometer": odometer, **values},
    )

    def work(transaction: Transaction) -> None:
        transaction.add(kind, written)

    return store.operate(work, "measure", chosen.name)


def postpone_reminder(
    store: Store,
    id_: str,
    *,
    due: date | None = None,
    due_odometer: Quantity | None = None,
    due_hours: Quantity | None = None,
) -> Changes:
    """Put a reminder off to another day, odometer or engine hours; what is None stays."""
    later = {"due": due, "due_odometer": due_odometer, "due_hours": due_hours}
    wanted = {name: value for name, value in later.items() if value is not None}
    if not wanted:
        raise ValueRefused(
            N_("nothing says until when"), N_("give a day or an odometer"), "missing_field", "due"
        )
    kind = kind_named("reminder")
    checked = kind.check(wanted)

    def work(transaction: Transaction) -> str:
        reminder = Reader(transaction.connection).get(Reminder, id_)
        if reminder.finished:
            raise BadRequest(
                told("{title} is finished", title=reminder.title), N_("add a new reminder")
            )
        transaction.change(kind, id_, checked)
        return reminder.title

    return store.operate(work, "postpone", "")


def _filled_in(
    kind: Kind, values: Mapping[str, Any], otherwise: Mapping[str, Any]
) -> dict[str, Any]:
    """The values, and what they leave unsaid of the kind's fields."""
    unsaid = {
        name: value
        for name, value in otherwise.items()
        if name in kind.by_name and values.get(name) is None
    }
    return {**values, **unsaid}


def _is_on(events: list[TyreEvent]) -> bool:
    changes = [e for e in events if e.type in ("mount", "dismount") and e.date is not None]
    changes.sort(key=lambda e: e.date.wall if e.date else "")
    return bool(changes) and changes[-1].type == "mount"
