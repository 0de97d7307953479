"""What a resource that came differs in from the records that are here, as edits of these.

A field that came as it is here is not written: its stamp stays, and with it what another device
may do to it at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from garage.ics.event_reader import ReadEvent
from garage.ics.importing import EventKey, key_of
from garage.ids import new_id
from garage.moments import Moment
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.registry import Kind, Record, kind_of
from sync_server.records.service import Edit, Seen

_EVENT, _ATTENDEE, _ALARM = kind_of(Event), kind_of(Attendee), kind_of(Alarm)
_OURS = frozenset(
    ("calendar", "event", "vehicle", "reminder", "person", "tags", "custom", "source", "channels")
)
"""Fields that no iCalendar text has: they stay as they are."""
_OF_ATTENDEES = frozenset(("answered", "proposed", "uninvited", "notes"))
"""What iCalendar has no place for in an attendee's line."""
_OF_EDITS = frozenset(("created", "modified", "sequence"))
"""What tells when and how often an event was changed, and not how it is."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Here:
    """The records of one UID, as values."""

    events: Sequence[tuple[str, Values]]
    hanging: Mapping[str, Sequence[tuple[str, Kind, Values]]]
    """Event → its attendees and alarms."""


def here_of(records: Iterable[Seen]) -> Here:
    """Of what is not deleted."""
    events: list[tuple[str, Values]] = []
    hanging: dict[str, list[tuple[str, Kind, Values]]] = {}
    for seen in sorted(records, key=lambda each: (each.born, each.id)):
        if seen.deleted:
            continue
        if seen.kind == _EVENT.name:
            events.append((seen.id, _EVENT.read_json(seen.fields)[0]))
        else:
            kind = _ATTENDEE if seen.kind == _ATTENDEE.name else _ALARM
            values = kind.read_json(seen.fields)[0]
            hanging.setdefault(values.get("event", ""), []).append((seen.id, kind, values))
    return Here(events, hanging)


@dataclass
class Differences:
    """The edits that make the records of a calendar's item what came."""

    space: str
    calendar: str
    now: int
    own_marks: bool = False
    """Whether alarms are acknowledged by each person for themselves: it is `heard`, and no edit."""
    edits: list[Edit] = field(default_factory=list)
    heard: dict[str, Moment] = field(default_factory=dict)

    def of(self, sent: Sequence[ReadEvent], here: Here) -> list[Edit]:
        """Events are matched by the instance that they stand for."""
        known: dict[EventKey, tuple[str, Values]] = {}
        for id_, values in here.events:
            known.setdefault(key_of({**values, "uid": ""}), (id_, values))
        for event in sent:
            ours = known.pop(key_of({**event.values, "uid": ""}), None)
            if ours is None:
                self._add_event(event)
            else:
                self._change_event(event, *ours, here)
        for id_, _ in known.values():
            self._delete(id_, _EVENT)
        return self.edits

    def _add_event(self, event: ReadEvent) -> None:
        id_ = new_id(self.now)
        self._write(id_, _EVENT, {**event.values, "calendar": self.calendar})
        for values in event.attendees:
            self._write(new_id(self.now), _ATTENDEE, {**values, "event": id_})
        for values in event.alarms:
            self._write(new_id(self.now), _ALARM, {**values, "event": id_})

    def _change_event(self, event: ReadEvent, id_: str, ours: Values, here: Here) -> None:
        came = dict(event.values)
        if not ours.get("uid"):
            # One without is called by its id.
            came.pop("uid", None)
        if came.get("recurrence") != ours.get("recurrence"):
            # The same instant under another zone's name.
            came["recurrence"] = ours.get("recurrence")
        before = len(self.edits)
        self._hanging(id_, event.attendees, _those(here, id_, _ATTENDEE), _ATTENDEE, _same_person)
        alarms = [each for each in _those(here, id_, _ALARM) if not _waits(each[1])]
        self._hanging(id_, event.alarms, alarms, _ALARM, _same_alarm)
        news = _differing(_EVENT, ours, came)
        if news.keys() - _OF_EDITS or ("modified" in news and len(self.edits) > before):
            self._write(id_, _EVENT, _edited(news, ours, came, self.now))

    def _hanging(
        self,
        event: str,
        came: Sequence[Values],
        ours: Sequence[tuple[str, Values]],
        kind: Kind,
        same: Callable[[Values, Values], bool],
    ) -> None:
        left = list(ours)
        alone: list[Values] = []
        for values in came:
            known = next((each for each in left if same(each[1], values)), None)
            if known is None:
                alone.append(values)
            else:
                left.remove(known)
                self._change(kind, *known, values)
        for values in alone:
            if left and kind is _ALARM:
                # Another time for the same alarm, most likely.
                self._change(kind, *left.pop(0), values)
            else:
                self._write(new_id(self.now), kind, {**values, "event": event})
        for id_, _ in left:
            self._delete(id_, kind)

    def _change(self, kind: Kind, id_: str, ours: Values, came: Values) -> None:
        news = _differing(kind, ours, came)
        if news:
            self._write(id_, kind, news)

    def _write(self, id_: str, kind: Kind, values: Values) -> None:
        if self.own_marks and kind is _ALARM and "acknowledged" in values:
            values = dict(values)
            moment = values.pop("acknowledged")
            if moment is not None:
                self.heard[id_] = moment
            if not values:
                return
        self.edits.append(Edit(self.space, id_, kind.name, kind.fields_json(values)))

    def _delete(self, id_: str, kind: Kind) -> None:
        self.edits.append(Edit(self.space, id_, kind.name, {"deleted": True}))


def _those(here: Here, event: str, kind: Kind) -> list[tuple[str, Values]]:
    return [(id_, values) for id_, of, values in here.hanging.get(event, ()) if of is kind]


def _waits(alarm: Values) -> bool:
    """For an odometer, which no other program was told of."""
    trigger = alarm.get("trigger")
    return trigger is None or trigger.odometer is not None


def _same_person(ours: Values, came: Values) -> bool:
    return str(ours.get("address", "")).casefold() == str(came.get("address", "")).casefold()


def _same_alarm(ours: Values, came: Values) -> bool:
    if ours.get("uid") and came.get("uid"):
        return bool(ours["uid"] == came["uid"])
    return ours.get("trigger") == came.get("trigger") and _action(ours) == _action(came)


def _action(values: Values) -> str:
    return values.get("action") or "display"


def _differing(kind: Kind, ours: Values, came: Values) -> dict[str, Any]:
    """Fields that came other than they are here; None for one that came no more."""
    empty = _empty(kind.type)
    ours_alone = _OURS | _OF_ATTENDEES if kind is _ATTENDEE else _OURS
    return {
        spec.name: came.get(spec.name)
        for spec in kind.fields
        if spec.name not in ours_alone
        and came.get(spec.name, empty[spec.name]) != ours.get(spec.name, empty[spec.name])
    }


def _empty(type_: type[Record]) -> dict[str, Any]:
    return vars(type_())


def _edited(news: Values, ours: Values, came: Values, now: int) -> dict[str, Any]:
    """With what tells of the edit: it never goes back, and is told where the program did not."""
    told = {name: value for name, value in news.items() if name not in _OF_EDITS}
    if came.get("created") and not ours.get("created"):
        told["created"] = came["created"]
    sequence = max(came.get("sequence") or 0, ours.get("sequence") or 0)
    if sequence != (ours.get("sequence") or 0):
        told["sequence"] = sequence
    modified = came.get("modified")
    if not modified or (ours.get("modified") and modified.instant <= ours["modified"].instant):
        modified = _moment(now)
    return {**told, "modified": modified}


def _moment(now: int) -> Moment:
    when = datetime.fromtimestamp(now // 1000, UTC)
    return Moment(when.date(), when.time(), 0)
