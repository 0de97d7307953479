"""Our side of a pair: its events with their alarms as they are, and what is written of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from garage.calendar.times import EventTimes
from garage.ids import new_id
from garage.records.agenda import Alarm, Attendee, Calendar, Event
from garage.records.registry import kind_of
from garage.sync.merge import Json
from sync_server.abroad import people
from sync_server.abroad.foreign import Fields
from sync_server.abroad.mates import Pair
from sync_server.abroad.shared import (
    alarm_fields,
    fields_of,
    instance_text,
    minutes_of,
    moment,
    removed_of,
    with_removed,
)
from sync_server.calendars import service as calendars
from sync_server.calendars.items import read
from sync_server.records.service import Edit, Seen, records_of, write
from sync_server.spaces import service as spaces

_EVENT = kind_of(Event)
HANGING = frozenset(("alarms", people.NAME))
"""Fields that are records of their own here."""


class Shut(Exception):
    """What a pair is of cannot be written, or is not there any more; its text says which."""


@dataclass(frozen=True, slots=True)
class Here:
    """An event of ours. `alive`: it is there, in this calendar and not deleted."""

    event: Event
    alive: bool
    alarms: Sequence[Alarm] = ()
    attendees: Sequence[Attendee] = ()
    fields: Fields = field(default_factory=dict)

    @property
    def times(self) -> EventTimes:
        """When it is; one that is alive has times."""
        assert self.event.times is not None
        return self.event.times


class Ours:
    """The records of a pair's calendar, within one transaction, as the person may see them."""

    def __init__(self, connection: Connection, pair: Pair, person: str, now: int) -> None:
        self.connection = connection
        self.pair = pair
        self.person = person
        self.now = now

    def lock(self) -> None:
        """Let nobody else write meanwhile; raises Shut."""
        spaces.lock_heads(self.connection, [self.pair.space])
        calendars.bring_all_up(self.connection, [self.pair.space])
        self.demand()

    def demand(self) -> Calendar:
        """The calendar's record; raises Shut where there is none any more."""
        pair = self.pair
        role = spaces.role_in(self.connection, self.person, pair.space)
        seen = records_of(self.connection, pair.space, [pair.calendar]).get(pair.calendar)
        if role is None or seen is None or seen.deleted or seen.kind != Calendar.kind:
            raise Shut("the calendar was deleted here")
        found: Calendar = read(Calendar, seen)
        return found

    def of(self, ids: Iterable[str]) -> dict[str, Here]:
        """Record → the event, also one that was deleted."""
        wanted = list(ids)
        space = self.pair.space
        seen = records_of(self.connection, space, wanted)
        alarms: dict[str, list[Alarm]] = {}
        attendees: dict[str, list[Attendee]] = {}
        for each in calendars.hanging_on(self.connection, space, wanted):
            if each.kind == Alarm.kind and not each.deleted:
                alarm: Alarm = read(Alarm, each)
                alarms.setdefault(alarm.event, []).append(alarm)
            elif each.kind == Attendee.kind and not each.deleted:
                attendee: Attendee = read(Attendee, each)
                attendees.setdefault(attendee.event, []).append(attendee)
        return {
            id_: self._here(each, alarms.get(id_, ()), attendees.get(id_, ()))
            for id_, each in seen.items()
            if each.kind == Event.kind
        }

    def one(self, id_: str) -> Here | None:
        """An event by its record."""
        return self.of([id_]).get(id_)

    def _here(self, seen: Seen, alarms: Sequence[Alarm], attendees: Sequence[Attendee]) -> Here:
        event: Event = read(Event, seen)
        there = not seen.deleted and event.calendar == self.pair.calendar
        alive = there and event.times is not None
        fields = fields_of(event, alarms, attendees)
        return Here(event, alive, alarms, attendees, fields)

    def family(self, uid: str) -> list[Here]:
        """The events of one UID that are here."""
        found = calendars.records_of_item(self.connection, self.pair.space, self.pair.calendar, uid)
        ids = [each.id for each in found if each.kind == Event.kind and not each.deleted]
        return [each for each in self.of(ids).values() if each.alive]

    def removed(self, here: Here) -> frozenset[str]:
        """The instances that are out of a series: removed, or cancelled one by one."""
        if here.event.times is None or not here.times.recurs:
            return frozenset()
        found = removed_of(here.times)
        for each in self.family(here.event.uid or here.event.id):
            if each.event.recurrence is not None and each.event.status == "cancelled":
                found.add(instance_text(each.event.recurrence, here.times))
        return frozenset(found)

    def master_of(self, here: Here) -> Here | None:
        """The series that an override is of."""
        family = self.family(here.event.uid or here.event.id)
        return next((each for each in family if each.event.recurrence is None), None)

    def add(self, id_: str, values: Mapping[str, Json]) -> None:
        """Write a new event, or one that was deleted before."""
        fields = {**values, "calendar": self.pair.calendar, "deleted": False}
        self.put([Edit(self.pair.space, id_, Event.kind, fields)])

    def change(self, here: Here, news: Mapping[str, Json], lost: Iterable[str] = ()) -> None:
        """Set fields; of those that are `lost` what was here is kept as overtaken."""
        id_ = here.event.id
        values = {name: value for name, value in news.items() if name not in HANGING}
        if "times" in values:
            times = EventTimes.from_json(values["times"])
            values["times"] = with_removed(times, removed_of(here.times)).to_json()
        blind = set(lost)
        seen = {name: value for name, value in values.items() if name not in blind}
        if seen or values:
            self._touch(seen)
            self.put([Edit(self.pair.space, id_, Event.kind, seen)])
        unseen = {name: values[name] for name in values if name in blind}
        if unseen:
            self.put([Edit(self.pair.space, id_, Event.kind, unseen)], seen=False)
        if "alarms" in news:
            self.alarm(here, news["alarms"])
        if people.NAME in news:
            self.attend(here, news[people.NAME])

    def take_out(self, here: Here, instances: Iterable[str]) -> None:
        """Take instances out of a series."""
        removed = removed_of(here.times) | set(instances)
        times = with_removed(replace(here.times, removed=()), removed)
        news: dict[str, Json] = {"times": times.to_json()}
        self._touch(news)
        self.put([Edit(self.pair.space, here.event.id, Event.kind, news)])

    def put_back(self, here: Here, instance: str) -> None:
        """Put an instance back into its series."""
        left = removed_of(here.times) - {instance}
        times = with_removed(replace(here.times, removed=()), left)
        self.put([Edit(self.pair.space, here.event.id, Event.kind, {"times": times.to_json()})])

    def delete(self, id_: str) -> None:
        """Delete an event, which can be undone."""
        self.put([Edit(self.pair.space, id_, Event.kind, {"deleted": True})])

    def alarm(self, here: Here, wanted: Any) -> None:
        """Have these alarms, in minutes before; those that only we can keep stay as they are."""
        left = {each for each in wanted or () if isinstance(each, int)}
        edits: list[Edit] = []
        for alarm in here.alarms:
            minutes = minutes_of(alarm)
            if minutes in left:
                left.discard(minutes)
            elif minutes is not None:
                edits.append(Edit(self.pair.space, alarm.id, Alarm.kind, {"deleted": True}))
        for minutes in sorted(left):
            fields = alarm_fields(here.event.id, minutes)
            edits.append(Edit(self.pair.space, new_id(self.now), Alarm.kind, fields))
        self.put(edits)

    def attend(self, here: Here, wanted: Any) -> None:
        """Have these people take part; who has no e-mail address, or only asks to, stays."""
        now = moment(self.now).iso
        self.put([
            Edit(self.pair.space, id_ or new_id(self.now), Attendee.kind, fields)
            for id_, fields in people.news_of(here.event.id, here.attendees, wanted, now)
        ])  # fmt: skip

    def _touch(self, news: dict[str, Json]) -> None:
        news |= _EVENT.fields_json({"modified": moment(self.now)})

    def put(self, edits: Sequence[Edit], *, seen: bool = True) -> None:
        """Write as the person would; raises Shut where they may not."""
        if not edits:
            return
        for verdict in write(self.connection, self.person, edits, self.now, seen=seen):
            if verdict.verdict == "refused" and verdict.code in ("forbidden", "unknown_space"):
                raise Shut("you may not write in this calendar any more")
        calendars.bring_all_up(self.connection, [self.pair.space])
