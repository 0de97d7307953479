"""When alarms go off: each moment once, whatever ways it is told; never in quiet hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from garage.calendar.occurrences import Occurrence
from garage.records.agenda import Alarm
from garage.records.agenda_fields import Trigger
from garage.units import Quantity

_CHANNEL = {"display": "desktop", "audio": "desktop", "email": "email"}


@dataclass(frozen=True, slots=True)
class Ring:
    """At a moment, in UTC, these alarms of an occurrence go off, told by these channels."""

    at: datetime
    occurrence: Occurrence
    alarms: tuple[str, ...]
    channels: tuple[str, ...]


def rings(
    occurrence: Occurrence,
    alarms: Sequence[Alarm],
    *,
    muted: bool = False,
    odometer: Quantity | None = None,
    now: datetime | None = None,
) -> list[Ring]:
    """The moments at which alarms of one occurrence go off, in order.

    Alarms of one moment are one: others write DISPLAY and EMAIL side by side. What was
    acknowledged at or after its moment is silent, and so are all of a muted calendar (a
    subscribed one, unless asked). An alarm that waits for an odometer goes off `now` once the
    vehicle has passed it, until it is acknowledged whenever that is.
    """
    if muted:
        return []
    found: dict[datetime, list[Alarm]] = {}
    for alarm in alarms:
        if alarm.trigger is None or alarm.deleted:
            continue
        if alarm.trigger.odometer is not None and alarm.acknowledged is not None:
            continue
        for at in _moments(alarm.trigger, occurrence, odometer, now):
            if alarm.acknowledged is None or alarm.acknowledged.instant < at:
                found.setdefault(at, []).append(alarm)
    return [
        Ring(at, occurrence, tuple(each.id for each in those), _channels(those))
        for at, those in sorted(found.items(), key=lambda pair: pair[0])
    ]


def _moments(
    trigger: Trigger, occurrence: Occurrence, odometer: Quantity | None, now: datetime | None
) -> list[datetime]:
    if trigger.odometer is not None:
        passed = odometer is not None and odometer.si >= trigger.odometer.si
        return [now.astimezone(UTC)] if passed and now is not None else []
    found: list[datetime] = []
    # What is past the calendar's ends is never told.
    with suppress(OverflowError):
        if trigger.at is not None:
            first = trigger.at.astimezone(UTC)
        else:
            assert trigger.offset is not None
            anchor = occurrence.end if trigger.from_end else occurrence.start
            first = trigger.offset.after(anchor).astimezone(UTC)
        every = trigger.every.span if trigger.every else timedelta(0)
        found.extend(first + every * times for times in range(trigger.repeat + 1))
    return found


def _channels(alarms: Iterable[Alarm]) -> tuple[str, ...]:
    named = (
        channel
        for alarm in alarms
        for channel in alarm.channels or (_CHANNEL.get(alarm.action, "desktop"),)
    )
    return tuple(dict.fromkeys(named))


def after_quiet_hours(at: datetime, begin: time, end: time, zone: tzinfo) -> datetime:
    """The moment, or the end of the quiet hours that it lies in, which may go over midnight."""
    if begin == end:
        return at
    local = at.astimezone(zone)
    clock = local.timetz().replace(tzinfo=None)
    over_midnight = begin > end
    quiet = (clock >= begin or clock < end) if over_midnight else begin <= clock < end
    if not quiet:
        return at
    day = local.date() + timedelta(days=over_midnight and clock >= begin)
    return datetime.combine(day, end, tzinfo=zone).astimezone(UTC)
