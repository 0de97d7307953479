"""PUT and DELETE of an event: what has to hold first, and the records that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import Response

from garage.ics.calendar_writer import version_of
from garage.ids import is_id
from garage.permissions import Verb, may
from garage.records.agenda import Event
from sync_server.calendars import dav_objects
from sync_server.calendars.dav_calendars import Shown, calendar_named, calendars_of, readable
from sync_server.calendars.dav_differences import Differences, here_of
from sync_server.calendars.dav_heard import marks_of
from sync_server.calendars.dav_names import c, d
from sync_server.calendars.dav_object import Object, shared_part
from sync_server.calendars.dav_places import Place, Sort
from sync_server.calendars.dav_reading import Sent, read_sent
from sync_server.calendars.dav_refused import (
    NotHere,
    PreconditionFailed,
    Refused,
    forbidden,
    invalid_data,
)
from sync_server.calendars.dav_requests import Asked
from sync_server.calendars.dav_tables import OBJECT
from sync_server.calendars.dav_xml import said, tag
from sync_server.calendars.projection import behind, bring_up
from sync_server.calendars.service import bring_all_up, records_of_item
from sync_server.kit import clock
from sync_server.kit.problem import Conflict, NotFound
from sync_server.kit.rows import put as put_row
from sync_server.records.service import Edit, Seen, records_of, write
from sync_server.spaces import service as spaces

LONGEST_NAME = 255
_TYPES = ("text/calendar", "application/octet-stream", "")


@dataclass(frozen=True)
class Conditions:
    """If-Match and If-None-Match, as they were sent."""

    match: str
    none_match: str

    @property
    def has_seen(self) -> bool:
        """Whether the program says which version it changes; some never do."""
        return self.match not in ("", "*")

    def demand(self, there: Object | None) -> None:
        """Raises PreconditionFailed (RFC 9110, section 13)."""
        etag = shared_part(there.etag) if there is not None else ""
        if self.match and not (there and (self.match == "*" or etag in _listed(self.match))):
            raise PreconditionFailed("it was changed meanwhile", "read it again")
        none = self.none_match
        if none and there and (none == "*" or etag in _listed(none)):
            raise PreconditionFailed("it is there already", "read it first")


def _listed(header: str) -> list[str]:
    # What the person alone heard meanwhile is no change of the event.
    return [shared_part(each.strip().removeprefix("W/")) for each in header[:10_000].split(",")]


def _conditions(asked: Asked) -> Conditions:
    return Conditions(asked.header("if-match"), asked.header("if-none-match"))


async def put(asked: Asked) -> Response:
    """Keep an event. The ETag is told where the text is kept as it came."""
    place, conditions = asked.place, _conditions(asked)
    if place.sort is not Sort.EVENT:
        raise NotHere("only events are put, into a calendar")
    kind = asked.header("content-type").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise Refused(c("supported-calendar-data"), "only text/calendar is kept")
    sent = await asked.working(lambda: read_sent(asked.body, ""))
    writing = _Put(asked.person, place, sent, conditions)
    # One transaction does it all: on SQLite, others wait for each more.
    etag, new = await asked.database.writing(writing.done)
    headers = {"ETag": etag} if etag else {}
    return Response(status_code=201 if new else 204, headers=headers)


@dataclass(frozen=True)
class _Put:
    person: str
    place: Place
    sent: Sent
    conditions: Conditions

    def done(self, connection: Connection) -> tuple[str, bool]:
        """The ETag ("" where another text is there than came), and whether it is new."""
        calendar = locked(connection, self.person, self.place.calendar)
        names = dav_objects.named(connection, calendar, [self.place.name], bodies=False)
        there = names.get(self.place.name)
        self.conditions.demand(there)
        self._demand(connection, calendar, there)
        records = records_here(connection, calendar, self.sent.uid)
        now = clock.now()
        events = self.sent.events
        if calendar.zone not in ("", "UTC"):
            # Where times are that a zone was lost of is known only here.
            events = read_sent(self.sent.text.encode(), calendar.zone).events
        found = Differences(calendar.space, calendar.id, now, bool(calendar.own_marks))
        edits = found.of(events, here_of(records))
        _write(connection, self.person, self.place, edits, now, seen=self.conditions.has_seen)
        marks = marks_of(connection, calendar.own_marks, found.heard) if found.heard else []
        _write(connection, self.person, self.place, marks, now, seen=True)
        etag = self._keep(connection, calendar, there, as_it_came=not found.heard)
        return etag, there is None

    def _demand(self, connection: Connection, calendar: Shown, there: Object | None) -> None:
        if not calendar.may_write:
            raise forbidden("write-content" if there else "bind", self.place.href)
        if there is not None and there.uid != self.sent.uid:
            raise _uid_conflict(self.place)
        if there is None:
            if len(self.place.name) > LONGEST_NAME:
                raise Refused(d("name-allowed"), "the name is too long")
            for other in dav_objects.of_uids(connection, calendar, [self.sent.uid]):
                raise _uid_conflict(self.place.of(other.name))

    def _keep(
        self, connection: Connection, calendar: Shown, there: Object | None, *, as_it_came: bool
    ) -> str:
        """Keep the text as it came, unless it says only what is here already.

        Of what others are not told, as what one heard, only the name is kept.
        """
        while bring_up(connection, calendar.space):
            pass
        row = next(iter(dav_objects.of_uids(connection, calendar, [self.sent.uid])), None)
        if row is None:
            raise invalid_data("nothing of it can be kept")
        etag = version_of(self.sent.text)
        if there is not None and row.state == there.state:
            return etag if etag == row.etag else ""
        put_row(connection, OBJECT, {
            "space": calendar.space, "calendar": calendar.id, "uid": self.sent.uid,
            "name": self.place.name, "made_of": row.state if as_it_came else "", "etag": etag,
            "body": self.sent.text if as_it_came else "",
        })  # fmt: skip
        # With marks of the person another text is there for them than came.
        return etag if as_it_came and shared_part(row.etag) == row.etag else ""


def records_here(connection: Connection, calendar: Shown, uid: str) -> list[Seen]:
    """The records of a resource, deleted ones left out.

    Of two series of one UID the later one is a resource of its own, called by its record's id.
    """
    found = records_of_item(connection, calendar.space, calendar.id, uid)
    if not found and is_id(uid):
        alone = records_of(connection, calendar.space, [uid]).get(uid)
        said = alone.fields.get("uid") if alone is not None else None
        if isinstance(said, str):
            family = records_of_item(connection, calendar.space, calendar.id, said)
            return _hanging_on({uid}, _live(family))
    live = _live(found)
    masters = [each for each in live if _is_master(each)]
    others = {each.id for each in masters[1:]}
    return _hanging_on({each.id for each in live if each.kind == Event.kind} - others, live)


def _live(records: Iterable[Seen]) -> list[Seen]:
    there = (each for each in records if not each.deleted)
    return sorted(there, key=lambda each: (each.born, each.id))


def _is_master(seen: Seen) -> bool:
    return seen.kind == Event.kind and not seen.fields.get("recurrence")


def _hanging_on(events: set[str], records: Iterable[Seen]) -> list[Seen]:
    return [each for each in records if each.id in events or each.fields.get("event") in events]


def _uid_conflict(place: Place) -> Refused:
    inner = tag(d("href"), said(place.href))
    return Refused(c("no-uid-conflict"), "this UID is another resource's", inner=inner)


def locked(connection: Connection, person: str, name: str) -> Shown:
    """A calendar that nobody else writes in meanwhile, its projections up to date."""
    calendar = calendars_of(connection, person).get(name)
    if calendar is None:
        # A device may have made it a moment ago.
        bring_all_up(connection, readable(connection, person))
        calendar = calendar_named(connection, person, name)
    spaces.lock_heads(connection, [calendar.space, calendar.own_marks])
    if behind(connection, [calendar.space]):
        bring_all_up(connection, [calendar.space])
        calendar = calendar_named(connection, person, name)
    return calendar


def _write(
    connection: Connection,
    person: str,
    place: Place,
    edits: Sequence[Edit],
    now: int,
    *,
    seen: bool,
) -> None:
    """All of the edits, or none; raises Refused. What was not seen is kept as overtaken."""
    if not edits:
        return
    for verdict in write(connection, person, edits, now, seen=seen):
        if verdict.verdict == "refused":
            if verdict.code == "forbidden":
                raise forbidden("write-content", place.href)
            raise invalid_data(verdict.reason)
        if verdict.verdict != "merged":
            raise Conflict("it was moved meanwhile", "read the calendar again")


async def remove(asked: Asked) -> Response:
    """DELETE: an event, or a calendar with all that is in it."""
    place, conditions = asked.place, _conditions(asked)
    if place.sort is Sort.EVENT:
        await asked.writing(lambda connection: _remove(connection, asked.person, place, conditions))
    elif place.sort is Sort.CALENDAR:
        await asked.writing(lambda connection: _remove_calendar(connection, asked.person, place))
    else:
        raise NotHere("this is not deleted here")
    return Response(status_code=204)


def _remove(connection: Connection, person: str, place: Place, conditions: Conditions) -> None:
    calendar = locked(connection, person, place.calendar)
    there = dav_objects.named(connection, calendar, [place.name], bodies=False).get(place.name)
    if there is None:
        raise NotFound
    conditions.demand(there)
    if not calendar.may_write:
        raise forbidden("unbind", place.href)
    records = records_here(connection, calendar, there.uid)
    _demand_delete(calendar, person, records, place)
    edits = [
        Edit(calendar.space, seen.id, seen.kind, {"deleted": True})
        for seen in records
        if seen.kind == Event.kind and not seen.deleted
    ]
    _write(connection, person, place, edits, clock.now(), seen=True)


def _demand_delete(calendar: Shown, person: str, records: Sequence[Seen], place: Place) -> None:
    for seen in records:
        own = seen.author == person
        if seen.kind == Event.kind and not may(calendar.role, Verb.DELETE, seen.kind, own=own):
            raise forbidden("unbind", place.href)


def _remove_calendar(connection: Connection, person: str, place: Place) -> None:
    calendar = locked(connection, person, place.calendar)
    if not calendar.may_rename:
        raise forbidden("unbind", place.href)
    edit = Edit(calendar.space, calendar.id, "calendar", {"deleted": True})
    _write(connection, person, place, [edit], clock.now(), seen=True)
    bring_all_up(connection, [calendar.space])
