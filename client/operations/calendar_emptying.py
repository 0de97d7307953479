"""A calendar whose events move into another before it goes to the trash."""

from __future__ import annotations

from client.errors import BadRequest
from client.operations.calendars import check_not_subscribed
from client.operations.event_records import change_record
from client.store import Changes, Query, Reader, Store, Transaction
from garage.records import Calendar, Event, kind_named
from garage.words import N_


def count_events(reader: Reader, calendar: str) -> int:
    """How many events are in a calendar, an exception counted as one."""
    return len(reader.all(Event, Query(owner=calendar, fields=("uid",))))


def empty_calendar(store: Store, id_: str, into: str) -> Changes:
    """Move all events of a calendar into another and put it in the trash, as one operation.

    Raises BadRequest for the same calendar, Forbidden where a feed fills the other one.
    """
    if id_ == into:
        raise BadRequest(N_("that is the calendar itself"), N_("choose another one"))

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        calendar = reader.get(Calendar, id_)
        reader.get(Calendar, into)
        check_not_subscribed(transaction, into)
        for event in reader.all(Event, Query(owner=id_)):
            change_record(transaction, event, {"calendar": into})
        transaction.mark_deleted(kind_named("calendar"), id_, True, calendar.space)
        return calendar.name

    return store.operate(work, "delete", "")
