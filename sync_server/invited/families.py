"""An event with all that bears its UID, whose it is, and whom they ask to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from garage.content_lines import kept_parameters
from garage.ics.event_writer import FullEvent
from garage.itip.addresses import key_of_address, mail_of
from garage.permissions import Verb, may
from garage.records.agenda import Attendee, Event
from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.calendars import service as calendars
from sync_server.records.service import Seen, records_of
from sync_server.spaces import service as spaces

MOST_GUESTS = 200
"""Of one event that are told; more are a mailing list."""

_NOT_OURS = frozenset(("CLIENT", "NONE"))


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody asked to an event: the e-mail address, and what they are called."""

    key: str
    mail: str
    name: str
    imported: bool = False
    """They came in with a file: whoever wrote it asked them."""


@dataclass(frozen=True, slots=True)
class Family:
    """A series with its instances, or an event that comes once.

    `deleted`: all of it is in the trash, and `events` are as they were.
    """

    space: str
    calendar: str
    uid: str
    events: Sequence[FullEvent]
    authors: Mapping[str, str]
    deleted: bool = False

    @property
    def first(self) -> FullEvent:
        """The series, or the instance where there is no more."""
        alone = (each for each in self.events if each.event.recurrence is None)
        return next(alone, self.events[0])

    @property
    def ends(self) -> int | None:
        """When it is over (ms); None: never."""
        return calendars.bounds(self.events)[1]

    def guests(self, organizer: str) -> dict[str, Guest]:
        """Key → guest, the organizer left out and who only asks to take part."""
        found: dict[str, Guest] = {}
        for full in () if self.deleted else self.events:
            for each in full.attendees:
                key, mail = key_of_address(each.address), mail_of(each.address)
                if mail and key != organizer and not each.uninvited and not _told_elsewhere(each):
                    imported = each.source is not None and each.source.how != "typed"
                    found.setdefault(key, Guest(key, mail, each.name, imported))
        return dict(list(found.items())[:MOST_GUESTS])


def _told_elsewhere(attendee: Attendee) -> bool:
    """A calendar program said that it asks them itself (RFC 6638, section 7.1)."""
    if "SCHEDULE-AGENT" not in attendee.foreign.upper():
        return False
    told = dict(kept_parameters(attendee.foreign)).get("SCHEDULE-AGENT", ())
    return any(each.upper() in _NOT_OURS for each in told[:1])


def family_of(connection: Connection, space: str, event: str) -> Family | None:
    """The family of an event's record; None where there is no such record."""
    seen = records_of(connection, space, [event]).get(event)
    if seen is None or seen.kind != Event.kind:
        return None
    calendar, uid = _text(seen, "calendar"), _text(seen, "uid") or seen.id
    calendars.bring_all_up(connection, [space])
    return _made(connection, space, calendar, uid) or _deleted(connection, space, seen)


def _made(connection: Connection, space: str, calendar: str, uid: str) -> Family | None:
    records = calendars.records_of_item(connection, space, calendar, uid)
    events = [each for each in calendars.full_events(records) if each.event.times is not None]
    if not events:
        return None
    masters = [each for each in events if each.event.recurrence is None]
    # Another series of the same UID, which another device made, is an event of its own.
    kept = [each for each in events if each.event.recurrence is not None or each is masters[0]]
    named = [replace(each, event=replace(each.event, uid=uid)) for each in kept]
    authors = {each.id: each.author for each in records if each.kind == Event.kind}
    return Family(space, calendar, uid, named, authors)


def _deleted(connection: Connection, space: str, seen: Seen) -> Family | None:
    """What is in the trash, as it was; its guests are called off."""
    if not seen.deleted:
        return None
    back = replace(seen, fields={**seen.fields, "deleted": False})
    events = [each for each in calendars.full_events([back]) if each.event.times is not None]
    uid = _text(seen, "uid") or seen.id
    if not events:
        return None
    return Family(space, _text(seen, "calendar"), uid, events, {seen.id: seen.author}, True)


def as_it_shows(connection: Connection, family: Family) -> Family:
    """The same; deleted, if its calendar is in the trash."""
    if family.deleted or not calendars.in_trash(connection, family.space, family.calendar):
        return family
    return replace(family, deleted=True)


def _text(seen: Seen, name: str) -> str:
    value = seen.fields.get(name)
    return value if isinstance(value, str) else ""


def organizer_of(connection: Connection, family: Family) -> Person | None:
    """Who asks: the account that the event names, else who made it; None where it is not theirs."""
    event = family.first.event
    author = family.authors.get(event.id, "")
    if calendars.asked_elsewhere(connection, family.space, family.calendar, event.id):
        return None
    return organizer_in(connection, family.space, event.organizer, author)


def organizer_in(connection: Connection, space: str, named: str, author: str) -> Person | None:
    """The same of an event that names an organizer, or none, and that somebody made."""
    mail = mail_of(named)
    if named:
        person = accounts.by_email(connection, mail) if mail else None
    else:
        person = accounts.by_id(connection, author)
    if person is None:
        return None
    role = spaces.role_in(connection, person.id, space)
    own = author == person.id
    return person if role is not None and may(role, Verb.EDIT, Event.kind, own=own) else None
