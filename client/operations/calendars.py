"""Calendars: made, changed, shown and hidden; what is due has calendars of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from client.errors import BadRequest, Forbidden, NotFound
from client.operations.agenda import HIDDEN, calendars, due_id
from client.operations.agenda_due import DUE_NAMES
from client.operations.mutes import everybodys, keep_mute, want_feeds
from client.operations.records import completed
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from garage.records import Calendar, Subscription, kind_named
from garage.words import N_, told

DUE = "due:"
"""What the ids of calendars begin with that the garage's records fill."""
USUAL_CALENDAR = "event_calendar"
"""The setting that names the calendar which the last new event was put into."""


def add_calendar(store: Store, values: Mapping[str, Any]) -> Changes:
    """Add a calendar for events; raises ValueRefused that names the field.

    Among several people its alarms are quiet for whoever adds it alone, if they are.
    """
    kind = kind_named("calendar")
    complete = completed(kind, values)

    def work(transaction: Transaction) -> None:
        if not complete.get("muted") or everybodys(transaction, None):
            transaction.add(kind, complete)
            return
        id_ = transaction.add(kind, {**complete, "muted": False})
        keep_mute(transaction, id_, id_, muted=True)

    return store.operate(work, "add", str(complete["name"]))


def edit_calendar(store: Store, id_: str, values: Mapping[str, Any]) -> Changes:
    """Change a calendar's name, colour, zone, place in the list, or whether its alarms are quiet.

    Of what is due too: that is then kept in a record of its own. Whether alarms are quiet is each
    person's own choice where several share the calendar, and theirs who may only look at it.
    """
    kind = kind_named("calendar")
    checked = kind.check(values)
    if "name" in checked and not checked["name"]:
        raise BadRequest(N_("a calendar needs a name"), N_("write something in its place"))

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        if id_.startswith(DUE):
            return _edit_due(transaction, reader, id_.removeprefix(DUE), checked)
        record = reader.get(Calendar, id_)
        shared = _for_all(transaction, id_, record, checked)
        if shared:
            transaction.change(kind, id_, shared, record.space)
        return str(checked.get("name") or title_of(kind, record))

    return store.operate(work, "edit", "")


def _edit_due(transaction: Transaction, reader: Reader, of: str, values: Mapping[str, Any]) -> str:
    if of not in DUE_NAMES:
        raise BadRequest(told("there is no calendar {name!r}", name=of), N_("choose one there is"))
    kind = kind_named("calendar")
    own = next((each for each in reader.all(Calendar) if each.of == of), None)
    shared = _for_all(transaction, due_id(of), own, values)
    if own is not None and shared:
        transaction.change(kind, own.id, shared, own.space)
    elif shared:
        transaction.add(kind, completed(kind, {"name": DUE_NAMES[of], **shared, "of": of}))
    return str(values.get("name") or DUE_NAMES[of])


def _for_all(
    transaction: Transaction, id_: str, record: Calendar | None, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What is everybody's of some values; whether alarms are quiet is kept for oneself."""
    if "muted" not in values:
        return values
    alone = everybodys(transaction, record)
    of = record.id if record is not None else transaction.ground.home
    keep_mute(transaction, id_, of, muted=bool(values["muted"]), only_kept=alone)
    if alone and record is not None and not values["muted"]:
        want_feeds(transaction, record)
    return values if alone else {name: v for name, v in values.items() if name != "muted"}


def delete_calendar(store: Store, id_: str) -> Changes:
    """Put a calendar in the trash; its events are out of sight with it, and come back with it."""
    kind = kind_named("calendar")

    def work(transaction: Transaction) -> str:
        if id_.startswith(DUE):
            raise BadRequest(
                N_("what is due comes from the vehicles' own records"), N_("hide it instead")
            )
        record = Reader(transaction.connection).get(Calendar, id_)
        transaction.mark_deleted(kind, id_, True, record.space)
        return title_of(kind, record)

    return store.operate(work, "delete", "")


def show_calendar(store: Store, id_: str, shown: bool) -> None:
    """Tick a calendar in the list, or take the tick away: a setting of this device."""

    def read(reader: Reader) -> dict[str, Any]:
        return dict(reader.settings().get("calendars") or {})

    chosen = store.read(read)
    hidden = [each for each in chosen.get(HIDDEN, ()) if each != id_]
    if not shown:
        hidden.append(id_)
    store.set_settings({"calendars": {**chosen, HIDDEN: hidden}})


def find_calendar(reader: Reader, text: str) -> str:
    """The id of the calendar of this name or id, of what is due too; raises NotFound."""
    there = calendars(reader)
    word = text.strip()
    for each in there:
        if word == each.id or word.casefold() == each.name.casefold():
            return each.id
    raise NotFound(
        told("there is no calendar {name!r}", name=word[:60]),
        told("use one of {names}", names=", ".join(each.name for each in there)),
    )


# ---------------------------------------------------------------------- for events


def calendar_for(transaction: Transaction, name: str) -> str:
    """The calendar where an event goes that names none; one called `name` is made if none is."""
    reader = Reader(transaction.connection)
    there = [each for each in calendars(reader) if each.editable]
    shown = transaction.ground.shown
    chosen = next((each for each in there if each.space == shown), None) or next(iter(there), None)
    if chosen is not None:
        return chosen.id
    kind = kind_named("calendar")
    return transaction.add(kind, completed(kind, {"name": name}))


def check_not_subscribed(transaction: Transaction, calendar: str) -> None:
    """Raises Forbidden where a feed fills the calendar: it would take the edit back."""
    if not calendar:
        return
    if Reader(transaction.connection).all(Subscription, Query(owner=calendar, limit=1)):
        raise Forbidden(
            N_("others write this calendar: it is filled by a feed"),
            N_("copy the event into a calendar of your own"),
        )
