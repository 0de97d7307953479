"""Answers written into the organizer's event: by page, by mail, or from a guest's copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.ics.importing import instant_key
from garage.ics.times_writer import in_series
from garage.ids import natural_id, new_id
from garage.itip.addresses import key_of_address
from garage.itip.effects import Answer
from garage.itip.single import is_instance, times_of
from garage.moments import Moment
from garage.records.agenda import Attendee, Event
from garage.records.registry import kind_of
from sync_server.invited.families import Family
from sync_server.records.service import Edit, write

_EVENT, _ATTENDEE = kind_of(Event), kind_of(Attendee)
_COPIED = ("name", "role", "type", "address", "state", "rsvp", "sent_by", "foreign")


def answers(events: Iterable[FullEvent], address: str, values: Mapping[str, Any]) -> list[Answer]:
    """The same answer for all of some events that a guest is asked to."""
    return [
        Answer(full.event.id, each.id, values)
        for full in events
        for each in full.attendees
        if key_of_address(each.address) == address
    ]


def answer_to_one(
    events: Sequence[FullEvent], address: str, values: Mapping[str, Any], instance: InstanceId
) -> list[Answer]:
    """An answer to one instance of what a guest is asked to; none where there is no such one."""
    key = instant_key(instance)
    for full in events:
        if full.event.recurrence is not None and instant_key(full.event.recurrence) == key:
            return answers([full], address, values)
    series = [full for full in events if full.event.recurrence is None]
    if not series or not stands(series[0], instance):
        return []
    return [replace(each, instance=instance) for each in answers(series[:1], address, values)]


def stands(series: FullEvent, instance: InstanceId) -> bool:
    """Whether a series has the instance."""
    times = series.event.times
    return times is not None and times.recurs and is_instance(times, instance)


def present(now: int) -> Moment:
    """A time in milliseconds, as records have it."""
    when = datetime.fromtimestamp(now // 1000, UTC)
    return Moment(when.date(), when.time(), 0)


def apply(
    connection: Connection, family: Family, effects: Sequence[Answer], organizer: str, now: int
) -> bool:
    """Write what answers say, on the organizer's behalf; whether it was taken."""
    edits = [edit for effect in effects for edit in _edits(family, effect, now)]
    if not edits:
        return False
    verdicts = write(connection, organizer, edits, now)
    return all(each.verdict == "merged" for each in verdicts)


def _edits(family: Family, effect: Answer, now: int) -> list[Edit]:
    full = next(each for each in family.events if each.event.id == effect.event)
    if effect.instance is not None:
        return _of_instance(family, full, effect)
    fields = _ATTENDEE.fields_json({**effect.values, "event": effect.event})
    return [Edit(family.space, effect.attendee or new_id(now), Attendee.kind, fields)]


def _of_instance(family: Family, master: FullEvent, effect: Answer) -> list[Edit]:
    """A record for the instance that somebody answered to alone, with the guests of its series."""
    times = master.event.times
    assert times is not None
    assert effect.instance is not None
    own = times_of(times, effect.instance)
    # As the series names it: two spellings of an instant make one record.
    instance = InstanceId(*in_series(effect.instance, times))
    id_ = natural_id(family.space, ("answered", family.uid, instance.text))
    values = {
        spec.name: getattr(master.event, spec.name)
        for spec in _EVENT.fields
        if getattr(master.event, spec.name) not in (None, "", (), frozenset(), {})
    }
    values |= {"times": own, "recurrence": instance, "calendar": family.calendar}
    edits = [Edit(family.space, id_, Event.kind, _EVENT.fields_json(values))]
    for each in master.attendees:
        said = {name: getattr(each, name) for name in _COPIED if getattr(each, name)}
        if each.id == effect.attendee:
            said |= effect.values
        guest = natural_id(family.space, ("answered", id_, key_of_address(each.address)))
        fields = _ATTENDEE.fields_json({**said, "event": id_})
        edits.append(Edit(family.space, guest, Attendee.kind, fields))
    if not effect.attendee:
        # Somebody whom nobody had asked wants to come to this one.
        address = key_of_address(str(effect.values.get("address", "")))
        guest = natural_id(family.space, ("answered", id_, address))
        fields = _ATTENDEE.fields_json({**effect.values, "event": id_})
        edits.append(Edit(family.space, guest, Attendee.kind, fields))
    return edits
