"""Add, change, move, copy and delete events: one, one of a series and those after it, or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from client.errors import Forbidden
from client.operations.calendars import calendar_for, check_not_subscribed
from client.operations.event_records import (
    add_record,
    change_record,
    copy_children,
    delete_exceptions,
    delete_series,
    for_copies,
    said,
)
from client.operations.records import check_references
from client.operations.series import (
    EventSeries,
    Scope,
    all_times,
    alone,
    following_times,
    instance_times,
    moved_override,
    placed,
    series_of,
    stops,
)
from client.operations.whole_record import Along, write_along
from client.store import Changes, Reader, Store, Transaction
from garage.calendar.edits import without
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When
from garage.records import Event, kind_named
from garage.words import N_, told

__all__ = ["Along", "Scope", "add_event", "copy_event", "delete_event", "edit_event", "move_event"]

FIRST_CALENDAR = N_("My calendar")


def add_event(
    store: Store,
    values: Mapping[str, Any],
    along: Sequence[Along] = (),
    *,
    first_calendar: str = FIRST_CALENDAR,
) -> Changes:
    """Add an event with its attendees and alarms.

    Without a calendar it goes into the person's first, and where there is none one is made, called
    `first_calendar`. Raises ValueRefused that names the field, Forbidden for a subscribed calendar.
    """
    kind = kind_named("event")
    checked = kind.check(values)

    def work(transaction: Transaction) -> str:
        calendar = checked.get("calendar") or calendar_for(transaction, first_calendar)
        id_ = add_record(transaction, {**checked, "calendar": calendar}, new_uid=True)
        for each in along:
            write_along(transaction, kind, id_, each)
        return str(checked.get("title") or kind.label)

    return store.operate(work, "add", "")


def edit_event(
    store: Store,
    id_: str,
    values: Mapping[str, Any],
    instance: InstanceId | None = None,
    scope: Scope = Scope.ALL,
    along: Sequence[Along] = (),
) -> Changes:
    """Change fields of an event, and of what hangs on it; None clears one.

    `instance` tells which one of a series is meant, and `times` among the values are then those of
    this one, with the rules of the series where these stay. Without it the values are those of
    the record itself. Raises ValueRefused, or Forbidden for a subscribed calendar.
    """
    checked = kind_named("event").check(values)

    def work(transaction: Transaction) -> str:
        return _edit(transaction, id_, checked, instance, scope, along)

    return store.operate(work, "edit", "")


def move_event(
    store: Store,
    id_: str,
    start: datetime | date,
    end: datetime | date,
    *,
    all_day: bool,
    instance: InstanceId | None = None,
    scope: Scope = Scope.ALL,
) -> Changes:
    """Put an event, or an instance of one, at another time: aware times, or days of `all_day`."""

    def work(transaction: Transaction) -> str:
        series = series_of(Reader(transaction.connection), id_)
        times = placed(_shown_times(series, instance), start, end, all_day=all_day)
        return _edit(transaction, id_, {"times": times}, instance, scope, ())

    return store.operate(work, "move", "")


def copy_event(
    store: Store,
    id_: str,
    start: datetime | date,
    end: datetime | date,
    *,
    all_day: bool,
    instance: InstanceId | None = None,
    calendar: str = "",
) -> Changes:
    """Add an event as this one is, at another time; of a series one that comes once."""

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        series = series_of(reader, id_)
        times = placed(alone(_shown_times(series, instance)), start, end, all_day=all_day)
        values = {**said(series.event), "times": times}
        if calendar:
            values["calendar"] = calendar
        new = add_record(transaction, values, new_uid=True)
        copy_children(transaction, id_, new)
        return series.event.title

    return store.operate(work, "add", "")


def delete_event(
    store: Store, id_: str, instance: InstanceId | None = None, scope: Scope = Scope.ALL
) -> Changes:
    """Put an event in the trash; of a series one instance, this and those after it, or all."""

    def work(transaction: Transaction) -> str:
        series = series_of(Reader(transaction.connection), id_)
        check_not_subscribed(transaction, series.event.calendar)
        at = series.at(instance)
        times = series.master.times
        if not series.recurs or at is None or times is None or scope is Scope.ALL:
            delete_series(transaction, series)
        elif scope is Scope.THIS:
            change_record(transaction, series.master, {"times": without(times, at)})
            override = series.override_of(at)
            delete_exceptions(transaction, [override] if override is not None else [])
        elif at <= times.start:
            delete_series(transaction, series)
        else:
            before, _ = following_times(times, at, None)
            change_record(transaction, series.master, {"times": before})
            delete_exceptions(transaction, series.later_overrides(at))
        return series.event.title

    return store.operate(work, "delete", "")


# ---------------------------------------------------------------------- edits


def _edit(
    transaction: Transaction,
    id_: str,
    values: Mapping[str, Any],
    instance: InstanceId | None,
    scope: Scope,
    along: Sequence[Along],
) -> str:
    reader = Reader(transaction.connection)
    check_references(reader, kind_named("event"), values)
    series = series_of(reader, id_)
    if series.event.deleted:
        raise Forbidden(told("the {name} is in the trash", name="event"), N_("restore it first"))
    for calendar in {series.event.calendar, values.get("calendar") or series.event.calendar}:
        check_not_subscribed(transaction, calendar)
    at, times = series.at(instance), series.master.times
    if not series.recurs or at is None or times is None:
        target = _edit_record(transaction, series, values)
    elif scope is Scope.THIS:
        target = _edit_this(transaction, series, at, values)
    elif scope is Scope.FOLLOWING and at > times.start:
        target = _edit_following(transaction, series, at, times, values)
    else:
        target = _edit_all(transaction, series, at, times, values)
    for each in for_copies(transaction, series.event.id, target, along):
        write_along(transaction, kind_named("event"), target, each)
    return str(values.get("title") or series.event.title)


def _edit_record(transaction: Transaction, series: EventSeries, values: Mapping[str, Any]) -> str:
    """Change a record as it stands; its exceptions go along where its start moves."""
    event, typed = series.event, values.get("times")
    change_record(transaction, event, values)
    calendar = values.get("calendar")
    moves = {"calendar": calendar} if calendar and calendar != event.calendar else {}
    for each in series.overrides if event is series.master else ():
        changes = dict(moves)
        if typed is not None and event.times is not None and typed.recurs:
            changes |= moved_override(each, event.times, event.times.start, typed.start)
        if typed is not None and not typed.recurs:
            delete_exceptions(transaction, [each])
        elif changes:
            change_record(transaction, each, changes)
    return event.id


def _edit_this(
    transaction: Transaction, series: EventSeries, at: When, values: Mapping[str, Any]
) -> str:
    """Change the exception that stands for an instance, or make one."""
    typed = values.get("times")
    changed = {**values, "times": alone(typed)} if typed is not None else dict(values)
    override = series.override_of(at)
    if override is not None:
        change_record(transaction, override, changed)
        return override.id
    master = series.master
    assert master.times is not None
    new = {
        **said(master), "times": instance_times(master.times, at), **changed,
        "uid": master.uid or f"{master.id}@paddock",
        "recurrence": InstanceId(at, master.times.zone),
    }  # fmt: skip
    if not master.uid:
        change_record(transaction, master, {"uid": new["uid"]})
    # An exception is of its series, and so in its calendar.
    new["calendar"] = master.calendar
    id_ = add_record(transaction, new)
    copy_children(transaction, master.id, id_)
    return id_


def _edit_following(
    transaction: Transaction,
    series: EventSeries,
    at: When,
    times: EventTimes,
    values: Mapping[str, Any],
) -> str:
    """End the series before the instance, and let another go on from there."""
    before, after = following_times(times, at, values.get("times"))
    master = series.master
    new = {**said(master), **values, "times": after}
    if master.uid:
        new["related"] = tuple(dict.fromkeys((*master.related, master.uid)))
    id_ = add_record(transaction, new, new_uid=True)
    copy_children(transaction, master.id, id_)
    added = Reader(transaction.connection).get(Event, id_)
    change_record(transaction, master, {"times": before})
    typed = values.get("times")
    later = series.later_overrides(at)
    if typed is not None and stops(times, typed):
        delete_exceptions(transaction, later)
        return id_
    for each in later:
        moved = moved_override(each, times, at, typed.start) if typed is not None else {}
        alike = _alike(each, master, values)
        change_record(
            transaction, each, {**alike, **moved, "uid": added.uid, "calendar": added.calendar}
        )
    return id_


def _edit_all(
    transaction: Transaction,
    series: EventSeries,
    at: When,
    times: EventTimes,
    values: Mapping[str, Any],
) -> str:
    """Change the series, and its exceptions where they still say the same."""
    master, typed = series.master, values.get("times")
    changed = dict(values)
    if typed is not None:
        changed["times"] = all_times(times, at, typed)
    change_record(transaction, master, changed)
    if typed is not None and stops(times, typed):
        delete_exceptions(transaction, series.overrides)
        return master.id
    for each in series.overrides:
        moved = moved_override(each, times, at, typed.start) if typed is not None else {}
        alike = _alike(each, master, values)
        if moved or alike:
            change_record(transaction, each, {**alike, **moved})
    return master.id


def _alike(each: Event, master: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values in which an exception is still as its series was."""
    return {
        name: value
        for name, value in values.items()
        if name != "times" and getattr(each, name) == getattr(master, name)
    }


def _shown_times(series: EventSeries, instance: InstanceId | None) -> EventTimes:
    """When the instance is that was asked for, with the rules of its series."""
    times, at = series.master.times, series.at(instance)
    assert times is not None
    if not series.recurs or at is None:
        return series.event.times or times
    override = series.override_of(at)
    own = override.times if override is not None and override.times else instance_times(times, at)
    return replace(own, rules=times.rules)
