"""What an event's form is about: a new event, one that is kept, or one time of a series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import wall_of
from garage.records.agenda import Event
from garage.records.agenda_fields import Trigger


@dataclass(frozen=True)
class Subject:
    """`times` are shown: of an instance its own start and end, with the rules of its series.

    `typed` counts as typed though nobody did yet: what quick add understood, a day that was drawn.
    """

    event: Event
    times: EventTimes
    instance: InstanceId | None = None
    series: EventTimes | None = None
    """Of all of the series that the event is of, or stands for one time of."""
    typed: Mapping[str, Any] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing is kept of it yet."""
        return not self.event.id

    @property
    def is_first(self) -> bool:
        """Whether it is the first of its series, where all after it are all."""
        return (
            self.series is not None
            and self.instance is not None
            and self.instance.when == self.series.start
        )


def new_subject(
    start: datetime,
    end: datetime,
    zone: str,
    *,
    all_day: bool = False,
    values: Mapping[str, Any] | None = None,
    triggers: tuple[Trigger, ...] = (),
) -> Subject:
    """A new event at wall times of a zone; `values` are typed already."""
    first: When = start.date() if all_day else start.replace(tzinfo=None)
    last: When = end.date() if all_day else end.replace(tzinfo=None)
    times = EventTimes(start=first, end=last, zone="" if all_day else zone)
    return Subject(Event(times=times), times, typed=values or {}, triggers=triggers)


def kept_subject(
    event: Event,
    series: EventTimes | None,
    instance: InstanceId | None,
    start: When,
    end: When,
    here: tzinfo,
) -> Subject | None:
    """A kept event, or the instance of its `series` that is shown from `start` to `end`.

    None where the event has no times that this version can read.
    """
    times = event.times
    if times is None:
        return None
    if instance is None or event.recurrence is not None:
        rules = series.rules if series is not None and instance is not None else times.rules
        return Subject(event, replace(times, rules=rules), instance, series)
    zone = times.tz(here)
    if isinstance(start, datetime) and isinstance(end, datetime):
        begin: When = wall_of(start, zone)
        finish: When = wall_of(end, zone)
    else:
        begin, finish = start, end
    shown = replace(
        times, start=begin, end=finish, duration=None, end_zone="", added=(), removed=()
    )
    return Subject(event, shown, instance, series)
