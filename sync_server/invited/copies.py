"""Guests who have an account here: a copy in the calendar of their own garage, by the same UID."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select

from garage.calendar.series import InstanceId
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.ics.importing import instant_key
from garage.ids import natural_id
from garage.itip.addresses import calendar_address, key_of_address
from garage.itip.effects import Answer
from garage.records.agenda import Attendee, Calendar, Event
from garage.records.registry import kind_of
from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.calendars import service as calendars
from sync_server.invited.answering import apply, present, stands
from sync_server.invited.changes import is_anew, name_of
from sync_server.invited.families import Family, Guest, family_of, organizer_of
from sync_server.invited.tables import COPY, GUEST
from sync_server.kit.rows import put
from sync_server.records.service import Edit, Seen, records_of, write

NAME = "Invitations"
"""What the calendar of copies is called, until its owner calls it otherwise."""

_EVENT, _ATTENDEE, _CALENDAR = kind_of(Event), kind_of(Attendee), kind_of(Calendar)
_SHOWN = (
    "uid", "recurrence", "following", "title", "times", "place", "position", "status", "free",
    "privacy", "categories", "url", "conferences", "attachments", "resources", "contacts",
    "priority", "notes",
)  # fmt: skip
_OF_ANSWERS = ("state", "answered", "rsvp", "proposed")
_OF_GUESTS = ("address", "name", "role", "state", "type", "rsvp", "answered")


def tell(
    connection: Connection,
    family: Family,
    organizer: Person,
    guest: Guest,
    events: Sequence[FullEvent],
    fields: Mapping[str, Any],
    now: int,
    *,
    anew: frozenset[str],
) -> None:
    """Write the copy of a guest as the event is now; their own answer is theirs, unless `anew`."""
    person = accounts.by_email(connection, guest.mail)
    if person is None:
        return
    home = fields["home"]
    mine = _of(family.space, family.uid, guest.key)
    there = dict(connection.execute(select(COPY.c.event, COPY.c.space).where(mine)).all())
    # Its owner may have moved the calendar of copies to another garage.
    place = next(iter(there.values()), home)
    calendar = natural_id(home, ("invitations",))
    edits = _calendar(connection, place, calendar) if place == home else []
    uid = _uid(connection, family, guest, fields, there)
    events = [replace(full, event=replace(full.event, uid=uid)) for full in events]
    ids = _ids(connection, (home, place), uid, there, events)
    for full in events:
        id_ = ids[name_of(full)]
        edits.append(_event(place, calendar, id_, full, organizer, fields["sequence"]))
        edits += _guests(connection, (home, place), id_, full, guest, anew=is_anew(full, anew))
        put(connection, COPY, {
            "space": place, "event": id_, "of_space": family.space, "uid": family.uid,
            "address": guest.key,
        })  # fmt: skip
    gone = {id_: where for id_, where in there.items() if id_ not in ids.values()}
    edits += _gone(connection, gone)
    write(connection, person.id, edits, now)


def _uid(
    connection: Connection,
    family: Family,
    guest: Guest,
    fields: Mapping[str, Any],
    there: Mapping[str, str],
) -> str:
    """The event's own, unless a copy of another's event bears it: UIDs are known to all guests,
    and whoever uses one again is not to change what somebody else asked to.
    """
    apart = natural_id(fields["home"], ("invited apart", fields["origin"], family.uid))
    if there:
        spaces = set(there.values())
        kept = (records_of(connection, space, there).values() for space in spaces)
        named = {seen.fields.get("uid") for those in kept for seen in those}
        return apart if apart in named else family.uid
    others = (COPY.c.uid == family.uid) & (COPY.c.address == guest.key)
    return apart if connection.execute(select(COPY.c.event).where(others)).first() else family.uid


def _ids(
    connection: Connection,
    spaces: tuple[str, str],
    uid: str,
    there: Mapping[str, str],
    events: Sequence[FullEvent],
) -> dict[str, str]:
    """Instance → the record that is its copy, or that the guest made to answer to it alone."""
    home, place = spaces
    ids = {name_of(full): copy_id(home, full) for full in events}
    if not there or len(ids) < 2:
        return ids
    calendars.bring_all_up(connection, [place])
    known = records_of(connection, place, calendars.events_named(connection, place, uid))
    own = {instant_key(i): seen.id for seen in known.values() if (i := _instance(seen)) is not None}
    for full in events:
        if full.event.recurrence is not None:
            name, key = name_of(full), instant_key(full.event.recurrence)
            ids[name] = own.get(key, ids[name])
    return ids


def _instance(seen: Seen) -> InstanceId | None:
    text = seen.fields.get("recurrence")
    try:
        return InstanceId.parse(text) if isinstance(text, str) else None
    except ValueRefused:
        return None


def copy_id(home: str, full: FullEvent) -> str:
    """The id of a copy: two servers' jobs make the same."""
    instance = full.event.recurrence.text if full.event.recurrence else ""
    return natural_id(home, ("invited", full.event.uid, instance))


def _calendar(connection: Connection, home: str, calendar: str) -> list[Edit]:
    there = records_of(connection, home, [calendar]).get(calendar)
    if there is not None:
        return [Edit(home, calendar, Calendar.kind, {"deleted": False})] if there.deleted else []
    fields = _CALENDAR.fields_json({"name": NAME, "of": "events"})
    return [Edit(home, calendar, Calendar.kind, fields)]


def _event(
    home: str, calendar: str, id_: str, full: FullEvent, organizer: Person, sequence: int
) -> Edit:
    event = full.event
    values = {name: getattr(event, name) for name in _SHOWN}
    values |= {
        "calendar": calendar, "sequence": sequence, "created": event.created,
        "modified": event.modified, "organizer": calendar_address(organizer.email),
        "organizer_name": organizer.name,
    }  # fmt: skip
    return Edit(home, id_, Event.kind, {**_EVENT.fields_json(values), "deleted": False})


def _guests(
    connection: Connection, spaces: tuple[str, str], event: str, full: FullEvent, guest: Guest, *,
    anew: bool,
) -> list[Edit]:  # fmt: skip
    home, place = spaces
    own = _own_ids(connection, place, event)
    ids = {
        own.get(key_of_address(each.address))
        or natural_id(home, ("invited", event, key_of_address(each.address))): each
        for each in full.attendees
        if not each.uninvited
    }
    known = records_of(connection, place, ids)
    edits = []
    for id_, each in ids.items():
        values = {name: getattr(each, name) for name in _OF_GUESTS}
        if key_of_address(each.address) == guest.key:
            values |= {"rsvp": True, "proposed": each.proposed}
            if anew:
                values |= {"state": "needs_action", "answered": None, "proposed": None}
            elif id_ in known and _answers_more(known[id_].fields.get("answered"), each):
                for name in _OF_ANSWERS:
                    del values[name]
        fields = {**_ATTENDEE.fields_json({**values, "event": event}), "deleted": False}
        edits.append(Edit(place, id_, Attendee.kind, fields))
    return edits


def _own_ids(connection: Connection, place: str, event: str) -> dict[str, str]:
    """Address → the record of somebody at an event of a guest's own garage."""
    return {
        key_of_address(str(each.fields.get("address", ""))): each.id
        for each in calendars.hanging_on(connection, place, [event])
        if each.kind == Attendee.kind and not each.deleted
    }


def _answers_more(answered: Any, each: Attendee) -> bool:
    """Whether the copy has an answer that the organizer's event has not yet."""
    return bool(answered != (each.answered.iso if each.answered else None))


def _of(space: str, uid: str, address: str) -> Any:
    """The copies of one guest of what bears a UID in a space."""
    return (COPY.c.of_space == space) & (COPY.c.uid == uid) & (COPY.c.address == address)


def _gone(connection: Connection, gone: Mapping[str, str]) -> list[Edit]:
    """Copies that are to be no more, and are no copies any longer."""
    for id_, space in gone.items():
        connection.execute(delete(COPY).where(COPY.c.space == space, COPY.c.event == id_))
    return [Edit(space, id_, Event.kind, {"deleted": True}) for id_, space in gone.items()]


def take_away(connection: Connection, row: RowMapping, now: int) -> None:
    """A guest who reads the calendar itself sees the event there, and not twice."""
    person, there = _standing(connection, row)
    if person is not None:
        write(connection, person.id, _gone(connection, there), now)


def call_off(connection: Connection, row: RowMapping, now: int) -> None:
    """A guest's copy stays, as cancelled: so they see what became of it."""
    person, there = _standing(connection, row)
    if person is not None and there:
        fields = _EVENT.fields_json({"status": "cancelled"})
        edits = [Edit(space, id_, Event.kind, fields) for id_, space in there.items()]
        write(connection, person.id, edits, now)


def _standing(connection: Connection, row: RowMapping) -> tuple[Person | None, dict[str, str]]:
    """A guest, and where their copies are: event → space."""
    mine = _of(row["space"], row["uid"], row["address"])
    there = dict(connection.execute(select(COPY.c.event, COPY.c.space).where(mine)).all())
    return accounts.by_email(connection, row["address"]), there


def answer_back(connection: Connection, family: Family, now: int) -> bool:
    """Take what a guest answered in their copy to the organizer's event; false for no copy."""
    event = family.first.event.id
    row = connection.execute(
        select(COPY).where(COPY.c.space == family.space, COPY.c.event == event)
    ).first()
    if row is None:
        return False
    take_answers(connection, row.of_space, row.uid, row.address, family, now)
    return True


def take_answers(
    connection: Connection, space: str, uid: str, address: str, family: Family, now: int
) -> None:
    """Take the answers in a guest's copy to the event that it is of, if they count there."""
    mine = (GUEST.c.space == space) & (GUEST.c.uid == uid) & (GUEST.c.address == address)
    guest = connection.execute(select(GUEST).where(mine)).first()
    if guest is None or guest.off or guest.way != "copy":
        return
    there = family_of(connection, guest.space, guest.event)
    organizer = organizer_of(connection, there) if there is not None and not there.deleted else None
    if there is None or organizer is None:
        return
    answers = [
        answer for full in family.events for answer in _answers(full, there, address, family, now)
    ]
    apply(connection, there, answers, organizer.id, now)


def _answers(
    copy: FullEvent, there: Family, address: str, family: Family, now: int
) -> list[Answer]:
    own = next((a for a in copy.attendees if key_of_address(a.address) == address), None)
    target, new = _target(copy, there)
    if target is None or (own is None and not family.deleted):
        return []
    theirs = next((a for a in target.attendees if key_of_address(a.address) == address), None)
    own = own or Attendee()
    # Who throws a copy away does not come.
    state = "declined" if family.deleted else own.state
    if theirs is None or state in ("", "needs_action"):
        return []
    if own.answered is not None and own.answered == theirs.answered:
        # It was taken; what the organizer made of it since counts.
        return []
    if (state, own.proposed, own.notes) == (theirs.state, theirs.proposed, theirs.notes):
        return []
    values: dict[str, Any] = {
        "state": state, "proposed": own.proposed, "notes": own.notes, "rsvp": False,
        "answered": own.answered or present(now),
    }  # fmt: skip
    return [Answer(target.event.id, theirs.id, values, new)]


def _target(copy: FullEvent, there: Family) -> tuple[FullEvent | None, InstanceId | None]:
    """What a copy is of; with the instance, where a guest answered to it alone as the first."""
    instance = copy.event.recurrence
    series = next((f for f in there.events if f.event.recurrence is None), None)
    if instance is None:
        return series, None
    key = instant_key(instance)
    for full in there.events:
        if full.event.recurrence is not None and instant_key(full.event.recurrence) == key:
            return full, None
    return (series, instance) if series is not None and stands(series, instance) else (None, None)
