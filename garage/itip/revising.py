"""Whether an event changed so that its guests are to be told, or asked anew (RFC 5546, 2.1.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.itip.single import SHOWN, is_as_the_series, who
from garage.records.agenda import Event


def schedule_of(events: Iterable[FullEvent]) -> str:
    """When it is, and whether: JSON of each instance ("" for the series) and a digest of that.

    Another text raises SEQUENCE.
    """
    told = {_name(full.event): _digest(_schedule(full.event)) for full in _telling(events)}
    return msgspec.json.encode(told, order="sorted").decode()


def moved_between(before: str, now: str) -> frozenset[str]:
    """The instances ("" for the series) that are at another time than they were, of two schedules.

    An instance that has no say of its own any more is not among them.
    """
    then: dict[str, str] = msgspec.json.decode(before or "{}")
    told: dict[str, str] = msgspec.json.decode(now)
    return frozenset(name for name, digest in told.items() if then.get(name) != digest)


def content_of(events: Iterable[FullEvent]) -> str:
    """A digest of all that guests are told, but for who answered what."""
    return _digest(
        [
            *_schedule(full.event),
            *(_json(getattr(full.event, name)) for name in SHOWN),
            *who(full),
        ]
        for full in _telling(events)
    )


def next_sequence(told: int | None, event: int | None, *, rescheduled: bool) -> int:
    """The SEQUENCE to send: never lower than what was sent, and higher where the times changed."""
    if told is None:
        return event or 0
    return max(told + (1 if rescheduled else 0), event or 0 if rescheduled else told)


def removed_since(events: Iterable[FullEvent], told: Iterable[str]) -> list[InstanceId]:
    """Instances of a series that its exceptions took out since these were told of."""
    known = set(told)
    return [each for each in removed_of(events) if each.text not in known]


def removed_of(events: Iterable[FullEvent]) -> list[InstanceId]:
    """The instances that a series leaves out."""
    return [
        InstanceId(when, full.event.times.zone)
        for full in events
        if full.event.recurrence is None and full.event.times is not None
        for when in full.event.times.removed
    ]


def _telling(events: Iterable[FullEvent]) -> list[FullEvent]:
    """A series and the instances that differ from it, in their order."""
    found = sorted(events, key=lambda full: _name(full.event))
    master = next((full for full in found if full.event.recurrence is None), None)
    return [f for f in found if master is None or not is_as_the_series(f, master)]


def _name(event: Event) -> str:
    return event.recurrence.text if event.recurrence else ""


def _schedule(event: Event) -> list[Any]:
    cancelled = event.status == "cancelled"
    return [_name(event), event.following, _json(event.times), cancelled]


def _json(value: Any) -> Any:
    return value.to_json() if hasattr(value, "to_json") else value


def _digest(parts: Iterable[Any]) -> str:
    text = msgspec.json.encode(list(parts), order="sorted")
    return hashlib.sha256(text).hexdigest()[:32]
