"""One instance of a series: whether there is such a one, what it is, and whether it differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from garage.calendar.instances import Stretch, instances, start_of
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.ics.times_writer import in_series

SHOWN = (
    "title", "place", "url", "conferences", "attachments", "notes", "resources", "contacts",
    "privacy", "free",
)  # fmt: skip
"""What guests are told of an event beside its times."""


def is_instance(times: EventTimes, instance: InstanceId) -> bool:
    """Whether a series has this instance, by its rules and exceptions."""
    at, _ = in_series(instance, times)
    try:
        start = start_of(at, times.tz(UTC), UTC)
        stretch = Stretch(start, start + timedelta(seconds=1))
        return any(each.at == at for each in instances(times, stretch, UTC))
    except (ValueRefused, ValueError, OverflowError):
        return False


def times_of(times: EventTimes, instance: InstanceId) -> EventTimes:
    """When the instance is, as the series says."""
    start, _ = in_series(instance, times)
    length = None if times.end is None else times.end - times.start
    return replace(
        times, start=start, end=None if length is None else start + length, rules=(), added=(),
        removed=(),
    )  # fmt: skip


def instance_of(master: FullEvent, instance: InstanceId) -> FullEvent:
    """The instance as an event, with the guests of its series."""
    assert master.event.times is not None
    own = times_of(master.event.times, instance)
    return replace(master, event=replace(master.event, times=own, recurrence=instance))


def is_as_the_series(full: FullEvent, master: FullEvent) -> bool:
    """Whether an instance is at the time that its series says, and as it says, for the same people.

    Such a one is there because somebody answered to it alone.
    """
    event, series = full.event, master.event
    if event.recurrence is None or series.times is None or event.following:
        return False
    cancelled = event.status == "cancelled", series.status == "cancelled"
    return (
        event.times == times_of(series.times, event.recurrence)
        and cancelled[0] == cancelled[1]
        and all(getattr(event, name) == getattr(series, name) for name in SHOWN)
        and who(full) == who(master)
    )


def who(full: FullEvent) -> list[str]:
    """The addresses of those who are asked."""
    return sorted(each.address.casefold() for each in full.attendees if not each.uninvited)
