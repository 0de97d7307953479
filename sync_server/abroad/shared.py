"""What both sides know of an event: its fields in one form, our records to them and back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from garage.calendar.durations import Duration
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When, read_when, when_text
from garage.calendar.zones import day_after, instant_of, wall_of
from garage.ics.times_writer import in_series
from garage.moments import Moment
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.agenda_fields import Trigger
from garage.records.fields import TEXT_LIMIT, FieldType, TextField
from garage.records.registry import kind_of
from garage.sync.merge import Json
from sync_server.abroad import people
from sync_server.abroad.foreign import Fields

_EVENT, _ALARM = kind_of(Event), kind_of(Alarm)
PLAIN = ("title", "notes", "place", "status", "free", "privacy", "categories")
FIELDS = frozenset((*PLAIN, "times", "alarms", people.NAME))
"""`times` is without what is removed from a series; `alarms` are minutes before the start;
`attendees` are as `people` says."""

_LONGEST_MARK = 120
_EMPTY: tuple[Json, ...] = (None, "", False, [])


def fields_of(
    event: Event, alarms: Iterable[Alarm] = (), attendees: Iterable[Attendee] = ()
) -> Fields:
    """An event of ours as both sides know it; what is empty is left out."""
    json = _EVENT.fields_json({name: getattr(event, name) for name in PLAIN})
    found: dict[str, Json] = {name: json[name] for name in PLAIN if json.get(name) not in _EMPTY}
    if event.times is not None:
        found["times"] = replace(event.times, removed=()).to_json()
    minutes = sorted({each for alarm in alarms if (each := minutes_of(alarm)) is not None})
    if minutes:
        found["alarms"] = list(minutes)
    asked = people.of_records(attendees)
    if asked:
        found[people.NAME] = asked
    return found


def minutes_of(alarm: Alarm) -> int | None:
    """How long before the start an alarm is shown; None for one that only we can keep."""
    trigger = alarm.trigger
    if trigger is None or trigger.offset is None or trigger.from_end or trigger.every:
        return None
    seconds = -trigger.offset.span.total_seconds()
    plain = alarm.action in ("", "display") and seconds >= 0 and not seconds % 60
    return int(seconds // 60) if plain and not alarm.deleted else None


def alarm_fields(event: str, minutes: int) -> Mapping[str, Json]:
    """The record of such an alarm."""
    trigger = Trigger(Duration(seconds=-60 * minutes))
    return _ALARM.fields_json({"event": event, "trigger": trigger, "action": "display"})


def checked(fields: Fields) -> dict[str, Json]:
    """Fields that came, as our records have them: texts that are too long are cut."""
    found: dict[str, Json] = {}
    for name, value in fields.items():
        if name in PLAIN and value not in _EMPTY:
            type_ = _EVENT.by_name[name].type
            if isinstance(value, str):
                value = _readable(value)[: _most(type_)].strip()
            value = _EVENT.fields_json({name: type_.check(value)})[name]
        if value not in _EMPTY:
            found[name] = value
    return found


def _most(type_: FieldType) -> int:
    if isinstance(type_, TextField):
        return TEXT_LIMIT if type_.long else type_.limit
    return TEXT_LIMIT


def _readable(text: str) -> str:
    """Without what no record keeps."""
    return "".join(
        each for each in text.replace("\r\n", "\n") if each in "\n\t" or each.isprintable()
    ).strip()


def mark(value: Json) -> str:
    """What tells a value from others: itself where it is short, else its hash; "" for none."""
    if value in _EMPTY:
        return ""
    if isinstance(value, list) and isinstance(value[0], list):
        return people.mark(value)
    text = msgspec.json.encode(value, order="sorted").decode()
    if len(text) <= _LONGEST_MARK:
        return text
    return f"#{hashlib.sha256(text.encode()).hexdigest()[:40]}"


def marked(fields: Fields, holds: Collection[str]) -> dict[str, str]:
    """The marks of the fields that a side keeps."""
    return {name: mark(fields.get(name)) for name in holds}


def alarms_in(text: str) -> set[int]:
    """The alarms that a mark tells."""
    found = msgspec.json.decode(text) if text.startswith("[") else []
    return {each for each in found if isinstance(each, int)}


def instance_text(at: InstanceId, master: EventTimes) -> str:
    """Which instance, as the series' own times name it."""
    when, _ = in_series(at, master)
    if not master.all_day and not isinstance(when, datetime):
        start = master.start
        assert isinstance(start, datetime)
        when = datetime.combine(when, start.time())
    return when_text(when)


def instance_id(text: str, master: EventTimes) -> InstanceId:
    """The other way round."""
    return InstanceId(read_when(text), master.zone)


def removed_of(times: EventTimes) -> set[str]:
    """The instances that are out of a series."""
    return {when_text(each) for each in times.removed}


def with_removed(times: EventTimes, removed: Iterable[str]) -> EventTimes:
    """A series without these instances; what is of another sort than its start is passed over."""
    whens = [read_when(each) for each in removed]
    fitting = [each for each in whens if isinstance(each, datetime) is not times.all_day]
    return replace(times, removed=tuple(fitting))


def as_instance(times: EventTimes, at: When) -> EventTimes:
    """The times of one instance as the rules have it."""
    single = replace(times, start=at, end=None, rules=(), added=(), removed=())
    if times.end is None:
        return single
    return replace(single, end=_moved(at, times.start, times.end))


def _moved(at: When, start: When, end: When) -> When:
    return at + (end - start)


def end_of(times: EventTimes) -> When:
    """When it ends, for those who always want to know; a day's end is not included in it."""
    start, duration = times.start, times.duration
    if times.end is not None:
        return times.end
    if not isinstance(start, datetime):
        return day_after(start, max(duration.days, 1) if duration is not None else 1)
    return start if duration is None else duration.after(start)


def instant_of_instance(at: InstanceId, times: EventTimes) -> datetime:
    """When an instance begins by the rules, in UTC; a day at its midnight there."""
    when = at.when
    wall = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
    own = EventTimes(start=wall, zone=at.zone) if at.zone else times
    return instant_of(wall, own.tz(UTC))


def local(instant: datetime, zone: str) -> datetime:
    """An instant as wall time in a zone."""
    return wall_of(instant, EventTimes(start=datetime(2000, 1, 1), zone=zone).tz(UTC))


def moment(now: int) -> Moment:
    """A time in milliseconds, to the second."""
    when = datetime.fromtimestamp(now // 1000, UTC)
    return Moment(when.date(), when.time(), 0)


def joined(names: Sequence[str]) -> str:
    """A list for a column of JSON."""
    return msgspec.json.encode(sorted(names)).decode()
